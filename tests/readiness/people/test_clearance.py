"""Who may be with children on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from missions.readiness.clearance import cleared
from missions.readiness.facts import Member, Paper
from missions.readiness.verdict import Requirement
from tests.readiness.people.small_party import MATEO, STARTS, asks, paper, party, rules

DAY = date(2026, 7, 14)
CHECK, COURSE = asks("background_check", years=5), asks("child_protection", years=3)
ANA = replace(MATEO, key="ana")
TEEN = replace(MATEO, key="teen", birth_date=date(2008, 7, 12))
UNKNOWN = replace(MATEO, key="unknown", birth_date=None)
AT_HOME = Member("home", "Home", "guardian", travels=False)
EVERYBODY = (MATEO, ANA, TEEN, UNKNOWN, AT_HOME)


def _papers(**more: date) -> tuple[Paper, ...]:
    check = paper("background_check", issued=more.get("check", date(2025, 1, 1)))
    return check, paper("child_protection", issued=more.get("course", date(2025, 1, 1)))


def _cleared(
    papers: Mapping[str, tuple[Paper, ...]], *asked: Requirement, day: date = DAY
) -> set[str]:
    return set(cleared(party(*EVERYBODY, papers=papers), asked, day))


def test_both_papers_are_wanted_where_both_are_asked() -> None:
    papers = {"mateo": _papers(), "ana": _papers()[:1], "teen": _papers(), "home": _papers()}

    assert _cleared(papers, CHECK, COURSE) == {"mateo"}


def test_one_paper_is_enough_where_one_is_asked() -> None:
    papers = {"mateo": _papers(), "ana": _papers()[:1], "unknown": _papers()[1:]}

    assert _cleared(papers, CHECK, asks("waiver")) == {"mateo", "ana"}
    assert _cleared(papers, COURSE) == {"mateo", "unknown"}


def test_every_adult_who_travels_counts_where_nothing_is_asked() -> None:
    assert _cleared({}, asks("waiver")) == {"mateo", "ana", "unknown"}


def test_a_paper_counts_from_its_first_to_its_last_day() -> None:
    papers = {"mateo": _papers(check=date(2021, 7, 14)), "ana": _papers(course=DAY)}

    assert _cleared(papers, CHECK, COURSE) == {"mateo", "ana"}
    assert _cleared(papers, CHECK, COURSE, day=date(2026, 7, 13)) == {"mateo"}
    assert _cleared(papers, CHECK, COURSE, day=date(2026, 7, 15)) == {"ana"}


def test_a_paper_that_is_applied_for_expired_or_replaced_clears_nobody() -> None:
    good = paper("background_check", issued=date(2025, 1, 1))
    papers = {
        "mateo": (replace(good, state="applied"),),
        "ana": (replace(good, expires=date(2026, 7, 13)),),
        "unknown": (replace(good, replaced_by="another"),),
    }

    assert _cleared(papers, CHECK) == set()


def test_a_paper_without_a_date_is_believed_as_its_verdict_says() -> None:
    assert _cleared({"mateo": (paper("background_check"),)}, CHECK) == {"mateo"}


def test_the_rulebook_answers_where_the_trip_names_no_years() -> None:
    papers = {"mateo": (paper("background_check", issued=date(2024, 1, 1)),)}
    strict = party(*EVERYBODY, papers=papers, rules=rules(adults__background_check_years=2))
    usual = party(*EVERYBODY, papers=papers)

    assert cleared(strict, [asks("background_check")], STARTS) == frozenset()
    assert cleared(usual, [asks("background_check")], STARTS) == {"mateo"}


def test_the_strictest_of_two_requirements_counts() -> None:
    papers = {"mateo": (paper("background_check", issued=date(2024, 1, 1)),)}

    assert _cleared(papers, CHECK, asks("background_check", years=1)) == set()
