"""Letters that wait to be sent: written in the transaction of the action that caused them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public
from missions.store.types import Instant


class Letter(Identified, Base):
    """A letter by its name and ids; the worker composes its text when it sends it.

    `facts` holds ids and instants, never a value. `trip_id` is "" for a letter of no trip.
    Until `leased_until` nobody takes it: the worker `leased_by` has it, or it rests after a try
    that failed. `due_at` never changes, it is the letter's date. `sent_at`, `given_up_at` end it;
    `problem` says what went wrong last, without an address and without content.
    """

    __tablename__ = "letter"

    name: Mapped[str] = leader(String(32))
    facts: Mapped[dict[str, Any]] = leader(JSON, default=dict)
    trip_id: Mapped[str] = public(String(32), default="", index=True)
    idempotency_key: Mapped[str] = leader(String(128), unique=True)
    created_at: Mapped[datetime] = leader(Instant)
    due_at: Mapped[datetime] = leader(Instant, index=True)
    attempts: Mapped[int] = leader(Integer, default=0)
    leased_until: Mapped[datetime | None] = leader(Instant)
    leased_by: Mapped[str] = leader(String(32), default="")
    sent_at: Mapped[datetime | None] = leader(Instant)
    given_up_at: Mapped[datetime | None] = leader(Instant)
    problem: Mapped[str] = leader(Text, default="")
