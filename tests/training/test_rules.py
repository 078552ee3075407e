"""Minutes, who is done and what is open, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from missions.training.rules import (
    Asked,
    Mark,
    Open,
    Progress,
    Standing,
    Tally,
    is_there,
    minutes_by_topic,
    progress,
    standing,
    tally,
)
from tests.training.small import (
    AGAIN,
    BEN,
    FIRST,
    LESSONS,
    LILY,
    MEI,
    MOTHER,
    NOW,
    SAFE,
    SONGS,
    TODAY,
    lesson,
    register,
)


def test_a_lesson_counts_those_whom_it_is_for() -> None:
    book = register(
        {
            ("first", "mei"): "attended",
            ("first", "ben"): Mark("made up", date(2026, 10, 14)),
            ("songs", "mei"): "excused",
            ("songs", "lily"): "attended",
        }
    )
    assert tally(book, FIRST) == Tally(people=3, there=2, excused=0, missed=0, unmarked=1)
    assert tally(book, SONGS) == Tally(people=2, there=0, excused=1, missed=0, unmarked=1)


def test_minutes_are_those_that_pass() -> None:
    forward = lesson("night", "2027-03-14T01:00", 180)
    back = lesson("late", "2027-11-07T00:30", 120)
    assert (forward.minutes, back.minutes) == (120, 180)


def test_a_topic_is_one_however_it_is_spelled() -> None:
    assert minutes_by_topic(LESSONS) == (
        ("who we are", 120),
        ("child protection", 150),
        ("", 240),
    )


def test_somebody_stands_by_minutes_and_what_is_open() -> None:
    book = register(
        {
            ("first", "ben"): "missed",
            ("safe", "ben"): Mark("made up", date(2026, 11, 3)),
            ("songs", "ben"): "attended",
        }
    )
    assert standing(book, BEN, TODAY) == Standing(
        person=BEN,
        minutes=150,
        topics=(("child protection", 90), ("", 60)),
        open=(
            Open(FIRST, "missed", date(2026, 10, 10)),
            Open(AGAIN, "ahead", date(2027, 2, 20)),
        ),
    )


def test_excused_settles_and_brings_no_minutes() -> None:
    book = register({("first", "lily"): "excused", ("safe", "lily"): "attended"})
    found = standing(book, LILY, TODAY)
    assert (found.minutes, found.open) == (90, (Open(AGAIN, "ahead", date(2027, 2, 20)),))


def test_what_is_past_and_not_marked_is_open_and_a_debrief_is_not() -> None:
    assert standing(register(), MEI, date(2027, 5, 1)).open == (
        Open(FIRST, "unmarked", date(2026, 10, 10)),
        Open(SAFE, "unmarked", date(2026, 10, 24)),
        Open(AGAIN, "unmarked", date(2027, 2, 20)),
    )


def test_a_lesson_to_be_made_up_later_is_not_had() -> None:
    later = Mark("made up", date(2027, 2, 2))
    assert [is_there(later, day) for day in (TODAY, date(2027, 2, 2))] == [False, True]
    book = register({("first", "mei"): later})
    assert standing(book, MEI, TODAY).open[0] == Open(FIRST, "to make up", date(2027, 2, 2))


def test_who_is_at_home_has_no_lessons() -> None:
    assert standing(register(), MOTHER, TODAY) == Standing(MOTHER, 0, (), ())


def test_a_blank_state_is_no_mark() -> None:
    assert register({("first", "mei"): ""}).mark(FIRST, MEI) is None


def test_progress_holds_topics_against_what_is_asked() -> None:
    book = register(
        {("safe", "mei"): "attended", ("safe", "ben"): "missed"},
        (Asked("child protection", 90, ("m1", "m2")),),
    )
    assert progress(book, NOW, TODAY) == (
        Progress("child protection", asked=90, held=90, ahead=60, reached=1, people=2),
        Progress("", asked=0, held=270, ahead=60),
        Progress("who we are", asked=0, held=120, ahead=0),
    )


def test_progress_of_all_training_stands_once() -> None:
    book = register({}, (Asked("", 500, ("m1",)),))
    assert progress(book, NOW, TODAY)[0] == Progress("", 500, 270, 60, 0, 1)
    assert [line.topic for line in progress(book, NOW, TODAY)] == [
        "",
        "who we are",
        "child protection",
    ]


def test_a_lesson_is_found_by_key_before_id() -> None:
    book = register()
    twin = replace(SONGS, key="id-first")
    shifted = replace(book, lessons=(FIRST, twin))
    assert (book.lesson("safe"), book.lesson("id-safe"), book.lesson("x")) == (SAFE, SAFE, None)
    assert shifted.lesson("id-first") == twin
