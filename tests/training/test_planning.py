"""A form is read as a whole: every fault by its field, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.training.planning import (
    RESERVED,
    Judged,
    Planned,
    Typed,
    free_key,
    judge,
    key_for,
    unknown_of,
)
from tests.training.small import CHICAGO, ROSTER

GOOD = Typed(
    title=" Safe   with children ",
    day="2026-10-24",
    starts="09:30",
    ends="11:00",
    zone=CHICAGO,
    required=True,
)


def test_a_good_form_is_a_session() -> None:
    assert judge(GOOD, ROSTER) == Judged(
        Planned(
            title="Safe with children",
            starts=datetime(2026, 10, 24, 9, 30),
            ends=datetime(2026, 10, 24, 11, 0),
            zone=CHICAGO,
            required=True,
        )
    )


def test_every_fault_is_told_at_once() -> None:
    typed = Typed(
        title=" ",
        day="24 October",
        starts="9.30",
        ends="",
        zone="Chicago",
        place="x" * 301,
        applies="mei; nobody",
    )
    assert judge(typed, ROSTER) == Judged(
        None,
        {
            "place": "That is 301 characters long; at most 300 are kept.",
            "title": "A title is wanted, as “Safe with children”.",
            "zone": "“Chicago” is no time zone. One like America/Chicago is wanted.",
            "applies": (
                "“nobody” is nobody here. “all”, “adults”, “minors”, “role:leader”, a person’s key"
                " or a @group is wanted."
            ),
            "day": "“24 October” is no day. One as 2026-07-10 is wanted.",
            "starts": "“9.30” is no time. One as 14:35 is wanted.",
            "ends": "“” is no time. One as 14:35 is wanted.",
        },
    )


@pytest.mark.parametrize(("length", "kept"), [(300, True), (301, False)])
def test_a_title_has_at_most_300_characters(length: int, kept: bool) -> None:
    assert (judge(replace(GOOD, title="x" * length), ROSTER).planned is not None) is kept


def test_a_time_that_clocks_skip_is_refused_with_the_two_that_are_there() -> None:
    found = judge(replace(GOOD, day="2027-03-14", starts="02:30", ends="04:00"), ROSTER)
    assert found == Judged(
        None,
        {
            "starts": (
                "Clocks in America/Chicago never show 02:30 on 14 March 2027: they are put forward"
                " that night. 01:30 or 03:30 is there."
            )
        },
    )


def test_a_time_that_is_there_twice_is_the_first_and_told() -> None:
    found = judge(replace(GOOD, day="2027-11-07", starts="01:30", ends="03:00"), ROSTER)
    assert found.planned is not None
    assert found.planned.starts == datetime(2027, 11, 7, 1, 30)
    assert found.notices == (
        "01:30 on 7 November 2027 is there twice in America/Chicago, since clocks are put back. It"
        " is taken as the first, CDT. If the second is meant, choose a time that is there once, or"
        " say so in the note.",
    )


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"ends": "09:30"},
            {
                "ends": "It ends at 09:30, not after it starts. A later time or the day on which it"
                " ends is wanted."
            },
        ),
        (
            {"ends_day": "2026-10-23"},
            {"ends": "It ends at 11:00, not after it starts. A later time is wanted."},
        ),
        (
            {"ends_day": "2026-11-24"},
            {"ends_day": "It lasts more than a week. Make a session of each day."},
        ),
        ({"day": "0026-10-24"}, {"day": "“0026-10-24” is no day. One as 2026-07-10 is wanted."}),
    ],
)
def test_ends_that_do_not_fit(changes: dict[str, Any], faults: dict[str, str]) -> None:
    assert judge(replace(GOOD, **changes), ROSTER) == Judged(None, faults)


def test_a_session_may_end_on_another_day() -> None:
    found = judge(replace(GOOD, ends="08:00", ends_day="2026-10-25"), ROSTER).planned
    assert found is not None
    assert found.ends == datetime(2026, 10, 25, 8, 0)


@pytest.mark.parametrize(
    ("applies", "unknown"),
    [
        ("", ()),
        ("Adults", ()),
        ("role:leader", ()),
        ("role:pilot", ("role:pilot",)),
        ("all; -ben", ()),
        ("@Kitchen, Mei", ()),
        ("@porch; -zoe; ben", ("@porch", "-zoe")),
    ],
)
def test_lists_name_whom_the_roster_knows(applies: str, unknown: tuple[str, ...]) -> None:
    assert unknown_of(applies, ROSTER) == unknown


def test_keys_are_made_of_titles_and_free() -> None:
    assert key_for("Safe with children!", ()) == "safe-with-children"
    assert key_for("Première réunion", ("premiere-reunion",)) == "premiere-reunion-2"
    assert (key_for("한국어", ()), key_for("Copy", ())) == ("training", "copy-2")


@given(st.text(max_size=60), st.sets(st.text(max_size=8)))
def test_a_key_is_always_new_and_fits_an_address(title: str, taken: set[str]) -> None:
    key = key_for(title, taken)
    assert key not in taken | RESERVED
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(max_size=12), st.text(max_size=8), st.text(max_size=8), st.text(max_size=40))
def test_any_form_gets_an_answer(day: str, starts: str, zone: str, applies: str) -> None:
    found = judge(replace(GOOD, day=day, starts=starts, zone=zone, applies=applies), ROSTER)
    assert (found.planned is None) is bool(found.faults)


def test_a_free_key_counts_on() -> None:
    assert free_key("a", ("a", "A-2", "a-3")) == "a-4"
