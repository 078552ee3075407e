"""Tickets are in the name, birth date and sex of the passport. Pure.

Passengers are ticketed under their legal name unless the leg says otherwise. Without a passport on
file, or with one that couldn't be read, tickets are held against the legal name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from missions.documents.names import Likeness, compare
from missions.readiness.facts import Facts, Leg
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    difference,
    legal_name,
    used_passport,
)
from missions.readiness.verdict import Requirement, State, Verdict

_MIDDLE = {"nothing": State.MET, "warning": State.AT_RISK, "error": State.INVALID}
"""How a middle name that is only on the passport is told, as `ticket.middle_name` has it."""


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the name on every flight and on every train, coach and ferry that has a locator."""
    asking = Asking(facts, requirement, on_date)
    tickets = [leg for leg in facts.legs if leg.mode == "flight" or _ticketed(leg)]
    if not tickets:
        found = asking.open("No ticket is booked.", "Book the tickets and enter them.")
        return asking.verdict([found])
    if not _against(facts):
        reason = "Neither a passport nor a legal name is entered to hold the tickets against."
        return asking.verdict([asking.open(reason, "Enter the legal name and the passport.")])
    by_name: dict[str, list[Leg]] = {}
    for leg in tickets:
        by_name.setdefault(_written(facts, leg), []).append(leg)
    names = [_judge(facts, written, legs) for written, legs in by_name.items()]
    return asking.verdict([*_born_and_sex(facts), *names])


def _ticketed(leg: Leg) -> bool:
    return leg.mode in ("train", "ferry", "coach") and leg.locator != ""


def _written(facts: Facts, leg: Leg) -> str:
    return leg.ticketed_as.get(facts.person.key, "") or legal_name(facts.person)


def _against(facts: Facts) -> str:
    passport = used_passport(facts)
    return (passport.name if passport else "") or legal_name(facts.person)


def _judge(facts: Facts, written: str, legs: Sequence[Leg]) -> Finding:
    """Judge a name that is on the tickets of these legs."""
    passport = used_passport(facts)
    its = "the passport" if passport and passport.name else "the legal name"
    called = " and ".join(dict.fromkeys(leg.called for leg in legs))
    on = f"The name on the ticket for {called}"
    if not written:
        return Finding(State.AT_RISK, f"{on} is not entered.", "Enter the name on the ticket.")
    alike = compare(written, _against(facts))
    detail = difference(written, passport, facts.person)
    correct = f"Have the carrier correct the name on {called}."
    if alike is Likeness.DIFFERENT:
        return Finding(State.INVALID, f"{on} is another than in {its}.", correct, detail)
    if alike is Likeness.SWAPPED:
        reason = f"{on} has surname and given name the other way round than {its}."
        return Finding(State.INVALID, reason, correct, detail)
    if alike is Likeness.UNKNOWN:
        reason = f"{on} can't be compared with {its}."
        return Finding(State.AT_RISK, reason, "Compare it by eye.", detail)
    return _good_enough(facts, alike, called, its, detail)


def _good_enough(facts: Facts, alike: Likeness, called: str, its: str, detail: str) -> Finding:
    told = facts.rules.text("ticket.middle_name", "warning")
    state = _MIDDLE.get(told, State.AT_RISK)
    if alike is not Likeness.MIDDLE or state is State.MET:
        return Finding(State.MET, f"The tickets are in the name of {its}.")
    reason = f"The name on the ticket for {called} leaves out a middle name of {its}."
    if state is State.INVALID:
        return Finding(state, reason, f"Have the carrier add it on {called}.", detail)
    return Finding(state, f"{reason} Most carriers accept that.", "Ask the carrier.", detail)


def _born_and_sex(facts: Facts) -> Iterator[Finding]:
    """Tell of what the tickets were booked with and the passport contradicts."""
    passport, person = used_passport(facts), facts.person
    if passport is None:
        return
    step = "Correct the roster, and have the carrier correct the tickets."
    if passport.birth_date and person.birth_date and passport.birth_date != person.birth_date:
        reason = "The birth date in the roster, for tickets, is not the passport's."
        yield Finding(State.INVALID, reason, step)
    if passport.sex in ("F", "M", "X") and person.gender not in ("", passport.sex):
        reason = "The sex in the roster, for tickets, is not the passport's."
        yield Finding(State.INVALID, reason, step)
