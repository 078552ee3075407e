"""Every address × method of the application: its headers whole, and no form without its token."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from missions import clock
from missions.accounts import attempts, capabilities
from missions.accounts.capabilities import Purpose
from missions.audit.log import OPERATOR
from missions.installation import open_installation
from missions.settings import at_home
from missions.store.base import Base
from tests.web.house import Caller, House, opened, token_of, words

CODE, LEADER = "spring-27", "grace"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
_KIND = {
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Length",
    "Content-Type",
    "Date",
    "ETag",
    "Expires",
    "Last-Modified",
    "Location",
    "Set-Cookie",
    "Vary",
}
"""Headers that say what an answer is; all others say what may be done with it."""

EVERY = {
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
PAGE = {
    **EVERY,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self';"
    " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(),"
    " publickey-credentials-create=(self), publickey-credentials-get=(self)",
}
FILE = {**EVERY, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
FOR_A_YEAR, FOR_A_DAY = "public, max-age=31536000", "public, max-age=86400"
UNREFERRED = {"Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Address:
    """One method at one address of the application."""

    method: str
    endpoint: str
    path: str

    def ask(self, caller: Caller, **given: Any) -> TestResponse:
        """Ask for it."""
        return caller.client.open(self.path, method=self.method, buffered=True, **given)


def addresses(house: House) -> Iterator[Address]:
    """Yield every method at every address; what stands in it is the leader's where it exists."""
    values = {
        "code": CODE,
        "filename": "css/base.css",
        "membership_id": house.membership(CODE, LEADER),
    }
    for rule in house.app.url_map.iter_rules():
        path = re.sub(
            r"<(?:[a-z]+:)?(\w+)>", lambda found: values.get(found.group(1), "x"), rule.rule
        )
        for method in METHODS:
            if method in (rule.methods or ()) or rule.endpoint == "home.door":
                yield Address(method, rule.endpoint, path)


def headers_of(answer: TestResponse) -> dict[str, str]:
    """Return the headers that say what may be done with an answer; each stands there once."""
    found = [(name, value) for name, value in answer.headers if name not in _KIND]
    assert len(found) == len(dict(found))
    return dict(found)


def wanted(address: Address, answer: TestResponse) -> dict[str, str]:
    """Return the headers that this kind of answer has."""
    page = answer.mimetype == "text/html" and "Content-Disposition" not in answer.headers
    found = dict(PAGE if page else FILE)
    kept = answer.status_code == 200 and address.method in ("GET", "HEAD")
    if address.endpoint == "static" and kept:
        found["Cache-Control"] = FOR_A_YEAR
    elif address.endpoint == "shared.style" and kept:
        found["Cache-Control"] = FOR_A_DAY
    elif address.endpoint.startswith("shared.") and answer.status_code != 405:
        found |= UNREFERRED
    return found


def test_every_answer_has_its_headers_whole(samples: House) -> None:
    callers = (samples.anyone(), samples.signed_in(CODE, LEADER))
    seen = set()

    for caller in callers:
        for address in addresses(samples):
            answer = address.ask(caller)
            assert headers_of(answer) == wanted(address, answer), address
            seen.add(answer.status_code)

    assert {200, 303, 400, 404, 405, 410} <= seen


