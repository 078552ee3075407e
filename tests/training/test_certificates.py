"""Who has earned which certificate, and what is missing."""

from __future__ import annotations

from datetime import date

from missions.training.certificates import Award, Had, award, awards
from missions.training.rules import Mark, Open
from tests.training.small import AGAIN, BEN, FIRST, LILY, MEI, MOTHER, SAFE, SONGS, register

AFTER = date(2027, 3, 1)
DONE: dict[tuple[str, str], Mark | str] = {
    ("first", "mei"): "attended",
    ("safe", "mei"): Mark("made up", date(2026, 11, 3)),
    ("again", "mei"): "attended",
    ("songs", "mei"): "attended",
}


def test_all_that_is_required_and_what_else_was_had() -> None:
    found = award(register(DONE), MEI, "", AFTER)
    assert found == Award(
        course="",
        had=(
            Had(FIRST, date(2026, 10, 10)),
            Had(SAFE, date(2026, 11, 3), made_up=True),
            Had(SONGS, date(2026, 11, 7)),
            Had(AGAIN, date(2027, 2, 20)),
        ),
        missing=(),
    )
    assert (found.earned, found.minutes) == (True, 330)
    assert found.topics == (("who we are", 120), ("child protection", 150), ("", 60))


def test_a_course_is_its_own_lessons() -> None:
    book = register(
        {key: mark for key, mark in DONE.items() if key[0] != "first"}
        | {("first", "mei"): "missed"}
    )
    course, whole = (award(book, MEI, name, AFTER) for name in ("Safe with children", ""))
    assert course is not None
    assert whole is not None
    assert [one.lesson for one in course.had] == [SAFE, AGAIN]
    assert (course.earned, course.minutes) == (True, 150)
    assert (whole.earned, whole.missing) == (False, (Open(FIRST, "missed", date(2026, 10, 10)),))


def test_excused_is_not_had() -> None:
    book = register(DONE | {("again", "mei"): "excused"})
    found = award(book, MEI, "Safe with children", AFTER)
    assert found is not None
    assert (found.earned, found.missing) == (False, (Open(AGAIN, "excused", date(2027, 2, 20)),))


def test_what_lies_ahead_is_missing_and_a_debrief_is_not() -> None:
    book = register({("first", "ben"): "attended", ("safe", "ben"): "attended"})
    found = award(book, BEN, "", date(2027, 2, 1))
    assert found is not None
    assert found.missing == (Open(AGAIN, "ahead", date(2027, 2, 20)),)


def test_no_certificate_where_nothing_is_for_somebody() -> None:
    assert award(register(DONE), MOTHER, "", AFTER) is None
    assert award(register(DONE), MEI, "Driving", AFTER) is None
    assert awards(register(DONE), MOTHER, AFTER) == ()


def test_every_certificate_stands_once() -> None:
    assert [one.course for one in awards(register(), LILY, AFTER)] == ["", "Safe with children"]
