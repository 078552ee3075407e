"""Trips: who is a member, where it goes and whom it meets, what it asks, whom to call."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, declared_attr

from missions.store.base import Base, Identified, leader, public, sealed, team
from missions.store.types import Instant


class Trip(Identified, Base):
    """One trip. `version` counts the writes, so that a lost race is noticed."""

    __tablename__ = "trip"

    code: Mapped[str] = team(Text, unique=True)
    name: Mapped[str] = leader(Text, default="")
    label: Mapped[str] = public(Text, default="")
    purpose: Mapped[bytes | None] = sealed()
    posture: Mapped[str] = leader(String(8), default="guarded")
    field_access: Mapped[str] = leader(String(4), default="")
    starts: Mapped[date] = public(Date)
    ends: Mapped[date] = public(Date)
    home_zone: Mapped[str] = team(Text, default="UTC")
    paper: Mapped[str] = public(String(6), default="a4")
    languages: Mapped[str] = public(Text, default="en")
    version: Mapped[int] = leader(Integer, default=1)


class OfTrip(Identified):
    """A row of a trip's file; `position` is its place there."""

    position: Mapped[int] = team(Integer, default=0)

    @declared_attr
    @classmethod
    def trip_id(cls) -> Mapped[str]:
        """Whose row it is."""
        return public(String(32), ForeignKey("trip.id", ondelete="CASCADE"), index=True)


class Keyed(OfTrip):
    """A row with a short handle, unique among the trip's rows of its kind."""

    key: Mapped[str] = team(Text)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """One handle, one row, whatever else the table asks."""
        return (UniqueConstraint("trip_id", "key"), *cls.__references__())

    @classmethod
    def __references__(cls) -> tuple[ForeignKeyConstraint, ...]:
        return ()


def refers_to(column: str, table: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Declare that `column` holds the key of a row of `table` in the same trip.

    Checked at the end of the transaction, so that rows may be written in any order. `ondelete`
    is SQL's ("CASCADE"), for rows that mean nothing without the other.
    """
    return ForeignKeyConstraint(
        ["trip_id", column],
        [f"{table}.trip_id", f"{table}.key"],
        deferrable=True,
        initially="DEFERRED",
        ondelete=ondelete,
    )


class Membership(Keyed, Base):
    """A person's part in a trip: the row of people.csv that is about this trip.

    `ended_at`: since when it gives no access any more, though the plan still holds the person.
    """

    __tablename__ = "membership"

    person_id: Mapped[str] = public(
        String(32), ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = team(String(16), default="volunteer")
    groups: Mapped[str] = team(Text, default="")
    guardians: Mapped[str] = leader(Text, default="")
    joins: Mapped[date | None] = leader(Date)
    leaves: Mapped[date | None] = leader(Date)
    ended_at: Mapped[datetime | None] = leader(Instant)


class CrossingLift(Identified, Base):
    """A duty officer's leave for one member to reach the service near a border, for two hours."""

    __tablename__ = "crossing_lift"

    membership_id: Mapped[str] = public(
        String(32), ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    given_by: Mapped[str] = leader(String(64))
    given_at: Mapped[datetime] = leader(Instant)
    until: Mapped[datetime] = leader(Instant)
    ended_at: Mapped[datetime | None] = leader(Instant)


class Partner(Keyed, Base):
    """A local host under an alias; the real name and phone are sealed with the trip's key."""

    __tablename__ = "partner"

    alias: Mapped[str] = team(Text, default="")
    mark: Mapped[str] = public(Text, default="")
    name: Mapped[bytes | None] = sealed()
    phone: Mapped[bytes | None] = sealed()
    languages: Mapped[str] = team(Text, default="")


class Site(Keyed, Base):
    """A place under an alias; its real name is sealed with the trip's key."""

    __tablename__ = "site"

    @classmethod
    def __references__(cls) -> tuple[ForeignKeyConstraint, ...]:
        return (refers_to("partner", "partner"),)

    alias: Mapped[str] = team(Text, default="")
    mark: Mapped[str] = public(Text, default="")
    kind: Mapped[str] = team(String(8), default="")
    name: Mapped[bytes | None] = sealed()
    address: Mapped[str] = leader(Text, default="")
    local_address: Mapped[str] = leader(Text, default="")
    phone: Mapped[str] = leader(Text, default="")
    country: Mapped[str] = team(String(2), default="")
    zone: Mapped[str] = team(Text, default="")
    latitude: Mapped[float | None] = leader(Float)
    longitude: Mapped[float | None] = leader(Float)
    partner: Mapped[str | None] = team(Text)
    carry: Mapped[bool] = leader(Boolean, default=False)
    visitors: Mapped[str] = leader(String(8), default="")
    opens: Mapped[str] = team(String(5), default="")
    closes: Mapped[str] = team(String(5), default="")


class Word(OfTrip, Base):
    """The trip's own addition to the word list."""

    __tablename__ = "word"

    term: Mapped[str] = leader(Text)
    plain: Mapped[str] = leader(Text, default="")


class Requirement(OfTrip, Base):
    """What the trip asks of its people. `settings` are the numbers of `[requirement.with]`."""

    __tablename__ = "requirement"

    kind: Mapped[str] = leader(String(24))
    title: Mapped[str] = leader(Text, default="")
    due: Mapped[str] = leader(Text, default="")
    applies: Mapped[str] = leader(Text, default="all")
    severity: Mapped[str] = leader(String(8), default="error")
    settings: Mapped[dict[str, Any]] = leader(JSON, default=dict)


class Contact(OfTrip, Base):
    """Somebody to call; how private the row is stands in `sensitivity`."""

    __tablename__ = "contact"

    role: Mapped[str] = leader(Text, default="")
    name: Mapped[str] = leader(Text, default="")
    phone: Mapped[str] = leader(Text, default="")
    country: Mapped[str] = leader(String(2), default="")
    nationality: Mapped[str] = leader(String(2), default="")
    hours: Mapped[str] = leader(Text, default="")
    note: Mapped[str] = leader(Text, default="")
    sensitivity: Mapped[str] = leader(String(8), default="team")


class FreePage(OfTrip, Base):
    """A free page of the book, in Markdown; how private it is stands in `sensitivity`."""

    __tablename__ = "free_page"

    title: Mapped[str] = leader(Text, default="")
    sensitivity: Mapped[str] = leader(String(8), default="team")
    text: Mapped[str] = leader(Text, default="")
