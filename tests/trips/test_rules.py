"""Whom a list of people means, and how old somebody is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.trips.rules import OnRoster, Roster, age_on, is_minor, open_roles, split_list

JULY_10, JULY_12, JULY_13, JULY_14 = (date(2026, 7, day) for day in (10, 12, 13, 14))

ROSTER = Roster(
    [
        OnRoster("1", "lea", "Lea", "leader", ("Cedar",)),
        OnRoster("2", "mei", "Mei Ling", "co-leader", ("cedar", "kitchen")),
        OnRoster("3", "sam", "Sam", "volunteer", ("kitchen",), minor=True, joins=JULY_12),
        OnRoster("4", "sam-2", "Sam", "volunteer", minor=True, leaves=JULY_13),
        OnRoster("5", "ann", "lea", "volunteer", joins=JULY_12, leaves=JULY_12),
        OnRoster("6", "gus", "Gus", "guardian", ("cedar",)),
        OnRoster("7", "doc", "Dora", "duty officer"),
    ]
)
TRAVEL = ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", TRAVEL),
        (" ; , ", TRAVEL),
        ("all", TRAVEL),
        ("ALL", TRAVEL),
        ("lea", ("1",)),
        ("LEA", ("1",)),
        ("Mei Ling", ("2",)),
        ("mei ling; lea", ("1", "2")),
        ("sam", ("3",)),
        ("Sam", ("3",)),
        ("sam-2", ("4",)),
        ("gus", ("6",)),
        ("Dora", ("7",)),
        ("lea, mei; ann", ("1", "2", "5")),
        ("ann; lea; ann", ("1", "5")),
        ("@cedar", ("1", "2", "6")),
        ("@ KITCHEN", ("2", "3")),
        ("@nobody", ()),
        ("nobody", ()),
        ("all; -lea", ("2", "3", "4", "5")),
        ("all; -@cedar", ("3", "4", "5")),
        ("all; - sam-2", ("1", "2", "3", "5")),
        ("-lea", ("2", "3", "4", "5")),
        ("-lea; -@kitchen", ("4", "5")),
        ("-lea; gus", ("2", "3", "4", "5", "6")),
        ("@cedar; -gus", ("1", "2")),
        ("lea; -lea", ()),
        ("-all", ()),
        ("lea; -nobody", ("1",)),
    ],
)
def test_a_list_means_these_people(text: str, meant: tuple[str, ...]) -> None:
    assert ROSTER.choose(text) == meant


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2026, 7, 9), ("1", "2", "4")),
        (JULY_10, ("1", "2", "4")),
        (JULY_12, TRAVEL),
        (JULY_13, ("1", "2", "3", "4")),
        (JULY_14, ("1", "2", "3")),
    ],
)
def test_a_blank_list_means_who_is_there_that_day(day: date, there: tuple[str, ...]) -> None:
    assert ROSTER.choose("", day) == there
    assert ROSTER.choose("-lea", day) == there[1:]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("ann", ("5",)), ("all", TRAVEL), ("@kitchen", ("2", "3")), ("all; -lea", TRAVEL[1:])],
)
def test_who_is_named_is_meant_whether_there_that_day_or_not(
    text: str, meant: tuple[str, ...]
) -> None:
    assert ROSTER.choose(text, JULY_14) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("all", TRAVEL),
        ("", TRAVEL),
        ("adults", ("1", "2", "5")),
        ("Adults ", ("1", "2", "5")),
        ("minors", ("3", "4")),
        ("role:leader", ("1",)),
        ("role: volunteer", ("3", "4", "5")),
        ("Role:Co-Leader", ("2",)),
        ("role:guardian", ()),
        ("role:cook", ()),
        ("@kitchen; lea", ("1", "2", "3")),
        ("-lea", ("2", "3", "4", "5")),
    ],
)
def test_a_requirement_applies_to_these_people(text: str, meant: tuple[str, ...]) -> None:
    assert ROSTER.applies(text) == meant


def test_a_key_goes_before_somebody_elses_name_and_a_shared_name_finds_nobody() -> None:
    roster = Roster(
        [
            OnRoster("1", "kim", "Min", "volunteer"),
            OnRoster("2", "min", "Kim", "volunteer"),
            OnRoster("3", "jun", "June", "volunteer"),
            OnRoster("4", "jun-2", "JUNE", "volunteer"),
        ]
    )

    found = {handle: roster.find(handle) for handle in ("kim", "Min", "June", " jun ", "", "x")}

    assert {handle: one.id if one else None for handle, one in found.items()} == {
        "kim": "1",
        "Min": "2",
        "June": None,
        " jun ": "3",
        "": None,
        "x": None,
    }


def test_a_list_is_parted_by_semicolons_or_commas() -> None:
    assert split_list(" a ;b,, c d ;; ,") == ("a", "b", "c d")
    assert split_list("") == ()


KEYS = [member.key for member in ROSTER.members]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(KEYS))))
def test_what_is_taken_away_stays_away_wherever_it_stands(terms: list[tuple[bool, str]]) -> None:
    text = "; ".join(f"-{key}" if away else key for away, key in terms)
    expected = set()
    if not terms or terms[0][0]:
        expected = {member.key for member in ROSTER.members if member.travels}
    expected |= {key for away, key in terms if not away}
    expected -= {key for away, key in terms if away}

    assert ROSTER.choose(text) == tuple(m.id for m in ROSTER.members if m.key in expected)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 7, 10), date(2026, 7, 9), 17),
        (date(2008, 7, 10), date(2026, 7, 10), 18),
        (date(2008, 7, 10), date(2026, 7, 11), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2007, 12, 31), date(2026, 1, 1), 18),
        (date(2026, 7, 10), date(2026, 7, 10), 0),
        (date(2000, 2, 29), date(2100, 2, 28), 99),
        (date(2000, 2, 29), date(2100, 3, 1), 100),
    ],
)
def test_age_is_completed_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody is so many years old, 1 March for who has none."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


LEAP_DAYS = st.sampled_from([date(year, 2, 29) for year in range(1904, 2024, 4)])
BORN = st.one_of(st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 12, 31)), LEAP_DAYS)


@given(born=BORN, days=st.integers(min_value=0, max_value=45_000))
def test_age_counts_the_birthdays_that_have_been(born: date, days: int) -> None:
    day = born + timedelta(days=days)

    passed = sum(birthday(born, years) <= day for years in range(1, 130))

    assert age_on(born, day) == passed


@given(born=BORN)
def test_somebody_is_a_minor_until_the_eighteenth_birthday(born: date) -> None:
    grown_up = birthday(born, 18)

    found = [is_minor(born, grown_up + timedelta(days=step)) for step in (-1, 0, 1)]

    assert found == [True, False, False]


def test_an_unknown_birth_date_counts_as_grown_up() -> None:
    assert is_minor(None, JULY_10) is False


@pytest.mark.parametrize(
    ("role", "open_to"),
    [
        ("volunteer", ("leader", "co-leader", "volunteer")),
        ("guardian", ("guardian", "duty officer")),
    ],
)
def test_a_role_is_changed_without_changing_who_travels(
    role: str, open_to: tuple[str, ...]
) -> None:
    assert open_roles(role) == open_to
