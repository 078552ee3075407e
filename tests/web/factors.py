"""Second factors for the pages' tests: a leader's browser, an app, an authenticator."""

from __future__ import annotations

import html
import json
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass

import pyotp
from sqlalchemy import select, update

from missions import clock
from missions.accounts import passwords
from missions.accounts.model import Account
from missions.audit.log import OPERATOR
from missions.people.model import Person
from missions.web.queries import person_of
from tests.accounts.authenticator import Authenticator
from tests.web.house import Caller, House, token_of

LEADER = ("spring-27", "grace")
MEMBER = ("spring-27", "mei")
FOLDER = "/trips/spring-27/folder"
PUBLISH = "/trips/spring-27/publish"


@dataclass
class SignedIn:
    """An account and one browser that is signed in to it."""

    house: House
    caller: Caller
    id: str

    def form_token(self, page: str = "/account") -> str:
        """Return a form token of this browser."""
        return token_of(self.caller.get(page))

    def wanted(self, path: str, page: str = "/account") -> bytes:
        """Ask for a challenge."""
        answer = self.caller.client.post(path, data={"csrf_token": self.form_token(page)})
        assert answer.status_code == 200, answer.text
        text = json.loads(answer.text)["challenge"]
        return urlsafe_b64decode(text + "==")

    def device(self) -> Authenticator:
        """Return an authenticator for this account."""
        return Authenticator("localhost", "http://localhost:8080", self.id.encode())

    def add_passkey(self, device: Authenticator, name: str = "Phone") -> list[str]:
        """Register a passkey; return the recovery codes that were shown."""
        answer = device.made(self.wanted("/account/passkeys/new"))
        data = {"csrf_token": self.form_token(), "credential": answer, "name": name}
        return codes_in(self.caller.client.post("/account/passkeys", data=data).text)

    def add_app(self) -> pyotp.TOTP:
        """Set an authenticator app up, half an hour ago by its own count."""
        shown = self.caller.post("/account/app", page="/account")
        found = re.search(r'class="secret">([A-Z2-7 ]+)<', shown.text)
        assert found is not None, shown.text
        app = pyotp.TOTP(found.group(1).replace(" ", ""))
        data = {"csrf_token": token_of(shown), "code": app.at(clock.now())}
        assert self.caller.client.post("/account/app/code", data=data).status_code in (200, 303)
        return app


def codes_in(text: str) -> list[str]:
    """Return the recovery codes of a page."""
    return re.findall(r"<li>((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})</li>", text)


def fields_in(text: str) -> dict[str, str]:
    """Return the hidden fields of a page's first form that carries something along."""
    form = next(one for one in text.split("<form")[1:] if "proof-next" in one)
    found = re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def account_of(house: House, who: tuple[str, str], *, vouched: bool = False) -> SignedIn:
    """Sign somebody in; without a second factor unless vouched for."""
    caller = house.anyone()
    assert caller.post(house.link(*who, vouched=vouched)).status_code == 303
    with house.installation.store.read() as session:
        person = person_of(session, *who)
        found = session.scalar(select(Person.account_id).where(Person.id == person))
    assert found is not None
    return SignedIn(house, caller, found)


def give(house: House, account: str, *, email: str = "", password: str = "") -> None:
    """Give an account an address and a password."""
    with house.installation.store.write() as session:
        if email:
            session.execute(update(Account).where(Account.id == account).values(email=email))
        if password:
            row = session.get_one(Account, account)
            passwords.set_password(session, row, password, OPERATOR)
