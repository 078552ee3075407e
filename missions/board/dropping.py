"""Taking travellers off a trip: out of every list, then the rows that are theirs.

It leaves what bringing in a folder without their rows leaves. Who is a guardian of somebody that
still travels stays on the roster as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions.accounts import capabilities
from missions.accounts.model import SignInLink
from missions.accounts.sessions import end_sessions
from missions.audit import log
from missions.board.lists import taken_off, tickets_without
from missions.documents.model import Document
from missions.people.model import Person
from missions.policy.actions import Action
from missions.readiness.dropping_out import GUARDIAN
from missions.readiness.model import Override
from missions.readiness.supposing import CannotSuppose
from missions.schedule.model import Activity, Crossing, Room, Segment
from missions.training.model import Attendance, Training
from missions.trips.actions import LastLeader
from missions.trips.model import Membership, Requirement, Trip
from missions.trips.rules import AT_HOME, LEADING, split_list

Pair = tuple[Membership, Person]


@dataclass(slots=True)
class Leaving:
    """Who leaves, and what is to be told in the log once every row is written."""

    gone: list[Pair]
    guardians: list[tuple[Membership, str]]
    accounts: list[tuple[str, str | None]]
    ended: list[capabilities.Ended]


def drop(session: Session, trip: Trip, keys: Sequence[str]) -> Leaving:
    """Write that these travellers are off the trip; `log_leaving` tells of it afterwards.

    Raises:
        CannotSuppose: one of them does not travel on this trip.
        LastLeader: nobody would lead the trip any more.
    """
    roster = _roster(session, trip.id)
    by_key = {member.key: (member, person) for member, person in roster}
    off = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    if len(off) != len(set(keys)) or any(member.role in AT_HOME for member, _person in off):
        raise CannotSuppose("Somebody to be taken off is no longer on this trip. Look again.")
    leaving = {member.key for member, _person in off}
    _keep_a_leader(roster, leaving)
    wanted = {
        key
        for member, _person in roster
        if member.key not in leaving
        for key in split_list(member.guardians)
    }
    _clear_lists(session, trip.id, _handles(roster, leaving))
    told = Leaving([], [], [], [])
    for member, person in off:
        if member.key in wanted:
            told.guardians.append((member, member.role))
            member.role, member.groups = GUARDIAN, ""
        else:
            told.gone.append((member, person))
            told.accounts.append((member.id, person.account_id))
    told.ended = capabilities.end_quietly(
        session, memberships=[member.id for member, _person in off]
    )
    _delete(session, trip.id, told.gone)
    return told


def log_leaving(session: Session, trip: Trip, leaving: Leaving, actor: str) -> None:
    """Sign out who is gone, and write all of it into the log; the action's last step."""
    capabilities.tell(session, leaving.ended, actor, trip.id)
    for member_id, account in leaving.accounts:
        if account is not None:
            end_sessions(session, account, actor)
            session.execute(delete(SignInLink).where(SignInLink.account_id == account))
        log.record(session, actor, Action.ACCESS_CHANGE, member_id, "ended", trip.id)
    for member, role in leaving.guardians:
        detail = f"role {role} {GUARDIAN}"
        log.record(session, actor, Action.ACCESS_CHANGE, member.id, detail, trip.id)


def _roster(session: Session, trip_id: str) -> list[Pair]:
    rows = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip_id)
        .order_by(Membership.position, Membership.id)
    )
    return [(member, person) for member, person in rows]


def _keep_a_leader(roster: Iterable[Pair], leaving: Collection[str]) -> None:
    leaders = [pair for pair in roster if pair[0].role in LEADING and pair[0].ended_at is None]
    left = [pair for pair in leaders if pair[0].key not in leaving]
    if leaders and not left:
        raise LastLeader("Nobody else leads this trip. Make somebody else a leader first.")
    could = any(person.account_id for _member, person in leaders)
    if could and not any(person.account_id for _member, person in left):
        raise LastLeader(
            "Nobody else who leads this trip can sign in yet. Invite another leader first."
        )


def _handles(roster: Iterable[Pair], leaving: Collection[str]) -> frozenset[str]:
    """Return what names those who leave in lists, casefolded; and the groups that they empty."""
    named: dict[str, list[str]] = {}
    groups: dict[str, set[str]] = {}
    for member, person in roster:
        named.setdefault(person.preferred_name.casefold(), []).append(member.key)
        for group in split_list(member.groups):
            groups.setdefault(f"@{group.casefold()}", set()).add(member.key)
    keys = {member.key.casefold() for member, _person in roster}
    names = {name for name, who in named.items() if name and len(who) == 1 and who[0] in leaving}
    emptied = {group for group, who in groups.items() if who <= set(leaving)}
    return frozenset({key.casefold() for key in leaving} | (names - keys) | emptied)


def _clear_lists(session: Session, trip_id: str, handles: frozenset[str]) -> None:
    for leg in session.scalars(select(Segment).where(Segment.trip_id == trip_id)):
        leg.people = taken_off(leg.people, handles)
        leg.ticketed_as = tickets_without(leg.ticketed_as, handles)
        leg.driver = "" if leg.driver.strip().casefold() in handles else leg.driver
    for crossing in session.scalars(select(Crossing).where(Crossing.trip_id == trip_id)):
        crossing.people = taken_off(crossing.people, handles)
    for room in session.scalars(select(Room).where(Room.trip_id == trip_id)):
        room.people = taken_off(room.people, handles, nobody="")
    for item in session.scalars(select(Activity).where(Activity.trip_id == trip_id)):
        item.people = taken_off(item.people, handles)
        item.lead = taken_off(item.lead, handles, nobody="")
    for lesson in session.scalars(select(Training).where(Training.trip_id == trip_id)):
        lesson.applies = taken_off(lesson.applies, handles)
    for asked in session.scalars(select(Requirement).where(Requirement.trip_id == trip_id)):
        asked.applies = taken_off(asked.applies, handles)


def _delete(session: Session, trip_id: str, gone: Sequence[Pair]) -> None:
    """Delete the rows of who is gone; a person whom another trip holds is kept."""
    keys = [member.key for member, _person in gone]
    if not keys:
        return
    members = [member.id for member, _person in gone]
    people = [person.id for _member, person in gone]
    shared = set(
        session.scalars(
            select(Membership.person_id).where(
                Membership.person_id.in_(people), Membership.id.not_in(members)
            )
        )
    )
    session.flush()
    for row in session.scalars(select(Override).where(Override.trip_id == trip_id)).all():
        if not set(keys).isdisjoint(split_list(row.people)):
            session.delete(row)
    session.flush()
    for table in (Attendance, Document):
        session.execute(delete(table).where(table.trip_id == trip_id, table.person.in_(keys)))
    session.execute(delete(Membership).where(Membership.id.in_(members)))
    alone = [one for one in people if one not in shared]
    session.execute(delete(Person).where(Person.id.in_(alone)))
