"""Every requirement of every person, judged: the only place that knows all kinds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from missions.readiness.facts import Exemption, Facts, Party
from missions.readiness.indexed import indexed
from missions.readiness.requirements import (
    age,
    background_check,
    child_protection,
    emergency_contact,
    entry_permit,
    form,
    funds,
    guardian_consent,
    insurance,
    medical_form,
    passport,
    signed,
    ticket_name,
    training,
    vaccination,
    visa,
)
from missions.readiness.verdict import Requirement, State, Verdict

RULES: Mapping[str, Callable[[Facts, Requirement, date], Verdict]] = {
    "passport": passport.assess,
    "visa": visa.assess,
    "entry_permit": entry_permit.assess,
    "insurance": insurance.assess,
    "vaccination": vaccination.assess,
    "training": training.assess,
    "waiver": signed.assess,
    "background_check": background_check.assess,
    "child_protection": child_protection.assess,
    "guardian_consent": guardian_consent.assess,
    "age": age.assess,
    "ticket_name": ticket_name.assess,
    "emergency_contact": emergency_contact.assess,
    "medical_form": medical_form.assess,
    "funds": funds.assess,
    "form": form.assess,
}
"""Kind of requirement → its rule."""

Waivers = Mapping[tuple[str, str, str], Exemption]
"""Key of the person, kind and title of the requirement → the exemption."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A person, what is asked, and how it stands; `name` is what the person is called."""

    person_key: str
    requirement: Requirement
    verdict: Verdict
    name: str = ""


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge a requirement as of a day; one that was waived for the person isn't looked at.

    Raises:
        KeyError: the kind of requirement isn't known.
    """
    rule = RULES[requirement.kind]
    if facts.exemption:
        return Verdict(State.WAIVED, _waived(facts.exemption))
    verdict = rule(facts, requirement, on_date)
    if verdict.state is State.AT_RISK and verdict.due is None:
        return replace(verdict, due=requirement.due)
    return verdict


def _waived(exemption: Exemption) -> str:
    by = f" by {exemption.by.strip()}" if exemption.by.strip() else ""
    why = exemption.why.strip()
    return f"Waived{by}: {why}" if why else f"Waived{by}."


def facts_of(party: Party, key: str) -> Facts:
    """Return a person's side of the party, by time.

    For many people give a party that went through `indexed` once.

    Raises:
        KeyError: nobody on the roster has this key.
    """
    known = indexed(party)
    return Facts(
        party=known,
        person=known.by_key[key],
        papers=tuple(known.papers.get(key, ())),
        legs=known.legs_of.get(key, ()),
        stays=known.stays_of.get(key, ()),
        items=known.items_of.get(key, ()),
        lessons=known.lessons_of.get(key, ()),
    )


def judge(
    party: Party,
    requirements_with_people: Iterable[tuple[Requirement, Iterable[str]]],
    exemptions: Waivers,
    on_date: date,
) -> tuple[Judged, ...]:
    """Judge everybody, in the roster's order and each person's requirements in the given one.

    Args:
        party: the trip.
        requirements_with_people: each requirement with the keys of those of whom it is asked.
        exemptions: what was waived, and for whom.
        on_date: the day as of which it is judged.

    Raises:
        KeyError: a requirement is of an unknown kind, or asked of somebody who isn't on the roster.
    """
    known = indexed(party)
    asked: dict[str, list[Requirement]] = {key: [] for key in known.by_key}
    for requirement, people in requirements_with_people:
        for key in people:
            asked[key].append(requirement)
    return tuple(
        judged
        for key, its in asked.items()
        if its
        for judged in _of_person(facts_of(known, key), its, exemptions, on_date)
    )


def _of_person(
    facts: Facts, requirements: Iterable[Requirement], exemptions: Waivers, on_date: date
) -> Iterable[Judged]:
    key, name = facts.person.key, facts.person.name
    for requirement in requirements:
        waived = exemptions.get((key, requirement.kind, requirement.title))
        its = replace(facts, exemption=waived) if waived else facts
        yield Judged(key, requirement, assess(its, requirement, on_date), name)
