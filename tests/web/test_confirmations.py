"""Flights by page: each found segment is a card, what is ticked is kept, nothing typed is lost."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from missions.intake.confirmations import several
from missions.intake.held import find_trip, load
from tests.intake.confirmations.carriers import event, flight, page
from tests.web.house import Caller, House, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/folder/flights"
OUT = flight(
    "881", ("UA", "United"), ("ORD", "HND"), ("2027-03-07T12:45:00", "2027-03-08T16:40:00")
)
KE38 = flight(
    "38",
    ("KE", "Korean Air"),
    ("ORD", "ICN"),
    ("2027-03-08T13:05:00", "2027-03-09T17:20:00"),
    reservationNumber="R4TZ8K",
)
PASS = "M1BAEK/MINHO          EW9LD3C PUSGMPKE 1112 067Y031A0042 100"
_HELD = re.compile(r'name="held"\s+value="([^"]+)"')
_VERSION = re.compile(r'name="version"\s+value="(\d+)"')


def named(found: dict[str, Any], *names: str, **more: Any) -> dict[str, Any]:
    """Return a reservation of these travellers."""
    under = [{"@type": "Person", "name": name} for name in names]
    return {**json.loads(json.dumps(found)), "underName": under, **more}


def leader(house: House) -> Caller:
    """Return the leader's browser."""
    return house.signed_in(CODE, "grace")


def hand_in(caller: Caller, *blocks: dict[str, Any], text: str = "") -> TestResponse:
    """Hand in a page for each reservation, and a pasted text."""
    files = [(BytesIO(page(each)), f"mail-{at}.html") for at, each in enumerate(blocks)]
    return caller.post(PAGE, {"files": files, "text": text})


def keep(caller: Caller, answer: TestResponse, *numbers: int, **said: str) -> TestResponse:
    """Tick some cards of a page and send it."""
    token, version = _HELD.search(answer.text), _VERSION.search(answer.text)
    assert token is not None
    assert version is not None
    ticked = {f"keep-{number}": "yes" for number in numbers}
    typed = {name.replace("_", "-"): value for name, value in said.items()}
    form = {"step": "keep", "held": token[1], "version": version[1], **ticked, **typed}
    return caller.post(PAGE, form)


def people_of(house: House) -> dict[str, str]:
    """Return each segment's people by key, in the trip's order."""
    with house.installation.store.read() as session:
        trip = find_trip(session, CODE)
        assert trip is not None
        return {row.key: row.people for row in load(session, trip).folder.travel.rows}


def ticked(answer: TestResponse) -> dict[str, bool]:
    """Return which cards have a tick."""
    boxes = re.findall(r"<input type=\"checkbox\"\s+name=\"(keep-\d+)\"[^>]*>", answer.text)
    whole = re.sub(r"\s+", " ", answer.text)
    return {
        name: re.search(rf'name="{name}" value="yes" checked', whole) is not None for name in boxes
    }


def test_a_new_flight_is_a_card_with_both_clocks(samples: House) -> None:
    before = people_of(samples)

    answer = hand_in(leader(samples), named(OUT, "WRIGHT/CALEB JOHN"))

    assert answer.status_code == 200
    page_words = words(answer)
    assert "1 segment found Nothing is kept until you say so." in page_words
    assert "UA881 United New 12:45 ORD Chicago Sun 7 March 2027 CST, UTC−6" in page_words
    assert "12 h 55 arrives +1 day crosses the date line" in page_words
    assert "16:40 HND Tokyo Mon 8 March 2027 JST, UTC+9" in page_words
    assert re.search(r'value="caleb"\s+selected', answer.text)
    assert ticked(answer) == {"keep-1": True}
    assert people_of(samples) == before


