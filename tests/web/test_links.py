"""A trip's addresses as its leaders see them, by page and by command."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from missions import clock
from missions.accounts import capabilities, fetches
from missions.accounts.capabilities import Purpose
from missions.accounts.model import CapabilityLink
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.briefing.actions import publish
from missions.briefing.document import What
from missions.briefing.model import Edition
from missions.briefing.reader import Asked
from missions.cli.main import main
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.privacy import Audience
from missions.trips.model import Partner, Trip
from tests.briefing.papers_of_canaries import places_in
from tests.factories.canary_trip import build
from tests.factories.folders import write_csv, write_toml
from tests.factories.installations import sqlite_installation
from tests.web.house import Caller, House, opened, words
from tests.web.test_feeds import EMPTY

CODE = "spring-27"
PAGE = f"/trips/{CODE}/links"
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)
LATER = datetime(2027, 5, 20, 15, tzinfo=UTC)
_ADDRESS = re.compile(r'value="http://127\.0\.0\.1:8080(/shared/[\w-]{43})"')


@pytest.fixture(autouse=True)
def _no_counts() -> Any:
    """Leave no counted fetches behind."""
    yield
    fetches.FETCHES.take()


def _partner(house: House, key: str = "lee", code: str = CODE) -> str:
    with house.installation.store.read() as session:
        trip = session.query(Trip.id).filter_by(code=code).scalar_subquery()
        return str(session.query(Partner.id).filter_by(key=key, trip_id=trip).scalar())


def _form(house: House, purpose: str, key: str, **more: str) -> dict[str, object]:
    owner = _partner(house, key) if purpose == "host" else house.membership(CODE, key)
    return {"purpose": purpose, "owner": owner, **more}


def _make(house: House, caller: Caller, purpose: str, key: str, **more: str) -> str:
    """Press "Make" and return the path that the page shows."""
    answer = caller.post(f"{PAGE}/make", _form(house, purpose, key, **more), page=PAGE)
    assert answer.status_code == 303
    (path,) = _ADDRESS.findall(caller.get(PAGE).text)
    return str(path)


def _row(caller: Caller, name: str, section: str) -> str:
    """Return what a row of the page says."""
    part = re.split(rf'id="{section}"', caller.get(PAGE).text)[1].split("</section>")[0]
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in part.split("<li>")]
    (row,) = [row.strip() for row in rows if row.strip().startswith(f"{name} ")]
    return row


@pytest.mark.parametrize(("purpose", "key"), [("family", "mei"), ("host", "lee")])
def test_an_address_is_made_shown_once_replaced_and_switched_off(
    samples: House, purpose: str, key: str
) -> None:
    caller = samples.signed_in(CODE, "grace")

    first = _make(samples, caller, purpose, key)
    again = _ADDRESS.findall(caller.get(PAGE).text)
    opened_first = samples.anyone().get(first).status_code
    second = _make(samples, caller, purpose, key)
    after_two = [samples.anyone().get(path).status_code for path in (first, second)]
    ended = caller.post(f"{PAGE}/end", _form(samples, purpose, key), page=PAGE)
    page = caller.get(PAGE)
    after_end = [samples.anyone().get(path).status_code for path in (first, second)]

    assert (again, opened_first, after_two) == ([], 200, [410, 200])
    assert (ended.status_code, after_end) == (303, [410, 410])
    assert "is switched off. To undo that, make a new one and hand it out again." in words(page)
    assert "Copies that were already taken, printed or downloaded can’t be recalled." in words(page)
    assert first not in page.text


def test_a_row_says_how_an_address_stands(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    before = _row(caller, "Mei", "family")
    path = _make(samples, caller, "family", "mei", days="90")
    made = _row(caller, "Mei", "family")
    agent = {"User-Agent": "Google-Calendar-Importer"}
    for _ in range(2):
        samples.app.test_client().get(f"{path}/calendar.ics", headers=agent)
    fetches.flush(samples.installation.store)
    asked = _row(caller, "Mei", "family")
    caller.post(f"{PAGE}/end", _form(samples, "family", "mei"), page=PAGE)
    off = _row(caller, "Mei", "family")

    assert before == "Mei No address yet Make the address for Mei"
    buttons = "Replace the address for Mei Switch off the address for Mei"
    assert made == f"Mei On until {_end(90)} Never asked for {buttons}"
    times = "Last asked for on Mon 1 February by Google Calendar, 2 times in all"
    assert asked == f"Mei On until {_end(90)} {times} {buttons}"
    assert off == f"Mei Switched off on Mon 1 February {times} Make the address for Mei"


def _end(days: int) -> str:
    """Return on which day an address ends, for the trip that ends on 20 March."""
    return {0: "Sun 21 March", 30: "Tue 20 April", 90: "Sat 19 June"}[days]


@pytest.mark.parametrize(
    ("days", "ends"),
    [("0", "2027-03-21"), ("30", "2027-04-20"), ("90", "2027-06-19"), ("", "2027-04-20")],
)
def test_an_address_ends_when_the_leader_says(samples: House, days: str, ends: str) -> None:
    caller = samples.signed_in(CODE, "grace")
    _make(samples, caller, "host", "lee", days=days)

    with samples.installation.store.read() as session:
        link = session.query(CapabilityLink).one()
    assert link.expires_at == datetime.fromisoformat(f"{ends}T12:00:00+00:00")


def test_a_leader_ends_a_members_calendar_but_never_sees_or_makes_its_address(
    samples: House,
) -> None:
    member = samples.membership(CODE, "mei")
    token = capabilities.make_feed_link(samples.installation, member, OPERATOR, LATER)
    caller = samples.signed_in(CODE, "grace")
    page = caller.get(PAGE)

    made = caller.post(f"{PAGE}/make", _form(samples, "feed", "mei"), page=PAGE)
    kept = samples.anyone().get(f"/calendar/{token}.ics").data
    ended = caller.post(f"{PAGE}/end", _form(samples, "feed", "mei"), page=PAGE)
    after = samples.anyone().get(f"/calendar/{token}.ics").data

    assert token not in page.text
    assert "Switch off the address for Mei" in _words_of(page.text, "feed")
    assert "Make" not in _words_of(page.text, "feed").split("Mei", 1)[1]
    assert (made.status_code, kept != EMPTY) == (404, True)
    assert (ended.status_code, after) == (303, EMPTY)
    assert "They can make a new one on their own page." in words(caller.get(PAGE))


def _words_of(text: str, section: str) -> str:
    part = text.split(f'id="{section}"')[1].split("</section>", maxsplit=1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def test_what_was_done_is_written_down_for_the_trips_leaders(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    form = _form(samples, "family", "mei")
    _make(samples, caller, "family", "mei")
    _make(samples, caller, "family", "mei")
    caller.post(f"{PAGE}/end", form, page=PAGE)

    with samples.installation.store.read() as session:
        trip = session.query(Trip.id).filter_by(code=CODE).scalar()
        rows = session.query(AuditEntry).filter_by(action="link:change").order_by("number").all()
    assert [(row.subject, row.detail, row.trip_id) for row in rows] == [
        (form["owner"], "family made", trip),
        (form["owner"], "family replaced", trip),
        (form["owner"], "family ended", trip),
    ]
    assert {row.actor for row in rows} != {OPERATOR}


@pytest.mark.parametrize("key", ["mei", "tao-wang"])
def test_only_leaders_have_the_page(samples: House, key: str) -> None:
    caller = samples.signed_in(CODE, key)
    answers = [caller.get(PAGE)]
    answers += [
        caller.post(f"{PAGE}/{do}", _form(samples, "host", "lee"), page="/trips")
        for do in ("make", "end")
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    with samples.installation.store.read() as session:
        assert session.query(CapabilityLink).count() == 0


def test_a_leader_makes_none_for_another_trip(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    with samples.installation.store.read() as session:
        trip = session.query(Trip.id).filter_by(code="casa-27").scalar()
        other = session.query(Partner.id).filter_by(trip_id=trip).first()[0]
    forms: list[dict[str, object]] = [
        {"purpose": "host", "owner": other},
        {"purpose": "family", "owner": _partner(samples)},
        {"purpose": "family", "owner": samples.membership(CODE, "tao-wang")},
        {"purpose": "nonsense", "owner": samples.membership(CODE, "mei")},
        {},
    ]

    answers = [
        caller.post(f"{PAGE}/{do}", form, page=PAGE) for do in ("make", "end") for form in forms
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_the_page_rests_while_a_border_is_near(samples: House) -> None:
    form = _form(samples, "host", "lee")
    with clock.frozen(BORDER_NIGHT):
        caller = samples.signed_in(CODE, "grace")
        answers = [caller.get(PAGE)]
        mine = samples.mine(CODE, "grace")
        answers += [caller.post(f"{PAGE}/{do}", form, page=mine) for do in ("make", "end")]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert "Not available right now" in words(answers[0])
    with samples.installation.store.read() as session:
        assert session.query(CapabilityLink).count() == 0


def test_a_closed_trip_says_how_little_the_pages_say(samples: House) -> None:
    closed = words(samples.signed_in(CODE, "grace").get(PAGE))
    open_ = words(samples.signed_in("casa-27", "marisol").get("/trips/casa-27/links"))

    assert "This trip is closed: the page for home says only its label and dates" in closed
    assert "This trip is closed" not in open_
    assert "Days with titles and places, the travel, contacts for home." in open_


def test_after_the_last_possible_end_none_is_made(samples: House) -> None:
    with clock.frozen(LATER):
        caller = samples.signed_in(CODE, "grace")
        caller.post(f"{PAGE}/make", _form(samples, "host", "lee", days="30"), page=PAGE)
        page = caller.get(PAGE)

    assert "That day is past, so no address was made." in words(page)
    assert _ADDRESS.findall(page.text) == []


def test_before_the_first_edition_the_page_says_so(samples: House) -> None:
    with samples.installation.store.write() as session:
        session.query(Edition).delete()

    page = words(samples.signed_in(CODE, "grace").get(PAGE))

    assert "Nothing is published yet: until then these addresses show nothing." in page


@pytest.mark.parametrize("posture", ["closed", "guarded", "open"])
def test_the_page_says_no_more_than_the_teams_book(posture: str, tmp_path: Path) -> None:
    installation = sqlite_installation(tmp_path / "home")
    with clock.frozen(datetime(2026, 6, 20, 12, tzinfo=UTC)):
        trip = build(installation, posture)
        publish(installation, trip.code, OPERATOR)
        house = opened(installation)
        page = house.signed_in(trip.code, "lea").get(f"/trips/{trip.code}/links")
    found = trip.canary.found_in(page.text + str(page.headers))
    installation.close()

    assert found - places_in(posture, Asked(What.BOOK, Audience.TEAM), "json") == set()
    assert {"person.mei.preferred_name", "partner.lee.alias"} <= found


class Shell:
    """Runs `missions link` on a house's installation."""

    def __init__(self, house: House) -> None:
        self.env = {"MISSIONS_HOME": str(house.installation.settings.home)}

    def __call__(self, *given: str, code: int = 0) -> Any:
        result = CliRunner(env=self.env).invoke(main, ["link", *given, "--json"])
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


