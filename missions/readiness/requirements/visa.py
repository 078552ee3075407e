"""A visa for every country that is entered and asks for one. Pure.

Judged country by country: a paper that covers the entries, else freedom from a visa, else the way
through without one (`transit.py`). The worst country makes the verdict. The home country, for who
is no citizen of it, is judged where there is a paper for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.crossing_papers import (
    Kind,
    best_paper,
    for_country,
)
from missions.readiness.requirements.journeys import (
    Visit,
    entries,
    is_citizen,
    is_home,
    plan_is_blank,
)
from missions.readiness.requirements.needs import Ask, Need, need
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    named,
    unless_replaced,
)
from missions.readiness.requirements.transit import way_through
from missions.readiness.requirements.visa_wanted import Stop, absent
from missions.readiness.verdict import Requirement, State, Verdict

_NO_VISA = frozenset({"arrival", "e-arrival", "k-eta", "keta", "esta", "eta", "etias"})


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the visas of every country that the person enters."""
    asking = Asking(facts, requirement, on_date)
    visas = facts.of_kind("visa")
    found = [each for visits in entries(facts) for each in _country(asking, visits)]
    if found:
        return asking.verdict(found)
    if plan_is_blank(facts):
        return asking.verdict([_no_plan(asking, visas)])
    return asking.verdict([Finding(State.MET, "No visa is needed.")])


def _no_plan(asking: Asking, visas: Sequence[Paper]) -> Finding:
    """Nothing is planned yet: a visa that isn't there is told of, one that is can't be judged."""
    if visas and not any(visa.there for visa in visas):
        return asking.absent(visas, "visa")
    reason = "The plan doesn't tell yet which countries are entered."
    return asking.open(reason, "Enter the flights or the sites with their countries.")


def _country(asking: Asking, visits: tuple[Visit, ...]) -> Sequence[Finding]:
    facts, country = asking.facts, visits[0].country
    if is_citizen(facts, country):
        return ()
    papers = for_country(facts, tuple(_visas(facts)), country)
    if is_home(facts, country):
        return _with_papers(asking, visits, [paper for paper in papers if paper.country])
    judged = _with_papers(asking, visits, papers)
    stop = Stop(country, visits, _worst_need(facts, visits))
    free = stop.need.ask in (Ask.NOTHING, Ask.PERMIT)
    covered = judged and all(found.satisfies for found in judged)
    if free and not (covered and stop.need.soon):
        return [_not_needed(stop)]
    if covered:
        return judged
    ways = [way_through(facts, visit) for visit in visits]
    through = [way.found for way in ways if way is not None and way.found is not None]
    if len(through) == len(visits):
        return through
    return judged or [absent(asking, stop, papers, ways)]


def _visas(facts: Facts) -> Iterator[Paper]:
    """Visas, and the permits that let one live or enter: not what only announces a visit."""
    yield from facts.of_kind("visa")
    for paper in facts.of_kind("entry_permit"):
        words = f"{paper.note} {paper.number}".casefold().split()
        if paper.there and _NO_VISA.isdisjoint(words):
            yield paper


def _worst_need(facts: Facts, visits: Sequence[Visit]) -> Need:
    order = (Ask.VISA, Ask.UNKNOWN, Ask.PERMIT, Ask.NOTHING)
    needs = [need(facts, visit) for visit in visits]
    return min(needs, key=lambda each: (order.index(each.ask), not each.soon))


def _not_needed(stop: Stop) -> Finding:
    where = named(stop.country)
    if stop.need.ask is Ask.PERMIT:
        return Finding(State.MET, f"For {where} an entry permit is asked for, not a visa.")
    reason = f"No visa is needed for {where}."
    if stop.need.soon:
        step = "Keep the plan's dates, or apply in advance."
        return Finding(State.AT_RISK, f"{reason} {stop.need.soon}", step)
    return Finding(State.MET, reason)


def _with_papers(
    asking: Asking, visits: Sequence[Visit], papers: Sequence[Paper]
) -> Sequence[Finding]:
    """Judge the papers at hand, () where there is none."""
    there = [paper for paper in papers if paper.there]
    if not there:
        return ()
    permits = any(paper.kind == "entry_permit" for paper in there)
    called = "visa or permit" if permits else "visa"
    kind = Kind(f"{called} for {named(visits[0].country)}")
    return unless_replaced(asking, best_paper(asking, there, visits, kind), papers)
