"""Waivers, medical forms and other forms: signed, here, and good until the trip's end. Pure."""

from __future__ import annotations

from datetime import date

from missions.readiness.facts import Facts, Paper
from missions.readiness.ratios import under_age
from missions.readiness.requirements.when import NEAR, of_papers, unfit, years_after, years_said
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted, said


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge a signed paper: of several one that satisfies the trip is enough."""
    papers = _papers(facts, requirement)
    return of_papers(papers, lambda its: _judge(its, facts, requirement), requirement, on_date)


def _papers(facts: Facts, requirement: Requirement) -> tuple[Paper, ...]:
    """The papers asked for; a form's are filed under its title."""
    if requirement.kind != "form" or not requirement.title:
        return facts.of_kind(requirement.kind)
    title = requirement.title.strip().casefold()
    its = (p for p in facts.papers if p.kind.strip().casefold() == title)
    return tuple(paper for paper in its if not paper.replaced_by)


def _judge(paper: Paper, facts: Facts, requirement: Requirement) -> Verdict:
    trip, begins = facts.trip, paper.begins
    if paper.expires and paper.expires < trip.ends:
        early = counted((trip.ends - paper.expires).days, "day")
        reason = f"It runs out on {said(paper.expires)}, {early} before the trip ends."
        return unfit(requirement, reason, "Sign it anew and hand it in.")
    if begins and begins > trip.starts:
        detail = f"It counts from {said(begins)}."
        return unfit(
            requirement, "It begins after the trip's first day.", "Sign it before you go.", detail
        )
    if not _signed_for(paper, facts):
        step = "Have a guardian sign it."
        return unfit(requirement, "It isn't signed by a guardian.", step, f"By “{paper.by}”.")
    return _too_old(paper, facts, requirement) or _last_days(paper, facts)


def _signed_for(paper: Paper, facts: Facts) -> bool:
    """Whether whoever signed may: for a minor a guardian, where the paper says who it was."""
    person, signer = facts.person, paper.by.strip().casefold()
    if not signer or not under_age(person, facts.party):
        return True
    guardians = {key.casefold() for key in person.guardians}
    return signer in guardians if guardians else signer != person.key.casefold()


def _too_old(paper: Paper, facts: Facts, requirement: Requirement) -> Verdict | None:
    """Judge the age of a paper on the trip's first day, where the trip asks for `years`."""
    years = requirement.setting("years")
    if years is None or not (paper.begins or facts.opened):
        return None
    if paper.begins is None:
        reason = "It bears no date, so its age isn't known."
        return Verdict(State.AT_RISK, reason, next_step="Enter the day on which it was signed.")
    limit = years_after(paper.begins, years)
    detail = f"It counts from {said(paper.begins)}."
    if limit < facts.trip.starts:
        reason = f"Older than {years_said(years)} on the trip's first day."
        return unfit(requirement, reason, "Fill it in anew and hand it in.", detail)
    if limit - facts.trip.starts <= NEAR:
        reason = f"Almost {years_said(years)} old on the trip's first day."
        return Verdict(State.AT_RISK, reason, detail=detail)
    return None


def _last_days(paper: Paper, facts: Facts) -> Verdict:
    if paper.expires and paper.expires - facts.trip.ends <= NEAR:
        left = counted((paper.expires - facts.trip.ends).days, "day")
        reason = f"It runs out on {said(paper.expires)}, {left} after the trip ends."
        return Verdict(State.AT_RISK, reason)
    return Verdict(State.MET, "Handed in.")
