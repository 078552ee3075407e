"""Which hosts are served, what the neutral one gives, and that it never names the public one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from missions import clock
from missions.accounts import capabilities
from missions.accounts.capabilities import Purpose
from missions.accounts.invitations import invite
from missions.accounts.tokens import letter_token
from missions.audit.log import OPERATOR
from missions.installation import open_installation
from missions.settings import at_home
from missions.web.hosts import Doors, doors_of
from missions.web.queries import person_of
from tests.web.house import House, opened, token_of

PUBLIC, NEUTRAL = "trips.example", "days.example"
MADE_UP = "A" * 43
HTTPS = replace(at_home(Path("/nowhere")), public_url=f"https://{PUBLIC}")


@dataclass
class TwoHosts:
    """The sample house with a public and a neutral host."""

    house: House

    def ask(self, host: str, path: str, method: str = "GET", **headers: str) -> TestResponse:
        """Ask a host for a path, as a stranger."""
        client = self.house.app.test_client()
        given = {"Host": host, **{name.replace("_", "-"): text for name, text in headers.items()}}
        return client.open(path, method=method, headers=given)

    def address(self, purpose: Purpose) -> str:
        """Return the path of a fresh calendar or shared address of Mei's."""
        owner = self.house.membership("spring-27", "mei")
        end = clock.now() + timedelta(days=90)
        token = capabilities.make(self.house.installation, purpose, owner, OPERATOR, end)
        return f"/calendar/{token}.ics" if purpose is Purpose.FEED else f"/shared/{token}"


