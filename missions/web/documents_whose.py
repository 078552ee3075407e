"""The member whose papers are entered: what the roster says of them, and what they can choose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.gather_people import called, roster_of
from missions.briefing.queries import rows_of
from missions.documents.fields import FIELDS, Holds
from missions.documents.from_zone import OnRoster
from missions.documents.model import Document
from missions.documents.queries import documents_of
from missions.people.model import Person
from missions.trips.model import Membership, Requirement, Trip
from missions.trips.rules import split_list
from missions.web.documents_page import kind_of, passports_of
from missions.web.documents_read import Context
from missions.web.queries import Part
from missions.web.words import local


@dataclass(frozen=True, slots=True)
class Whose:
    """A member's person, papers, and the context in which what they type is read."""

    person_id: str
    documents: tuple[Document, ...]
    context: Context

    def document(self, document_id: str) -> Document | None:
        """Return one of the papers."""
        return next((row for row in self.documents if row.id == document_id), None)


def whose(session: Session, part: Part) -> Whose:
    """Return whose papers these are."""
    member = session.get_one(Membership, part.id)
    person = session.get_one(Person, member.person_id)
    documents = documents_of(session, part.trip_id, part.key)
    today = local(clock.now(), person.zone or part.home_zone).date()
    roster = OnRoster(_legal(person), person.birth_date, person.gender)
    options = {
        Holds.PASSPORT: [("", "Not said"), *map(_passport, passports_of(documents))],
        Holds.GUARDIAN: _guardians(session, part, member),
    }
    context = Context(part.starts, part.ends, today, roster, options)
    return Whose(member.person_id, tuple(documents), context)


def _legal(person: Person) -> str:
    whole = ", ".join(part for part in (person.surname, person.given_names) if part)
    return whole or person.legal_name


def _passport(row: Document) -> tuple[str, str]:
    until = f"valid to {row.expires.isoformat()}" if row.expires else "without a last day"
    return row.key, f"The passport {until} ({row.key})"


def _guardians(session: Session, part: Part, member: Membership) -> list[tuple[str, str]]:
    """Return the guardians whom the member's row names, by key."""
    if not member.guardians:
        return []
    rows = rows_of(session, session.get_one(Trip, part.trip_id))
    roster = roster_of(rows)
    found = [roster.find(handle) for handle in split_list(member.guardians)]
    names = {one.key: called(one, person) for one, person in rows.members}
    return [(one.key, names[one.key]) for one in found if one is not None]


def may_enter(session: Session, part: Part, kind: str) -> bool:
    """Whether papers of this kind can be entered: a known kind, or a form that the trip asks."""
    if kind in FIELDS:
        return True
    asked = session.scalars(select(Requirement).where(Requirement.trip_id == part.trip_id))
    return bool(kind) and any(kind_of(row) == kind for row in asked)
