"""Copies by page: which are out, how each stands, and whose a found sheet is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from missions import clock
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.briefing.actions import publish
from missions.briefing.document import What
from missions.briefing.model import Edition, PaperCopy
from missions.briefing.reader import Asked
from missions.privacy import Audience
from missions.trips.model import Trip
from missions.web.addresses import PaperAddress, seal
from tests.web.house import House, words

CODE = "spring-27"
PATH = f"/trips/{CODE}/copies"
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)


def _trip(house: House, code: str) -> str:
    with house.installation.store.read() as session:
        return str(session.query(Trip.id).filter_by(code=code).scalar())


def _take(house: House, key: str, what: What, person: str | None = None, code: str = CODE) -> str:
    """Download a team's paper; return its code."""
    address = PaperAddress(_trip(house, code), 1, Asked(what, Audience.TEAM, person), "pdf")
    with house.app.app_context():
        path = f"/papers/{seal(address)}"
    assert house.signed_in(code, key).get(path).status_code == 200
    with house.installation.store.read() as session:
        row = session.query(PaperCopy).order_by(PaperCopy.issued_at.desc(), PaperCopy.id.desc())
        return str(row.filter_by(what=what, person=person or key).first().code)  # type: ignore[union-attr]


def _states(house: House) -> dict[str, str]:
    with house.installation.store.read() as session:
        return {row.code: row.state for row in session.query(PaperCopy)}


def _ids(house: House) -> dict[str, str]:
    with house.installation.store.read() as session:
        return {row.code: row.id for row in session.query(PaperCopy)}


def _log(house: House) -> list[tuple[str, str, str]]:
    with house.installation.store.read() as session:
        rows = session.query(AuditEntry).filter(AuditEntry.action.like("copies:%"))
        return [(row.action, row.subject, row.detail) for row in rows.order_by(AuditEntry.number)]


