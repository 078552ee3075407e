"""Boarding passes' bar codes, against a writer of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.intake.confirmations.boarding import DamagedPass, Leg, flight_day, read_legs
from missions.intake.confirmations.model import Found, FoundSegment
from missions.intake.confirmations.read import read_confirmation
from tests.intake.confirmations.carriers import BOARDING, KE38, mail, page

TOLD = "A boarding pass tells no times; the day is known, the times are wanted."


def test_one_leg() -> None:
    found = read_confirmation("", f"  \n{BOARDING[0]}\n".encode(), date(2026, 7, 9))
    assert found == Found(
        (
            FoundSegment(
                mode="flight",
                number="KE38",
                origin="ORD",
                destination="ICN",
                day=date(2026, 7, 10),
                from_zone="America/Chicago",
                to_zone="Asia/Seoul",
                locator="QWX7RT",
                passengers=("KIM/MINJUN MR",),
                seat="31A",
                source="bcbp",
                notices=(TOLD,),
            ),
        )
    )


def test_two_legs_in_a_leap_year() -> None:
    found = read_confirmation("", BOARDING[1].encode(), date(2028, 2, 1)).segments
    assert [(each.number, each.origin, each.day, each.locator) for each in found] == [
        ("KE701", "ICN", date(2028, 2, 29), "ABC123"),
        ("JL74", "NRT", date(2028, 2, 29), "XYZ789"),
    ]


@pytest.mark.parametrize(
    ("number", "on", "day"),
    [
        (60, date(2028, 3, 20), date(2028, 2, 29)),
        (60, date(2027, 2, 1), date(2027, 3, 1)),
        (366, date(2026, 5, 1), date(2028, 12, 31)),
        (1, date(2026, 12, 31), date(2027, 1, 1)),
        (365, date(2027, 1, 5), date(2026, 12, 31)),
        (191, date(2026, 8, 9), date(2026, 7, 10)),
        (191, date(2026, 8, 10), date(2027, 7, 10)),
    ],
)
def test_the_year_is_the_one_that_lies_nearest(number: int, on: date, day: date) -> None:
    assert flight_day(number, on) == day


@given(st.integers(1, 366), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_a_day_is_never_long_past(number: int, on: date) -> None:
    day = flight_day(number, on)
    assert day is not None
    assert day.timetuple().tm_yday == number
    assert day >= on - timedelta(days=30)
    assert day <= on + timedelta(days=366 if number < 366 else 366 * 8)


_CODES = st.text(ascii_uppercase, min_size=3, max_size=3)
_LEGS = st.builds(
    Leg,
    locator=st.text(ascii_uppercase + digits, min_size=5, max_size=7),
    origin=_CODES,
    destination=_CODES,
    carrier=st.text(ascii_uppercase, min_size=2, max_size=3),
    number=st.from_regex(r"[0-9]{4}[A-Z]?", fullmatch=True),
    day_of_year=st.integers(1, 366),
    compartment=st.sampled_from("FJY"),
    seat=st.from_regex(r"[1-9][0-9]?[A-K]", fullmatch=True),
    sequence=st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True),
)
_EXTRA = st.text(ascii_uppercase + digits + " >^", max_size=255)


def write(name: str, legs: list[tuple[Leg, str]]) -> str:
    """Write a pass from the resolution's table of fields."""
    parts = [f"M{len(legs)}{name:<20}E"]
    for leg, extra in legs:
        parts += [
            f"{leg.locator:<7}{leg.origin}{leg.destination}{leg.carrier:<3}{leg.number:<5}",
            f"{leg.day_of_year:03}{leg.compartment}{leg.seat.rjust(4, '0')}",
            f"{leg.sequence.rjust(4, '0')} 1{len(extra):02X}{extra}",
        ]
    return "".join(parts)


@given(
    st.from_regex(r"[A-Z]{2,8}/[A-Z]{2,8}", fullmatch=True),
    st.lists(st.tuples(_LEGS, _EXTRA), min_size=1, max_size=4),
    st.sampled_from(["", "^164ABCDEF"]),
)
def test_what_was_written_is_read(name: str, legs: list[tuple[Leg, str]], security: str) -> None:
    assert read_legs(write(name, legs) + security) == (name, tuple(leg for leg, _ in legs))


def test_a_pass_that_is_cut_short_is_named() -> None:
    with pytest.raises(DamagedPass):
        read_legs(BOARDING[0][:59])
    found = read_confirmation("", BOARDING[1][:100].encode(), date(2026, 2, 1))
    told = "A boarding pass of “PARK/HANA MRS” is damaged: leg 2 of 2 is cut short or damaged."
    assert found == Found((), (told,))


def test_a_page_without_a_day_gets_it_from_the_pass() -> None:
    trip = {**KE38["reservationFor"], "departureTime": "", "arrivalTime": ""}
    content = mail(
        ("text/html; charset=utf-8", page({**KE38, "reservationFor": trip}), "qp"),
        ("text/plain; charset=us-ascii", BOARDING[0].encode(), "qp"),
    )
    (found,) = read_confirmation("trip.eml", content, date(2026, 7, 1)).segments
    assert (found.day, found.departs, found.passengers) == (
        date(2026, 7, 10),
        None,
        ("Minjun Kim",),
    )


def test_a_pass_and_a_page_are_one_segment_with_times() -> None:
    content = mail(
        ("text/html; charset=utf-8", page({**KE38, "underName": None}), "qp"),
        ("text/plain; charset=us-ascii", BOARDING[0].encode(), "qp"),
    )
    (found,) = read_confirmation("trip.eml", content, date(2026, 7, 1)).segments
    assert (found.departs, found.passengers, found.seat, found.notices) == (
        datetime(2026, 7, 10, 12, 35),
        ("KIM/MINJUN MR",),
        "31A",
        (),
    )
