"""Editions: the plan as it was published, and the calendars that follow from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public, sealed
from missions.store.types import Instant


class Edition(Identified, Base):
    """A frozen plan. `digest` is an HMAC over both parts; the open part is compressed JSON."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("trip_id", "number"),)

    trip_id: Mapped[str] = public(String(32), ForeignKey("trip.id", ondelete="CASCADE"))
    number: Mapped[int] = leader(Integer)
    published_at: Mapped[datetime] = leader(Instant)
    published_by: Mapped[str] = leader(String(64))
    note: Mapped[str] = leader(Text, default="")
    digest: Mapped[str] = leader(String(64))
    open_part: Mapped[bytes] = leader(LargeBinary)
    sealed_part: Mapped[bytes | None] = sealed()


class Feed(Identified, Base):
    """The calendar that a membership's address serves now: finished bytes and their tag."""

    __tablename__ = "feed"

    membership_id: Mapped[str] = public(
        String(32), ForeignKey("membership.id", ondelete="CASCADE"), unique=True
    )
    edition_id: Mapped[str] = public(String(32), ForeignKey("edition.id", ondelete="CASCADE"))
    etag: Mapped[str] = public(String(64))
    body: Mapped[bytes] = public(LargeBinary, nullable=False, deferred=True)


class PaperCopy(Identified, Base):
    """A paper that was handed out, by the opaque code on its pages.

    The same edition, audience, person and paper have the same code, so one row counts them all.
    `person` is the folder's key of whose paper it is, or of who fetched a shared one ("": the
    operator). `state` is `issued`, `handed in`, `destroyed` or `missing`.
    """

    __tablename__ = "paper_copy"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    edition_id: Mapped[str] = public(
        String(32), ForeignKey("edition.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = leader(String(16), index=True)
    what: Mapped[str] = leader(String(16))
    audience: Mapped[str] = leader(String(8))
    person: Mapped[str] = leader(Text, default="")
    times: Mapped[int] = leader(Integer, default=0)
    issued_at: Mapped[datetime] = leader(Instant)
    issued_by: Mapped[str] = leader(String(64))
    state: Mapped[str] = leader(String(12), default="issued")
    stated_at: Mapped[datetime | None] = leader(Instant)
    stated_by: Mapped[str] = leader(String(64), default="")
    note: Mapped[str] = leader(Text, default="")
