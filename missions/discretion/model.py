"""What must not be said: the organisation's own list, and words that two leaders let pass."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public
from missions.store.types import Instant


class HouseWord(Identified, Base):
    """A term of the organisation: its `name`, `domain`, `staff`, `programme`, a published `alias`.

    A `word` is its addition to the word list.
    """

    __tablename__ = "house_word"
    __table_args__ = (UniqueConstraint("kind", "term"),)

    kind: Mapped[str] = leader(String(12))
    term: Mapped[str] = leader(Text)
    plain: Mapped[str] = leader(Text, default="")


class Acceptance(Identified, Base):
    """A word that leaders let stand in one text of one trip; it counts once two have accepted it.

    `place` names the text (`schedule/lunch/plain_title`); `text_hash` is its digest, so that
    another text there asks again.
    """

    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("trip_id", "place", "term", "text_hash"),)

    trip_id: Mapped[str] = public(String(32), ForeignKey("trip.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = leader(Text)
    term: Mapped[str] = leader(Text)
    text_hash: Mapped[str] = leader(String(64))
    reason: Mapped[str] = leader(Text)
    first_by: Mapped[str] = leader(String(64))
    first_at: Mapped[datetime] = leader(Instant)
    second_by: Mapped[str | None] = leader(String(64))
    second_at: Mapped[datetime | None] = leader(Instant)
