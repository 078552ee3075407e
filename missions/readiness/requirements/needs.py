"""What a country asks of a visitor before travel, by the rulebook on the day of entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from missions.readiness.facts import Facts
from missions.readiness.requirements.journeys import Visit
from missions.readiness.requirements.papers import add_days, named, nationality, turning, warn_days
from missions.readiness.words import counted, said
from missions.reference.rulebook import Value


class Ask(StrEnum):
    """What is asked for."""

    VISA = "visa"
    PERMIT = "permit"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for, why where that isn't plain, and a change soon after the entry."""

    ask: Ask
    why: str = ""
    soon: str = ""


def need(facts: Facts, visit: Visit) -> Need:
    """Return what this visit needs.

    A value for every country and nationality stands for "not looked up", whatever it says.
    """
    value = _value(facts, visit)
    if value is None or not (value.nationality or value.destination):
        return Need(Ask.UNKNOWN)
    if value.value not in tuple(Ask):
        return Need(Ask.UNKNOWN)
    ask = Ask(str(value.value))
    if ask is Ask.VISA:
        return Need(ask, _ended(facts, visit))
    allowed = facts.rules.number(
        "entry.visa_free_days",
        nationality=nationality(facts),
        destination=visit.country,
        on=visit.enters,
    )
    if allowed is not None and visit.days > allowed:
        days = counted(visit.days, "day")
        return Need(Ask.VISA, f"The plan stays {days}, and {allowed:g} are free of a visa.")
    if ask is Ask.PERMIT and _exempt_by_age(facts, visit):
        return Need(Ask.NOTHING)
    why = _ended(facts, visit) if ask is Ask.PERMIT else ""
    return Need(ask, why, _soon(facts, visit) if ask is Ask.NOTHING else "")


def who(facts: Facts) -> str:
    """Return whose rules these are, in words that don't tell what only the passport does."""
    own = nationality(facts)
    if own and own == facts.person.nationality:
        return f"holders of a passport of {named(own)}"
    return "holders of this passport"


def _value(facts: Facts, visit: Visit) -> Value | None:
    return facts.rules.find(
        "entry.needs",
        nationality=nationality(facts),
        destination=visit.country,
        on=visit.enters,
    )


def _exempt_by_age(facts: Facts, visit: Visit) -> bool:
    born = facts.person.birth_date
    if born is None:
        return False
    own, rules = nationality(facts), facts.rules
    start = rules.number(
        "entry.permit_from_age", nationality=own, destination=visit.country, on=visit.enters
    )
    end = rules.number(
        "entry.permit_until_age", nationality=own, destination=visit.country, on=visit.enters
    )
    age = age_on(born, visit.enters)
    return (start is not None and age < start) or (end is not None and age > end)


def age_on(born: date, day: date) -> int:
    """Return the completed years; a birthday on 29 February counts from 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _ended(facts: Facts, visit: Visit) -> str:
    """Say that a waiver ends before the entry, where one held until 90 days before it."""
    before = add_days(visit.enters, -90)
    turn = turning(facts, "entry.needs", visit.country, before, visit.enters)
    if turn is None:
        return ""
    return f"That is so from {said(turn[0])} on."


def _soon(facts: Facts, visit: Visit) -> str:
    until = add_days(visit.enters, warn_days(facts))
    turn = turning(facts, "entry.needs", visit.country, visit.enters, until)
    if turn is None:
        return ""
    return f"That holds only until {said(add_days(turn[0], -1))}."
