"""The pages and the organisation's provider together, and a member whom both know."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import requests
from sqlalchemy import select
from werkzeug.test import TestResponse

from missions.accounts.model import Account, Identity, WebSession
from missions.accounts.sign_in import account_of
from missions.settings import Oidc
from missions.web.queries import person_of
from tests.clients.oidc_provider import Provider, serving
from tests.web.house import Caller, House, opened, words

DOOR = "/sign-in/organisation"
NOT_IN = {
    400: "This sign-in is no longer open",
    403: "You were not signed in",
    502: "That sign-in can’t be reached right now",
}


@dataclass
class Both:
    """The house, the organisation's provider, and Mei's account there."""

    house: House
    provider: Provider
    account: str

    def start(self, caller: Caller) -> TestResponse:
        """Press the button."""
        return caller.post(DOOR, page="/sign-in")

    def there(self, started: TestResponse) -> str:
        """Say at the provider who one is; return the path that one is sent back to."""
        answer = requests.post(address_of(started), allow_redirects=False, timeout=20)
        parts = urlsplit(answer.headers["Location"])
        assert f"{parts.scheme}://{parts.netloc}" == self.house.installation.settings.public_url
        return f"{parts.path}?{parts.query}"

    def sign_in(self, caller: Caller) -> TestResponse:
        """Go the whole way."""
        return caller.get(self.there(self.start(caller)))

    def identities(self) -> list[tuple[str, str, str]]:
        """Return what is kept of subjects."""
        with self.house.installation.store.read() as session:
            rows = session.scalars(select(Identity))
            return [(row.account_id, row.issuer, row.subject) for row in rows]

    def proved(self) -> list[bool]:
        """Return of each session whether it has shown a second factor."""
        with self.house.installation.store.read() as session:
            rows = session.scalars(select(WebSession).order_by(WebSession.created_at))
            return [row.proved_at is not None for row in rows]


def address_of(started: TestResponse) -> str:
    """Return where the page sends the browser, by itself and by its link."""
    assert started.status_code == 200, words(started)
    (link,) = re.findall(r'class="button primary wide"\s+href="([^"]+)"', started.text)
    address = html.unescape(link)
    assert started.headers["Refresh"] == f"0; url={address}"
    return address


def with_provider(samples: House, oidc: Oidc) -> House:
    """Return the house with a provider."""
    settings = replace(samples.installation.settings, oidc=oidc)
    return opened(replace(samples.installation, settings=settings))


def account_at(house: House, code: str, key: str, email: str) -> str:
    """Return a member's account, which has this address."""
    with house.installation.store.write() as session:
        person = person_of(session, code, key)
        assert person is not None
        account = account_of(session, person)
        session.get_one(Account, account).email = email
    return account


@contextmanager
def together(samples: House) -> Iterator[Both]:
    """Yield the house with a provider where somebody has the address of Mei's account."""
    account = account_at(samples, "spring-27", "mei", "mei@example.org")
    with serving() as made:
        made.claims["email"] = "Mei@Example.org"
        yield Both(with_provider(samples, made.settings), made, account)


def not_in(both: Both, answer: TestResponse, caller: Caller, status: int) -> None:
    """Assert that the answer says so in words, with a way back, and that nothing was kept."""
    assert (answer.status_code, NOT_IN[status] in words(answer)) == (status, True), words(answer)
    assert 'href="/sign-in"' in answer.text
    assert caller.get("/").location == "/sign-in"
    assert both.identities() == []