def test_before_the_first_copy_the_page_says_what_belongs_here(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(PATH)

    assert "No copies are out" in words(page)
    assert "Found a sheet?" in words(page)


def test_what_is_out_is_listed_by_edition_and_person(samples: House) -> None:
    card = _take(samples, "mei", What.CARD, "mei")
    book = _take(samples, "grace", What.BOOK)
    _take(samples, "grace", What.BOOK)

    page = samples.signed_in(CODE, "grace").get(PATH)

    assert re.findall(r'class="mono small block">([^<]+)<', page.text) == [book, card]
    assert "2 of 2 copies shown." in words(page)
    assert "Edition 1 the newest" in words(page)
    taken = "Team book, for the team · 2 times, last Mon 1 Feb, 09:40, by Grace"
    assert f"Grace Out {taken} {book}" in words(page)
    assert f"Mei Out Wallet card, for the team · once, Mon 1 Feb, 09:40, by Mei {card}" in words(
        page
    )


def test_a_copy_of_an_older_edition_says_that_a_newer_one_is_out(samples: House) -> None:
    _take(samples, "mei", What.CARD, "mei")
    with samples.installation.store.write() as session:
        session.query(Trip).filter_by(code=CODE).one().label = "Spring days"
    publish(samples.installation, CODE, OPERATOR, "")

    page = samples.signed_in(CODE, "grace").get(PATH)

    assert "Edition 1 a newer one is out" in words(page)


def test_one_click_says_how_a_copy_stands_and_missing_ones_come_first(samples: House) -> None:
    card, book = _take(samples, "mei", What.CARD, "mei"), _take(samples, "grace", What.BOOK)
    ids, caller = _ids(samples), samples.signed_in(CODE, "grace")

    answer = caller.post(f"{PATH}/{ids[card]}?show=issued", {"state": "missing"}, page=PATH)
    page = caller.get(PATH)

    assert (answer.status_code, answer.location) == (303, f"{PATH}?show=issued")
    assert _states(samples) == {card: "missing", book: "issued"}
    assert re.findall(r'class="mono small block">([^<]+)<', page.text) == [card, book]
    assert _log(samples) == [("copies:change", ids[card], "missing")]


def test_all_of_an_edition_are_destroyed_but_for_missing_ones(samples: House) -> None:
    codes = [_take(samples, key, What.CARD, key) for key in ("mei", "sam", "ben")]
    ids, caller = _ids(samples), samples.signed_in(CODE, "grace")
    caller.post(f"{PATH}/{ids[codes[0]]}", {"state": "missing"}, page=PATH)

    caller.post(f"{PATH}/all", {"edition": 1}, page=PATH)

    assert _states(samples) == dict(zip(codes, ("missing", "destroyed", "destroyed"), strict=True))
    with samples.installation.store.read() as session:
        edition = session.query(Edition.id).filter_by(trip_id=_trip(samples, CODE)).scalar()
    assert _log(samples)[-1] == ("copies:change", edition, "2 destroyed")
    assert "2 copies of edition 1 now count as destroyed." in words(caller.get(PATH))


@pytest.mark.parametrize("other", ["handed in", "destroyed"])
def test_who_takes_the_paper_again_has_one_again(samples: House, other: str) -> None:
    card = _take(samples, "mei", What.CARD, "mei")
    caller = samples.signed_in(CODE, "grace")
    caller.post(f"{PATH}/{_ids(samples)[card]}", {"state": other}, page=PATH)

    _take(samples, "mei", What.CARD, "mei")

    assert _states(samples) == {card: "issued"}


def test_the_list_is_narrowed_by_state_and_name(samples: House) -> None:
    mei, sam = (_take(samples, key, What.CARD, key) for key in ("mei", "sam"))
    caller = samples.signed_in(CODE, "grace")
    caller.post(f"{PATH}/{_ids(samples)[sam]}", {"state": "handed in"}, page=PATH)

    found = {
        query: re.findall(r'class="mono small block">([^<]+)<', caller.get(f"{PATH}{query}").text)
        for query in ("?show=issued", "?show=handed+in", "?name=ME", "?show=missing")
    }

    assert found == {
        "?show=issued": [mei],
        "?show=handed+in": [sam],
        "?name=ME": [mei],
        "?show=missing": [],
    }


def test_a_found_sheet_tells_whose_it_is(samples: House) -> None:
    card = _take(samples, "mei", What.CARD, "mei")
    caller = samples.signed_in(CODE, "grace")

    answer = caller.post(f"{PATH}/found", {"code": f" {card.lower().replace('-', ' ')} "}, PATH)

    told = (
        f"{card} is Mei’s copy. Wallet card, for the team, edition 1. It was handed out once, on"
        " Mon 1 Feb, 09:40, by Mei. Out."
    )
    assert told in words(answer)
    assert _log(samples) == [("copies:read", _ids(samples)[card], "found")]


def test_a_code_of_nobody_or_of_somebody_elses_trip_is_not_told_apart(samples: House) -> None:
    casa = _take(samples, "marisol", What.BOOK, code="casa-27")
    caller = samples.signed_in(CODE, "grace")

    answers = [
        words(caller.post(f"{PATH}/found", {"code": code}, PATH))
        for code in (casa, "7KQ2M-9RXT4", "", "<b>")
    ]

    for answer, typed in zip(answers, (casa, "7KQ2M-9RXT4", "", "<b>"), strict=True):
        assert f"No copy of your trips has the code “{typed}”." in answer
    assert {row[2] for row in _log(samples)} == {"unknown"}


def test_nobody_but_leaders_sees_or_changes_copies(samples: House) -> None:
    card = _take(samples, "mei", What.CARD, "mei")
    path = f"{PATH}/{_ids(samples)[card]}"
    for code, key in ((CODE, "mei"), ("casa-27", "marisol")):
        caller = samples.signed_in(code, key)
        answers = [
            caller.get(PATH),
            caller.post(f"{PATH}/found", {"code": card}, "/account"),
            caller.post(path, {"state": "destroyed"}, "/account"),
            caller.post(f"{PATH}/all", {"edition": 1}, "/account"),
        ]
        assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert _states(samples) == {card: "issued"}


def test_a_copy_of_another_trip_is_not_changed_through_ones_own(samples: House) -> None:
    book = _take(samples, "marisol", What.BOOK, code="casa-27")
    caller = samples.signed_in(CODE, "grace")

    answers = [
        caller.post(f"{PATH}/{_ids(samples)[book]}", {"state": "missing"}, page=PATH),
        caller.post(f"{PATH}/{_ids(samples)[book]}", {"state": "eaten"}, page=PATH),
        caller.post(f"{PATH}/all", {"edition": "x"}, page=PATH),
    ]

    assert [answer.status_code for answer in answers] == [404, 400, 400]
    assert _states(samples) == {book: "issued"}


def test_near_a_border_the_list_rests(samples: House) -> None:
    with clock.frozen(BORDER_NIGHT):
        answer = samples.signed_in(CODE, "grace").get(PATH)

    assert answer.status_code == 403
