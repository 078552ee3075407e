"""Found segments beside a trip's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from missions.intake.confirmations.matching import (
    Difference,
    KnownPerson,
    KnownSegment,
    Match,
    Verdict,
    match_names,
    matching,
)
from missions.intake.confirmations.model import Found, FoundSegment

PEOPLE = (
    KnownPerson("minjun", "KIM, MIN JUN", "Minjun"),
    KnownPerson("sora", "KIM, SORA", "Sora"),
    KnownPerson("anna", "MÜLLER, ANNA MARIA", "Annie"),
    KnownPerson("bo", "O'NEIL-PARK, BO", "Bo"),
    KnownPerson("anh", "NGUYỄN, VĂN ANH", "Anh"),
    KnownPerson("lucia", "MUÑOZ ORTEGA, LUCÍA", "Lucía"),
    KnownPerson("ana", "DE LA CRUZ, ANA", "Ana"),
)
OUT = FoundSegment(
    mode="flight",
    number="KE38",
    origin="ORD",
    destination="ICN",
    departs=datetime(2026, 7, 10, 12, 35),
    arrives=datetime(2026, 7, 11, 16, 20),
    day=date(2026, 7, 10),
    locator="QWX7RT",
    passengers=("KIM/MINJUN MR",),
)
KNOWN = KnownSegment(
    "out",
    "KE 038",
    "ORD",
    "ICN",
    datetime(2026, 7, 10, 12, 35),
    datetime(2026, 7, 11, 16, 20),
    "QWX7RT",
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("KIM/MINJUN MR", "minjun"),
        ("KIM/MIN JUN", "minjun"),
        ("KIM/MINJUNMR", "minjun"),
        ("Mr. Min-jun Kim", "minjun"),
        ("minjun kim", "minjun"),
        ("Muller/Anna Maria Mrs", "anna"),
        ("MULLER/ANNA", "anna"),
        ("Annie", "anna"),
        ("ONEILPARK/BO MS", "bo"),
        ("NGUYEN/VAN ANH", "anh"),
        ("MUNOZ/LUCIA MS", "lucia"),
        ("MUNOZORTEGA/LUCIA", "lucia"),
        ("Van Anh Nguyen", "anh"),
    ],
)
def test_a_name_as_ticketed_is_one_person(name: str, key: str) -> None:
    assert match_names([name], PEOPLE) == ((key,), ())


@pytest.mark.parametrize(
    "name", ["KIM/", "Kim", "LEE/MINJUN MR", "", "MR", "한", "DE SOUSA/ANA", "DE/ANA"]
)
def test_other_names_are_nobodys(name: str) -> None:
    assert match_names([name], PEOPLE) == ((), (name,))


def test_two_of_one_name_are_not_guessed() -> None:
    twice = (KnownPerson("a", "KIM, SORA"), KnownPerson("b", "Kim, So Ra"))
    assert match_names(["KIM/SORA"], twice) == ((), ("KIM/SORA",))


def _one(found: FoundSegment, *known: KnownSegment) -> Match:
    (match,) = matching(Found((found,)), known, PEOPLE)
    return match


def test_the_same() -> None:
    assert _one(OUT, KNOWN) == Match(OUT, ("minjun",), (), Verdict.SAME, "out")


def test_new() -> None:
    other = replace(KNOWN, number="KE37", origin="ICN", destination="ORD")
    assert _one(OUT, other) == Match(OUT, ("minjun",), (), Verdict.NEW)


def test_another_flight_of_the_same_route_and_day_is_new() -> None:
    other = replace(KNOWN, number="OZ235", departs=datetime(2026, 7, 10, 10, 0), locator="ZZZ999")
    assert _one(OUT, other).verdict is Verdict.NEW


def test_other_times_are_a_change() -> None:
    found = replace(OUT, departs=datetime(2026, 7, 10, 13, 5), passengers=("Jo Doe", "SORA KIM"))
    assert _one(found, KNOWN) == Match(
        found,
        ("sora",),
        ("Jo Doe",),
        Verdict.CHANGE,
        "out",
        (Difference("departs", "2026-07-10T12:35", "2026-07-10T13:05"),),
    )


def test_another_day_nearby_is_a_change() -> None:
    moved = replace(
        OUT,
        departs=datetime(2026, 7, 11, 12, 35),
        arrives=datetime(2026, 7, 12, 16, 20),
        day=date(2026, 7, 11),
    )
    assert _one(moved, KNOWN).differences == (
        Difference("departs", "2026-07-10T12:35", "2026-07-11T12:35"),
        Difference("arrives", "2026-07-11T16:20", "2026-07-12T16:20"),
    )


def test_a_rebooking_under_the_same_locator_is_a_change() -> None:
    other = replace(OUT, number="KE40", departs=datetime(2026, 7, 12, 0, 30), day=date(2026, 7, 12))
    match = _one(other, KNOWN)
    assert (match.verdict, match.segment) == (Verdict.CHANGE, "out")
    assert match.differences[0] == Difference("number", "KE 038", "KE40")


def test_a_codeshare_of_the_same_moment_is_a_change_of_the_number() -> None:
    match = _one(replace(OUT, number="DL7861", locator="QWX7RT"), KNOWN)
    assert match.differences == (Difference("number", "KE 038", "DL7861"),)


def test_what_a_pass_does_not_tell_is_no_difference() -> None:
    boarding = replace(OUT, departs=None, arrives=None)
    assert _one(boarding, KNOWN).verdict is Verdict.SAME


def test_two_bookings_are_told_apart_by_locator() -> None:
    second = replace(KNOWN, key="second", locator="ZZZ999")
    assert _one(OUT, second, KNOWN).segment == "out"
    assert _one(replace(OUT, locator=""), second, KNOWN).verdict is Verdict.NEW


def test_a_cancelled_one_is_said_so_and_found() -> None:
    match = _one(replace(OUT, cancelled=True), KNOWN)
    assert (match.verdict, match.segment) == (Verdict.CANCELLED, "out")


def test_another_locator_is_another_booking_for_its_own_people() -> None:
    known = replace(KNOWN, people=("minjun", "sora", "anna"))
    later = replace(OUT, departs=datetime(2026, 7, 10, 13, 35), locator="K9X2QP")
    expected = Match(later, ("minjun",), (), Verdict.NEW, off="out", leaves=("minjun",))
    assert _one(later, known) == expected


def test_another_locator_that_names_nobody_changes_nobody_elses() -> None:
    known = replace(KNOWN, people=("minjun", "sora"))
    bare = replace(OUT, locator="K9X2QP", passengers=())
    assert _one(bare, known) == Match(bare, (), (), Verdict.NEW)


def test_who_joins_another_booking_leaves_the_old_one() -> None:
    known = replace(KNOWN, people=("minjun", "sora"))
    second = replace(KNOWN, key="second", locator="ZZZ999", people=("anna",))
    found = replace(OUT, locator="ZZZ999")
    match = _one(found, known, second)
    assert (match.verdict, match.segment, match.joins) == (Verdict.CHANGE, "second", ("minjun",))
    assert (match.off, match.leaves) == ("out", ("minjun",))


@pytest.mark.parametrize("locator", ["qwx7rt ", ""])
def test_a_locator_written_otherwise_or_blank_is_no_other_booking(locator: str) -> None:
    known = replace(KNOWN, locator=locator, people=("minjun", "sora"))
    assert _one(replace(OUT, departs=datetime(2026, 7, 10, 13, 35)), known).segment == "out"
