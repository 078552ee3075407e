"""Purges that are announced and done, and what safeguarding keeps after them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public, sealed
from missions.store.types import Instant


class Purge(Identified, Base):
    """The end of a trip's facts: announced by one of two roles, confirmed by the other.

    `trip_id` is kept when the trip is gone, and nothing else of it. `announced_by` and
    `confirmed_by` are hands (`rules.Hand`): in which role, and the account's opaque id.
    """

    __tablename__ = "purge"

    trip_id: Mapped[str] = public(String(32), index=True)
    announced_by: Mapped[str] = leader(String(64))
    announced_at: Mapped[datetime] = leader(Instant)
    due_at: Mapped[datetime] = leader(Instant)
    confirmed_by: Mapped[str | None] = leader(String(64))
    confirmed_at: Mapped[datetime | None] = leader(Instant)
    withdrawn_at: Mapped[datetime | None] = leader(Instant)
    done_at: Mapped[datetime | None] = leader(Instant)


class SafeguardingRecord(Identified, Base):
    """Who was with children under which clearance: kept on a clock of its own.

    `record` is JSON sealed under a key of this row's own, which ends with it.
    """

    __tablename__ = "safeguarding_record"

    record: Mapped[bytes | None] = sealed()
    kept_until: Mapped[date] = leader(Date)
    made_at: Mapped[datetime] = leader(Instant)