def test_what_is_ticked_is_kept_and_nothing_else(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)
    other = named(OUT, "LUCIA MUNOZ ORTEGA", reservationNumber="XYZ987")
    cards = hand_in(caller, named(OUT, "WRIGHT/CALEB JOHN"), other)
    assert ticked(cards) == {"keep-1": True, "keep-2": True}

    answer = keep(caller, cards, 2)

    assert answer.status_code == 200
    assert "The flights are in" in words(answer)
    assert f'href="/trips/{CODE}/ready"' in answer.text
    assert people_of(samples) == {**before, "ua881-0307": "lucia"}
    assert list(people_of(samples)) == [*before, "ua881-0307"]


def test_a_change_is_shown_field_by_field(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)

    cards = hand_in(caller, named(KE38, "Caleb John Wright"))

    page_words = words(cards)
    assert "KE38 Korean Air A change" in page_words
    assert "Departs Mon 8 March 2027, 12:35 → Mon 8 March 2027, 13:05" in page_words
    assert "It changes for all on it: 15 people." in page_words
    assert keep(caller, cards, 1).status_code == 200
    assert people_of(samples) == before
    again = hand_in(caller, named(KE38, "Caleb John Wright"))
    assert "As in the plan" in words(again)
    assert ticked(again) == {}


def test_a_cancelled_one_says_what_taking_it_out_does(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)
    off = named(KE38, "Caleb John Wright", reservationStatus="ReservationCancelled")

    cards = hand_in(caller, off)

    assert "Ticked, it takes Caleb off this segment; 14 others stay on it." in words(cards)
    assert ticked(cards) == {"keep-1": False}
    keep(caller, cards, 1)
    assert people_of(samples) == {**before, "ord-icn": "all; -minho; -caleb"}


def test_a_name_of_nobody_is_corrected_by_hand(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)

    cards = hand_in(caller, named(OUT, "Rob Zimmer", "Caleb John Wright"))

    assert "The name is nobody’s here. Who is it?" in words(cards)
    assert ticked(cards) == {"keep-1": False}
    keep(caller, cards, 1, **{"who-1-0": "ben", "who-1-1": "caleb"})
    assert people_of(samples) == {**before, "ua881-0307": "ben; caleb"}


def test_a_key_of_nobody_is_a_fault(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)
    cards = hand_in(caller, named(OUT, "Rob Zimmer"))

    answer = keep(caller, cards, 1, **{"who-1-0": "zoe"})

    assert answer.status_code == 422
    assert "An unknown key" in words(answer)
    assert people_of(samples) == before


def test_a_boarding_pass_is_asked_for_its_times(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)
    cards = hand_in(caller, text=PASS)
    assert "The confirmation doesn’t tell: Departs PUS" in words(cards)

    blank = keep(caller, cards, 1, **{"who-1-0": "minho"})
    wrong = keep(
        caller,
        cards,
        1,
        **{"who-1-0": "minho", "departs-1": "2027-03-08T09:00", "arrives-1": "2027-03-08T08:00"},
    )
    right = keep(
        caller,
        wrong,
        1,
        **{"who-1-0": "minho", "departs-1": "2027-03-08T09:00", "arrives-1": "2027-03-08T10:00"},
    )

    assert (blank.status_code, wrong.status_code, right.status_code) == (422, 422, 200)
    assert "A value that is missing" in words(blank)
    assert "An arrival before its departure" in words(wrong)
    assert 'value="2027-03-08T09:00"' in wrong.text
    assert ticked(wrong) == {"keep-1": True}
    assert people_of(samples) == {**before, "ke1112-0308": "minho"}


def test_a_calendar_names_nobody_and_asks_who(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)
    calendar = event(
        "Flight UA881 ORD-HND",
        ";TZID=America/Chicago:20270307T124500",
        ";TZID=Asia/Tokyo:20270308T164000",
    )
    cards = hand_in(caller, text=calendar.decode())
    assert "It names nobody. Who is on it?" in words(cards)
    assert ticked(cards) == {"keep-1": False}

    keep(caller, cards, 1, **{"also-1": "ruth"})

    assert people_of(samples) == {**before, "ua881-0307": "ruth"}


