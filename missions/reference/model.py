"""What an administrator changed in the rulebook: values that win over the shipped ones."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader
from missions.store.types import Instant


class RuleValue(Identified, Base):
    """A value of the rulebook as this organisation holds it; see `rulebook.Value` for meanings.

    `value` is as an administrator writes it (`rulebook.parse_value`); `from_day` is an ISO date,
    "" for always.
    """

    __tablename__ = "rule_value"
    __table_args__ = (UniqueConstraint("key", "nationality", "destination", "place", "from_day"),)

    key: Mapped[str] = leader(String(64))
    nationality: Mapped[str] = leader(String(2), default="")
    destination: Mapped[str] = leader(String(2), default="")
    place: Mapped[str] = leader(String(8), default="")
    value: Mapped[str] = leader(Text)
    from_day: Mapped[str] = leader(String(10), default="")
    until: Mapped[date | None] = leader(Date)
    source: Mapped[str] = leader(Text, default="")
    read_on: Mapped[date] = leader(Date)
    verified: Mapped[bool] = leader(Boolean, default=False)
    note: Mapped[str] = leader(Text, default="")
    changed_by: Mapped[str] = leader(String(64), default="")
    changed_at: Mapped[datetime] = leader(Instant)
