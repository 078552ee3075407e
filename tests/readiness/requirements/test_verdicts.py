"""One whole verdict a rule, rules that need more than a line, and papers of every sort at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.readiness.facts import Paper
from missions.readiness.requirements.journeys import visits
from missions.readiness.requirements.papers import Finding
from missions.readiness.requirements.transit import hours_there, way_through
from missions.readiness.verdict import Requirement, State, Verdict
from missions.reference.rulebook import Rulebook
from tests.readiness.requirements.plans import PLANS, Plan, facts_of
from tests.readiness.requirements.reading import MATEO, read_case
from tests.readiness.requirements.small_rules import RULES, day, value
from tests.readiness.test_wrong_documents import RULES as ASSESS
from tests.readiness.test_wrong_documents import judged

DUE = day("06-10")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (
            "so | passport | passport ..2031-05-05 1p | china | invalid x",
            Verdict(
                State.INVALID,
                "Wanted: 2 blank pages; it has fewer.",
                DUE,
                "Renew the passport now, and enter the new one.",
                "It has 1.",
            ),
        ),
        (
            "so | visa | visa CN 05-01..08-31 single | china twice | invalid x",
            Verdict(
                State.INVALID,
                "The plan enters 2 times; the visa for China lets in fewer.",
                DUE,
                "Get a visa for China for more entries.",
                "It says “single”.",
            ),
        ),
        (
            "so | entry_permit | | kenya | due x",
            Verdict(
                State.DUE,
                "The eTA for Kenya is needed, and none is on file.",
                DUE,
                "Apply for the eTA for Kenya by 10 June 2026.",
            ),
        ),
        (
            "so | ticket_name | passport ..2031-05-05 | korea | at_risk x | ticket=RUIZ/MATEO",
            Verdict(
                State.AT_RISK,
                "The name on the ticket for KE38 and KE37 leaves out a middle name of the passport."
                " Most carriers accept that.",
                DUE,
                "Ask the carrier.",
                "Middle names are missing: MATEO, in the passport MATEO JOSE.",
            ),
        ),
        (
            "so | insurance | policy 07-10..07-21 | korea | invalid x",
            Verdict(
                State.INVALID,
                "22 July 2026 is not covered; the travel days are 10 July 2026 to 22 July 2026.",
                DUE,
                "Have the insurer cover every day from 10 July 2026 to 22 July 2026.",
                "Covered: 10 July 2026 to 21 July 2026.",
            ),
        ),
        (
            "so | vaccination | shot 07-02 note:Yellow_fever | kenya | invalid x | on=07-03",
            Verdict(
                State.INVALID,
                "The vaccination is too late: 10 days before 11 July 2026 are wanted.",
                DUE,
                "Ask the clinic and the host whether the entry is possible.",
                "It is the one against yellow fever. It counts from 12 July 2026.",
            ),
        ),
    ],
)
def test_a_verdict_says_why_by_when_and_what_to_do(line: str, verdict: Verdict) -> None:
    assert judged(read_case(line)) == verdict


def test_a_holiday_of_the_country_is_no_working_day_of_its_office() -> None:
    case = read_case("so | visa | | china | missing x | on=07-07")
    party = replace(case.facts.party, holidays={"CN": {day("07-09"): "A holiday"}})
    case = replace(case, facts=replace(case.facts, party=party))

    assert "3 working days left; the office needs 4." in judged(case).reason


def test_of_two_countries_the_worse_is_told() -> None:
    line = "so | visa | visa CN 05-01..07-15 single | korea, china and back | invalid x | who=IN"

    assert judged(read_case(line)) == Verdict(
        State.INVALID,
        "The visa for China ends on 15 July 2026, before the last day there, 19 July 2026.",
        DUE,
        "Get a new visa for China.",
    )


def test_elsewhere_than_in_china_every_hour_of_the_way_through_counts() -> None:
    plan = Plan(
        "ORD>NRT 07-10T13:00 07-11T16:00 NH11 A1; NRT>ICN 07-14T16:00 07-14T18:30 NH1 A1; "
        "ICN>ORD 07-22T10:30 07-22T09:30 KE37 A1"
    )
    rules = Rulebook([value("transit.without_visa_hours", "", "JP", 72)])
    facts = facts_of(plan, MATEO, rules=rules)
    japan = visits(facts)[0]

    assert hours_there(japan) == 72
    way = way_through(facts, japan)
    assert way is not None
    assert way.found == Finding(
        State.AT_RISK,
        "Through Japan without a visa: 72 of 72 hours. With less than an hour left, a delay would"
        " break it.",
        "Leave earlier, or apply for a visa.",
    )


def test_a_way_through_that_soon_changes_is_a_risk() -> None:
    rules = RULES.with_changes(
        [
            value("transit.without_visa_hours", "", "CN", 240, "", "07-31"),
            value("transit.without_visa_hours", "", "CN", 144, "08-01"),
        ]
    )
    facts = facts_of(PLANS["through china"], MATEO, rules=rules)

    way = way_through(facts, visits(facts)[0])
    assert way is not None
    assert way.found is not None
    assert (way.found.state, "1 August 2026" in way.found.reason) == (State.AT_RISK, True)


def test_without_any_rule_nothing_is_called_met_that_nobody_knows() -> None:
    facts = facts_of(PLANS["korea"], MATEO, rules=Rulebook(()))

    for kind in ("visa", "entry_permit"):
        found = ASSESS[kind](facts, Requirement(kind, DUE), day("06-01"))
        assert (found.state, "isn't known" in found.reason) == (State.DUE, True)


DATES = st.none() | st.sampled_from(
    [date.min, date.max, date(2028, 2, 29), day("07-10"), day("07-11"), day("07-22")]
)
NAMES = st.sampled_from(["", "RUIZ, MATEO JOSE", "OKAFOR, ADA", "김민준", "<<<", ","])
PAPERS = st.builds(
    Paper,
    key=st.sampled_from(["a", "b", "c"]),
    kind=st.sampled_from(["passport", "visa", "entry_permit", "insurance", "vaccination"]),
    state=st.sampled_from(["wanted", "applied", "held", "accepted", "returned", "lost"]),
    country=st.sampled_from(["", "US", "KR", "CN", "DE"]),
    name=NAMES,
    issued=DATES,
    valid_from=DATES,
    expires=DATES,
    entries=st.sampled_from(["", "single", "M", "0", "²", "-1", "x", "entry"]),
    blank_pages=st.none() | st.integers(-1, 3),
    note=st.sampled_from(["", "Yellow fever", "arrival", "passport card"]),
    birth_date=DATES,
    sex=st.sampled_from(["", "F", "M", "X", "<"]),
    nationality=st.sampled_from(["", "US", "KR"]),
    chosen=st.booleans(),
    tied_to=st.sampled_from(["", "a", "b"]),
    replaced_by=st.sampled_from(["", "", "", "c"]),
)


@settings(deadline=None)
@given(
    st.lists(PAPERS, max_size=4),
    st.sampled_from(sorted(PLANS)),
    st.sampled_from([date.min, day("06-01"), day("07-15"), date.max]),
    st.dictionaries(
        st.sampled_from(["months_beyond_return", "blank_pages", "days_before"]),
        st.sampled_from([-1.0, 0.0, 6.0, 100000.0]),
    ),
    st.booleans(),
)
def test_whatever_is_on_file_is_judged(
    papers: list[Paper], plan: str, today: date, numbers: dict[str, float], opened: bool
) -> None:
    facts = facts_of(PLANS[plan], MATEO, papers, opened=opened)

    for kind, assess in ASSESS.items():
        found = assess(facts, Requirement(kind, DUE, settings=numbers), today)

        assert found.reason
        assert (found.due is None) == (found.state is State.MET)
        assert (found.next_step == "") == (found.state is State.MET)
        if found.state is State.MISSING:
            assert found.due is not None
            assert found.due < today
