"""The rules of travel by page: who reads them, what is said, what is found."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest

from missions import clock
from missions.accounts.administrators import make_administrator
from missions.accounts.sign_in import make_link_for_account
from missions.audit.log import OPERATOR
from missions.board.rulebook import set_value
from missions.reference.rulebook import KEYS, Value
from missions.web import rules, rules_change
from tests.web.conftest import WINTER
from tests.web.house import Caller, House, flat, words

MONTHS = "passport.months_beyond_return"
CN_TO_US = Value(
    MONTHS,
    "CN",
    "US",
    value=3,
    source="Consulate, notice 7, https://consulate.example/notice?n=7",
    read_on=date(2027, 1, 20),
    verified=True,
    note="Asked by telephone.",
)


@pytest.fixture
def place(samples: House) -> House:
    """A house with both sample trips and these rooms."""
    for room in (rules.room, rules_change.room):
        if room.name not in samples.app.blueprints:
            samples.app.register_blueprint(room)
    return samples


def administrator(house: House) -> Caller:
    """An administrator who is on no trip."""
    with house.installation.store.write() as session:
        made = make_administrator(session, "ruth@example.org", "operator")
        url = make_link_for_account(house.installation, session, made.id, "operator", vouched=True)
    caller = house.anyone()
    caller.post(url.removeprefix(house.installation.settings.public_url))
    return caller


@pytest.fixture
def ruth(place: House) -> Caller:
    return administrator(place)


@pytest.fixture
def grace(place: House) -> Caller:
    """Who leads the closed trip to China."""
    return place.signed_in("spring-27", "grace")


def _hold(house: House, value: Value) -> None:
    with house.installation.store.write() as session:
        set_value(session, value, OPERATOR)


def _rule(caller: Caller, key: str, query: str = "") -> str:
    """Return what a reader sees of one rule."""
    text = flat(caller.get(f"/rules?key={key}{query}"))
    (found,) = re.findall(rf'<article class="rule" id="{re.escape(key)}".*?</article>', text)
    bare = re.sub(r"<[^>]+>", " ", found)
    return re.sub(r"\s+", " ", html.unescape(bare)).strip()


def test_a_leader_reads_every_key_under_its_subject_and_changes_nothing(grace: Caller) -> None:
    text = grace.get("/rules").text

    anchors = re.findall(r'<article class="rule" id="([^"]+)"', text)
    subjects = re.findall(r'<h2 id="([^"]+)"', text)
    assert sorted(anchors) == sorted(KEYS)
    assert subjects == [
        "passports",
        "visas",
        "transit",
        "medicine",
        "minors",
        "connections",
        "vehicles",
        "rooms",
        "money",
    ]
    assert 'href="/rules/' not in text
    assert "No value is known, so nothing is judged by it." in text


def test_ids_of_the_page_are_there_once(ruth: Caller) -> None:
    ids = re.findall(r'\sid="([^"]+)"', ruth.get("/rules").text)

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("key", ["mei", "hui-wang", "marian"])
def test_who_leads_nothing_has_no_such_page(place: House, key: str) -> None:
    assert place.signed_in("spring-27", key).get("/rules").status_code == 404


def test_who_is_not_signed_in_is_asked_to(place: House) -> None:
    assert place.anyone().get("/rules").location == "/sign-in"


def test_values_that_say_the_same_stand_together(grace: Caller) -> None:
    assert _rule(grace, "entry.permit_years") == (
        "How long a permit is good for, unless the passport ends before. entry.permit_years "
        "3 years Everybody going to South Korea asked by 1 of your coming trips "
        "m.k-eta.go.kr (Korea's Ministry of Justice, notice of 28 June 2023) "
        "read on 24 November 2026 verified "
        "2 years Everybody going to the United States "
        "asked by 1 of your coming trips "
        "cms.usa.gov (USA.gov, Visa Waiver Program and ESTA application) "
        "read on 24 November 2026 verified "
        "5 years Everybody going to Canada "
        "canadaimmigrants.com ; miltonreporter.ca read on 24 November 2026 unverified "
        "2 years Everybody going to the United Kingdom "
        "abta.com (24 April 2025) read on 24 November 2026 unverified "
        "3 years Everybody going to Germany "
        "thepointsguy.com (March 2026); reachimmigration.com "
        "read on 24 November 2026 unverified"
    )


def test_a_waivers_end_is_said_and_that_it_is_over(grace: Caller) -> None:
    told = _rule(grace, "entry.needs", "&nationality=US&destination=KR")

    assert (
        "nothing Citizens of the United States going to South Korea over "
        "until 31 December 2026 K-ETA is waived" in told
    )
    assert (
        "permit Citizens of the United States going to South Korea holds today "
        "from 1 January 2027 Unless the waiver is made longer: look again." in told
    )


def test_our_own_value_stands_beside_the_shipped_one(place: House, grace: Caller) -> None:
    _hold(place, CN_TO_US)

    told = _rule(grace, MONTHS, "&nationality=CN&destination=US")

    assert (
        "We hold: 3 months shipped: 6 months Citizens of China going to the United States "
        "holds today Asked by telephone." in told
    )
    assert "Consulate, notice 7, consulate.example read on 20 January 2027 verified" in told


def test_sources_are_links_that_tell_nobody_where_they_were_followed(
    place: House, ruth: Caller
) -> None:
    evil = 'javascript:alert(1) https://ok.example/"><script> http://[bad'
    _hold(place, Value(MONTHS, "CN", "US", value=3, source=evil, read_on=date(2027, 1, 1)))

    text = ruth.get("/rules").text
    section = text.partition("<h1>")[2]

    links = re.findall(r'<a href="(https?:[^"]+)"([^>]*)>', section)
    assert len(links) > 40
    assert {more.strip() for _, more in links} == {'rel="noreferrer"'}
    assert 'href="javascript' not in text
    assert "<script>" not in section
    assert "https://ok.example/" in dict(links)


def test_words_are_looked_for_in_everything_that_is_said(grace: Caller) -> None:
    text = grace.get("/rules?text=e-arrival  CARD").text
    none = words(grace.get("/rules?text=zeppelin"))

    assert re.findall(r'<article class="rule" id="([^"]+)"', text) == [
        "entry.arrival_card_name",
        "entry.arrival_card_days_before",
    ]
    assert "Nothing found" in none


def test_a_country_finds_what_is_said_for_it_and_for_any(grace: Caller) -> None:
    told = _rule(grace, "registration.hours", "&nationality=CN&destination=CN")

    assert "Everybody going to China" in told
    assert "0 hours Citizens of China going to China holds today" in told
    assert "registration.hours" not in grace.get("/rules?destination=MX").text


def test_a_reading_of_long_ago_is_told(place: House, grace: Caller) -> None:
    """Read on 24 November 2026; 23 May 2027 is 180 days later."""
    key = "rooms.max_minors"
    _hold(place, Value(key, value=4, source="Our own rule", read_on=date(2026, 11, 24)))

    assert "read long ago" not in _rule(grace, key)
    with clock.frozen(datetime(2027, 5, 24, 9, tzinfo=UTC)):
        late = administrator(place)
        assert "read long ago" in _rule(late, key)
    with clock.frozen(datetime(2027, 5, 23, 9, tzinfo=UTC)):
        assert "read long ago" not in _rule(administrator(place), key)


def test_an_administrator_counts_all_coming_trips_and_a_leader_their_own(
    place: House, ruth: Caller, grace: Caller
) -> None:
    """One sample trip goes to China, one to Mexico; both begin after February 2027."""
    months = "passport.blank_pages"

    assert "2 pages Everybody going to China asked by 1 coming trip" in _rule(ruth, months)
    assert "2 pages Everybody going to China asked by 1 of your coming trips" in _rule(
        grace, months
    )
    assert "asked by 2 coming trips" in _rule(ruth, "rest.max_days_in_a_row")
    marisol = place.signed_in("casa-27", "marisol")
    assert (
        "asked by"
        not in _rule(marisol, months).partition("going to China")[2].partition("pages")[0]
    )


def test_no_trip_is_named_on_the_page(ruth: Caller) -> None:
    page = words(ruth.get("/rules"))

    assert not [name for name in ("Spring trip", "spring-27", "casa-27") if name in page]


def test_near_a_border_a_leader_gets_the_itinerary_instead(place: House) -> None:
    caller = place.signed_in("spring-27", "grace")
    with clock.frozen(WINTER.replace(month=3, day=8)):
        caller = place.signed_in("spring-27", "grace")
        answer = caller.get("/rules")

    assert (answer.status_code, answer.location) == (303, place.mine("spring-27", "grace"))
