"""Keeping what was judged, so that it is read without judging anew.

A kept board holds for a version of the trip, a day and a rulebook. Whoever finds another one judges
anew; two at a time wait for each other at the trip's row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from missions import clock
from missions.board.judging import Judgement, judge_trip, today
from missions.board.queries import (
    Board,
    Head,
    board_rows,
    columns_of,
    head_of,
    kept_conflicts,
)
from missions.installation import Installation
from missions.readiness.assess import Judged
from missions.readiness.model import (
    KeptBoard,
    KeptConflict,
    KeptPerson,
    KeptVerdict,
    ReadinessDay,
)
from missions.readiness.verdict import LETTERS, NOT_ASKED, OPEN, WORST_FIRST, Severity, State
from missions.reference.queries import rules_of
from missions.store.base import new_id
from missions.trips.model import Trip

DAYS_KEPT = timedelta(days=60)
_RANK = {state: place for place, state in enumerate(WORST_FIRST)}


def board_of(installation: Installation, trip_id: str, viewer: str) -> Board:
    """Return a trip's board as it stands today, judged anew where the kept one is out of date.

    A current board takes four queries, whatever the trip's size.
    """
    with installation.store.read() as session:
        head = head_of(session, trip_id, clock.now())
        if _holds(installation, head, rules_of(session).stamp):
            return _read(session, head)
    with installation.store.write() as session:
        trip = session.get_one(Trip, trip_id, with_for_update=True)
        head = head_of(session, trip_id, clock.now())
        if _holds(installation, head, rules_of(session).stamp):
            return _read(session, head)
        return refresh(installation, session, trip, viewer)


def refresh(installation: Installation, session: Session, trip: Trip, viewer: str) -> Board:
    """Judge a trip as of today and keep it; `session` may write."""
    judgement = judge_trip(installation, session, trip, viewer, today(trip))
    keep(session, trip, judgement)
    session.flush()
    return _read(session, head_of(session, trip.id, clock.now()))


def is_current(installation: Installation, session: Session, trip: Trip, stamp: str) -> bool:
    """Whether the kept board of a trip holds now, by the rulebook with this stamp."""
    return _holds(installation, Head(trip, session.get(KeptBoard, trip.id), None), stamp)


def _holds(installation: Installation, head: Head, stamp: str) -> bool:
    trip, kept = head.trip, head.kept
    if kept is None:
        return False
    same = (kept.trip_version, kept.day, kept.rules) == (trip.version, today(trip), stamp)
    return same and (kept.opened or not installation.keyring.available())


def _read(session: Session, head: Head) -> Board:
    if head.kept is None:
        raise LookupError(f"No board was kept for {head.trip.code}.")
    return Board(
        kept=head.kept,
        columns=columns_of(head.kept),
        rows=board_rows(session, head.trip),
        conflicts=kept_conflicts(session, head.trip.id),
        before=head.before,
    )


def keep(session: Session, trip: Trip, judgement: Judgement) -> None:
    """Write a judgement as the trip's board and as how it stood on its day."""
    by_person: dict[str, dict[int, Judged]] = {}
    for one in judgement.judged:
        by_person.setdefault(one.person_key, {})[int(one.requirement.id)] = one
    people = [member.key for member in judgement.party.members if member.travels]
    counts = Counter(one.verdict.state for one in judgement.judged)
    ready = sum(_is_ready(by_person.get(key, {}).values()) for key in people)
    _keep_head(session, trip, judgement, counts, ready, len(people))
    _keep_people(session, trip.id, judgement, by_person, people)
    _keep_verdicts(session, trip.id, judgement)
    _keep_conflicts(session, trip.id, judgement)
    _keep_day(session, trip.id, judgement, counts, ready, len(people))


def _is_ready(judged: Iterable[Judged]) -> bool:
    """Whether nothing is open of what may stop the trip."""
    return not any(
        one.verdict.state in OPEN - {State.AT_RISK} and one.requirement.severity is Severity.ERROR
        for one in judged
    )


