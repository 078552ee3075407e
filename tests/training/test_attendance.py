"""Marks: one person, all the rest, the last press taken back; races lose nothing."""

from __future__ import annotations

from datetime import date

import pytest

from missions.training import attendance
from missions.training.attendance import Before, Given, MarkedMeanwhile, NotMarked
from tests.training.conftest import Home

DAY = date(2026, 10, 24)


def _mark(home: Home, given: Given) -> Before:
    with home.installation.store.write() as session:
        return attendance.mark(session, home.trip_id, "safe", given, "a-mei")


def test_one_press_marks_one_person(home: Home) -> None:
    before = _mark(home, Given("ben", "attended", was=""))
    assert before == Before("ben", "")
    assert home.marks() == [("safe", "ben", "attended", DAY, "")]
    assert home.version() == 2
    training = home.training("safe").id
    assert home.log() == [("attendance:change", training, f"attended {home.member('ben')}")]


def test_another_press_changes_the_state_and_keeps_the_note(home: Home) -> None:
    _mark(home, Given("ben", "made up", date=date(2026, 11, 3), note="by phone"))
    assert _mark(home, Given("ben", "missed")) == Before("ben", "made up", date(2026, 11, 3))
    assert home.marks() == [("safe", "ben", "missed", None, "by phone")]


def test_a_mark_is_taken_back_with_no_state(home: Home) -> None:
    _mark(home, Given("ben", "attended"))
    _mark(home, Given("ben", ""))
    assert (home.marks(), home.version()) == ([], 3)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given("ben", "there"), "“there” is no state"),
        (Given("nobody", "attended"), "“Safe” isn’t for “nobody”"),
        (Given("hui", "attended"), "“Safe” isn’t for “hui”"),
        (Given("ben", "made up"), "On which day was it made up?"),
        (Given("ben", "missed", note="x" * 2001), "The note has 2001 characters"),
    ],
)
def test_what_lacks_something_is_refused(home: Home, given: Given, words: str) -> None:
    with pytest.raises(NotMarked, match=words):
        _mark(home, given)
    assert (home.marks(), home.version(), home.log()) == ([], 1, [])


def test_somebody_who_was_faster_is_not_overwritten(home: Home) -> None:
    _mark(home, Given("ben", "missed", was=""))
    with pytest.raises(MarkedMeanwhile) as told:
        _mark(home, Given("ben", "attended", was=""))
    assert (told.value.person, told.value.state) == ("ben", "missed")
    assert home.marks() == [("safe", "ben", "missed", None, "")]


def test_two_who_press_the_same_agree(home: Home) -> None:
    _mark(home, Given("ben", "attended", was=""))
    assert _mark(home, Given("ben", "attended", was="")).state == "attended"


def test_all_the_rest_are_those_whom_it_is_for(home: Home) -> None:
    _mark(home, Given("ben", "missed"))
    with home.installation.store.write() as session:
        found = attendance.mark_rest(session, home.trip_id, "safe", "a-mei")
        again = attendance.mark_rest(session, home.trip_id, "safe", "a-mei")
        minors = attendance.mark_rest(session, home.trip_id, "kids", "a-mei")
    assert (found, again) == ((Before("mei", ""), Before("lily", "")), ())
    assert minors == (Before("lily", ""),)
    assert [mark[:3] for mark in home.marks()] == [
        ("safe", "ben", "missed"),
        ("safe", "mei", "attended"),
        ("safe", "lily", "attended"),
        ("kids", "lily", "attended"),
    ]
    assert [detail for _, _, detail in home.log()[1:]] == ["rest people=2", "rest people=1"]
    assert home.version() == 4


def test_the_last_press_is_given_back_as_it_was(home: Home) -> None:
    _mark(home, Given("ben", "made up", date=date(2026, 11, 3), note="by phone"))
    pressed = [_mark(home, Given("ben", "missed")), _mark(home, Given("mei", "attended"))]
    with home.installation.store.write() as session:
        assert attendance.take_back(session, home.trip_id, "safe", pressed, "a-mei") == 2
    assert home.marks() == [("safe", "ben", "made up", date(2026, 11, 3), "by phone")]


def test_only_people_of_the_trip_and_known_states_are_given_back(home: Home) -> None:
    made_up = [Before("ghost", "attended"), Before("ben", "king")]
    with home.installation.store.write() as session:
        assert attendance.take_back(session, home.trip_id, "safe", made_up, "a-mei") == 0
    assert (home.marks(), home.version()) == ([], 1)
