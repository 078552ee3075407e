"""Which of several values answers, and what is known to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.reference.rulebook import Fact, Rulebook, Value

READ = date(2026, 11, 24)
KEY = "connection.international"
NEEDS = "entry.needs"


def _value(
    value: Fact,
    *where: str,
    key: str = KEY,
    from_day: date | None = None,
    until: date | None = None,
) -> Value:
    return Value(
        key, *where, value=value, from_day=from_day, until=until, source="a page", read_on=READ
    )


ANY = _value(1)
WHO = _value(2, "US")
TO = _value(3, "", "KR")
PAIR = _value(4, "US", "KR")
AT = _value(5, "", "", "ICN")
AT_TO = _value(6, "", "KR", "ICN")
BOOK = Rulebook([AT_TO, ANY, PAIR, WHO, TO, AT])


@pytest.mark.parametrize(
    ("nationality", "destination", "place", "found"),
    [
        ("US", "KR", "ICN", AT_TO),
        ("US", "CN", "ICN", AT),
        ("US", "KR", "GMP", PAIR),
        ("US", "KR", "", PAIR),
        ("MX", "KR", "", TO),
        ("US", "CN", "", WHO),
        ("MX", "CN", "PEK", ANY),
        ("", "", "", ANY),
    ],
)
def test_the_most_specific_answers(
    nationality: str, destination: str, place: str, found: Value
) -> None:
    where = {"nationality": nationality, "destination": destination, "place": place}
    assert BOOK.find(KEY, **where) == found


def test_nothing_is_found_under_another_key_or_for_others() -> None:
    assert BOOK.find("connection.domestic", destination="KR") is None
    assert Rulebook([PAIR]).find(KEY, nationality="US", destination="CN") is None
    assert Rulebook([PAIR]).find(KEY) is None


WAIVED = _value("nothing", "US", "KR", key=NEEDS, until=date(2026, 12, 31))
ASKED = _value("permit", "US", "KR", key=NEEDS, from_day=date(2027, 1, 1))
VISA = _value("visa", key=NEEDS)
ENTRY = Rulebook([WAIVED, ASKED, VISA])


def _needs(book: Rulebook, on: date | None) -> str:
    return book.text(NEEDS, nationality="US", destination="KR", on=on)


def test_among_the_same_the_one_that_holds_on_the_day_answers() -> None:
    assert _needs(ENTRY, date(2026, 12, 31)) == "nothing"
    assert _needs(ENTRY, date(2027, 1, 1)) == "permit"
    assert _needs(ENTRY, None) == "permit"


def test_where_none_holds_any_longer_the_less_specific_answers() -> None:
    book = Rulebook([WAIVED, VISA])
    assert _needs(book, date(2026, 12, 31)) == "nothing"
    assert _needs(book, date(2027, 1, 1)) == "visa"
    assert _needs(Rulebook([ASKED, VISA]), date(2026, 12, 31)) == "visa"


def test_of_two_that_hold_the_one_that_began_last_and_ends_first_answers() -> None:
    always, spring = _value(10), _value(20, from_day=date(2027, 3, 1), until=date(2027, 5, 31))
    week = _value(30, from_day=date(2027, 3, 1), until=date(2027, 3, 7))
    book = Rulebook([week, spring, always])
    days = (date(2027, 2, 28), date(2027, 3, 7), date(2027, 3, 8), date(2027, 6, 1))
    assert [book.number(KEY, on=day) for day in days] == [10, 30, 20, 10]
    assert book.number(KEY) == 10


def test_answers_by_kind_with_what_stands_in_where_there_is_none() -> None:
    book = Rulebook([_value(1.5), _value(True, key="a"), _value(("x", "y"), key="b"), VISA])
    assert (book.number(KEY), book.number("none"), book.number("none", 7)) == (1.5, None, 7)
    assert (book.flag("a"), book.flag("none"), book.flag("none", True)) == (True, False, True)
    assert (book.text(NEEDS), book.text("none"), book.text("none", "z")) == ("visa", "", "z")
    assert (book.listed("b"), book.listed("none")) == (("x", "y"), ())
    assert (book.number("a"), book.number(NEEDS, 3), book.text("a"), book.flag(KEY)) == (
        None,
        3,
        "",
        False,
    )


def test_a_change_goes_before_what_was_shipped_for_the_same_only() -> None:
    book = BOOK.with_changes([_value(40, "US", "KR")])
    assert book.number(KEY, nationality="US", destination="KR") == 40
    assert book.number(KEY, nationality="MX", destination="KR") == 3
    assert book.number(KEY, nationality="US", destination="KR", place="ICN") == 6
    assert BOOK.number(KEY, nationality="US", destination="KR") == 4
    assert PAIR not in book.values


def test_a_change_with_dates_leaves_the_other_days_as_they_were() -> None:
    longer = replace(WAIVED, until=date(2027, 6, 30))
    book = ENTRY.with_changes([longer])
    days = (date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1))
    assert [_needs(book, day) for day in days] == ["nothing", "nothing", "permit"]
    assert book.values == (longer, WAIVED, ASKED, VISA)
    again = book.with_changes([replace(WAIVED, value="visa", until=None)])
    assert [_needs(again, day) for day in days] == ["visa", "visa", "visa"]


def _changing(book: Rulebook, on: date, until: date) -> Value | None:
    return book.changing(NEEDS, nationality="US", destination="KR", on=on, until=until)


def test_a_known_change_is_told() -> None:
    assert _changing(ENTRY, READ, date(2027, 2, 10)) == WAIVED
    assert _changing(ENTRY, READ, date(2027, 1, 1)) == WAIVED
    assert _changing(ENTRY, READ, date(2026, 12, 31)) is None
    assert _changing(ENTRY, date(2027, 1, 1), date(2030, 1, 1)) is None
    assert _changing(Rulebook([VISA, ASKED]), READ, date(2027, 2, 10)) == ASKED
    assert _changing(Rulebook([WAIVED]), READ, date(2027, 2, 10)) == WAIVED
    assert _changing(Rulebook([]), READ, date(2027, 2, 10)) is None


def test_what_says_the_same_and_what_concerns_others_is_no_change() -> None:
    longer = replace(WAIVED, from_day=date(2027, 1, 1), until=date(2027, 12, 31))
    other = replace(ASKED, nationality="MX")
    book = Rulebook([WAIVED, longer, other, VISA])
    assert _changing(book, READ, date(2027, 12, 31)) is None
    assert _changing(book, READ, date(2028, 1, 1)) == WAIVED


_codes = st.sampled_from(["", "US", "KR", "ICN"])
_days = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)) | st.just(date.max)
_values = st.builds(
    Value,
    st.sampled_from(["a", "b"]),
    _codes,
    _codes,
    _codes,
    value=st.integers(0, 9) | st.booleans() | st.text(max_size=3) | st.just(("x",)),
    from_day=_days,
    until=_days,
    source=st.just("a page"),
    read_on=st.just(READ),
)


@given(st.lists(_values, max_size=12), _values, _days)
def test_changes_always_win(shipped: list[Value], change: Value, on: date | None) -> None:
    where = {
        "nationality": change.nationality,
        "destination": change.destination,
        "place": change.place,
    }
    book = Rulebook(shipped).with_changes([change])
    if on is None or change.holds_on(on):
        assert book.find(change.key, **where, on=on) == change
    else:
        assert book.find(change.key, **where, on=on) == Rulebook(shipped).find(
            change.key, **where, on=on
        )


@given(
    st.lists(_values, max_size=12), st.text(max_size=3), _codes, _codes, st.text(max_size=3), _days
)
def test_asking_never_raises(
    shipped: list[Value], key: str, nationality: str, destination: str, place: str, on: date | None
) -> None:
    book = Rulebook(shipped)
    for asked in (key, "a"):
        where = {"nationality": nationality, "destination": destination, "place": place}
        found = book.find(asked, **where, on=on)
        assert found is None or (found in shipped and (on is None or found.holds_on(on)))
        begin = on or READ
        until = begin if begin == date.max else begin + timedelta(days=300)
        changes = book.changing(asked, **where, on=begin, until=until)
        assert changes is None or changes in shipped
