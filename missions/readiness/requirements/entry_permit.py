"""Electronic permits (K-ETA, ESTA, eTA, ETA) and arrival cards, country by country. Pure.

A permit must be good on the day of entry. An arrival card is asked for where no permit is, or
where the rulebook doesn't let the permit stand for it; it opens a few days before the arrival and
is due until then, whatever the requirement's own day. Cards that may be filled in on arrival are
not asked for. Who holds a visa needs no permit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.crossing_papers import Kind, best_paper, for_country
from missions.readiness.requirements.journeys import (
    Visit,
    entries,
    is_citizen,
    is_home,
    plan_is_blank,
)
from missions.readiness.requirements.needs import Ask, Need, need, who
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    add_days,
    add_months,
    named,
    nationality,
    unless_replaced,
    used_passport,
    worst_state,
)
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import said
from missions.reference.rulebook import Where

_GOOD = (State.MET, State.AT_RISK)


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the permits and arrival cards of every country that the person enters."""
    asking = Asking(facts, requirement, on_date)
    found = [each for visits in entries(facts) for each in _country(asking, visits)]
    if found:
        return asking.verdict(found)
    if plan_is_blank(facts):
        papers = facts.of_kind("entry_permit")
        if papers and not any(paper.there for paper in papers):
            return asking.verdict([asking.absent(papers, "entry permit")])
        reason = "The plan doesn't tell yet which countries are entered."
        step = "Enter the flights or the sites with their countries."
        return asking.verdict([asking.open(reason, step)])
    return asking.verdict([Finding(State.MET, "No entry permit is needed.")])


def _country(asking: Asking, visits: tuple[Visit, ...]) -> Sequence[Finding]:
    facts, country = asking.facts, visits[0].country
    if is_citizen(facts, country) or is_home(facts, country):
        return ()
    papers = for_country(facts, facts.of_kind("entry_permit"), country)
    wanted = _first_need(facts, visits)
    if wanted.ask is Ask.PERMIT:
        found = _permit(asking, visits, papers, wanted)
        if worst_state(found) not in _GOOD or _stands_for_card(facts, visits[0]):
            return found
        cards = [paper for paper in papers if _is_card(paper)]
        return (*found, *_card(asking, visits[0], cards))
    if wanted.ask is Ask.UNKNOWN:
        return _unknown(asking, visits, papers)
    risk = _ends_soon(asking, visits, papers, wanted)
    return (*risk, *_card(asking, visits[0], papers))


def _first_need(facts: Facts, visits: Sequence[Visit]) -> Need:
    """Return the need of the first visit that asks for a permit, else of the first."""
    needs = [need(facts, visit) for visit in visits]
    return next((each for each in needs if each.ask is Ask.PERMIT), needs[0])


def _kind(facts: Facts, visit: Visit) -> Kind:
    name = facts.rules.text("entry.permit_name", "entry permit", **_where(facts, visit))
    return Kind(f"{name} for {named(visit.country)}", whole_stay=False, ends=False)


def _permit(
    asking: Asking, visits: Sequence[Visit], papers: Sequence[Paper], wanted: Need
) -> Sequence[Finding]:
    facts, kind = asking.facts, _kind(asking.facts, visits[0])
    visas = [paper for paper in facts.of_kind("visa") if paper.there]
    visas = list(for_country(facts, visas, visits[0].country))
    if visas:
        judged = best_paper(asking, visas, visits, Kind(f"visa for {named(visits[0].country)}"))
        if worst_state(judged) in _GOOD:
            return judged
    papers = [paper for paper in papers if not _is_card(paper)]
    there = [_with_end(facts, paper, visits[0]) for paper in papers if paper.there]
    if not there:
        return [_absent(asking, visits[0], papers, kind, wanted)]
    return unless_replaced(asking, best_paper(asking, there, visits, kind), papers)


def _with_end(facts: Facts, paper: Paper, visit: Visit) -> Paper:
    """Give a permit without a last day the one that the rulebook makes of its first."""
    years = facts.rules.number("entry.permit_years", **_where(facts, visit))
    if paper.expires or paper.begins is None or years is None:
        return paper
    ends = add_months(paper.begins, years * 12)
    passport = used_passport(facts)
    return replace(paper, expires=min(ends, (passport and passport.expires) or ends))


