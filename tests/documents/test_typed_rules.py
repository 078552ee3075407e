"""What is wrong with a paper as it was typed, and how it stands: days worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.documents import mrz
from missions.documents.fields import FIELDS, fields_of
from missions.documents.from_zone import LINES, OnRoster, contradictions, differences, filled
from missions.documents.rules import (
    Fault,
    OnFile,
    Standing,
    blank_faults,
    date_faults,
    ends_soon,
    in_days,
    standing_of,
)

TODAY = date(2027, 2, 1)
UPPER = "P<USACHEN<<MEI<LIN<<<<<<<<<<<<<<<<<<<<<<<<<<"
LOWER = "A055509053USA9912050F3401022<<<<<<<<<<<<<<08"


def zone() -> mrz.Zone:
    """Return what Mei's two lines say."""
    found = mrz.parse((UPPER, LOWER), TODAY).zone
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({}, []),
        ({"issued": "2024-01-03", "expires": "2034-01-02"}, []),
        ({"issued": "2024-01-03", "expires": "2024-01-03"}, []),
        (
            {"issued": "2024-01-03", "expires": "2023-01-02"},
            [
                Fault(
                    "expires",
                    "2 January 2023",
                    "a day not before the one it was issued on, 3 January 2024",
                )
            ],
        ),
        (
            {"valid_from": "2024-01-03", "expires": "2024-01-02"},
            [
                Fault(
                    "expires",
                    "2 January 2024",
                    "a day not before the first one on which it is valid, 3 January 2024",
                )
            ],
        ),
        ({"issued": "2027-02-01"}, []),
        (
            {"issued": "2027-02-02"},
            [Fault("issued", "2 February 2027", "a day that is past; today is 1 February 2027")],
        ),
    ],
)
def test_dates_that_cannot_be(cells: dict[str, str], faults: list[Fault]) -> None:
    assert list(date_faults(cells, TODAY)) == faults


def test_what_is_needed_is_asked_for_unless_it_is_only_applied_for() -> None:
    fields = fields_of("visa")
    blank = dict.fromkeys((one.column for one in fields), "")

    held = [one.column for one in blank_faults(fields, {**blank, "state": "held"}, blank)]
    applied = list(blank_faults(fields, {**blank, "state": "applied"}, blank))
    unread = [one.column for one in blank_faults(fields, blank, {"number"})]

    assert (held, applied, unread) == (["country", "number", "expires"], [], ["number"])


def test_a_kind_has_each_field_once_and_a_title_is_a_form() -> None:
    for fields in FIELDS.values():
        columns = [one.column for one in fields]
        assert columns == list(dict.fromkeys(columns))
    assert [one.column for one in fields_of("Phone agreement")] == ["issued", "note"]


def test_blanks_are_filled_from_the_lines_and_what_stands_is_left() -> None:
    assert filled({"number": "a0555-0905", "country": "", "issued": "2024-01-03"}, zone()) == {
        "number": "A05550905",
        "country": "US",
        "issued": "2024-01-03",
        "name_on_document": "CHEN, MEI LIN",
        "expires": "2034-01-02",
    }


def test_what_was_typed_otherwise_is_a_fault_with_the_lines_as_the_likely_one() -> None:
    cells = {
        "number": "A05550906",
        "country": "KR",
        "expires": "2033-01-02",
        "name_on_document": "CHAN, MEI LIN",
    }

    assert list(contradictions(cells, zone())) == [
        Fault("number", "A05550906", LINES, "A05550905"),
        Fault("country", "South Korea", LINES, "US"),
        Fault("expires", "2 January 2033", LINES, "2034-01-02"),
        Fault("name_on_document", "CHAN, MEI LIN", LINES, "CHEN, MEI LIN"),
    ]
    assert list(contradictions({"name_on_document": "Chen, Mei-Lin"}, zone())) == []


def test_differences_from_the_roster_are_told_and_are_no_faults() -> None:
    roster = OnRoster("CHEN, MEI LAN", date(1980, 10, 5), "M")

    assert differences({"name_on_document": "CHEN, MEI LIN"}, zone(), roster) == (
        "The roster says CHEN, MEI LAN, the passport CHEN, MEI LIN.",
        "The roster says born on 5 October 1980, the passport 5 December 1999.",
        "The roster says male, the passport female.",
    )
    same = OnRoster("CHEN, MEI LIN", date(1999, 12, 5), "F")
    assert differences({"name_on_document": "CHEN, MEI LIN"}, zone(), same) == ()
    assert differences({"name_on_document": "CHEN, MEI LIN"}, zone(), OnRoster()) == ()


ACCEPTED, WAITS = Standing("met", "Accepted"), Standing("at_risk", "Waits for your leader")
MISSING = Standing("missing", "Not here yet", "Enter it here.")
OWED = Standing("due", "Not here yet", "Enter it here.")


@pytest.mark.parametrize(
    ("papers", "due", "standing"),
    [
        ([], date(2027, 2, 1), OWED),
        ([], date(2027, 1, 31), MISSING),
        ([], None, OWED),
        ([OnFile("wanted")], None, OWED),
        ([OnFile("held")], None, WAITS),
        ([OnFile("held"), OnFile("accepted")], None, ACCEPTED),
        ([OnFile("accepted", replaced=True), OnFile("held")], None, WAITS),
        ([OnFile("accepted", date(2027, 2, 1))], None, ACCEPTED),
        (
            [OnFile("accepted", date(2027, 1, 31))],
            None,
            Standing(
                "invalid", "Ended on 31 January 2027", "Have it renewed, and enter the new one."
            ),
        ),
        ([OnFile("accepted", date(2027, 1, 31)), OnFile("held")], None, WAITS),
    ],
)
def test_how_a_paper_stands(papers: list[OnFile], due: date | None, standing: Standing) -> None:
    assert standing_of(papers, due, TODAY) == standing


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_what_ends_within_half_a_year_is_watched(day: date) -> None:
    assert ends_soon(day, TODAY) == (day <= date(2027, 7, 31))


def test_how_far_off_an_end_is() -> None:
    days = [date(2027, 2, 13), date(2027, 2, 2), TODAY, date(2027, 1, 31), date(2030, 2, 1)]

    assert [in_days(day, TODAY) for day in days] == [
        "in 12 days",
        "in 1 day",
        "today",
        "1 day ago",
        "in 1,096 days",
    ]
