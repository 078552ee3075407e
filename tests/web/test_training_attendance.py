"""Taking attendance by plain forms: one press a person, the rest, undo, races."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.test import TestResponse

from missions.training.model import Attendance
from tests.web.house import Caller, House, words
from tests.web.test_training import CODE, ROOM, logged, version

PAGE = f"{ROOM}/teaching"
"""Nobody is marked there; it is for eight people."""


@pytest.fixture
def grace(samples: House) -> Caller:
    """The closed trip's leader."""
    return samples.signed_in(CODE, "grace")


def _marks(house: House, key: str = "teaching") -> list[tuple[str, str, date | None, str]]:
    with house.installation.store.read() as session:
        rows = session.query(Attendance).filter_by(training=key).order_by(Attendance.position)
        return [(row.person, row.state, row.date, row.note) for row in rows]


def _press(caller: Caller, person: str, state: str, **more: str) -> TestResponse:
    return caller.post(PAGE, {"person": person, "state": state, **more})


def test_who_is_not_marked_stands_on_top(samples: House, grace: Caller) -> None:
    before = words(grace.get(PAGE))
    assert "0 of 8 there 8 not marked" in before
    assert "Marked" not in before

    answer = _press(grace, "mei", "attended", was="")
    assert (answer.status_code, answer.location) == (303, PAGE)
    text = words(grace.get(PAGE))
    assert "1 of 8 there 7 not marked" in text
    assert text.index("Not marked yet 7") < text.index("Marked 1") < text.index("Mei attended")
    assert _marks(samples) == [("mei", "attended", date(2027, 1, 16), "")]


def test_each_press_is_one_write_with_one_row_of_the_log(samples: House, grace: Caller) -> None:
    before = version(samples)
    _press(grace, "mei", "excused", was="")
    assert version(samples) == before + 1
    member = samples.membership(CODE, "mei")
    assert logged(samples) == [("attendance:change", f"excused {member}")]


def test_a_mark_is_changed_where_it_stands(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "missed", was="")
    answer = _press(grace, "mei", "attended", was="missed")
    assert answer.location == f"{PAGE}#p-mei"
    assert [mark[:2] for mark in _marks(samples)] == [("mei", "attended")]


def test_made_up_has_its_day_and_a_note(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "made up", was="", date="2027-01-19", note=" by phone ")
    assert _marks(samples) == [("mei", "made up", date(2027, 1, 19), "by phone")]
    assert "Mei made up, Tue 19 January by phone" in words(grace.get(PAGE))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"state": "made up", "date": ""}, "On which day was it made up?"),
        ({"state": "made up", "date": "Tuesday"}, "“Tuesday” is no day."),
        ({"state": "asleep"}, "“asleep” is no state"),
    ],
)
def test_what_lacks_something_is_told_beside_the_person(
    samples: House, grace: Caller, fields: dict[str, str], told: str
) -> None:
    answer = grace.post(PAGE, {"person": "mei", "note": "half an hour", **fields})
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="half an hour"' in answer.text
    assert (_marks(samples), logged(samples)) == ([], [])


def test_somebody_who_was_faster_is_told_and_kept(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "missed", was="")
    answer = _press(grace, "mei", "made up", was="", date="2027-01-19", note="by phone")
    assert answer.status_code == 409
    assert "Somebody else has marked this person as missed in the meantime." in words(answer)
    assert 'value="by phone"' in answer.text
    assert [mark[:2] for mark in _marks(samples)] == [("mei", "missed")]


def test_the_last_press_is_taken_back(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "made up", was="", date="2027-01-19", note="by phone")
    _press(grace, "mei", "missed", was="made up")
    assert "Mei: missed Undo" in words(grace.get(PAGE))

    assert grace.post(f"{PAGE}/undo", page=PAGE).status_code == 303
    assert _marks(samples) == [("mei", "made up", date(2027, 1, 19), "by phone")]
    assert "Undo" not in words(grace.get(PAGE))
    grace.post(f"{PAGE}/undo", page=PAGE)
    assert "There is nothing to take back any more." in words(grace.get(PAGE))


def test_all_the_rest_are_marked_and_taken_back(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "missed", was="")
    grace.post(f"{PAGE}/rest", page=PAGE)
    states = dict(mark[:2] for mark in _marks(samples))
    assert (states.pop("mei"), len(states), set(states.values())) == ("missed", 7, {"attended"})
    assert "7 people marked as attended Undo" in words(grace.get(PAGE))

    grace.post(f"{PAGE}/undo", page=PAGE)
    assert [mark[:2] for mark in _marks(samples)] == [("mei", "missed")]


def test_an_undo_belongs_to_its_own_session(samples: House, grace: Caller) -> None:
    _press(grace, "mei", "attended", was="")
    other = f"{ROOM}/korean"
    assert "Undo" not in words(grace.get(other))
    grace.post(f"{other}/undo", page=other)
    assert [mark[:2] for mark in _marks(samples)] == [("mei", "attended")]


def test_a_session_for_nobody_says_so(samples: House, grace: Caller) -> None:
    with samples.installation.store.write() as session:
        session.execute(
            Attendance.metadata.tables["training"]
            .update()
            .where(Attendance.metadata.tables["training"].c.key == "teaching")
            .values(applies="@nobody")
        )
    assert "“@nobody” means none of the people of this trip." in words(grace.get(PAGE))


def test_a_stranger_marks_nobody(samples: House, grace: Caller) -> None:
    marisol = samples.signed_in("casa-27", "marisol")
    home = "/trips/casa-27/training/new"
    for path in ("", "/rest", "/undo"):
        form: dict[str, object] = {"person": "mei", "state": "attended"}
        assert marisol.post(f"{PAGE}{path}", form, page=home).status_code == 404
    assert _marks(samples) == []
