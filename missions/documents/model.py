"""Travel documents and other papers; what identifies them is sealed with the person's key."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, ForeignKeyConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public, sealed
from missions.store.types import Instant
from missions.trips.model import Keyed, refers_to


class Document(Keyed, Base):
    """A paper of one person. Sealed dates are ISO 8601, sealed counts are decimal digits.

    `number_index` is a blind index of the sealed number: an HMAC by which it can be found.
    `chosen`: the passport that is used on this trip, where a person has two. `tied_to`: the key of
    the passport that a visa or permit stands in. `replaced_by`: the key of the document that took
    its place; what was replaced stays as history.
    """

    __tablename__ = "document"

    @classmethod
    def __references__(cls) -> tuple[ForeignKeyConstraint, ...]:
        return (refers_to("person", "membership"),)

    person: Mapped[str] = leader(Text)
    kind: Mapped[str] = leader(Text)
    state: Mapped[str] = leader(String(8), default="held")
    valid_from: Mapped[date | None] = leader(Date)
    expires: Mapped[date | None] = leader(Date)
    number: Mapped[bytes | None] = sealed()
    country: Mapped[bytes | None] = sealed()
    name_on_document: Mapped[bytes | None] = sealed()
    issued: Mapped[bytes | None] = sealed()
    entries: Mapped[bytes | None] = sealed()
    blank_pages: Mapped[bytes | None] = sealed()
    by: Mapped[bytes | None] = sealed()
    mrz1: Mapped[bytes | None] = sealed()
    mrz2: Mapped[bytes | None] = sealed()
    note: Mapped[bytes | None] = sealed()
    number_index: Mapped[str] = leader(String(64), default="", index=True)
    chosen: Mapped[bool] = leader(Boolean, default=False)
    tied_to: Mapped[str] = leader(Text, default="")
    replaced_by: Mapped[str] = leader(Text, default="")


class PaperEvent(Identified, Base):
    """What happened to a document: entered, changed, accepted, returned, lost, replaced.

    `words` is sealed with the person's key: which columns changed and how, or why it was returned.
    """

    __tablename__ = "paper_event"

    document_id: Mapped[str] = public(
        String(32), ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str] = public(
        String(32), ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = leader(Instant)
    by: Mapped[str] = leader(String(64))
    what: Mapped[str] = leader(String(12))
    words: Mapped[bytes | None] = sealed()


class Scan(Identified, Base):
    """A picture or PDF of a document: an encrypted file in the store of scans.

    `person_id` says whose key seals it; `object_name` is random and tells nothing. The file is
    deleted after its row; a sweep finds files without one.
    """

    __tablename__ = "scan"

    document_id: Mapped[str] = public(
        String(32), ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str] = public(
        String(32), ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    object_name: Mapped[str] = leader(String(64), unique=True)
    media_type: Mapped[str] = leader(String(32))
    size: Mapped[int] = leader(Integer)
    made_at: Mapped[datetime] = leader(Instant)
    made_by: Mapped[str] = leader(String(64))