def test_what_is_not_understood_is_listed_beside_the_cards(samples: House) -> None:
    caller = leader(samples)
    files = [
        (BytesIO(page(named(OUT, "Caleb John Wright"))), "mail.html"),
        (BytesIO(b"\x89PNG\x00\x01\x02\x03"), "../../etc/photo.png"),
    ]

    answer = caller.post(PAGE, {"files": files, "text": ""})

    assert answer.status_code == 200
    assert "Not understood “photo.png” is a file that is no text. Wanted:" in words(answer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing was handed in. Wanted: a carrier’s mail"),
        ("Dear all, see you on Monday", "No flight, train, coach or ferry was found in it"),
        ('<script type="application/ld+json">{broken</script>', "Nothing was kept"),
    ],
)
def test_what_holds_no_flight_is_said_and_comes_back(samples: House, text: str, said: str) -> None:
    answer = hand_in(leader(samples), text=text)

    assert answer.status_code == 422
    assert said in words(answer)
    assert "<script type=" not in answer.text.replace('<script type="module"', "")
    assert text in words(answer) or not text or "&lt;script" in answer.text


def test_a_pdf_without_the_extractor_says_what_to_bring(
    samples: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    answer = leader(samples).post(PAGE, {"files": [(BytesIO(b"%PDF-1.7"), "e.pdf")], "text": ""})

    assert answer.status_code == 422
    assert "“e.pdf” is a PDF, and KItinerary, which opens PDFs" in words(answer)
    assert "PDFs and phone passes are not read on this server." in words(answer)


def test_nothing_ticked_is_said(samples: House) -> None:
    caller, before = leader(samples), people_of(samples)

    answer = keep(caller, hand_in(caller, named(OUT, "Caleb John Wright")))

    assert answer.status_code == 422
    assert "Nothing is ticked, so nothing was kept." in words(answer)
    assert ticked(answer) == {"keep-1": False}
    assert people_of(samples) == before


def test_a_trip_that_moved_meanwhile_loses_nothing(samples: House) -> None:
    caller = leader(samples)
    cards = hand_in(caller, named(OUT, "Rob Zimmer"))
    keep(caller, hand_in(caller, named(KE38, "Caleb John Wright")), 1)
    before = people_of(samples)

    answer = keep(caller, cards, 1, **{"who-1-0": "ben"})

    assert answer.status_code == 409
    assert "Somebody changed the trip since you looked." in words(answer)
    assert re.search(r'value="ben"\s+selected', answer.text)
    assert ticked(answer) == {"keep-1": True}
    assert people_of(samples) == before
    assert keep(caller, answer, 1, **{"who-1-0": "ben"}).status_code == 200


def test_what_waits_holds_no_name_in_clear(samples: House) -> None:
    caller = leader(samples)
    cards = hand_in(caller, named(OUT, "Caleb John Wright"))
    folder = samples.installation.settings.home / "waiting"

    (waiting,) = folder.iterdir()
    assert not [word for word in (b"Wright", b"UA881", b"QWX7RT") if word in waiting.read_bytes()]

    keep(caller, cards, 1)
    assert list(folder.iterdir()) == []
    assert keep(caller, cards, 1).status_code == 422


def test_a_roster_that_waits_is_no_flight(samples: House) -> None:
    caller = leader(samples)
    roster = f"/trips/{CODE}/folder/roster"
    held = _HELD.search(
        caller.post(roster, {"roster": (BytesIO(b"Name\nBen Ode\n"), "a.csv")}).text
    )
    assert held is not None

    answer = caller.post(PAGE, {"step": "keep", "held": held[1], "keep-1": "yes"})

    assert answer.status_code == 422
    assert "What you handed in is no longer here" in words(answer)


def test_too_many_files_are_said(samples: House) -> None:
    many = [named(OUT, "Caleb John Wright")] * (several.MOST_FILES + 1)

    answer = hand_in(leader(samples), *many)

    assert "At most 12 are read at once. Left for later: “mail-12.html”." in words(answer)


@pytest.mark.parametrize("key", ["tomas", "lily", "hui-wang", "marian"])
def test_only_who_leads_may(samples: House, key: str) -> None:
    assert samples.signed_in(CODE, key).get(PAGE).status_code == 404
