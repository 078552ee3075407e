"""The verdict on a whole trip: go, not yet, no-go; and what speaks against it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from missions.readiness.assess import Judged
from missions.readiness.facts import Party
from missions.readiness.verdict import Conflict, Go, Requirement, Severity, State, Verdict

_STOPPING = frozenset({State.INVALID, State.MISSING})
_CLASH = "clash"
_ORDER: tuple[tuple[Severity, str], ...] = (
    (Severity.ERROR, State.INVALID),
    (Severity.ERROR, State.MISSING),
    (Severity.ERROR, _CLASH),
    (Severity.ERROR, State.DUE),
    (Severity.WARNING, State.INVALID),
    (Severity.WARNING, State.MISSING),
    (Severity.WARNING, _CLASH),
    (Severity.WARNING, State.DUE),
    (Severity.ERROR, State.AT_RISK),
    (Severity.WARNING, State.AT_RISK),
)
"""What speaks against going, the worst first."""
_PLAIN = (
    "A All Almost Applied Asked Begins Dated Ends Every For In It Its Less No Nobody None Not "
    "Nothing Older Only Paid Runs Sent The There This Too Under"
)
"""Words that begin a reason and are no name."""


def go(judged: Iterable[Judged], conflicts: Iterable[Conflict]) -> Go:
    """Return the verdict on the trip.

    No-go: something that must be is missing or invalid, or the plan clashes and no leader lets it
    be. Not yet: something that must be is still due. Warnings stop nothing.
    """
    states = {j.verdict.state for j in judged if j.requirement.severity is Severity.ERROR}
    clash = any(c.severity is Severity.ERROR and not c.overridden for c in conflicts)
    if clash or states & _STOPPING:
        return Go.NO_GO
    return Go.NOT_YET if State.DUE in states else Go.GO


def reasons(judged: Iterable[Judged], conflicts: Iterable[Conflict]) -> tuple[str, ...]:
    """Return what speaks against going, the worst first, otherwise in the given order.

    What is met, waived or overridden is left out.
    """
    found = [*_of_people(judged), *_of_plan(conflicts)]
    return tuple(text for _, text in sorted(found, key=lambda rank: rank[0]))


def _of_people(judged: Iterable[Judged]) -> Iterator[tuple[int, str]]:
    for each in judged:
        rank = (each.requirement.severity, each.verdict.state)
        if rank in _ORDER:
            who = f"{each.name or each.person_key}, {called(each.requirement)}"
            yield _ORDER.index(rank), f"{who}: {_within(each.verdict.reason)}"


def _within(reason: str) -> str:
    """Return a sentence as it goes on after a colon; a word that may be a name is left as it is."""
    first, space, rest = reason.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in _PLAIN.split() else reason


def _of_plan(conflicts: Iterable[Conflict]) -> Iterator[tuple[int, str]]:
    for clash in conflicts:
        if not clash.overridden:
            yield _ORDER.index((clash.severity, _CLASH)), clash.reason


def called(requirement: Requirement) -> str:
    """Return how people name what is asked: a form by its title, else "background check"."""
    kind = requirement.kind.replace("_", " ").replace("guardian ", "guardian's ")
    if requirement.kind == "form" and requirement.title:
        return requirement.title
    return f"{kind} “{requirement.title}”" if requirement.title else kind


def debriefs(party: Party) -> Verdict:
    """Return whether the team debriefs on site and again at home. It is a warning.

    On site it is an item of that kind during the trip; at home such an item, or any training, after
    it (a rule of mission agencies: in the country, and one to two weeks after).
    """
    trip = party.trip
    days = [i.day for i in party.items if i.kind == "debrief" and i.status != "cancelled"]
    trainings = [lesson.starts.date() for lesson in party.lessons]
    on_site = any(trip.starts <= day <= trip.ends for day in days)
    at_home = any(day > trip.ends for day in (*days, *trainings))
    lacking = _places(on_site, at_home)
    if not lacking:
        return Verdict(State.MET, "Debriefs are planned on site and at home.")
    reason = f"No debrief is planned {' or '.join(lacking)}."
    return Verdict(State.DUE, reason, trip.ends, f"Plan one {' and one '.join(lacking)}.")


def _places(on_site: bool, at_home: bool) -> Sequence[str]:
    return [where for where, there in (("on site", on_site), ("at home", at_home)) if not there]