def _absent(
    asking: Asking, visit: Visit, papers: Sequence[Paper], kind: Kind, wanted: Need
) -> Finding:
    deadline = _deadline(asking.facts, visit)
    due = min(asking.requirement.due, deadline)
    by = min(deadline, asking.requirement.due)
    step = f"Apply for the {kind.called} by {said(by if by >= asking.on_date else deadline)}."
    reason = f"The {kind.called} is needed, and none is on file."
    if papers:
        known = asking.absent(papers, "entry permit", kind.called)
        reason, step = known.reason, step if papers[-1].state == "wanted" else known.step
    if asking.on_date > deadline:
        reason = f"{reason} It was to be asked for by {said(deadline)}."
        step = f"Apply for the {kind.called} at once, and ask the carrier."
    elif wanted.why and not papers:
        reason = f"{reason} {wanted.why}"
    return asking.open(reason, step, due=due)


def _deadline(facts: Facts, visit: Visit) -> date:
    """Return the day on which it has to be asked for at the latest, where the flight leaves."""
    hours = facts.rules.number("entry.permit_lead_hours", 0, **_where(facts, visit))
    if visit.arrival is None:
        return add_days(visit.enters, -(-hours // 24))
    return (visit.arrival.departs - timedelta(hours=hours)).date()


def _unknown(asking: Asking, visits: Sequence[Visit], papers: Sequence[Paper]) -> Sequence[Finding]:
    there = [paper for paper in papers if paper.there]
    kind = _kind(asking.facts, visits[0])
    if there:
        return best_paper(asking, there, visits, kind)
    if papers:
        return [asking.absent(papers, "entry permit", kind.called)]
    where = named(visits[0].country)
    reason = f"It isn't known whether {who(asking.facts)} need an entry permit for {where}."
    step = "Look it up; an administrator enters the rule, or enter the permit."
    return [asking.open(reason, step)]


def _ends_soon(
    asking: Asking, visits: Sequence[Visit], papers: Sequence[Paper], wanted: Need
) -> Sequence[Finding]:
    """Warn where the freedom from a permit ends soon after the arrival and none is held."""
    where = named(visits[0].country)
    held = any(paper.there and not _is_card(paper) for paper in papers)
    if not wanted.soon or held:
        return [Finding(State.MET, f"No entry permit is needed for {where}.")]
    reason = f"No entry permit is needed for {where}. {wanted.soon}"
    return [Finding(State.AT_RISK, reason, "Keep the plan's dates, or apply in advance.")]


def _is_card(paper: Paper) -> bool:
    """Whether a permit on file is said to be an arrival card."""
    return "arrival" in f"{paper.note} {paper.number}".casefold()


def _stands_for_card(facts: Facts, visit: Visit) -> bool:
    return facts.rules.flag("entry.arrival_card_not_with_permit", **_where(facts, visit))


def _card(asking: Asking, visit: Visit, cards: Sequence[Paper]) -> Sequence[Finding]:
    facts, where = asking.facts, named(visit.country)
    name = facts.rules.text("entry.arrival_card_name", **_where(facts, visit))
    if not name or facts.rules.flag("entry.arrival_card_optional", **_where(facts, visit)):
        return ()
    there = [paper for paper in cards if paper.there]
    if any(_is_card(paper) for paper in there):
        return [Finding(State.MET, f"The {name} for {where} is filled in.")]
    if any(paper.expires is None or paper.expires >= visit.enters for paper in there):
        return [Finding(State.MET, f"What is on file stands for the {name} for {where}.")]
    days = facts.rules.number("entry.arrival_card_days_before", **_where(facts, visit))
    opens = add_days(visit.enters, -days) if days is not None else asking.on_date
    when = "now" if asking.on_date >= opens else f"from {said(opens)}"
    reason = f"The {name} for {where} is not filled in yet."
    return [asking.open(reason, f"Fill in the {name} {when}.", due=visit.enters)]


def _where(facts: Facts, visit: Visit) -> Where:
    return Where(nationality=nationality(facts), destination=visit.country, on=visit.enters)
