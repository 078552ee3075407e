"""The lists of a trip as the facts of its plan: trainings, contacts, papers, decisions. Pure."""

from __future__ import annotations

from missions.briefing import dossier as facts
from missions.briefing.queries import TripRows
from missions.privacy import for_leaders
from missions.trips.rules import Roster, split_list


def trainings(rows: TripRows, roster: Roster) -> tuple[facts.TrainingFacts, ...]:
    """Return the trainings in order of time, with everybody's attendance for leaders."""
    return tuple(
        facts.TrainingFacts(
            id=row.id,
            key=row.key,
            title=row.title,
            zone=row.zone,
            starts=row.starts,
            starts_utc=row.starts_utc,
            ends=row.ends,
            ends_utc=row.ends_utc,
            place=row.place,
            topic=row.topic,
            people=roster.applies(row.applies),
            required=for_leaders(row.required),
            note=for_leaders(row.note),
            attendance=for_leaders(_attendance(rows, roster, row.key)),
        )
        for row in sorted(rows.trainings, key=lambda row: (row.starts_utc, row.position))
    )


def _attendance(rows: TripRows, roster: Roster, training: str) -> tuple[facts.AttendanceFacts, ...]:
    found = []
    for row in rows.attendance:
        member = roster.find(row.person)
        if row.training == training and member is not None:
            found.append(facts.AttendanceFacts(member.id, row.state, row.date, row.note))
    return tuple(found)


def contacts(rows: TripRows) -> tuple[facts.ContactFacts, ...]:
    """Return whom to call, in the file's order."""
    return tuple(
        facts.ContactFacts(
            sensitivity=row.sensitivity or "team",
            role=for_leaders(row.role),
            name=for_leaders(row.name),
            phone=for_leaders(row.phone),
            country=for_leaders(row.country),
            nationality=for_leaders(row.nationality),
            hours=for_leaders(row.hours),
            note=for_leaders(row.note),
        )
        for row in rows.contacts
    )


def pages(rows: TripRows) -> tuple[facts.PageFacts, ...]:
    """Return the free pages, in the file's order."""
    return tuple(
        facts.PageFacts(
            sensitivity=row.sensitivity or "team",
            title=for_leaders(row.title),
            text=for_leaders(row.text),
        )
        for row in rows.pages
    )


def requirements(rows: TripRows, roster: Roster) -> tuple[facts.RequirementFacts, ...]:
    """Return what the trip asks, each with those it applies to."""
    return tuple(
        facts.RequirementFacts(
            kind=row.kind,
            title=row.title,
            due=row.due,
            severity=row.severity or "error",
            people=roster.applies(row.applies or "all"),
            settings=dict(row.settings or {}),
        )
        for row in rows.requirements
    )


def documents(rows: TripRows, roster: Roster) -> tuple[facts.DocumentFacts, ...]:
    """Return the papers on file, as far as they are not sealed."""
    found = []
    for row in rows.documents:
        member = roster.find(row.person)
        if member is not None:
            found.append(
                facts.DocumentFacts(
                    id=row.id,
                    person=member.id,
                    kind=for_leaders(row.kind),
                    state=for_leaders(row.state or "held"),
                    valid_from=for_leaders(row.valid_from),
                    expires=for_leaders(row.expires),
                    key=row.key,
                    chosen=row.chosen,
                    tied_to=row.tied_to,
                    replaced_by=row.replaced_by,
                )
            )
    return tuple(found)


def exemptions(rows: TripRows, roster: Roster) -> tuple[facts.ExemptionFacts, ...]:
    """Return what was waived, in the file's order."""
    found = ((row, roster.find(row.person)) for row in rows.exemptions)
    return tuple(
        facts.ExemptionFacts(
            person=member.id,
            kind=for_leaders(row.kind),
            title=for_leaders(row.title),
            by=for_leaders(row.by),
            reason=for_leaders(row.reason),
        )
        for row, member in found
        if member is not None
    )


def overrides(rows: TripRows, roster: Roster) -> tuple[facts.OverrideFacts, ...]:
    """Return the clashes that were let be, in the file's order."""
    return tuple(
        facts.OverrideFacts(
            people=tuple(
                member.id
                for member in map(roster.find, split_list(row.people))
                if member is not None
            ),
            kind=for_leaders(row.kind),
            items=for_leaders(split_list(row.items)),
            by=for_leaders(row.by),
            reason=for_leaders(row.reason),
        )
        for row in rows.overrides
    )
