"""Changing the rules of travel by page: kept, refused with what was typed, dropped, put back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from missions import clock
from missions.audit.model import AuditEntry
from missions.board.rulebook import set_value
from missions.reference.queries import own_values, value_of
from missions.reference.rulebook import Value
from tests.web.conftest import WINTER
from tests.web.house import Caller, House, flat, words
from tests.web.test_rules import CN_TO_US, MONTHS, administrator, place

__all__ = ["place"]

PAGE = f"/rules/{MONTHS}/change"
FIELDS: dict[str, object] = {
    "value": "3",
    "nationality": "china",
    "destination": " us ",
    "from_day": "",
    "until": "2027-12-31",
    "source": "Consulate,  notice 7",
    "read_on": "2027-01-20",
    "verified": "yes",
    "note": "",
    "opened": "CN|US||",
    "seen": "",
}
MEANT = Value(
    MONTHS,
    "CN",
    "US",
    value=3,
    until=date(2027, 12, 31),
    source="Consulate, notice 7",
    read_on=date(2027, 1, 20),
    verified=True,
)


@pytest.fixture
def ruth(place: House) -> Caller:
    """An administrator."""
    return administrator(place)


def _own(house: House) -> list[Value]:
    with house.installation.store.read() as session:
        return [value_of(row) for row in own_values(session)]


def _details(house: House) -> list[str]:
    with house.installation.store.read() as session:
        rows = session.query(AuditEntry).filter_by(action="rules:change")
        return [row.detail for row in rows.order_by(AuditEntry.number)]


def _row(house: House) -> str:
    with house.installation.store.read() as session:
        return own_values(session)[0].id


def _value(typed: object) -> str:
    return f'value="{typed}"'.replace("  ", " ")


def _hidden(page: str, name: str) -> str:
    (found,) = re.findall(rf'name="{name}" value="([^"]*)"', page)
    return str(found)


def test_a_value_of_our_own_is_kept_and_stands_beside_the_shipped_one(
    place: House, ruth: Caller
) -> None:
    answer = ruth.post(PAGE, FIELDS)
    page = words(ruth.get(answer.location or ""))

    assert (answer.status_code, answer.location) == (303, f"/rules?key={MONTHS}#{MONTHS}")
    assert _own(place) == [MEANT]
    assert _details(place) == [f"set {MONTHS}"]
    assert "We hold “3 months” from now on." in page
    assert "We hold: 3 months shipped: 6 months" in page
    assert "until 31 December 2027" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"value": "six"},
            f"“six” does not fit {MONTHS}: wanted is a whole number of months from 0 to 1000.",
        ),
        ({"source": "  "}, "Who says so is missing"),
        ({"read_on": "2027-02-02"}, "2027-02-02 is still to come; when was it read?"),
        ({"read_on": ""}, "On which day the source was read is missing."),
        ({"from_day": "2028-01-01"}, "It ends on 2027-12-31, before it begins on 2028-01-01."),
        ({"until": "2027-02-30"}, "“2027-02-30” is no day; one as 2026-11-24 is wanted."),
        (
            {"nationality": "Chine"},
            "“Chine” is no country’s code; one such as KR is wanted. Did you mean CN, China?",
        ),
        ({"destination": "XX"}, "“XX” is no country’s code; one such as KR is wanted."),
        ({"place": "ICN"}, "This rule is the same whatever the airport: leave it blank."),
        ({"note": "n" * 501}, "It has 501 characters; at most 500 are kept."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    place: House, ruth: Caller, wrong: dict[str, object], told: str
) -> None:
    answer = ruth.post(PAGE, FIELDS | wrong, page=PAGE)
    text = flat(answer)

    assert answer.status_code == 422
    assert told in words(answer)
    assert "Nothing was changed: 1 field wants another look." in words(answer)
    for name, typed in (FIELDS | wrong).items():
        assert name in ("verified", "note") or _value(typed) in text, name
    assert 'aria-invalid="true"' in text
    assert " checked" in text
    assert _own(place) == []
    assert _details(place) == []


def test_an_unknown_airport_is_told(ruth: Caller) -> None:
    key = "connection.international"
    fields = FIELDS | {"value": "90", "nationality": "", "destination": "", "place": "xqq"}

    answer = ruth.post(f"/rules/{key}/change", fields)

    assert answer.status_code == 422
    assert "“XQQ” is no airport’s code; one such as ICN is wanted." in words(answer)
    assert 'value="xqq"' in answer.text


def test_the_form_suits_the_key(ruth: Caller) -> None:
    def control(key: str) -> str:
        text = flat(ruth.get(f"/rules/{key}/change"))
        return text.partition('for="value"')[2].partition("</div>")[0]

    assert re.findall(r'<option value="([^"]*)"', control("entry.needs")) == [
        "",
        "visa",
        "permit",
        "nothing",
    ]
    assert re.findall(r'<option value="([^"]*)"', control("visa.survives_renewal")) == [
        "",
        "yes",
        "no",
    ]
    assert "<textarea" in control("transit.ports")
    assert "in minutes" in control("connection.domestic")
    assert "Between 1 and 10." in control("transfer.detour")
    assert 'name="nationality"' not in ruth.get("/rules/rooms.max_minors/change").text


def test_the_form_begins_with_what_holds_read_today(ruth: Caller) -> None:
    text = flat(ruth.get(f"{PAGE}?nationality=CN&destination=US"))

    assert _hidden(text, "opened") == "CN|US||"
    assert re.search(r'value="6"[^>]*id="value"', text)
    assert re.search(r'value="2027-02-01"[^>]*id="read_on"', text)


def test_a_lost_race_keeps_what_both_typed(place: House, ruth: Caller) -> None:
    with place.installation.store.write() as session:
        set_value(session, CN_TO_US, "somebody")
    mine = FIELDS | {"value": "4"}

    first = ruth.post(PAGE, mine)
    again = mine | {name: _hidden(flat(first), name) for name in ("opened", "seen")}
    second = ruth.post(PAGE, again)

    assert first.status_code == 409
    assert "changed our value for the same in the meantime" in words(first)
    assert "It says “3” now." in words(first)
    assert 'value="4"' in first.text
    assert second.status_code == 303
    assert [value.value for value in _own(place)] == [4]


def test_a_value_that_another_scope_holds_already_is_not_written_over(
    place: House, ruth: Caller
) -> None:
    with place.installation.store.write() as session:
        set_value(session, CN_TO_US, "somebody")

    answer = ruth.post(PAGE, FIELDS | {"opened": "|||"})

    assert answer.status_code == 409
    assert "We already hold a value for the same." in words(answer)
    assert _own(place) == [CN_TO_US]


def test_a_value_is_dropped_and_put_back(place: House, ruth: Caller) -> None:
    ruth.post(PAGE, FIELDS)
    dropped = ruth.post(f"/rules/{MONTHS}/drop", {"row": _row(place)}, page=PAGE)
    shown = words(ruth.get(dropped.location or ""))
    gone = _own(place)
    back = ruth.post(f"/rules/{MONTHS}/back", page=dropped.location or "")
    page = words(ruth.get(back.location or ""))

    assert (dropped.status_code, back.status_code) == (303, 303)
    assert gone == []
    assert (
        "Ours was dropped: 3 months, Citizens of China going to the United States. "
        "What was shipped holds again." in shown
    )
    assert _own(place) == [MEANT]
    assert "It is back: we hold “3 months”." in page
    assert _details(place) == [f"set {MONTHS}", f"dropped {MONTHS}", f"set {MONTHS}"]


def test_nothing_is_put_back_over_another_value_nor_twice(place: House, ruth: Caller) -> None:
    ruth.post(PAGE, FIELDS)
    dropped = ruth.post(f"/rules/{MONTHS}/drop", {"row": _row(place)}, page=PAGE)
    twice = ruth.post(f"/rules/{MONTHS}/drop", {"row": "0" * 32}, page=PAGE)
    told = words(ruth.get(twice.location or ""))
    with place.installation.store.write() as session:
        set_value(session, CN_TO_US, "somebody")
    back = ruth.post(f"/rules/{MONTHS}/back", page=dropped.location or "")

    assert "already dropped" in told
    assert "Another value was set for the same since" in words(ruth.get(back.location or ""))
    assert _own(place) == [CN_TO_US]


def test_what_was_changed_is_told_with_who_did_it(place: House, ruth: Caller) -> None:
    with place.installation.store.write() as session:
        set_value(session, CN_TO_US, "operator")
    with clock.frozen(WINTER.replace(minute=42)):
        ruth.post("/rules/rooms.max_minors/change", FIELDS | {"nationality": "", "destination": ""})
        ruth.post(PAGE, FIELDS | {"nationality": "DE", "opened": "DE|US||"})
    page = words(ruth.get(PAGE)).partition("What was changed")[2]

    assert page.strip() == (
        "ruth@example.org set a value of ours "
        "(Citizens of Germany going to the United States) 1 February 2027, 15:42 UTC "
        "The command line set a value of ours "
        "(Citizens of China going to the United States) 1 February 2027, 15:40 UTC"
    )


@pytest.mark.parametrize("key", ["grace", "mei"])
def test_leaders_and_members_change_nothing(place: House, key: str) -> None:
    caller = place.signed_in("spring-27", key)
    place.app.config["WTF_CSRF_ENABLED"] = False
    answers = [
        caller.get(PAGE).status_code,
        caller.client.post(PAGE, data=FIELDS).status_code,
        caller.client.post(f"/rules/{MONTHS}/drop").status_code,
        caller.client.post(f"/rules/{MONTHS}/back").status_code,
    ]

    assert answers == [404, 404, 404, 404]
    assert _own(place) == []


def test_a_key_that_is_not_known_is_not_there(ruth: Caller) -> None:
    assert ruth.get("/rules/passport.colour/change").status_code == 404
    assert "Nothing found" in words(ruth.get("/rules?key=passport.colour"))
