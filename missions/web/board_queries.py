"""The selects of the board's pages beside the kept board itself. Nothing sealed is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.board.queries import verdicts_of
from missions.documents.model import Document, PaperEvent
from missions.documents.queries import documents_of, events_of, names_by_account
from missions.people.model import Person
from missions.readiness.model import Exemption, KeptBoard, KeptVerdict, Override
from missions.reference.queries import Rules, rules_of
from missions.schedule.model import Activity, Segment, Stay
from missions.trips.model import Membership, Requirement, Site, Trip
from missions.trips.rules import split_list
from missions.zones import country_of


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What is in the open about one person and what is asked of them.

    Attributes:
        settings: the numbers of `[requirement.with]` by the requirement's place.
        countries: where the trip's sites are, home left out.
        names: account → what its person is called.
        membership: the member's id.
        home: the last day on which they are away by the roster.
    """

    verdicts: tuple[KeptVerdict, ...]
    waived: Mapping[tuple[str, str], Exemption]
    documents: tuple[Document, ...]
    events: tuple[PaperEvent, ...]
    names: Mapping[str, str]
    rules: Rules
    settings: Mapping[int, Mapping[str, float]]
    countries: tuple[str, ...]
    nationality: str
    membership: str
    starts: date
    home: date


def of_person(session: Session, trip_id: str, key: str) -> OfPerson:
    """Return what is known of a member in the open.

    Raises:
        NoResultFound: nobody of the trip has this key.
    """
    trip = session.get_one(Trip, trip_id)
    member, person = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip_id, Membership.key == key)
    ).one()
    documents = documents_of(session, trip_id, key)
    waived = session.scalars(
        select(Exemption).where(Exemption.trip_id == trip_id, Exemption.person == key)
    )
    return OfPerson(
        verdicts=tuple(verdicts_of(session, trip_id, key)),
        waived={(row.kind, row.title): row for row in waived},
        documents=tuple(documents),
        events=tuple(events_of(session, [row.id for row in documents])),
        names=names_by_account(session, trip_id),
        rules=rules_of(session),
        settings=_settings(session, trip_id),
        countries=_abroad(session, trip),
        nationality=person.nationality,
        membership=member.id,
        starts=member.joins or trip.starts,
        home=max(trip.ends, member.leaves or trip.ends),
    )


def _settings(session: Session, trip_id: str) -> dict[int, Mapping[str, float]]:
    rows = session.scalars(
        select(Requirement.settings)
        .where(Requirement.trip_id == trip_id)
        .order_by(Requirement.position, Requirement.id)
    )
    return {rank: {name: float(n) for name, n in row.items()} for rank, row in enumerate(rows)}


def _abroad(session: Session, trip: Trip) -> tuple[str, ...]:
    home = country_of(trip.home_zone)
    rows = session.scalars(
        select(Site.country).where(Site.trip_id == trip.id).order_by(Site.position)
    )
    return tuple(dict.fromkeys(country for country in rows if country and country != home))


def groups_of(session: Session, trip_id: str) -> dict[str, tuple[str, ...]]:
    """Return the groups that people of a trip are in, by key; one query."""
    rows = session.execute(
        select(Membership.key, Membership.groups).where(Membership.trip_id == trip_id)
    )
    return {key: tuple(split_list(groups)) for key, groups in rows}


def overrides_by(session: Session, trip_id: str) -> dict[tuple[str, str, str], Override]:
    """Return what was let be, by kind, items and people as they are kept."""
    rows = session.scalars(select(Override).where(Override.trip_id == trip_id))
    return {(row.kind, row.items, row.people): row for row in rows}


def times_of(session: Session, trip_id: str, keys: Iterable[str]) -> dict[str, datetime | date]:
    """Return when items, legs and stays begin, by key; an item for the whole day has its date."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, datetime | date] = {}
    for key, check_in in session.execute(
        select(Stay.key, Stay.check_in).where(Stay.trip_id == trip_id, Stay.key.in_(wanted))
    ):
        found[key] = check_in
    for key, departs in session.execute(
        select(Segment.key, Segment.departs).where(
            Segment.trip_id == trip_id, Segment.key.in_(wanted)
        )
    ):
        found[key] = departs
    for key, day, starts in session.execute(
        select(Activity.key, Activity.day, Activity.starts).where(
            Activity.trip_id == trip_id, Activity.key.in_(wanted)
        )
    ):
        found[key] = starts or day
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A trip's kept verdict; `current`: nothing was written to the trip since it was judged."""

    go: str
    ready: int
    people: int
    day: date
    current: bool


def standings_of(session: Session, trip_ids: Iterable[str]) -> dict[str, Standing]:
    """Return the kept verdicts of some trips, by id; nothing is judged, and it is one query."""
    rows = session.execute(
        select(KeptBoard, Trip.version)
        .join(Trip, Trip.id == KeptBoard.trip_id)
        .where(KeptBoard.trip_id.in_(list(trip_ids)))
    )
    return {
        kept.trip_id: Standing(
            kept.go, kept.ready, kept.people, kept.day, kept.trip_version == version
        )
        for kept, version in rows
    }
