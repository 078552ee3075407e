"""What leaders let be: requirements that were waived, clashes that stay. For leaders alone."""

from __future__ import annotations

from functools import partial

from missions.briefing.diff import happenings, title_of
from missions.briefing.document import LetBe, Waived
from missions.briefing.dossier import OverrideFacts
from missions.briefing.party import asked_of, party_of
from missions.briefing.reader import Reader
from missions.readiness import clearance, titles
from missions.readiness.conflicts.find import conflicts
from missions.readiness.verdict import Identity
from missions.reference.holiday_days import holidays_of


def waived(reader: Reader) -> tuple[Waived, ...]:
    """Return what was waived, in the file's order; nothing for anyone but leaders."""
    if not reader.leads:
        return ()
    return tuple(
        Waived(
            person=reader.people[row.person].name,
            title=titles.title_of(row.kind.unseal(), row.title.unseal()),
            by=reader.called(row.by.unseal()),
            reason=row.reason.unseal(),
        )
        for row in reader.plan.exemptions
        if row.person in reader.people
    )


def let_be(reader: Reader) -> tuple[LetBe, ...]:
    """Return the clashes that were let be, in the file's order; nothing for anyone but leaders."""
    if not reader.leads or not reader.plan.overrides:
        return ()
    told, called = _sentences(reader), _names(reader)
    found = []
    for row in reader.plan.overrides:
        what = told.get(_identity(reader, row), "")
        found.append(
            LetBe(
                what=what or row.kind.unseal().replace("_", " "),
                items=tuple(called.get(key, key) for key in row.items.unseal()),
                people=reader.names(row.people),
                by=reader.called(row.by.unseal()),
                reason=row.reason.unseal(),
                lapsed=not what,
            )
        )
    return tuple(found)


def _identity(reader: Reader, row: OverrideFacts) -> Identity:
    people = (reader.people[one].key for one in row.people if one in reader.people)
    return row.kind.unseal(), tuple(sorted(row.items.unseal())), tuple(sorted(people))


def _sentences(reader: Reader) -> dict[Identity, str]:
    """Return the clashes of the edition's plan in sentences."""
    plan = reader.plan
    countries = sorted({site.country for site in plan.sites if site.country})
    days = (plan.trip.starts, plan.trip.ends)
    holidays = {
        country: {one.day: one.name for one in holidays_of(country, *days)} for country in countries
    }
    party = party_of(plan, reader.desk.rules, reader.desk.opened_secrets_of, holidays=holidays)
    asked = tuple(requirement for requirement, _people in asked_of(plan))
    found = conflicts(party, cleared=partial(clearance.cleared, party, asked))
    return {clash.identity: clash.reason for clash in found}


def _names(reader: Reader) -> dict[str, str]:
    """Return what the team calls things, by the folder's key."""
    plan = reader.plan
    aliases = {site.key: site.alias for site in plan.sites}
    stays = {stay.key: aliases.get(stay.site, "") or "Lodging" for stay in plan.stays}
    return aliases | stays | {thing.key: title_of(thing) for thing in happenings(plan)}
