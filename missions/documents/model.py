"""Travel documents and other papers; what identifies them is sealed with the person's key."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, leader, sealed
from missions.trips.model import Keyed, refers_to


class Document(Keyed, Base):
    """A paper of one person. Sealed dates are ISO 8601, sealed counts are decimal digits."""

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
