"""Who can be written to about a trip, and what they owe: the selects of reminders and digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.outbox.model import Letter
from missions.people.model import Person
from missions.readiness.model import KeptVerdict
from missions.readiness.reminding import OWING, WEEK, Owed, in_order, theirs
from missions.readiness.verdict import Severity, State
from missions.trips.model import Membership, Trip
from missions.trips.rules import AT_HOME, OnRoster, Roster, is_minor, split_list
from missions.zones import keys, zone

LETTER = "owed"
"""The name of the letter that says what is owed."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person owes: the reader themselves, or a minor whose guardian they are."""

    key: str
    name: str
    own: bool
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is written to, about one trip: an account's memberships in it, or one without an account.

    Attributes:
        membership_id: the first of them, which stands for the reader in letters.
        memberships: all of them.
        zone: where the reader lives, the trip's home zone where that isn't known.
        reachable: whether there is an account with an address.
        shares: what they owe themselves, then what their wards owe; only who owes something.
    """

    membership_id: str
    memberships: tuple[str, ...]
    key: str
    name: str
    role: str
    account_id: str
    zone: ZoneInfo
    reachable: bool
    shares: tuple[Share, ...] = field(repr=False)

    @property
    def owed(self) -> tuple[Owed, ...]:
        """Everything that is owed, whoever owes it."""
        return in_order(one for share in self.shares for one in share.owed)

    @property
    def travels(self) -> bool:
        """Whether the reader goes along."""
        return self.role not in AT_HOME


@dataclass(frozen=True, slots=True)
class Told:
    """The reminders of the last eight days, and those that wait to ring."""

    at: Mapping[str, datetime]
    """When the last rang or will, by membership."""
    keys: frozenset[str]


class _Row(NamedTuple):
    """A membership as the roster has it."""

    trip_id: str
    id: str
    key: str
    role: str
    guardians: str
    name: str
    birth_date: date | None
    zone: str
    account_id: str | None
    email: str | None
    ended_at: datetime | None


def readers_of(session: Session, trips: Sequence[Trip]) -> dict[str, tuple[Reader, ...]]:
    """Return each trip's readers by its id, in the roster's order; two queries."""
    ids = [trip.id for trip in trips]
    members: dict[str, list[_Row]] = {trip_id: [] for trip_id in ids}
    for row in _members(session, ids):
        members[row.trip_id].append(row)
    owed = _owed(session, ids)
    return {trip.id: tuple(_readers(trip, members[trip.id], owed)) for trip in trips}


def told(session: Session, trip_ids: Iterable[str], now: datetime) -> Told:
    """Return which reminders there were lately; one query."""
    rows = session.execute(
        select(Letter.facts, Letter.due_at, Letter.idempotency_key).where(
            Letter.name == LETTER,
            Letter.trip_id.in_(list(trip_ids)),
            Letter.due_at > now - WEEK - timedelta(days=1),
        )
    ).all()
    at: dict[str, datetime] = {}
    for facts, due_at, _key in rows:
        member = str(facts["membership"])
        at[member] = max(due_at, at.get(member, due_at))
    return Told(at, frozenset(key for _facts, _due_at, key in rows))


def zone_or(text: str, otherwise: str) -> ZoneInfo:
    """Return the zone of a key, another's where there is none."""
    return zone(text if text in keys() else otherwise)


def _members(session: Session, ids: list[str]) -> Iterable[_Row]:
    rows = session.execute(
        select(
            Membership.trip_id,
            Membership.id,
            Membership.key,
            Membership.role,
            Membership.guardians,
            Person.preferred_name,
            Person.birth_date,
            Person.zone,
            Person.account_id,
            Account.email,
            Membership.ended_at,
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Membership.trip_id.in_(ids))
        .order_by(Membership.position, Membership.id)
    )
    return (_Row(*row) for row in rows)


def _owed(session: Session, ids: list[str]) -> dict[tuple[str, str], list[Owed]]:
    """Return what is owed by (trip, person's key), in the board's order."""
    rows = session.execute(
        select(
            KeptVerdict.trip_id,
            KeptVerdict.person,
            KeptVerdict.kind,
            KeptVerdict.title,
            KeptVerdict.severity,
            KeptVerdict.state,
            KeptVerdict.since,
            KeptVerdict.due,
            KeptVerdict.next_step,
        )
        .where(KeptVerdict.trip_id.in_(ids), KeptVerdict.state.in_(sorted(OWING)))
        .order_by(KeptVerdict.rank)
    )
    found: dict[tuple[str, str], list[Owed]] = {}
    for trip_id, person, kind, title, severity, state, since, due, step in rows:
        one = Owed(kind, title, Severity(severity), State(state), since, due, step)
        if theirs(one):
            found.setdefault((trip_id, person), []).append(one)
    return found


def _readers(
    trip: Trip, rows: list[_Row], owed: dict[tuple[str, str], list[Owed]]
) -> Iterable[Reader]:
    wards = _wards(trip, rows)
    here = [row for row in rows if row.ended_at is None]
    together: dict[str, list[_Row]] = {}
    for row in here:
        together.setdefault(row.account_id or row.id, []).append(row)
    for mine in together.values():
        keys_of_mine = {row.key for row in mine}
        theirs_too = [
            ward
            for ward in here
            if ward.key not in keys_of_mine and any(ward.id in wards[row.id] for row in mine)
        ]
        people = [*((row, True) for row in mine), *((ward, False) for ward in theirs_too)]
        shares = (
            Share(row.key, row.name or row.key, own, in_order(owed.get((trip.id, row.key), ())))
            for row, own in people
        )
        yield _reader(trip, mine, tuple(share for share in shares if share.owed))


def _reader(trip: Trip, mine: list[_Row], shares: tuple[Share, ...]) -> Reader:
    first = mine[0]
    return Reader(
        membership_id=first.id,
        memberships=tuple(row.id for row in mine),
        key=first.key,
        name=first.name or first.key,
        role=first.role,
        account_id=first.account_id or "",
        zone=zone_or(first.zone, trip.home_zone),
        reachable=bool(first.account_id and first.email),
        shares=shares,
    )


def _wards(trip: Trip, rows: list[_Row]) -> dict[str, set[str]]:
    """Return the ids of each member's wards: the minors who name them as guardian."""
    roster = Roster(OnRoster(row.id, row.key, row.name or row.key, row.role) for row in rows)
    found: dict[str, set[str]] = {row.id: set() for row in rows}
    for row in rows:
        if is_minor(row.birth_date, trip.starts):
            for handle in split_list(row.guardians):
                guardian = roster.find(handle)
                if guardian is not None and guardian.id != row.id:
                    found[guardian.id].add(row.id)
    return found
