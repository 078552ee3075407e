"""Trainings and who was there."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, leader, public, team
from missions.store.types import Instant, WallTime
from missions.trips.model import Keyed, OfTrip, refers_to


class Training(Keyed, Base):
    """A training session, before, during or after the trip.

    Sessions of one `course` belong together; who attended all of it gets one certificate.
    """

    __tablename__ = "training"

    title: Mapped[str] = team(Text, default="")
    zone: Mapped[str] = team(Text)
    starts: Mapped[datetime] = public(WallTime)
    starts_utc: Mapped[datetime] = public(Instant)
    ends: Mapped[datetime] = public(WallTime)
    ends_utc: Mapped[datetime] = public(Instant)
    place: Mapped[str] = team(Text, default="")
    required: Mapped[bool] = leader(Boolean, default=False)
    applies: Mapped[str] = leader(Text, default="all")
    topic: Mapped[str] = team(Text, default="")
    course: Mapped[str] = team(Text, default="")
    note: Mapped[str] = leader(Text, default="")


class Attendance(OfTrip, Base):
    """A person's state for a training: attended, excused, missed, made up."""

    __tablename__ = "attendance"
    __table_args__ = (refers_to("training", "training"), refers_to("person", "membership"))

    training: Mapped[str] = team(Text)
    person: Mapped[str] = team(Text)
    state: Mapped[str] = leader(String(8), default="")
    date: Mapped[date | None] = leader(Date)
    note: Mapped[str] = leader(Text, default="")
