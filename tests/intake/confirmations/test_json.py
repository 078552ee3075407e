"""Reservations as JSON-LD and microdata, in pages, in mail and alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from missions.intake.confirmations.model import Found, FoundSegment
from missions.intake.confirmations.read import read_confirmation
from tests.intake.confirmations.carriers import KE38, MICRODATA, flight, mail, page

ON = date(2026, 6, 1)
UTC_TOLD = "The source gives UTC; turned to the airport's wall time."
OUT = FoundSegment(
    mode="flight",
    carrier="Korean Air",
    number="KE38",
    origin="ORD",
    destination="ICN",
    departs=datetime(2026, 7, 10, 12, 35),
    arrives=datetime(2026, 7, 11, 16, 20),
    day=date(2026, 7, 10),
    from_zone="America/Chicago",
    to_zone="Asia/Seoul",
    locator="QWX7RT",
    passengers=("Minjun Kim",),
)


def read(content: bytes, name: str = "trip.html") -> Found:
    return read_confirmation(name, content, ON)


def one(content: bytes, name: str = "trip.html") -> FoundSegment:
    (segment,) = read(content, name).segments
    return segment


def test_a_page_with_wall_times() -> None:
    assert read(page(KE38)) == Found((OUT,))


@pytest.mark.parametrize(
    "written", ["38", "KE38", "KE 38", "KE0038", "ke 038", "KE-38", "0038"], ids=str
)
def test_a_number_is_written_as_a_ticket_prints_it(written: str) -> None:
    trip = {**KE38["reservationFor"], "flightNumber": written}
    assert one(page({**KE38, "reservationFor": trip})) == OUT


def test_times_with_offsets_of_their_own_ends_need_no_word() -> None:
    times = ("2026-07-10T12:35:00-05:00", "2026-07-11T16:20+09:00")
    assert one(page(flight("38", ("KE", "Korean Air"), ("ORD", "ICN"), times))) == OUT


def test_utc_becomes_wall_time_at_each_end() -> None:
    times = ("2026-07-10T17:35:00Z", "2026-07-11T07:20:00.000Z")
    found = one(page(flight("38", ("KE", "Korean Air"), ("ORD", "ICN"), times)))
    assert found == replace(OUT, notices=(UTC_TOLD,))


def test_another_offset_becomes_wall_time() -> None:
    times = ("2026-07-10T12:35:00-05:00", "2026-07-11T02:20:00-05:00")
    told = "The source gives the time at UTC-05:00; turned to the airport's wall time."
    found = one(page(flight("38", ("KE", "Korean Air"), ("ORD", "ICN"), times)))
    assert found == replace(OUT, notices=(told,))


def test_over_the_date_line_it_arrives_before_it_left() -> None:
    times = ("2026-07-22T19:50:00", "2026-07-22T18:25:00")
    found = one(page(flight("37", ("KE", "Korean Air"), ("ICN", "ORD"), times)))
    assert (found.departs, found.arrives) == (
        datetime(2026, 7, 22, 19, 50),
        datetime(2026, 7, 22, 18, 25),
    )
    assert (found.from_zone, found.to_zone) == ("Asia/Seoul", "America/Chicago")


def test_a_night_across_a_change_of_clocks() -> None:
    times = ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z")
    found = one(page(flight("LH 1802", ("LH", "Lufthansa"), ("MUC", "LIS"), times)))
    assert (found.departs, found.arrives) == (
        datetime(2026, 10, 25, 2, 30),
        datetime(2026, 10, 25, 2, 30),
    )


def test_several_blocks_arrays_and_graphs_are_all_read() -> None:
    back = flight(
        "37", ("KE", "Korean Air"), ("ICN", "ORD"), ("2026-07-22T19:50", "2026-07-22T18:25")
    )
    hop = flight("1402", ("UA", "United"), ("ORD", "DEN"), ("2026-07-22T21:00", "2026-07-22T22:40"))
    found = read(
        page([KE38], {"@context": "http://schema.org", "@graph": [back, {"@id": "x"}]}, hop)
    )
    assert [each.number for each in found.segments] == ["KE38", "KE37", "UA1402"]
    assert found.not_understood == ()


def test_a_package_with_parts_is_read() -> None:
    package = {"@type": "ReservationPackage", "subReservation": [KE38]}
    found = read(page(package))
    assert found.segments == (OUT,)


def test_one_reservation_for_two_flights_and_two_people() -> None:
    back = flight(
        "37", ("KE", "Korean Air"), ("ICN", "ORD"), ("2026-07-22T19:50", "2026-07-22T18:25")
    )
    both = {
        **KE38,
        "reservationFor": [KE38["reservationFor"], back["reservationFor"]],
        "underName": [{"name": "KIM/MINJUN MR"}, {"givenName": "Sora", "familyName": "Kim"}],
    }
    found = read(page(both)).segments
    assert [(each.number, each.passengers) for each in found] == [
        ("KE38", ("KIM/MINJUN MR", "Sora Kim")),
        ("KE37", ("KIM/MINJUN MR", "Sora Kim")),
    ]


def test_a_reservation_for_each_passenger_is_one_segment() -> None:
    second = {
        **KE38,
        "underName": {"@type": "Person", "name": "Sora Kim"},
        "reservedTicket": {"ticketedSeat": {"seatNumber": "31B"}},
    }
    first = {**KE38, "airplaneSeat": "31A"}
    assert one(page([first, second])) == replace(
        OUT, passengers=("Minjun Kim", "Sora Kim"), seat="31A, 31B"
    )


def test_two_bookings_of_one_flight_stay_two() -> None:
    other = {**KE38, "reservationNumber": "ZZZ999"}
    assert [each.locator for each in read(page([KE38, other])).segments] == ["QWX7RT", "ZZZ999"]


@pytest.mark.parametrize(
    "status",
    ["http://schema.org/ReservationCancelled", "Cancelled", "https://schema.org/Cancelled"],
)
def test_a_cancelled_reservation_is_said_so(status: str) -> None:
    found = one(page({**KE38, "reservationStatus": status}))
    assert found == replace(OUT, cancelled=True, notices=("The reservation is cancelled.",))


def test_a_codeshare_tells_who_flies() -> None:
    trip = {**KE38["reservationFor"], "operatedBy": {"@type": "Airline", "name": "Delta Air Lines"}}
    found = one(page({**KE38, "reservationFor": trip}))
    assert found == replace(OUT, notices=("Operated by Delta Air Lines.",))


def test_an_airport_by_name_is_taken_only_where_it_is_the_only_one() -> None:
    trip = {
        **KE38["reservationFor"],
        "departureAirport": {"name": "Chicago"},
        "arrivalAirport": {"name": "Denver International Airport"},
    }
    found = one(page({**KE38, "reservationFor": trip}))
    assert (found.origin, found.destination, found.to_zone) == ("", "DEN", "America/Denver")
    assert found.notices[0].startswith("Which airport is meant by “Chicago”, that of departure?")
    told = "The airport of arrival, “Denver International Airport”, is taken for DEN."
    assert found.notices[1] == told


def test_a_code_in_the_airports_name_is_read() -> None:
    trip = {**KE38["reservationFor"], "departureAirport": "Chicago O'Hare (ORD)"}
    assert one(page({**KE38, "reservationFor": trip})) == OUT


def test_what_is_missing_is_said() -> None:
    trip = {"@type": "Flight", "flightNumber": "38", "departureDay": "2026-07-10"}
    found = one(page({**KE38, "reservationFor": trip}))
    assert found == FoundSegment(
        mode="flight",
        number="38",
        day=date(2026, 7, 10),
        locator="QWX7RT",
        passengers=("Minjun Kim",),
        notices=(
            "No carrier's code is given with the number 38.",
            "No airport of departure is given.",
            "No airport of arrival is given.",
            "No departure time is given, only the day.",
            "No arrival time is given.",
        ),
    )


def test_an_unknown_airport_and_an_unreadable_time_are_said() -> None:
    times = ("10 July, noon", "")
    found = one(page(flight("38", ("KE", ""), ("QQQ", "ICN"), times)))
    assert (found.origin, found.departs, found.from_zone) == ("QQQ", None, "")
    assert found.notices == (
        "The airport of departure, QQQ, is not known.",
        "The time of departure, “10 July, noon”, cannot be read.",
        "No arrival time is given.",
    )


def test_utc_where_no_zone_is_known_is_no_wall_time() -> None:
    times = ("2026-07-10T17:35:00Z", "2026-07-11T16:20:00")
    found = one(page(flight("38", ("KE", ""), ("QQQ", "ICN"), times)))
    assert found.departs is None
    assert found.notices[1] == (
        "The departure is given as 2026-07-10 17:35 UTC; the zone there is not known."
    )


def test_damaged_json_is_reported_and_the_rest_read() -> None:
    found = read(page('{"@type": "FlightReservation", "reservationNumber": "A",}', KE38))
    assert found.segments == (OUT,)
    (told,) = found.not_understood
    assert told.startswith("A block of data for machines (JSON-LD) is damaged in its line 1: ")


def test_json_in_a_comment_is_read() -> None:
    assert one(page(f"<!--\n{json.dumps(KE38)}\n-->")) == OUT


def test_other_reservations_are_named() -> None:
    hotel = {"@type": "LodgingReservation", "reservationFor": {"name": "Pine Inn"}}
    assert read(page(hotel)) == Found(
        (), ("A LodgingReservation (“Pine Inn”) is no flight, train, coach or ferry.",)
    )


def test_a_reservation_that_tells_nothing_is_named() -> None:
    assert read(page({"@type": "FlightReservation", "reservationNumber": "QWX7RT"})) == Found(
        (), ("A reservation “QWX7RT” tells neither a number nor both ends.",)
    )


def test_a_train_a_coach_and_a_ferry() -> None:
    train = {
        "@type": "TrainReservation",
        "reservationId": "T-1",
        "underName": "Sora Kim",
        "reservationFor": {
            "@type": "TrainTrip",
            "trainNumber": "KTX 101",
            "provider": {"name": "Korail"},
            "departureStation": {"name": "Seoul", "address": {"addressCountry": "KR"}},
            "arrivalStation": {"name": "Busan", "address": {"addressCountry": {"name": "KR"}}},
            "departureTime": "2026-07-12T00:10:00Z",
            "arrivalTime": "2026-07-12T11:50:00+09:00",
        },
    }
    coach = {
        "@type": "BusReservation",
        "reservationFor": {
            "busName": "Express 7",
            "departureBusStop": {"name": "Harbour"},
            "arrivalBusStop": {"name": "Mill"},
            "departureTime": "2026-07-13T09:00",
        },
    }
    ferry = {
        "@type": "BoatReservation",
        "reservationFor": {
            "departureBoatTerminal": {"name": "Busan"},
            "arrivalBoatTerminal": {"name": "Jeju"},
            "provider": "Blue Line",
            "departureTime": "2026-07-14T19:00+09:00",
            "arrivalTime": "2026-07-15T06:00+09:00",
        },
    }
    assert read(page([train, coach, ferry])).segments == (
        FoundSegment(
            mode="train",
            carrier="Korail",
            number="KTX 101",
            origin="Seoul",
            destination="Busan",
            departs=datetime(2026, 7, 12, 9, 10),
            arrives=datetime(2026, 7, 12, 11, 50),
            day=date(2026, 7, 12),
            from_zone="Asia/Seoul",
            to_zone="Asia/Seoul",
            locator="T-1",
            passengers=("Sora Kim",),
            notices=(UTC_TOLD,),
        ),
        FoundSegment(
            mode="coach",
            number="Express 7",
            origin="Harbour",
            destination="Mill",
            departs=datetime(2026, 7, 13, 9, 0),
            day=date(2026, 7, 13),
            notices=("No arrival time is given.",),
        ),
        FoundSegment(
            mode="ferry",
            carrier="Blue Line",
            origin="Busan",
            destination="Jeju",
            departs=datetime(2026, 7, 14, 19, 0),
            arrives=datetime(2026, 7, 15, 6, 0),
            day=date(2026, 7, 14),
            notices=(
                "The departure is given at UTC+09:00; taken as the wall time there.",
                "The arrival is given at UTC+09:00; taken as the wall time there.",
            ),
        ),
    )


def test_microdata() -> None:
    assert read(MICRODATA) == Found(
        (
            FoundSegment(
                mode="flight",
                carrier="Lufthansa",
                number="LH720",
                origin="FRA",
                destination="ICN",
                departs=datetime(2026, 7, 10, 17, 40),
                arrives=datetime(2026, 7, 11, 12, 5),
                day=date(2026, 7, 10),
                from_zone="Europe/Berlin",
                to_zone="Asia/Seoul",
                locator="LM4KQ2",
                passengers=("KIM/SORA MS",),
            ),
        )
    )


@pytest.mark.parametrize("encoding", ["qp", "b64"])
def test_a_page_in_a_mail(encoding: str) -> None:
    content = mail(
        ("text/plain; charset=utf-8", b"See the other part.", "qp"),
        ("text/html; charset=utf-8", page(KE38), encoding),
    )
    assert read(content, "trip.eml") == Found((OUT,))


def test_a_mail_in_a_korean_charset() -> None:
    named = json.dumps({**KE38, "underName": "김민준"}, ensure_ascii=False)
    html = page(named).decode().encode("euc-kr")
    content = mail(("text/html; charset=ks_c_5601-1987", html, "b64"))
    assert one(content, "trip.eml") == replace(OUT, passengers=("김민준",))


def test_a_mail_that_was_forwarded_as_an_attachment() -> None:
    inner = mail(("text/html; charset=utf-8", page(KE38), "qp"))
    content = (
        b"From: a@post.example\nSubject: Fwd\nMIME-Version: 1.0\n"
        b"Content-Type: message/rfc822\n\n" + inner
    )
    assert read(content, "fwd.eml") == Found((OUT,))


def test_json_alone() -> None:
    assert read(json.dumps([KE38]).encode(), "trip.json") == Found((OUT,))


def test_a_page_without_data_says_so() -> None:
    assert read(b"<p>Your flight KE 38 is booked</p>") == Found(
        (), ("No flight, train, coach or ferry was found in it in a form for machines.",)
    )
