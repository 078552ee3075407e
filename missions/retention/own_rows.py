"""What is kept about one human being, kind by kind, as rows; what is sealed stays shut here.

Nothing of others is in it: of who did something only whether it was you, of your guardians only how
many are named, of a ticket only your own name.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.briefing.desk import split_frames
from missions.briefing.gather_people import roster_of
from missions.briefing.model import Edition, PaperCopy
from missions.briefing.queries import rows_of
from missions.disclosure import SealedFact
from missions.documents.model import Document, PaperEvent, Scan
from missions.people.model import Person
from missions.privacy import Sensitivity
from missions.readiness.model import Exemption, KeptVerdict
from missions.retention.erasing import one_human
from missions.training.model import Attendance, Training
from missions.trips.model import CrossingLift, Membership, Trip
from missions.trips.rules import split_list
from missions.vault.scopes import address, person_scope

Row = dict[str, Any]
UNDER_SEAL = "under_seal"
"""Where a row keeps sealed JSON."""
_IDS = frozenset({"id", "trip_id", "person_id", "account_id", "position", "number_index"})


@dataclass(frozen=True, slots=True)
class Whose:
    """One human being: the account ("" for none), persons, and parts in trips."""

    account: str
    persons: Sequence[Person]
    parts: Sequence[tuple[Membership, Trip]]

    @property
    def members(self) -> list[str]:
        """The ids of the parts."""
        return [membership.id for membership, _trip in self.parts]

    @property
    def ids(self) -> set[str]:
        """Every id that means this human being."""
        people = {person.id for person in self.persons}
        return people | set(self.members) | ({self.account} if self.account else set())


def whose(session: Session, person_id: str) -> Whose:
    """Return the human being that a person is; raise `LookupError` where there is none."""
    ids = one_human(session, person_id)
    persons = session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    if not persons:
        raise LookupError(person_id)
    parts = session.execute(
        select(Membership, Trip)
        .join(Trip, Trip.id == Membership.trip_id)
        .where(Membership.person_id.in_(ids))
        .order_by(Trip.starts, Trip.code, Membership.position)
    ).all()
    return Whose(persons[0].account_id or "", persons, [(one, trip) for one, trip in parts])


def columns(row: Any, person_id: str = "", without: Iterable[str] = ()) -> Row:
    """Return a row's columns but its ids; of what is sealed the fact that `disclosure` opens."""
    table = row.__table__
    left_out = _IDS | set(without)
    found: Row = {}
    for column in table.columns:
        if column.name in left_out:
            continue
        value = getattr(row, column.name)
        if column.info["sensitivity"] is Sensitivity.SEALED:
            where = address(table.name, row.id, column.name)
            value = SealedFact(person_scope(person_id), where, value)
        found[column.name] = value
    return found


def person_rows(one: Whose) -> Iterator[Row]:
    """Yield your facts, once a trip that holds them."""
    for person in one.persons:
        yield columns(person, person.id)


def part_rows(one: Whose) -> Iterator[Row]:
    """Yield your parts in trips."""
    for membership, trip in one.parts:
        guardians = len(split_list(membership.guardians))
        yield {**_of_trip(trip), **columns(membership), "guardians": guardians}


def _of_trip(trip: Trip) -> Row:
    return {"trip": trip.label or trip.code, "starts": trip.starts, "ends": trip.ends}


def document_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield your papers; what identifies them is sealed."""
    for membership, trip in one.parts:
        for row in _papers(session, membership):
            yield {"trip": trip.label or trip.code, **columns(row, membership.person_id)}


def _papers(session: Session, membership: Membership) -> Sequence[Document]:
    wanted = select(Document).where(
        Document.trip_id == membership.trip_id, Document.person == membership.key
    )
    return session.scalars(wanted.order_by(Document.position, Document.key)).all()


def history_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield what happened to your papers; of who did it only whether it was you."""
    people = [person.id for person in one.persons]
    found = session.execute(
        select(PaperEvent, Document.key, Document.kind)
        .join(Document, Document.id == PaperEvent.document_id)
        .where(PaperEvent.person_id.in_(people))
        .order_by(PaperEvent.at, PaperEvent.id)
    )
    for row, key, kind in found:
        own = {"document": key, "kind": kind, "by_you": row.by == one.account != ""}
        yield {**own, **columns(row, row.person_id, without=("document_id", "by"))}


