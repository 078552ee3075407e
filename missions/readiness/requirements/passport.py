"""The passport used: the holder's own, valid long enough, with pages left. Pure.

The one that is chosen is judged; otherwise the best of those at hand. How long it must last is the
trip's `months_beyond_return`, else the most that a country on the way asks; a count of blank pages
that nobody entered is told of where the trip asks for it or a country asks for two or more, since
one page is left in nearly every passport.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from missions.documents.names import Likeness, compare
from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    best_of,
    citizenship,
    difference,
    legal_name,
    nationality,
    unless_replaced,
)
from missions.readiness.requirements.passport_dates import abroad, dates, where
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted, said

_UNCOUNTED = 2
_SEXES = frozenset("FMX")


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the passport that the person travels with."""
    asking = Asking(facts, requirement, on_date)
    papers = facts.of_kind("passport")
    chosen = [paper for paper in papers if paper.chosen]
    candidates = [paper for paper in chosen or papers if paper.there]
    candidates.sort(key=lambda paper: paper.expires or date.min, reverse=True)
    if not candidates:
        return asking.verdict([asking.absent(chosen or papers, "passport")])
    judged = [tuple(_judge(asking, paper)) for paper in candidates]
    found: Sequence[Finding] = best_of(judged)
    if not chosen and _ambiguous(candidates, judged):
        reason = "Two passports of different countries would do; which one is used isn't said."
        step = "Say which one is used, and book and apply with it."
        found = [Finding(State.AT_RISK, reason, step)]
    return asking.verdict(unless_replaced(asking, found, papers))


def _ambiguous(papers: Sequence[Paper], judged: Sequence[Sequence[Finding]]) -> bool:
    good = [
        citizenship(paper)
        for paper, found in zip(papers, judged, strict=True)
        if all(each.satisfies for each in found)
    ]
    return len({country for country in good if country}) > 1


def _judge(asking: Asking, paper: Paper) -> Iterator[Finding]:
    found = [
        *_holder(asking.facts, paper),
        *dates(asking, paper),
        *_pages(asking, paper),
        *_card(asking.facts, paper),
    ]
    until = f"It is valid until {said(paper.expires)}." if paper.expires else ""
    yield from found or [Finding(State.MET, until)]


def _holder(facts: Facts, paper: Paper) -> Iterator[Finding]:
    """Tell of a passport that contradicts the roster: another person's, or the roster is wrong."""
    person = facts.person
    step = "Compare the passport with the roster, and correct whichever is wrong."
    own = legal_name(person)
    alike = compare(own, paper.name) if paper.name and own else Likeness.SAME
    if alike is Likeness.SWAPPED:
        reason = "The roster has the passport's surname as a given name."
        yield Finding(
            State.AT_RISK, reason, "Swap them in the roster.", difference(own, paper, person)
        )
    if alike is Likeness.DIFFERENT:
        reason = "The name on the passport is not the legal name in the roster."
        yield Finding(State.INVALID, reason, step, difference(own, paper, person))
    if paper.birth_date and person.birth_date and paper.birth_date != person.birth_date:
        reason = "The birth date on the passport is not the one in the roster."
        detail = f"The passport says {said(paper.birth_date)}."
        yield Finding(State.INVALID, reason, step, detail)
    if paper.sex in _SEXES and person.gender not in ("", paper.sex):
        reason = "The sex on the passport is not the one in the roster."
        yield Finding(State.INVALID, reason, step, f"The passport says {paper.sex}.")
    if not paper.chosen and paper.nationality and person.nationality not in ("", paper.nationality):
        reason = "The nationality on the passport is not the one in the roster."
        yield Finding(State.AT_RISK, reason, step)


def _pages(asking: Asking, paper: Paper) -> Iterator[Finding]:
    facts = asking.facts
    setting = asking.requirement.setting("blank_pages")
    key = "passport.blank_pages"
    ruled = [facts.rules.number(key, 0, **where(facts, visit)) for visit in abroad(facts)]
    wanted = int(setting if setting is not None else max(ruled, default=0))
    if wanted < 1 or not facts.opened:
        return
    pages = counted(wanted, "blank page")
    if paper.blank_pages is None:
        if setting is not None or wanted >= _UNCOUNTED:
            reason = f"Wanted: {pages}; how many there are is not entered."
            yield Finding(State.AT_RISK, reason, "Count the blank pages, and enter the number.")
    elif paper.blank_pages < wanted:
        detail = f"It has {paper.blank_pages}."
        step = "Renew the passport now, and enter the new one."
        yield Finding(State.INVALID, f"Wanted: {pages}; it has fewer.", step, detail)


def _card(facts: Facts, paper: Paper) -> Iterator[Finding]:
    """Tell of a passport card, where a flight leads abroad (travel.state.gov, passport card)."""
    if "passport card" not in paper.note.casefold():
        return
    flies = any(
        leg.mode == "flight" and leg.origin.country != leg.destination.country for leg in facts.legs
    )
    if flies and not facts.rules.flag("passport.card_by_air", nationality=nationality(facts)):
        reason = "A passport card is good by land and sea only, and the trip flies."
        yield Finding(State.INVALID, reason, "Get a passport book, and enter it.")