def test_the_command_makes_lists_and_switches_off(samples: House) -> None:
    shell = Shell(samples)
    nothing = shell("list", CODE)
    home = shell("make", CODE, "--family", "mei", "--days", "7")
    host = shell("make", CODE, "--host", "lee")
    feed = shell("make", CODE, "--feed", "mei")
    paths = [one.pop("url").removeprefix("http://127.0.0.1:8080") for one in (home, host, feed)]
    before = [samples.anyone().get(path).status_code for path in paths]
    off = shell("revoke", CODE, "--host", "lee")
    again = shell("revoke", CODE, "--host", "lee")
    listed = shell("list", CODE)

    plain = {"switched_off": None, "last_fetched": None, "last_client": "", "fetches": 0}
    home_ends, usual = "2027-03-28T12:00:00+00:00", "2027-04-20T12:00:00+00:00"
    of_home = {"purpose": "family", "key": "mei", "expires": home_ends}
    of_host = {"purpose": "host", "key": "lee", "expires": usual}
    of_feed = {"purpose": "feed", "key": "mei", "expires": usual}
    assert (nothing, before) == ([], [200, 200, 200])
    assert [home, host, feed] == [{"code": CODE, **one} for one in (of_home, of_host, of_feed)]
    assert (off["ended"], again["ended"]) == (True, False)
    assert listed == [
        {**plain, **of_home, "state": "on"},
        {**plain, **of_host, "state": "off", "switched_off": "2027-02-01T15:40:00+00:00"},
        {**plain, **of_feed, "state": "on"},
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Give exactly one of --family KEY, --host KEY, --feed KEY, --training KEY."),
        (("--family", "mei", "--host", "lee"), "Give exactly one of"),
        (("--family", "tao-wang"), "There is no “tao-wang” in spring-27. Known keys: grace, paul"),
    ],
)
def test_the_command_says_what_it_wants(samples: House, given: tuple[str, ...], said: str) -> None:
    assert said in Shell(samples)("make", CODE, *given, code=2)["error"]


