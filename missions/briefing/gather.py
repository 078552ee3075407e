"""From a trip's rows to its dossier: lists resolved, places named, what is private wrapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from missions.briefing import gather_lists as lists
from missions.briefing import gather_people as people
from missions.briefing import gather_places as places
from missions.briefing import gather_travel as travel
from missions.briefing.dossier import (
    DocumentSecrets,
    Dossier,
    PersonSecrets,
    Plan,
    Secrets,
    TripSecrets,
)
from missions.briefing.queries import TripRows, rows_of
from missions.disclosure import SealedFact, of_person, of_trip, reveal
from missions.documents.model import Document
from missions.installation import Installation
from missions.people.model import Person
from missions.privacy import for_leaders, under_seal
from missions.trips.model import Trip
from missions.vault.keyring import KeyRotated, KeyShredded
from missions.vault.scopes import person_scope

Texts = Iterator[str]
MEDICAL = ("allergies", "medication", "blood_type")
PAPER = (
    "number",
    "country",
    "name_on_document",
    "issued",
    "entries",
    "blank_pages",
    "by",
    "note",
)


def gather(installation: Installation, session: Session, trip: Trip, viewer: str) -> Dossier:
    """Return the trip's dossier, with one audit row for the seals it opens.

    The number of queries does not depend on the size of the trip.

    Raises:
        OuterKeyUnusable: there are sealed facts and the outer key is missing.
    """
    rows = rows_of(session, trip)
    return Dossier(plan_of(rows), _secrets(installation, session, rows, viewer))


def gather_plan(session: Session, trip: Trip) -> Plan:
    """Return the open part only; it needs no key."""
    return plan_of(rows_of(session, trip))


def plan_of(rows: TripRows) -> Plan:
    """Resolve and wrap; pure."""
    roster = people.roster_of(rows)
    segments = travel.segments(rows, roster)
    return Plan(
        trip=people.trip_facts(rows.trip),
        members=people.members(rows, roster),
        sites=places.sites(rows),
        partners=places.partners(rows),
        segments=segments,
        crossings=travel.crossings(rows, roster, segments),
        stays=places.stays(rows, roster),
        activities=travel.activities(rows, roster),
        trainings=lists.trainings(rows, roster),
        contacts=lists.contacts(rows),
        pages=lists.pages(rows),
        requirements=for_leaders(lists.requirements(rows, roster)),
        documents=lists.documents(rows, roster),
        exemptions=lists.exemptions(rows, roster),
        overrides=lists.overrides(rows, roster),
    )


def _trip_facts(rows: TripRows) -> list[SealedFact]:
    trip = rows.trip
    facts = [of_trip(trip.id, "trip", trip.id, "purpose", trip.purpose)]
    facts += [of_trip(trip.id, "site", site.id, "name", site.name) for site in rows.sites]
    for column in ("name", "phone"):
        facts += [
            of_trip(trip.id, "partner", row.id, column, getattr(row, column))
            for row in rows.partners
        ]
    return facts


def _person_facts(person: Person, papers: list[Document]) -> list[SealedFact]:
    facts = [
        of_person(person.id, "person", person.id, column, getattr(person, column))
        for column in MEDICAL
    ]
    for paper in papers:
        facts += [
            of_person(person.id, "document", paper.id, column, getattr(paper, column))
            for column in PAPER
        ]
    return facts


def _secrets(installation: Installation, session: Session, rows: TripRows, viewer: str) -> Secrets:
    """Open what is sealed; a person whose key was shredded has no secrets."""
    try:
        return _opened(installation, session, rows, viewer)
    except KeyRotated:
        raise
    except KeyShredded:
        kept = [(one, who) for one, who in rows.members if _has_key(installation, who)]
        if len(kept) == len(rows.members):
            raise
        return _opened(installation, session, replace(rows, members=kept), viewer)


def _has_key(installation: Installation, person: Person) -> bool:
    try:
        installation.keyring.current_generation(person_scope(person.id))
    except KeyShredded:
        return False
    return True


def _opened(installation: Installation, session: Session, rows: TripRows, viewer: str) -> Secrets:
    papers: dict[str, list[Document]] = {}
    for paper in rows.documents:
        papers.setdefault(paper.person, []).append(paper)
    facts = _trip_facts(rows)
    for membership, person in rows.members:
        facts += _person_facts(person, papers.get(membership.key, []))
    trip_id = rows.trip.id
    opened = iter(reveal(installation, session, viewer, trip_id, facts, "gather", trip_id))
    trip = _trip_secrets(rows, opened)
    persons = {
        membership.id: _person_secrets(papers.get(membership.key, []), opened)
        for membership, _person in rows.members
    }
    return Secrets(trip, persons)


def _trip_secrets(rows: TripRows, opened: Texts) -> TripSecrets:
    purpose = next(opened)
    sites = {site.key: next(opened) for site in rows.sites}
    names = {partner.key: next(opened) for partner in rows.partners}
    phones = {partner.key: next(opened) for partner in rows.partners}
    return TripSecrets(
        purpose=under_seal(purpose),
        site_names=under_seal(sites),
        partner_names=under_seal(names),
        partner_phones=under_seal(phones),
    )


def _person_secrets(papers: list[Document], opened: Texts) -> PersonSecrets:
    allergies, medication, blood_type = next(opened), next(opened), next(opened)
    documents = {paper.id: _paper({column: next(opened) for column in PAPER}) for paper in papers}
    return PersonSecrets(
        allergies=under_seal(allergies),
        medication=under_seal(medication),
        blood_type=under_seal(blood_type),
        documents=under_seal(documents),
    )


def _paper(texts: dict[str, str]) -> DocumentSecrets:
    return DocumentSecrets(
        number=texts["number"],
        country=texts["country"],
        name_on_document=texts["name_on_document"],
        issued=date.fromisoformat(texts["issued"]) if texts["issued"] else None,
        entries=texts["entries"],
        blank_pages=int(texts["blank_pages"]) if texts["blank_pages"] else None,
        by=texts["by"],
        note=texts["note"],
    )
