"""The table of wrong documents, judged: state and reason, and no sealed value in what is kept."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from missions.readiness.requirements import (
    entry_permit,
    insurance,
    passport,
    ticket_name,
    vaccination,
    visa,
)
from missions.readiness.verdict import State, Verdict
from missions.readiness.words import said
from tests.readiness.requirements.reading import Case, read_case
from tests.readiness.requirements.small_rules import day
from tests.readiness.wrong_documents import TABLE

RULES = {
    "passport": passport.assess,
    "visa": visa.assess,
    "entry_permit": entry_permit.assess,
    "ticket_name": ticket_name.assess,
    "insurance": insurance.assess,
    "vaccination": vaccination.assess,
}
CASES = [read_case(line) for line in TABLE]


def judged(case: Case) -> Verdict:
    return RULES[case.asked.kind](case.facts, case.asked, case.on)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.asked.kind}: {case.so}")
def test_a_document_stands_as_a_careful_agent_would_say(case: Case) -> None:
    found = judged(case)

    assert (found.state, case.word in found.reason) == (case.state, True), found
    assert (found.due is None, found.next_step == "") == (found.state is State.MET,) * 2
    assert case.step in ("", found.next_step)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.asked.kind}: {case.so}")
def test_what_is_kept_holds_no_sealed_value(case: Case) -> None:
    found = judged(case)
    kept = f"{found.reason} {found.next_step}"
    told = [each for each in _sealed(case) if re.search(rf"\b{re.escape(each)}\b", kept, re.I)]

    assert told == []


def _sealed(case: Case) -> set[str]:
    """What is on the papers, but for days and names that the plan or another field tells anyway."""
    told: set[str] = set()
    known: set[date | None] = {
        case.on,
        case.asked.due,
        case.facts.trip.starts,
        case.facts.trip.ends,
    }
    known |= {case.facts.person.joins, case.facts.person.leaves}
    known |= {each.arrives.date() for each in case.facts.legs}
    for paper in case.facts.papers:
        told |= {paper.number, paper.name, *paper.name.replace(",", " ").split()}
        known |= {each for each in (paper.valid_from, paper.expires) if each}
        told |= {
            said(each) for each in (paper.issued, paper.birth_date) if each and each not in known
        }
        if paper.entries not in ("M", "S", "0", "1"):
            told.add(paper.entries)
        if paper.country == "MX":
            told.add("Mexico")
        if paper.kind == "vaccination" and case.asked.title.casefold() != paper.note.casefold():
            told |= {paper.note.casefold(), *paper.note.casefold().split()}
    return told - {""}


def test_there_are_enough_of_them_and_each_is_named_once() -> None:
    names = Counter((case.asked.kind, case.so) for case in CASES)

    assert len(CASES) >= 200
    assert [name for name, times in names.items() if times > 1] == []


def test_a_short_form_is_read_as_it_is_told() -> None:
    case = read_case(
        "so | passport 6m 2p | passport MX applied 05-01..2031-02-28 3p name:OKAFOR,_ADA "
        "from:05-02 | korea | due late | on=06-11 legal=OKAFOR, ADA -> Hand it in."
    )
    paper = case.facts.papers[0]

    assert (paper.country, paper.state, paper.name) == ("MX", "applied", "OKAFOR, ADA")
    assert (paper.issued, paper.valid_from) == (day("05-01"), day("05-02"))
    assert (paper.expires, paper.blank_pages) == (day("2031-02-28"), 3)
    assert case.facts.person.legal_name == "OKAFOR, ADA"
    assert case.asked.settings == {"months_beyond_return": 6, "blank_pages": 2}
    assert (case.on, case.state, case.word) == (day("06-11"), State.DUE, "late")
    assert case.step == "Hand it in."