@pytest.fixture
def hosts(sample_home: Path, tmp_path: Path, now: datetime) -> Iterator[TwoHosts]:
    """Both sample trips behind two hosts."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    settings = replace(at_home(home), public_url=f"http://{PUBLIC}", link_url=f"http://{NEUTRAL}")
    installation = open_installation(settings)
    yield TwoHosts(opened(installation))
    installation.close()


@pytest.mark.parametrize(
    ("public_url", "link_url", "doors"),
    [
        ("https://trips.example", "", Doors("trips.example", "")),
        ("https://Trips.Example:443", "https://trips.example", Doors("trips.example", "")),
        ("https://trips.example:8443", "", Doors("trips.example:8443", "")),
        ("https://trips.example", "http://days.example:80", Doors("trips.example", "days.example")),
        ("http://127.0.0.1:8080", "", Doors("127.0.0.1:8080", "")),
    ],
)
def test_the_hosts_come_from_the_settings(public_url: str, link_url: str, doors: Doors) -> None:
    assert doors_of(replace(HTTPS, public_url=public_url, link_url=link_url)) == doors


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1:8080", "[::1]:65535"])
def test_on_ones_own_machine_each_of_its_names_is_served(host: str) -> None:
    assert Doors("127.0.0.1:8080", "").serves(host)
    assert not Doors("trips.example", "").serves(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"{PUBLIC}.evil.example",
        f"evil.{PUBLIC}",
        f"{PUBLIC}:8080",
        f"evil@{PUBLIC}",
        f"{PUBLIC}@evil.example",
        f"{PUBLIC}.",
        f"{PUBLIC}/",
        f"{PUBLIC}\t",
        f"{NEUTRAL}, {PUBLIC}",
        "127.0.0.1",
        "localhost:8080",
        "192.168.1.20:8080",
        "a" * 300,
        "xn--\x80",
        "",
    ],
)
def test_another_host_is_told_nothing(hosts: TwoHosts, host: str) -> None:
    for method, path in (("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/no/such//page")):
        answer = hosts.ask(host, path, method)

        assert (answer.status_code, answer.text) == (421, "This address is not served here.\n")
        assert answer.headers.get("Location") is None
        assert answer.headers.get("Set-Cookie") is None
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("host", [PUBLIC, PUBLIC.upper(), f"{PUBLIC}:80"])
def test_the_public_host_serves_the_pages(hosts: TwoHosts, host: str) -> None:
    assert hosts.ask(host, "/sign-in").status_code == 200
    assert hosts.ask(host, hosts.address(Purpose.FEED)).status_code == 200


NOT_THERE = (
    ("GET", "/"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/trips"),
    ("GET", "/account"),
    ("GET", "/static/css/base.css"),
    ("GET", f"/sign-in/{MADE_UP}"),
    ("HEAD", f"/sign-in/{MADE_UP}"),
    ("GET", f"/invitation/{MADE_UP}"),
    ("GET", f"/confirm/{MADE_UP}"),
    ("GET", "/sign-in/oidc"),
    ("POST", f"/sign-in/{MADE_UP}"),
    ("GET", "/calendar/x"),
    ("GET", "/calendar/x.ics"),
    ("POST", "/calendar/x.ics"),
    ("GET", "//calendar/x.ics"),
    ("GET", "/shared/x"),
    ("POST", "/shared/x"),
    ("GET", "/no/such/page"),
)


def test_everything_else_at_the_neutral_host_is_the_same_bare_page(hosts: TwoHosts) -> None:
    bare = hosts.ask(NEUTRAL, "/shared/x")
    assert "There is nothing here." in bare.text
    headers = {**bare.headers}

    for method, path in NOT_THERE:
        answer = hosts.ask(NEUTRAL, path, method)

        assert (answer.status_code, {**answer.headers}) == (404, headers), path
        assert answer.text == ("" if method == "HEAD" else bare.text), path


def test_a_letters_link_leads_on_to_where_its_cookie_belongs(hosts: TwoHosts) -> None:
    sign_in = hosts.house.link("spring-27", "mei")
    installation = hosts.house.installation
    with installation.store.write() as session:
        person = person_of(session, "spring-27", "minho")
        assert person is not None
        row = invite(installation, session, person, "minho@example.org", OPERATOR)
        invitation = f"/invitation/{letter_token(installation.web_key, row.id)}"

    answers = [hosts.ask(NEUTRAL, path) for path in (sign_in, invitation)]

    assert [(one.status_code, one.headers["Location"]) for one in answers] == [
        (303, f"http://{PUBLIC}{sign_in}"),
        (303, f"http://{PUBLIC}{invitation}"),
    ]
    assert [one.headers.get("Set-Cookie") for one in answers] == [None, None]
    assert [one.headers["Referrer-Policy"] for one in answers] == ["no-referrer"] * 2


def test_a_letters_link_that_is_spent_leads_to_the_page_that_says_so(hosts: TwoHosts) -> None:
    path = hosts.house.link("spring-27", "mei")
    client = hosts.house.app.test_client()
    base = f"http://{PUBLIC}"
    token = token_of(client.get(path, base_url=base))
    assert client.post(path, base_url=base, data={"csrf_token": token}).status_code == 303

    assert hosts.ask(NEUTRAL, path).location == f"http://{PUBLIC}{path}"
    assert hosts.ask(PUBLIC, path).status_code == 410


def test_calendars_and_shared_pages_never_name_the_public_host(hosts: TwoHosts) -> None:
    feed, sheet = hosts.address(Purpose.FEED), hosts.address(Purpose.FAMILY)
    asked = [feed, sheet, f"{sheet}/calendar.ics", f"{sheet}/sheet.pdf", "/shared/page.css"]

    answers = [hosts.ask(NEUTRAL, path) for path in asked]
    answers += [hosts.ask(NEUTRAL, path, method) for method, path in NOT_THERE]

    assert [one.status_code for one in answers[: len(asked)]] == [200] * len(asked)
    for answer in answers:
        assert PUBLIC.encode() not in answer.data + str(answer.headers).encode()
        assert answer.headers.get("Set-Cookie") is None
        assert answer.headers.get("Location") is None
    assert f"http://{NEUTRAL}{sheet}/calendar.ics" in answers[1].text


def test_what_breaks_at_the_neutral_host_says_so_barely(
    hosts: TwoHosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError(PUBLIC)

    monkeypatch.setattr("missions.web.feeds.look_up", broken)

    answer = hosts.ask(NEUTRAL, "/calendar/x.ics")

    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.text == "This can’t be shown right now. Try again later.\n"


SPOOFED = {
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Server": "evil.example",
    "X_Forwarded_Prefix": "/evil",
    "X_Original_URL": "/evil",
    "Forwarded": "host=evil.example;proto=https",
}


@pytest.mark.parametrize("proxies", [0, 1])
def test_links_are_made_from_the_settings_alone(hosts: TwoHosts, proxies: int) -> None:
    installation = hosts.house.installation
    settings = replace(installation.settings, proxies=proxies)
    other = TwoHosts(opened(replace(installation, settings=settings)))
    sheet = other.address(Purpose.FAMILY)

    page = other.ask(PUBLIC, sheet, **SPOOFED)
    door = other.ask(PUBLIC, "/", **SPOOFED)
    slashes = other.ask(PUBLIC, "/sign-in//oidc", **SPOOFED)

    assert f"http://{NEUTRAL}{sheet}/calendar.ics" in page.text
    assert door.location == "/sign-in"
    for answer in (page, door, slashes, other.ask(PUBLIC, "/sign-in", **SPOOFED)):
        assert "evil" not in answer.text + str(answer.headers)
