"""The schedule: segments of travel, crossings, stays and rooms, activities.

Every happening is stored as wall time plus IANA zone, plus the derived instant in UTC. Who it
concerns is kept as the folder writes it (`all; -minh; @cedar`) and resolved when it is read.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, leader, public, team
from missions.store.types import Instant, WallTime
from missions.trips.model import Keyed, OfTrip, refers_to


class Segment(Keyed, Base):
    """One leg of travel. `origin` and `destination` are an IATA code, a site's key or free text.

    `from_zone` and `to_zone` are as the folder gave them; `departs_zone` and `arrives_zone` are
    what holds. `ticketed_as` and `people` are as in the folder.
    """

    __tablename__ = "segment"

    mode: Mapped[str] = team(String(8))
    carrier: Mapped[str] = team(Text, default="")
    number: Mapped[str] = team(Text, default="")
    origin: Mapped[str] = team(Text, default="")
    destination: Mapped[str] = team(Text, default="")
    from_zone: Mapped[str] = team(Text, default="")
    to_zone: Mapped[str] = team(Text, default="")
    departs: Mapped[datetime] = public(WallTime)
    departs_zone: Mapped[str] = team(Text)
    departs_utc: Mapped[datetime] = public(Instant)
    arrives: Mapped[datetime] = public(WallTime)
    arrives_zone: Mapped[str] = team(Text)
    arrives_utc: Mapped[datetime] = public(Instant)
    locator: Mapped[str] = leader(Text, default="")
    ticketed_as: Mapped[str] = leader(Text, default="")
    people: Mapped[str] = team(Text, default="")
    seats: Mapped[int | None] = team(Integer)
    baggage: Mapped[str] = team(Text, default="")
    vehicle: Mapped[str] = team(Text, default="")
    driver: Mapped[str] = team(Text, default="")
    met_by: Mapped[str] = team(Text, default="")
    note: Mapped[str] = leader(Text, default="")


class Crossing(Keyed, Base):
    """The hours around a border, set by hand."""

    __tablename__ = "crossing"

    place: Mapped[str] = leader(Text, default="")
    zone: Mapped[str] = leader(Text)
    closes: Mapped[datetime] = leader(WallTime)
    closes_utc: Mapped[datetime] = leader(Instant)
    opens: Mapped[datetime] = leader(WallTime)
    opens_utc: Mapped[datetime] = leader(Instant)
    people: Mapped[str] = leader(Text, default="")
    note: Mapped[str] = leader(Text, default="")


class Stay(Keyed, Base):
    """Nights at a site, from the day of check-in to the day of check-out."""

    __tablename__ = "stay"

    @classmethod
    def __references__(cls) -> tuple[ForeignKeyConstraint, ...]:
        return (refers_to("site", "site"),)

    site: Mapped[str | None] = team(Text)
    check_in: Mapped[date] = team(Date)
    check_out: Mapped[date] = team(Date)
    confirmation: Mapped[str] = leader(Text, default="")
    note: Mapped[str] = leader(Text, default="")


class Room(OfTrip, Base):
    """A room of a stay; blank people means nobody."""

    __tablename__ = "room"
    __table_args__ = (refers_to("stay", "stay"),)

    stay: Mapped[str] = team(Text)
    room: Mapped[str] = team(Text, default="")
    floor: Mapped[str] = team(Text, default="")
    capacity: Mapped[int | None] = leader(Integer)
    people: Mapped[str] = team(Text, default="")


class Activity(Keyed, Base):
    """One thing on the plan. `starts` is None for the whole day.

    `zone` is the site's, or that of the place where its people are at that time.
    """

    __tablename__ = "activity"

    @classmethod
    def __references__(cls) -> tuple[ForeignKeyConstraint, ...]:
        return (refers_to("site", "site"), refers_to("partner", "partner"))

    day: Mapped[date] = public(Date)
    zone: Mapped[str] = team(Text)
    starts: Mapped[datetime | None] = public(WallTime)
    starts_utc: Mapped[datetime | None] = public(Instant)
    ends: Mapped[datetime | None] = public(WallTime)
    ends_utc: Mapped[datetime | None] = public(Instant)
    site: Mapped[str | None] = team(Text)
    title: Mapped[str] = team(Text, default="")
    plain_title: Mapped[str] = public(Text, default="")
    kind: Mapped[str] = team(String(8), default="other")
    lead: Mapped[str] = team(Text, default="")
    people: Mapped[str] = team(Text, default="")
    partner: Mapped[str | None] = team(Text)
    with_children: Mapped[bool] = leader(Boolean, default=False)
    status: Mapped[str] = team(String(9), default="confirmed")
    meet_at: Mapped[str] = team(Text, default="")
    meet_time: Mapped[datetime | None] = team(WallTime)
    vehicle: Mapped[str] = team(Text, default="")
    backup: Mapped[str] = leader(Text, default="")
    bring: Mapped[str] = team(Text, default="")
    note: Mapped[str] = leader(Text, default="")
