"""What differs between the items of two plans, as papers will say it, and for one person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from missions.briefing.difference import Difference, DiffKind
from missions.schedule.model import Activity
from missions.training.model import Attendance
from tests.briefing.compared import found
from tests.briefing.small_trip import HOME, SEOUL, flight, on, row, timed

ADDED, REMOVED, MOVED = DiffKind.ADDED, DiffKind.REMOVED, DiffKind.MOVED
RETIMED, REPLACED, CHANGED = DiffKind.RETIMED, DiffKind.REPLACED, DiffKind.CHANGED
JULY = [date(2026, 7, day) if day else date(2026, 7, 1) for day in range(32)]
MEI, SAM = "membership-mei", "membership-sam"


def visit(kind: DiffKind | tuple[DiffKind, ...], now: str, was: str, day: int = 12) -> Difference:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return Difference(kinds, now, was, JULY[day], "activity-visit", "visit")


def test_two_equal_plans_do_not_differ() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("columns", "difference"),
    [
        (on(13, "10:00", "11:30"), visit(MOVED, "Visit, 10:00–11:30", "Sun 12, 10:00–11:30", 13)),
        (on(13, "09:00"), visit(MOVED, "Visit, 09:00", "Sun 12, 10:00–11:30", 13)),
        (on(12, "10:30", "11:30"), visit(RETIMED, "Visit, 10:30–11:30", "10:00–11:30")),
        (on(12, "10:00", "11:45"), visit(RETIMED, "Visit, 10:00–11:45", "10:00–11:30")),
        (on(12), visit(RETIMED, "Visit", "10:00–11:30")),
        (
            {**timed(12, "10:00", "11:30", "Asia/Shanghai")},
            visit(RETIMED, "Visit, 10:00–11:30", "10:00–11:30"),
        ),
        ({"site": "hotel"}, visit(REPLACED, "Visit, 10:00–11:30, Hotel", "Maple House")),
        ({"site": None}, visit(REPLACED, "Visit, 10:00–11:30", "Maple House")),
        (
            {"site": "hotel", **on(13, "10:00", "11:30")},
            visit(
                (MOVED, REPLACED),
                "Visit, 10:00–11:30, Hotel",
                "Sun 12, 10:00–11:30, Maple House",
                13,
            ),
        ),
        (
            {"site": "hotel", **on(12, "10:30", "11:30")},
            visit((RETIMED, REPLACED), "Visit, 10:30–11:30, Hotel", "10:00–11:30, Maple House"),
        ),
        ({"title": "Call"}, visit(CHANGED, "Call, 10:00–11:30", "Visit")),
        ({"lead": "lea"}, visit(CHANGED, "Visit, 10:00–11:30, lead: Lea", "")),
        ({"partner": None}, visit(CHANGED, "Visit, 10:00–11:30, host: none", "Mrs. Lee")),
        (
            {"status": "tentative"},
            visit(CHANGED, "Visit, 10:00–11:30, status: tentative", "confirmed"),
        ),
        (
            {"status": "cancelled", **on(12, "10:30", "11:30")},
            visit(REMOVED, "Visit, 10:30–11:30, Maple House", ""),
        ),
        ({"meet_at": "Gate 2"}, visit(CHANGED, "Visit, 10:00–11:30, meet at: Gate 2", "")),
        (
            {"bring": "water; hat"},
            visit(CHANGED, "Visit, 10:00–11:30, bring: water, hat", ""),
        ),
        ({"people": "all; -mei"}, visit(CHANGED, "Visit, 10:00–11:30, without Mei", "")),
        ({"people": "all; gus"}, visit(CHANGED, "Visit, 10:00–11:30, with Gus", "")),
        (
            {"people": "lea; gus"},
            visit(CHANGED, "Visit, 10:00–11:30, with Gus; without Mei, Sam", ""),
        ),
        (
            {"people": "all; -sam", "title": "Call", **on(13, "10:00", "11:30")},
            visit(MOVED, "Call, 10:00–11:30, without Sam", "Sun 12, 10:00–11:30, Visit", 13),
        ),
    ],
)
def test_an_item_that_differs_says_what_holds_and_what_held(
    columns: dict[str, Any], difference: Difference
) -> None:
    assert found(new={"visit": columns}) == [difference]


@pytest.mark.parametrize("column", ["note", "backup"])
def test_what_only_leaders_read_of_an_item_is_no_difference(column: str) -> None:
    assert found(new={"visit": {column: "q101z"}, "out": {"note": "q102z", "locator": "q1"}}) == []


def test_who_was_at_a_training_is_no_difference() -> None:
    seen = row(Attendance, training="safety", person="mei", state="missed")

    assert found(new={"seen": {"new": seen}}) == []


PICNIC = row(
    Activity, key="picnic", title="Picnic", site="hotel", people="mei", **on(13, "15:00", "16:00")
)


def test_items_that_come_and_go_stand_in_order_of_day_and_time() -> None:
    gone = {"lunch": None, "rest": None, "safety": None, "home": None}

    assert found(new={"picnic": {"new": PICNIC}, **gone}) == [
        Difference(
            (REMOVED,),
            "Safety, 19:00–20:00, Hall",
            "",
            date(2026, 6, 1),
            "training-safety",
            "safety",
        ),
        Difference(
            (REMOVED,),
            "Lunch, 12:00–13:00, Maple House",
            "",
            JULY[12],
            "activity-lunch",
            "lunch",
        ),
        Difference((REMOVED,), "Day off", "", JULY[13], "activity-rest", "rest"),
        Difference(
            (ADDED,), "Picnic, 15:00–16:00, Hotel", "", JULY[13], "activity-picnic", "picnic"
        ),
        Difference(
            (REMOVED,),
            "KE38, ICN to ORD, 10:30–09:25",
            "",
            JULY[14],
            "segment-home",
            "home",
        ),
    ]


@pytest.mark.parametrize(
    ("columns", "kind", "now", "was"),
    [
        (
            flight("2026-07-10T14:10", "2026-07-11T18:10", (HOME, SEOUL)),
            RETIMED,
            "KE38, ORD to ICN, 14:10–18:10",
            "13:10–17:10",
        ),
        ({"number": "KE40"}, CHANGED, "KE40, ORD to ICN, 13:10–17:10", "KE38, ORD to ICN"),
        (
            {"baggage": "1 × 23 kg"},
            CHANGED,
            "KE38, ORD to ICN, 13:10–17:10, baggage: 1 × 23 kg",
            "",
        ),
        ({"met_by": "lee"}, CHANGED, "KE38, ORD to ICN, 13:10–17:10, met by: Mrs. Lee", ""),
        ({"driver": "mei"}, CHANGED, "KE38, ORD to ICN, 13:10–17:10, driver: Mei", ""),
    ],
)
def test_a_leg_that_differs_says_what_holds_and_what_held(
    columns: dict[str, Any], kind: DiffKind, now: str, was: str
) -> None:
    assert found(new={"out": columns}) == [
        Difference((kind,), now, was, JULY[10], "segment-out", "out")
    ]


def test_a_leg_to_another_airport_is_replaced() -> None:
    (difference,) = found(new={"out": {"destination": "GMP"}})

    assert (difference.kinds, difference.day) == ((REPLACED,), JULY[10])
    assert difference.now.startswith("KE38, ORD to GMP, 13:10–17:10, ")
    assert difference.was.endswith("KE38, ORD to ICN")


def test_a_site_of_another_name_replaces_what_is_there() -> None:
    assert found(new={"maple": {"alias": "Oak House"}}) == [
        visit(REPLACED, "Visit, 10:00–11:30, Oak House", "Maple House"),
        Difference(
            (REPLACED,),
            "Lunch, 12:00–13:00, Oak House",
            "Maple House",
            JULY[12],
            "activity-lunch",
            "lunch",
        ),
    ]


def test_the_first_day_of_a_moved_item_is_where_it_stands_now() -> None:
    early = on(11, "08:00")

    assert [row.uid for row in found(new={"walk": early, "lunch": on(14, "12:00")})] == [
        "activity-walk",
        "activity-lunch",
    ]


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        pytest.param({}, {"lunch": {"people": "sam"}}, {MEI: REMOVED, SAM: ADDED}, id="swapped"),
        pytest.param({}, {"walk": on(14, "14:00")}, {SAM: MOVED}, id="not everybody's"),
        pytest.param({}, {"visit": on(13)}, {MEI: MOVED, SAM: MOVED}, id="everybody's"),
        pytest.param({"lunch": {"people": "lea"}}, {"lunch": None}, {}, id="neither's"),
    ],
)
def test_what_changes_for_a_person_is_what_concerns_or_concerned_them(
    old: dict[str, Any], new: dict[str, Any], rows: dict[str, DiffKind]
) -> None:
    told = {one: [row.kinds for row in found(old=old, new=new, of=one)] for one in (MEI, SAM)}

    assert told == {one: [(rows[one],)] if one in rows else [] for one in (MEI, SAM)}


def test_an_item_that_a_person_left_is_gone_for_them_and_changed_for_the_others() -> None:
    new = {"visit": {"people": "all; -mei"}}

    assert found(new=new, of=MEI) == [visit(REMOVED, "Visit, 10:00–11:30, Maple House", "")]
    assert found(new=new, of=SAM) == [visit(CHANGED, "Visit, 10:00–11:30, without Mei", "")]
    assert found(old=new, of=MEI) == [visit(ADDED, "Visit, 10:00–11:30, Maple House", "")]


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        ((ADDED,), "new"),
        ((REMOVED,), "gone"),
        ((MOVED, REPLACED), "moved"),
        ((RETIMED,), "moved"),
        ((REPLACED,), "changed"),
        ((CHANGED,), "changed"),
    ],
)
def test_papers_print_one_of_four_words(kinds: tuple[DiffKind, ...], word: str) -> None:
    assert Difference(kinds, "").kind == word