def _keep_head(
    session: Session,
    trip: Trip,
    judgement: Judgement,
    counts: Counter[State],
    ready: int,
    people: int,
) -> None:
    kept = session.get(KeptBoard, trip.id) or KeptBoard(trip_id=trip.id)
    kept.trip_version, kept.day, kept.rules = trip.version, judgement.day, judgement.rules
    kept.judged_at, kept.opened = clock.now(), judgement.party.opened
    kept.go, kept.ready, kept.people = judgement.go.value, ready, people
    kept.reasons, kept.notes = list(judgement.reasons), list(judgement.notes)
    kept.counts = {state.value: number for state, number in counts.items()}
    kept.columns = [
        {
            "kind": requirement.kind,
            "title": requirement.title,
            "due": requirement.due.isoformat(),
            "severity": requirement.severity.value,
        }
        for requirement, _people in judgement.asked
    ]
    session.add(kept)


def _keep_people(
    session: Session,
    trip_id: str,
    judgement: Judgement,
    by_person: dict[str, dict[int, Judged]],
    people: list[str],
) -> None:
    session.execute(delete(KeptPerson).where(KeptPerson.trip_id == trip_id))
    width = len(judgement.asked)
    rows = []
    for key in people:
        mine = by_person.get(key, {})
        verdicts = [one.verdict for one in mine.values()]
        still_open = [verdict for verdict in verdicts if verdict.state in OPEN]
        states = (
            LETTERS[mine[rank].verdict.state] if rank in mine else NOT_ASKED
            for rank in range(width)
        )
        rows.append(
            {
                "trip_id": trip_id,
                "person": key,
                "states": "".join(states),
                "worst": min((_RANK[verdict.state] for verdict in verdicts), default=len(_RANK)),
                "open": len(still_open),
                "due": min((v.due for v in still_open if v.due is not None), default=None),
            }
        )
    if rows:
        session.execute(insert(KeptPerson), rows)


def _keep_verdicts(session: Session, trip_id: str, judgement: Judgement) -> None:
    """Write the verdicts; one whose state did not change keeps the day since when it has it."""
    known = session.execute(
        select(
            KeptVerdict.person,
            KeptVerdict.kind,
            KeptVerdict.title,
            KeptVerdict.state,
            KeptVerdict.since,
        ).where(KeptVerdict.trip_id == trip_id)
    )
    since = {(person, kind, title, state): day for person, kind, title, state, day in known}
    session.execute(delete(KeptVerdict).where(KeptVerdict.trip_id == trip_id))
    rows = []
    for one in judgement.judged:
        asked, verdict = one.requirement, one.verdict
        known_as = (one.person_key, asked.kind, asked.title, verdict.state.value)
        rows.append(
            {
                "id": new_id(),
                "trip_id": trip_id,
                "person": one.person_key,
                "rank": int(asked.id),
                "kind": asked.kind,
                "title": asked.title,
                "severity": asked.severity.value,
                "state": verdict.state.value,
                "since": since.get(known_as, judgement.day),
                "due": verdict.due,
                "reason": verdict.reason,
                "next_step": verdict.next_step,
            }
        )
    if rows:
        session.execute(insert(KeptVerdict), rows)


def _keep_conflicts(session: Session, trip_id: str, judgement: Judgement) -> None:
    session.execute(delete(KeptConflict).where(KeptConflict.trip_id == trip_id))
    rows = [
        {
            "id": new_id(),
            "trip_id": trip_id,
            "position": place,
            "kind": clash.kind,
            "severity": clash.severity.value,
            "items": list(clash.items),
            "people": list(clash.people),
            "day": clash.day,
            "reason": clash.reason,
            "fix": clash.fix,
            "overridden": clash.overridden,
        }
        for place, clash in enumerate(judgement.conflicts)
    ]
    if rows:
        session.execute(insert(KeptConflict), rows)


def _keep_day(
    session: Session,
    trip_id: str,
    judgement: Judgement,
    counts: Counter[State],
    ready: int,
    people: int,
) -> None:
    day = session.get(ReadinessDay, (trip_id, judgement.day)) or ReadinessDay(
        trip_id=trip_id, day=judgement.day
    )
    day.go, day.ready, day.people = judgement.go.value, ready, people
    day.counts = {state.value: number for state, number in counts.items()}
    day.conflicts = sum(not clash.overridden for clash in judgement.conflicts)
    session.add(day)
    old = judgement.day - DAYS_KEPT
    session.execute(
        delete(ReadinessDay).where(ReadinessDay.trip_id == trip_id, ReadinessDay.day < old)
    )
