"""Whom to call at home: a name and a phone, of somebody who doesn't travel. Pure."""

from __future__ import annotations

from datetime import date

from missions.readiness.facts import Facts
from missions.readiness.indexed import indexed
from missions.readiness.named import last_digits, spellings
from missions.readiness.requirements.when import outstanding, unfit
from missions.readiness.verdict import Requirement, State, Verdict

_AT_HOME = "Name somebody who stays at home."


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the contact: named, to be reached by phone, and nobody on the trip."""
    person = facts.person
    name, phone = person.emergency_name.strip(), last_digits(person.emergency_phone)
    along = _on_the_trip(name, phone, facts)
    if along:
        return unfit(requirement, along, _AT_HOME)
    if not name and not person.emergency_phone.strip():
        return outstanding(requirement, on_date, "Nobody is named yet.", _AT_HOME)
    if not name:
        reason = "There is a number, but no name."
        return outstanding(requirement, on_date, reason, "Say whose number it is.")
    if not phone:
        what = "No phone number is given."
        if person.emergency_phone.strip():
            what = f"“{person.emergency_phone.strip()}” is no phone number."
        return outstanding(requirement, on_date, what, "Give the contact's phone number.")
    return Verdict(State.MET, "Named, with a phone number.")


def _on_the_trip(name: str, phone: str, facts: Facts) -> str:
    """Say who of the travellers it is, "" for nobody."""
    party = indexed(facts.party)
    named = [party.by_name[form] for form in sorted(spellings(name)) if form in party.by_name]
    if named:
        if named[0].key == facts.person.key:
            return "It names the person's own self."
        return f"It names {named[0].name}, who travels too."
    holder = party.by_phone.get(phone) if phone else None
    if holder is None:
        return ""
    if holder.key == facts.person.key:
        return "It has the person's own phone number."
    return f"It has the phone number of {holder.name}, who travels too."
