"""Blanking a person in every trip that holds them: draft, editions, papers, addresses, board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions.accounts.model import CapabilityLink
from missions.briefing.forgetting import SOMEONE, forget_members
from missions.briefing.gather_people import roster_of
from missions.briefing.model import Edition, Feed, PaperCopy
from missions.briefing.queries import TripRows, rows_of
from missions.documents.model import Document
from missions.people.model import Person
from missions.readiness.model import (
    Exemption,
    KeptBoard,
    KeptConflict,
    KeptPerson,
    KeptVerdict,
    Override,
)
from missions.retention.deleting import delete_persons, end_links
from missions.retention.handles import neutral_key, rename_copies, rename_in
from missions.store.base import new_id
from missions.training.model import Attendance
from missions.trips.actions import count_write
from missions.trips.model import CrossingLift, Membership, Trip
from missions.trips.rules import split_list

BOARD = (KeptBoard, KeptConflict, KeptPerson, KeptVerdict)
"""What is kept of a judgement; its sentences name people, and all of it can be made anew."""


def trips_of(session: Session, persons: Sequence[str]) -> list[Trip]:
    """Return the trips that hold one of these persons, locked, in a steady order."""
    return list(
        session.scalars(
            select(Trip)
            .where(
                Trip.id.in_(
                    select(Membership.trip_id).where(Membership.person_id.in_(list(persons)))
                )
            )
            .order_by(Trip.id)
            .with_for_update()
        )
    )


def blank_persons(session: Session, persons: Sequence[str]) -> None:
    """Take these persons' facts out of every trip; somebody without a name takes their place.

    The persons' own rows go, so that nothing is sealed again by their keys.
    """
    for trip in trips_of(session, persons):
        _blank_in(session, trip, set(persons))
        count_write(session, trip)
    delete_persons(session, persons)


def _blank_in(session: Session, trip: Trip, persons: set[str]) -> None:
    rows = rows_of(session, trip)
    for kept in BOARD:
        session.execute(delete(kept).where(kept.trip_id == trip.id))
    forgotten: dict[str, str] = {}
    for membership, person in rows.members:
        if person.id in persons:
            taken = [row.key for row, _person in rows.members]
            forgotten[membership.id] = _blank_member(session, rows, membership, taken)
    _forget_editions(session, trip.id, forgotten)


def _blank_member(
    session: Session, rows: TripRows, membership: Membership, taken: Sequence[str]
) -> str:
    """Put somebody without a name into the membership; return the key that stands for them."""
    was, key = membership.key, neutral_key(taken)
    rename_in(_with_lists(rows), roster_of(rows), membership.id, key)
    trip_id = membership.trip_id
    _drop_decisions(session, rows, was)
    session.execute(delete(Document).where(Document.trip_id == trip_id, Document.person == was))
    session.execute(
        delete(Attendance).where(Attendance.trip_id == trip_id, Attendance.person == was)
    )
    session.execute(delete(CrossingLift).where(CrossingLift.membership_id == membership.id))
    end_links(session, CapabilityLink.membership_id == membership.id)
    nobody = Person(id=new_id(), preferred_name=SOMEONE)
    session.add(nobody)
    session.flush()
    membership.person_id, membership.key = nobody.id, key
    membership.groups = membership.guardians = ""
    membership.joins = membership.leaves = None
    rename_copies(_copies(session, rows.trip.id), was, key)
    session.flush()
    return key


def _drop_decisions(session: Session, rows: TripRows, key: str) -> None:
    """Delete what was waived for somebody, and each clash let be that names them."""
    trip_id, folded = rows.trip.id, key.casefold()
    session.execute(delete(Exemption).where(Exemption.trip_id == trip_id, Exemption.person == key))
    naming = [
        row.id
        for row in rows.overrides
        if folded in (one.casefold() for one in split_list(row.people))
    ]
    session.execute(delete(Override).where(Override.id.in_(naming)))


def _with_lists(rows: TripRows) -> Iterator[object]:
    for membership, _person in rows.members:
        yield membership
    for table in (
        rows.activities,
        rows.crossings,
        rows.requirements,
        rows.rooms,
        rows.segments,
        rows.trainings,
    ):
        yield from table


def _copies(session: Session, trip_id: str) -> Sequence[PaperCopy]:
    editions = select(Edition.id).where(Edition.trip_id == trip_id)
    return session.scalars(select(PaperCopy).where(PaperCopy.edition_id.in_(editions))).all()


def _forget_editions(session: Session, trip_id: str, forgotten: dict[str, str]) -> None:
    """Blank the facts in editions; calendars are made anew from them."""
    for edition in session.scalars(select(Edition).where(Edition.trip_id == trip_id)):
        forget_members(edition, forgotten)
    members = select(Membership.id).where(Membership.trip_id == trip_id)
    session.execute(delete(Feed).where(Feed.membership_id.in_(members)))
