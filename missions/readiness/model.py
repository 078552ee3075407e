"""Verdicts as they were last worked out, what was waived and let be, and how it stood each day.

The rows can be made anew from the facts at any time. None of them holds a sealed value.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public
from missions.store.types import Instant
from missions.trips.model import OfTrip, refers_to


class Exemption(OfTrip, Base):
    """A requirement waived for a person, named by kind and title as the folder names it."""

    __tablename__ = "exemption"

    __table_args__ = (
        UniqueConstraint("trip_id", "person", "kind", "title"),
        refers_to("person", "membership", "CASCADE"),
    )

    person: Mapped[str] = leader(Text)
    kind: Mapped[str] = leader(String(24))
    title: Mapped[str] = leader(Text, default="")
    by: Mapped[str] = leader(Text, default="")
    reason: Mapped[str] = leader(Text, default="")
    made_at: Mapped[datetime | None] = leader(Instant)


class Override(OfTrip, Base):
    """A clash that a leader lets be, named by its kind, items and people (keys, `;` between)."""

    __tablename__ = "override"
    __table_args__ = (UniqueConstraint("trip_id", "kind", "items", "people"),)

    kind: Mapped[str] = leader(String(16))
    items: Mapped[str] = leader(Text, default="")
    people: Mapped[str] = leader(Text, default="")
    by: Mapped[str] = leader(Text, default="")
    reason: Mapped[str] = leader(Text, default="")
    made_at: Mapped[datetime | None] = leader(Instant)


class KeptBoard(Base):
    """How a trip stood when it was last judged.

    `trip_version`, `day` and `rules` say of which facts, on which day, by which rules; where one of
    them is another now, the board is judged anew. The counts are of verdicts by state.
    """

    __tablename__ = "kept_board"

    trip_id: Mapped[str] = public(
        String(32), ForeignKey("trip.id", ondelete="CASCADE"), primary_key=True
    )
    trip_version: Mapped[int] = leader(Integer)
    day: Mapped[date] = leader(Date)
    rules: Mapped[str] = leader(String(64))
    judged_at: Mapped[datetime] = leader(Instant)
    opened: Mapped[bool] = leader(Boolean, default=True)
    go: Mapped[str] = leader(String(8))
    reasons: Mapped[list[str]] = leader(JSON, default=list)
    notes: Mapped[list[str]] = leader(JSON, default=list)
    people: Mapped[int] = leader(Integer, default=0)
    ready: Mapped[int] = leader(Integer, default=0)
    counts: Mapped[dict[str, int]] = leader(JSON, default=dict)
    columns: Mapped[list[dict[str, str]]] = leader(JSON, default=list)
    """The requirements in order: kind, title, due, severity."""


class KeptPerson(Base):
    """A row of the kept board: one letter a requirement, so that the whole board is read at once.

    `states` holds a letter of `LETTERS` for each of the board's columns; `worst` is the place of
    the worst state in `WORST_FIRST`, `open` counts what is still to be done, `due` is by when the
    first of it is.
    """

    __tablename__ = "kept_person"
    __table_args__ = (refers_to("person", "membership", "CASCADE"),)

    trip_id: Mapped[str] = public(
        String(32), ForeignKey("trip.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = leader(Text, primary_key=True)
    states: Mapped[str] = leader(Text)
    worst: Mapped[int] = leader(Integer)
    open: Mapped[int] = leader(Integer)
    due: Mapped[date | None] = leader(Date)


class KeptVerdict(Identified, Base):
    """A verdict of the kept board; `since` is the day from which it has had its state."""

    __tablename__ = "kept_verdict"
    __table_args__ = (
        UniqueConstraint("trip_id", "person", "rank"),
        refers_to("person", "membership", "CASCADE"),
    )

    trip_id: Mapped[str] = public(String(32), ForeignKey("trip.id", ondelete="CASCADE"), index=True)
    person: Mapped[str] = leader(Text)
    rank: Mapped[int] = leader(Integer)
    """Which requirement, by its place in the trip's list."""
    kind: Mapped[str] = leader(String(24))
    title: Mapped[str] = leader(Text, default="")
    severity: Mapped[str] = leader(String(8))
    state: Mapped[str] = leader(String(8))
    since: Mapped[date] = leader(Date)
    due: Mapped[date | None] = leader(Date)
    reason: Mapped[str] = leader(Text, default="")
    next_step: Mapped[str] = leader(Text, default="")


class KeptConflict(Identified, Base):
    """A clash of the kept board; `overridden` is a leader's reason to let it be, or ""."""

    __tablename__ = "kept_conflict"

    trip_id: Mapped[str] = public(String(32), ForeignKey("trip.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = leader(Integer)
    kind: Mapped[str] = leader(String(16))
    severity: Mapped[str] = leader(String(8))
    items: Mapped[list[str]] = leader(JSON, default=list)
    people: Mapped[list[str]] = leader(JSON, default=list)
    day: Mapped[date | None] = leader(Date)
    reason: Mapped[str] = leader(Text, default="")
    fix: Mapped[str] = leader(Text, default="")
    overridden: Mapped[str] = leader(Text, default="")


class ReadinessDay(Base):
    """How a trip stood at the last judging of a day, for trends; kept for sixty days."""

    __tablename__ = "readiness_day"

    trip_id: Mapped[str] = public(
        String(32), ForeignKey("trip.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = leader(Date, primary_key=True)
    go: Mapped[str] = leader(String(8))
    ready: Mapped[int] = leader(Integer, default=0)
    people: Mapped[int] = leader(Integer, default=0)
    counts: Mapped[dict[str, int]] = leader(JSON, default=dict)
    conflicts: Mapped[int] = leader(Integer, default=0)
