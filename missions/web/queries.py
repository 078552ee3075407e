"""Who somebody is on which trips: where accounts, persons and trips are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.people.model import Person
from missions.trips.model import CrossingLift, Membership, Trip
from missions.trips.rules import AT_HOME, LEADING, is_minor, split_list


@dataclass(frozen=True, slots=True)
class Part:
    """A membership with what every page needs of its trip. Nothing in it is a leader's fact."""

    id: str
    key: str
    name: str
    role: str
    trip_id: str
    code: str
    label: str
    starts: date
    ends: date
    home_zone: str
    lifted_until: datetime | None = None

    @property
    def called(self) -> str:
        """What to call this member: by preferred name, else by key."""
        return self.name or self.key

    @property
    def leads(self) -> bool:
        """Whether this is a leader's part."""
        return self.role in LEADING

    @property
    def travels(self) -> bool:
        """Whether this member goes along."""
        return self.role not in AT_HOME


LIFTED_UNTIL = (
    select(func.max(CrossingLift.until))
    .where(CrossingLift.membership_id == Membership.id, CrossingLift.ended_at.is_(None))
    .correlate(Membership)
    .scalar_subquery()
)
"""Until when a duty officer lets a member through near a border, if one does."""
_COLUMNS = (
    Membership.id,
    Membership.key,
    Person.preferred_name,
    Membership.role,
    Trip.id,
    Trip.code,
    Trip.label,
    Trip.starts,
    Trip.ends,
    Trip.home_zone,
    LIFTED_UNTIL,
)


def parts_of(session: Session, account_id: str) -> tuple[Part, ...]:
    """Return the account's parts, the trip that starts last first."""
    rows = session.execute(
        select(*_COLUMNS)
        .join(Person, Person.id == Membership.person_id)
        .join(Trip, Trip.id == Membership.trip_id)
        .where(Person.account_id == account_id, Membership.ended_at.is_(None))
        .order_by(Trip.starts.desc(), Trip.code, Membership.position)
    )
    return tuple(Part(*tuple(row)) for row in rows)


def part_of(session: Session, membership_id: str) -> Part | None:
    """Return a membership's part, None for one that is unknown or ended."""
    row = session.execute(
        select(*_COLUMNS)
        .join(Person, Person.id == Membership.person_id)
        .join(Trip, Trip.id == Membership.trip_id)
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
    ).first()
    return Part(*tuple(row)) if row is not None else None


def wards_of(session: Session, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts of the minors whose guardians these are.

    A minor's row names its guardians by key or by a preferred name that is unique in the trip.
    """
    mine = {part.trip_id: part for part in parts}
    if not mine:
        return ()
    rows = session.execute(
        select(*_COLUMNS, Membership.guardians, Person.birth_date)
        .join(Person, Person.id == Membership.person_id)
        .join(Trip, Trip.id == Membership.trip_id)
        .where(
            Membership.trip_id.in_(mine),
            Membership.guardians != "",
            Membership.ended_at.is_(None),
        )
        .order_by(Trip.starts.desc(), Membership.position)
    )
    found = []
    for *columns, guardians, birth_date in map(tuple, rows):
        ward = Part(*columns)
        named = is_minor(birth_date, ward.starts) and ward.id != mine[ward.trip_id].id
        if named and _is_among(session, mine[ward.trip_id], guardians):
            found.append(ward)
    return tuple(found)


def _is_among(session: Session, part: Part, guardians: str) -> bool:
    handles = {handle.casefold() for handle in split_list(guardians)}
    if part.key.casefold() in handles:
        return True
    if part.name.casefold() not in handles:
        return False
    keys = session.scalars(select(Membership.key).where(Membership.trip_id == part.trip_id))
    if part.name.casefold() in {key.casefold() for key in keys}:
        return False
    namesakes = session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == part.trip_id, Person.preferred_name == part.name)
    )
    return namesakes == 1


def person_of(session: Session, code: str, key: str) -> str | None:
    """Return the id of the person with this key in this trip."""
    return session.scalar(
        select(Membership.person_id)
        .join(Trip, Trip.id == Membership.trip_id)
        .where(Trip.code == code, Membership.key == key)
    )