def scans(session: Session, one: Whose) -> list[tuple[Scan, Document]]:
    """Return your scans with the papers they show."""
    people = [person.id for person in one.persons]
    rows = session.execute(
        select(Scan, Document)
        .join(Document, Document.id == Scan.document_id)
        .where(Scan.person_id.in_(people))
        .order_by(Scan.made_at, Scan.id)
    )
    return [(scan, document) for scan, document in rows]


def attendance_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield in which trainings you were."""
    for membership, trip in one.parts:
        found = session.execute(
            select(Attendance, Training.title)
            .join(
                Training,
                (Training.trip_id == Attendance.trip_id) & (Training.key == Attendance.training),
            )
            .where(Attendance.trip_id == trip.id, Attendance.person == membership.key)
            .order_by(Attendance.position)
        )
        for row, title in found:
            yield {"trip": trip.label or trip.code, "title": title, **columns(row)}


def exemption_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield which requirements were waived for you, and why; not by whom."""
    for membership, trip in one.parts:
        wanted = select(Exemption).where(
            Exemption.trip_id == trip.id, Exemption.person == membership.key
        )
        for row in session.scalars(wanted.order_by(Exemption.position, Exemption.id)):
            yield {"trip": trip.label or trip.code, **columns(row, without=("person", "by"))}


def verdict_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield how each requirement stood for you when the trip was last judged."""
    for membership, trip in one.parts:
        wanted = select(KeptVerdict).where(
            KeptVerdict.trip_id == trip.id, KeptVerdict.person == membership.key
        )
        for row in session.scalars(wanted.order_by(KeptVerdict.rank)):
            yield {"trip": trip.label or trip.code, **columns(row, without=("person", "rank"))}


def ticket_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield your tickets: which leg, its locator, and the name on it where it is another."""
    for membership, trip in one.parts:
        rows = rows_of(session, trip)
        roster = roster_of(rows)
        for leg in rows.segments:
            if membership.id not in roster.choose(leg.people, leg.departs.date()):
                continue
            names = (part.partition("=") for part in leg.ticketed_as.split(";"))
            own = (name for handle, _, name in names if _is(roster.find(handle), membership))
            yield {
                "trip": trip.label or trip.code,
                "mode": leg.mode,
                "number": leg.number,
                "departs": leg.departs,
                "arrives": leg.arrives,
                "locator": leg.locator,
                "ticketed_as": next(own, "").strip(),
            }


def _is(found: Any, membership: Membership) -> bool:
    return found is not None and found.id == membership.id


def edition_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield your facts as they were published, edition by edition."""
    for membership, trip in one.parts:
        wanted = select(Edition).where(Edition.trip_id == trip.id).order_by(Edition.number)
        for edition in session.scalars(wanted):
            members = json.loads(zlib.decompress(edition.open_part))["plan"]["members"]
            known: Mapping[str, Any] = next((m for m in members if m["id"] == membership.id), {})
            if known:
                yield {
                    "trip": trip.label or trip.code,
                    "edition": edition.number,
                    "published_at": edition.published_at,
                    **{name: value for name, value in known.items() if name not in _IDS},
                    "guardians": len(known["guardians"]),
                    UNDER_SEAL: _frame(edition, membership.id, known["person_id"]),
                }


def _frame(edition: Edition, member_id: str, person_id: str) -> SealedFact:
    token = dict(split_frames(edition.sealed_part or b"")).get(member_id)
    return SealedFact(person_scope(person_id), address("edition", edition.id, member_id), token)


def copy_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield the papers of yours that were handed out."""
    for membership, trip in one.parts:
        found = session.execute(
            select(PaperCopy, Edition.number)
            .join(Edition, Edition.id == PaperCopy.edition_id)
            .where(Edition.trip_id == trip.id, PaperCopy.person == membership.key)
            .order_by(PaperCopy.issued_at)
        )
        for row, number in found:
            yield {
                "trip": trip.label or trip.code,
                "edition": number,
                **columns(row, without=("edition_id", "person", "issued_by", "stated_by")),
            }


def lift_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield when a duty officer let you reach everything near a border."""
    wanted = select(CrossingLift).where(CrossingLift.membership_id.in_(one.members))
    for row in session.scalars(wanted.order_by(CrossingLift.given_at)):
        yield columns(row, without=("membership_id", "given_by"))