def test_errors_have_them_too(samples: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = samples.signed_in(CODE, LEADER).client
    for _ in range(attempts.LINK_BY_NETWORK.most):
        attempts.allowed(samples.installation, attempts.LINK_BY_NETWORK, "127.0.0.1")
    waiting = {"Retry-After": "300"}

    assert headers_of(client.get("/no/such/page")) == PAGE
    assert headers_of(client.get("/trips", headers={"Host": "evil.example"})) == FILE
    assert headers_of(client.get("/sign-in/x")) == PAGE | waiting
    assert headers_of(client.get("/shared/x")) == FILE | UNREFERRED | waiting
    monkeypatch.setattr("missions.web.home.cards_of", None)
    broken = client.get("/trips")
    assert (broken.status_code, headers_of(broken)) == (500, PAGE)


def test_what_is_opened_by_a_token_has_them(samples: House) -> None:
    member, end = samples.membership(CODE, "mei"), clock.now() + timedelta(days=90)
    made, client = samples.installation, samples.anyone().client
    feed = f"/calendar/{capabilities.make(made, Purpose.FEED, member, OPERATOR, end)}.ics"
    sheet = f"/shared/{capabilities.make(made, Purpose.FAMILY, member, OPERATOR, end)}"
    kept = FILE | UNREFERRED | {"Cache-Control": "private, no-cache"}
    whole = client.get(feed)
    same = client.get(feed, headers={"If-None-Match": whole.headers["ETag"]})

    assert (whole.status_code, headers_of(whole)) == (200, kept)
    assert (same.status_code, headers_of(same)) == (304, kept)
    assert headers_of(client.get(sheet)) == PAGE | UNREFERRED
    assert headers_of(client.get(f"{sheet}/sheet.pdf")) == FILE | UNREFERRED
    assert headers_of(client.get(f"{sheet}/calendar.ics")) == kept


def test_downloads_run_nothing(samples: House) -> None:
    caller = samples.signed_in(CODE, "mei")
    page = caller.get(samples.mine(CODE, "mei", "papers")).text
    papers = sorted(set(re.findall(r'href="(/papers/[^"]+)"', page)))

    answers = [caller.get(path) for path in papers]

    files = [one for one in answers if one.status_code == 200]
    assert files
    assert all(one.headers["Content-Disposition"].startswith("attachment") for one in files)
    assert [headers_of(one) for one in files] == [FILE] * len(files)


@pytest.fixture
def secure(sample_home: Path, tmp_path: Path, now: object) -> Iterator[House]:
    """The sample house behind HTTPS."""
    home = tmp_path / "secure"
    shutil.copytree(sample_home, home)
    installation = open_installation(replace(at_home(home), public_url=SECURE))
    yield opened(installation)
    installation.close()


SECURE = "https://trips.example"
STRICT = {"Strict-Transport-Security": "max-age=63072000"}


def test_over_https_the_cookie_is_this_hosts_alone(secure: House) -> None:
    client, path = secure.app.test_client(), secure.link(CODE, "mei")
    token = token_of(client.get(path, base_url=SECURE))
    given = {"Referer": f"{SECURE}/", "Origin": SECURE, "Sec-Fetch-Site": "same-origin"}

    answer = client.post(path, base_url=SECURE, headers=given, data={"csrf_token": token})

    assert (answer.status_code, answer.location) == (303, "/")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    kept = [part.partition("=")[0] for part in rest.split("; ")[1:]]
    assert (name, kept) == (
        "__Host-session",
        ["Expires", "Secure", "HttpOnly", "Path", "SameSite"],
    )
    assert "; Path=/;" in rest
    assert rest.endswith("SameSite=Lax")
    assert client.get("/trips", base_url=SECURE).status_code == 200


def test_over_https_every_answer_says_so(secure: House) -> None:
    caller = secure.anyone()

    for address in addresses(secure):
        answer = address.ask(caller, headers={"Host": "trips.example"})
        assert headers_of(answer) == wanted(address, answer) | STRICT, address


def _everything(house: House) -> dict[str, list[Any]]:
    """Return every row but what each request notes: when a session was used, what was tried."""
    noted = {"attempt", "web_session"}
    with house.installation.store.read() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in noted
        }


def _changing(house: House) -> list[Address]:
    found = [one for one in addresses(house) if one.method in CHANGING]
    assert len(found) > 40
    return [one for one in found if one.endpoint != "home.door"]


def _refused(address: Address, status: int) -> int:
    """Return how a refusal looks: shared pages have one bare page for everything."""
    return 404 if address.endpoint.startswith("shared.") else status


def test_no_form_without_its_token_changes_anything(samples: House) -> None:
    caller = samples.signed_in(CODE, LEADER)
    before = _everything(samples)

    for address in _changing(samples):
        answer = address.ask(caller, data={"draft": "x", "csrf_token": "x"})
        assert answer.status_code == _refused(address, 400), address

    assert _everything(samples) == before
    assert "This form is too old" in words(caller.client.post("/sign-out"))
    assert caller.get("/trips").status_code == 200


FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "none"},
    {"Origin": "http://["},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_from_elsewhere_changes_nothing_whatever_its_token(
    samples: House, headers: dict[str, str]
) -> None:
    caller = samples.signed_in(CODE, LEADER)
    token = token_of(caller.get("/trips"))
    before = _everything(samples)

    for address in _changing(samples):
        answer = address.ask(caller, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == _refused(address, 403), address

    assert _everything(samples) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://LOCALHOST"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_ones_own_is_taken(samples: House, headers: dict[str, str]) -> None:
    caller = samples.signed_in(CODE, LEADER)
    data = {"csrf_token": token_of(caller.get("/trips"))}

    assert caller.client.post("/sign-out", data=data, headers=headers).status_code == 303


def test_a_page_of_this_service_may_be_linked_to_from_elsewhere(samples: House) -> None:
    caller = samples.signed_in(CODE, LEADER)

    answer = caller.client.get("/trips", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200
