"""Trips with a kept board in which people owe things, written row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from missions.accounts.model import Account
from missions.installation import Installation
from missions.people.model import Person
from missions.readiness.model import KeptBoard, KeptVerdict, ReadinessDay
from missions.store.base import new_id
from missions.trips.model import Membership, Trip

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
"""A Monday; 07:00 in New York, 21:00 in Seoul."""
TODAY = date(2027, 2, 1)


@dataclass
class Who:
    """A member: `mail` None for somebody without an account."""

    key: str
    mail: str | None = "yes"
    role: str = "volunteer"
    zone: str = ""
    born: date = date(1990, 1, 1)
    guardians: str = ""


@dataclass
class Owing:
    """A trip that was written, and its members' ids and accounts by key."""

    trip_id: str
    member: dict[str, str] = field(default_factory=dict)
    account: dict[str, str] = field(default_factory=dict)


def owing_trip(
    installation: Installation,
    *people: Who,
    posture: str = "open",
    code: str = "owing",
    starts: date = date(2027, 6, 1),
    ends: date = date(2027, 6, 10),
    home_zone: str = "UTC",
    day: date = TODAY,
) -> Owing:
    """Write a trip whose board is of `day`, with these people."""
    made = Owing(new_id())
    with installation.store.write() as session:
        trip = Trip(id=made.trip_id, code=code, name=f"Name of {code}", label=f"Label of {code}")
        trip.posture, trip.starts, trip.ends, trip.home_zone = posture, starts, ends, home_zone
        session.add(trip)
        session.flush()
        for place, who in enumerate(people):
            account = None
            if who.mail is not None:
                mail = f"{who.key}@mail.invalid" if who.mail == "yes" else who.mail
                found = session.query(Account).filter_by(email=mail).one_or_none()
                account = found or Account(id=new_id(), created_at=NOON, email=mail)
                session.add(account)
                session.flush()
                made.account[who.key] = account.id
            person = Person(id=new_id(), preferred_name=who.key.title(), birth_date=who.born)
            person.zone, person.account_id = who.zone, account.id if account else None
            member = Membership(id=new_id(), key=who.key, role=who.role, position=place)
            member.trip_id, member.person_id, member.guardians = trip.id, person.id, who.guardians
            session.add(person)
            session.flush()
            session.add(member)
            made.member[who.key] = member.id
        session.add(_board(made.trip_id, day))
    return made


def _board(trip_id: str, day: date) -> KeptBoard:
    return KeptBoard(
        trip_id=trip_id,
        trip_version=1,
        day=day,
        rules="",
        judged_at=NOON,
        opened=True,
        go="not yet",
        people=4,
        ready=1,
        counts={"due": 3, "met": 9},
    )


def owe(
    installation: Installation,
    trip: Owing,
    key: str,
    kind: str = "passport",
    due: date | None = date(2027, 2, 10),
    state: str = "due",
    *,
    title: str = "",
    step: str = "Hand it in.",
    since: date = date(2027, 1, 1),
    severity: str = "error",
) -> None:
    """Let somebody owe something."""
    with installation.store.write() as session:
        rank = session.query(KeptVerdict).filter_by(trip_id=trip.trip_id, person=key).count()
        session.add(
            KeptVerdict(
                id=new_id(),
                trip_id=trip.trip_id,
                person=key,
                rank=rank,
                kind=kind,
                title=title,
                severity=severity,
                state=state,
                since=since,
                due=due,
                reason="Reason of q700z.",
                next_step=step,
            )
        )


def stood(installation: Installation, trip: Owing, day: date, **values: object) -> None:
    """Write down how a trip stood on a day."""
    with installation.store.write() as session:
        row = ReadinessDay(trip_id=trip.trip_id, day=day, go="no-go", ready=0, people=4)
        row.counts, row.conflicts = {"due": 5}, 0
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def on_day(installation: Installation, trip: Owing, day: date) -> None:
    """Let the kept board be of another day."""
    with installation.store.write() as session:
        session.get_one(KeptBoard, trip.trip_id).day = day
