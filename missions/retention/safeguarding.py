"""Safeguarding: who was with children under which clearance, on a clock of its own.

Each record is sealed under a key of its own, so that it outlives trip and person and ends alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.briefing.gather import plan_of
from missions.briefing.queries import TripRows, rows_of
from missions.disclosure import SealedFact, reveal
from missions.documents.model import Document
from missions.installation import Installation
from missions.people.model import Person
from missions.retention.model import SafeguardingRecord
from missions.retention.rules import kept_until
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from missions.vault.scopes import address, safeguarding_scope

CLEARANCES = frozenset({"background_check", "child_protection", "guardian_consent"})
"""The kinds of papers that clear somebody for work with children, or a child for the trip."""

FORGET = "safeguarding:forget"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it is read; `record` is what stands under the seal."""

    id: str
    kept_until: date
    record: dict[str, Any]


def keep_records(
    installation: Installation, session: Session, trip: Trip, only: set[str] | None = None
) -> list[str]:
    """Write the records of a trip's people before their facts go; return the rows' ids.

    Args:
        session: the action's own transaction.
        only: the persons whose facts go; None for all of the trip.

    Raises:
        OuterKeyUnusable: a record can't be sealed without it.
    """
    rows = rows_of(session, trip)
    with_children = _with_children(rows)
    made = []
    for membership, person in rows.members:
        papers = [row for row in rows.documents if row.person == membership.key]
        cleared = [row for row in papers if row.kind in CLEARANCES]
        there = membership.id in with_children
        wanted = (only is None or person.id in only) and not _erased(person)
        if wanted and (cleared or there):
            facts = {**_facts(trip, membership, person, cleared), "with_children": there}
            until = kept_until(person.birth_date, trip.starts, trip.ends)
            made.append(_keep(installation, session, facts, until))
    return made


def _erased(person: Person) -> bool:
    """Whether nobody can be told from these facts; an erasure has kept its record already."""
    return not (person.birth_date or _legal_name(person))


def _legal_name(person: Person) -> str:
    joined = ", ".join(part for part in (person.surname, person.given_names) if part)
    return person.legal_name or joined


def _with_children(rows: TripRows) -> set[str]:
    """Return the memberships of those who were planned to be with children."""
    people = {item.id: item.people for item in plan_of(rows).activities}
    planned = [row for row in rows.activities if row.with_children and row.status != "cancelled"]
    return {member for row in planned for member in people[row.id]}


def _facts(
    trip: Trip, membership: Membership, person: Person, papers: list[Document]
) -> dict[str, Any]:
    return {
        "legal_name": _legal_name(person),
        "birth_date": _day(person.birth_date),
        "role": membership.role,
        "trip": {"starts": _day(trip.starts), "ends": _day(trip.ends)},
        "documents": [
            {
                "kind": row.kind,
                "state": row.state,
                "valid_from": _day(row.valid_from),
                "expires": _day(row.expires),
            }
            for row in papers
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _keep(installation: Installation, session: Session, facts: dict[str, Any], until: date) -> str:
    row = SafeguardingRecord(id=new_id(), kept_until=until, made_at=clock.now())
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    where = address("safeguarding_record", row.id, "record")
    row.record = installation.keyring.seal(safeguarding_scope(row.id), where, text)
    session.add(row)
    return row.id


def read_records(installation: Installation, viewer: str) -> list[Opened]:
    """Open all records, by name; the log says who read them.

    Raises:
        OuterKeyUnusable, KeyShredded: see `missions.vault`.
    """
    with installation.store.write() as session:
        rows = session.scalars(select(SafeguardingRecord)).all()
        sealed = [
            SealedFact(
                safeguarding_scope(row.id),
                address("safeguarding_record", row.id, "record"),
                row.record,
            )
            for row in rows
        ]
        texts = reveal(installation, session, viewer, "safeguarding", sealed, "safeguarding")
    found = [
        Opened(row.id, row.kept_until, json.loads(text))
        for row, text in zip(rows, texts, strict=True)
    ]
    return sorted(found, key=lambda one: (one.record["legal_name"], one.record["trip"]["starts"]))


def forget_due(installation: Installation) -> int:
    """Shred and delete the records whose time is over; return how many.

    The keys go first: a run that breaks off leaves rows that nothing opens; the next takes them.
    """
    today = clock.now().astimezone(UTC).date()
    with installation.store.read() as session:
        due = list(
            session.scalars(
                select(SafeguardingRecord.id).where(SafeguardingRecord.kept_until < today)
            )
        )
    if not due:
        return 0
    installation.keyring.shred(safeguarding_scope(record) for record in due)
    with installation.store.write() as session:
        session.execute(delete(SafeguardingRecord).where(SafeguardingRecord.id.in_(due)))
        log.record(session, "worker", FORGET, "safeguarding", f"records={len(due)}")
    return len(due)
