"""From a trip's rows to the facts that verdicts are judged from; opens what they need, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from missions.briefing.dossier import DocumentSecrets, PersonSecrets, Plan
from missions.briefing.gather import plan_of
from missions.briefing.party import party_of
from missions.briefing.queries import TripRows, rows_of
from missions.disclosure import SealedFact, of_person, reveal
from missions.documents import mrz
from missions.documents.model import Document
from missions.installation import Installation
from missions.people.model import Person
from missions.privacy import under_seal
from missions.readiness.facts import Party
from missions.reference.holiday_days import holidays_of
from missions.reference.rulebook import Rulebook
from missions.trips.model import Membership, Trip
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable
from missions.vault.scopes import person_scope

Texts = Iterator[str]
MEDICAL = ("allergies", "medication")
PAPER = ("number", "country", "name_on_document", "issued", "entries", "blank_pages", "by", "note")
ZONE = ("mrz1", "mrz2")
WHY = "verdicts"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A trip's plan, and the same as facts."""

    plan: Plan
    party: Party


def gather_party(
    installation: Installation, session: Session, trip: Trip, viewer: str, rules: Rulebook
) -> Gathered:
    """Return the trip as facts, with one audit row for the seals that it opens.

    The number of queries does not depend on the trip's size. Where the outer key is missing
    nothing sealed is judged (`Party.opened`); a person whose key was shredded has nothing sealed.
    """
    rows = rows_of(session, trip)
    plan = plan_of(rows)
    secrets: dict[str, PersonSecrets] = {}
    zones: dict[str, mrz.Zone] = {}
    opened = True
    try:
        secrets, zones = _open(installation, session, rows, viewer)
    except OuterKeyUnusable:
        opened = False
    party = party_of(plan, rules, secrets.get, zones, _holidays(rows))
    return Gathered(plan, replace(party, opened=opened))


def _holidays(rows: TripRows) -> Mapping[str, Mapping[date, str]]:
    countries = sorted({site.country for site in rows.sites if site.country})
    return {
        country: {
            holiday.day: holiday.name
            for holiday in holidays_of(country, rows.trip.starts, rows.trip.ends)
        }
        for country in countries
    }


def _open(
    installation: Installation, session: Session, rows: TripRows, viewer: str
) -> tuple[dict[str, PersonSecrets], dict[str, mrz.Zone]]:
    papers: dict[str, list[Document]] = {}
    for paper in rows.documents:
        papers.setdefault(paper.person, []).append(paper)
    members = [(one, who) for one, who in rows.members if _has_key(installation, who)]
    facts: list[SealedFact] = []
    for member, person in members:
        facts += _facts_of(person, papers.get(member.key, ()))
    trip_id = rows.trip.id
    texts = iter(reveal(installation, session, viewer, trip_id, facts, WHY, trip_id))
    secrets: dict[str, PersonSecrets] = {}
    zones: dict[str, mrz.Zone] = {}
    for member, _person in members:
        secrets[member.id] = _secrets(member, papers.get(member.key, ()), texts, zones, rows.trip)
    return secrets, zones


def _has_key(installation: Installation, person: Person) -> bool:
    """Whether a person's facts can be opened; who has none sealed yet has no key either."""
    try:
        installation.keyring.current_generation(person_scope(person.id))
    except KeyShredded:
        return False
    return True


def _facts_of(person: Person, papers: Sequence[Document]) -> list[SealedFact]:
    facts = [
        of_person(person.id, "person", person.id, column, getattr(person, column))
        for column in MEDICAL
    ]
    for paper in papers:
        facts += [
            of_person(person.id, "document", paper.id, column, getattr(paper, column))
            for column in (*PAPER, *ZONE)
        ]
    return facts


def _secrets(
    member: Membership,
    papers: Sequence[Document],
    texts: Texts,
    zones: dict[str, mrz.Zone],
    trip: Trip,
) -> PersonSecrets:
    allergies, medication = next(texts), next(texts)
    documents = {}
    for paper in papers:
        cells = {column: next(texts) for column in (*PAPER, *ZONE)}
        documents[paper.id] = _paper(cells)
        zone = _zone(cells, trip)
        if zone is not None:
            zones[paper.id] = zone
    return PersonSecrets(
        allergies=under_seal(allergies),
        medication=under_seal(medication),
        blood_type=under_seal(""),
        documents=under_seal(documents),
    )


def _zone(cells: dict[str, str], trip: Trip) -> mrz.Zone | None:
    lines = [cells[column] for column in ZONE if cells[column]]
    return mrz.parse(lines, trip.starts, trip.ends).zone if len(lines) == len(ZONE) else None


def _paper(cells: dict[str, str]) -> DocumentSecrets:
    return DocumentSecrets(
        number=cells["number"],
        country=cells["country"],
        name_on_document=cells["name_on_document"],
        issued=date.fromisoformat(cells["issued"]) if cells["issued"] else None,
        entries=cells["entries"],
        blank_pages=int(cells["blank_pages"]) if cells["blank_pages"] else None,
        by=cells["by"],
        note=cells["note"],
    )