PEOPLE = [
    {"key": "lea", "legal_name": "KIM, LEA", "preferred_name": "Lea", "role": "leader"},
    {"key": "sam", "legal_name": "OH, SAM", "preferred_name": "Sam", "role": "volunteer"},
]


def _bring(installation: Installation, folder: Path, *, whole: bool) -> None:
    folder.mkdir(exist_ok=True)
    trip = {
        "code": "maple-27",
        "label": "May trip",
        "posture": "guarded",
        "starts": "2027-05-01",
        "ends": "2027-05-03",
        "home_zone": "America/Chicago",
    }
    hosts = [{"key": "lee", "alias": "Mrs. Lee"}, {"key": "oh", "alias": "Mr. Oh"}]
    write_toml(folder / "trip.toml", trip, partner=hosts if whole else hosts[:1])
    write_csv(folder / "people.csv", PEOPLE if whole else PEOPLE[:1])
    import_trip(installation, read_trip(folder), actor=OPERATOR, remove=True)


def test_who_is_taken_out_by_an_import_loses_their_addresses(
    installation: Installation, now: datetime, tmp_path: Path
) -> None:
    _bring(installation, tmp_path / "trip", whole=True)
    publish(installation, "maple-27", OPERATOR)
    house = opened(installation)
    owners = {key: house.membership("maple-27", key) for key in ("lea", "sam")}
    owners |= {key: _partner(house, key, "maple-27") for key in ("lee", "oh")}
    paths = {}
    for key, purpose in (
        ("lea", Purpose.FEED),
        ("sam", Purpose.FEED),
        ("lee", Purpose.HOST),
        ("oh", Purpose.HOST),
    ):
        token = capabilities.make(installation, purpose, owners[key], OPERATOR, LATER)
        feed = purpose is Purpose.FEED
        paths[key] = f"/calendar/{token}.ics" if feed else f"/shared/{token}/calendar.ics"

    _bring(installation, tmp_path / "trip", whole=False)

    found = {key: house.anyone().get(path).data for key, path in paths.items()}
    with installation.store.read() as session:
        rows = session.query(CapabilityLink).all()
        told = [
            row.detail
            for row in session.query(AuditEntry).filter(AuditEntry.detail.endswith("ended"))
        ]
    assert {key: body == EMPTY for key, body in found.items()} == {
        "lea": False,
        "sam": True,
        "lee": False,
        "oh": True,
    }
    gone = [row for row in rows if row.membership_id is None and row.partner_id is None]
    assert [row.revoked_at for row in gone] == [now, now]
    assert sorted(told) == ["ended", "feed ended", "host ended"]
