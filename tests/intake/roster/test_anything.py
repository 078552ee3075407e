"""Whatever stands in a roster: faults and notices, and nothing raised."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from missions.intake.faults import IntakeRefused
from missions.intake.roster.days import Order, read_day
from missions.intake.roster.folder import as_reading
from missions.intake.roster.guess import guess, mapping_of
from missions.intake.roster.plan import What, plan
from missions.intake.roster.sheet import read_roster
from missions.intake.roster.wordings import TARGETS

ON = date(2026, 6, 1)
_WORDS = ["1/2/03", "Kim, Min", "Min Jun Kim", "F", "a@post.example", "2030-01-01", "29/2/1900"]
_CELLS = st.text(max_size=12) | st.sampled_from([*_WORDS, "99/99/99", "/", ",", "K,", "all", "@x"])


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=1, max_size=5),
    st.lists(st.sampled_from(TARGETS), min_size=4, max_size=4, unique=True),
)
def test_any_cells_are_planned(rows: list[list[str]], header: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    try:
        roster = read_roster("a.csv", text.getvalue().encode("utf-8", "ignore"))
    except IntakeRefused:
        return
    mapping = mapping_of(guess(roster.header, roster.samples(), on=ON))
    result = plan(roster, mapping, (), on=ON)
    assert {row.line for row in result.rows} == {row.line for row in roster.rows}
    if result.faults:
        assert not result.changes
        return
    assert {row.what for row in result.rows} == {What.NEW}
    keys = [row.key.casefold() for row in as_reading(result, "willow-26").folder.people.rows]
    assert len(set(keys)) == len(keys) == len(roster.rows)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        roster = read_roster("a.csv", data)
    except IntakeRefused as refused:
        found = refused.faults
    else:
        found = plan(roster, mapping_of(guess(roster.header, (), on=ON)), (), on=ON).faults
    assert all(fault.wanted for fault in found)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from("/-."))
def test_a_date_is_read_back_in_the_settled_order(day: date, mark: str) -> None:
    first = f"{day.month}{mark}{day.day}{mark}{day.year}"
    assert read_day(first, Order.MONTH_FIRST) == day
    assert read_day(f"{day:%d}{mark}{day:%m}{mark}{day.year}", Order.DAY_FIRST) == day
