"""The pages with a real client: form tokens on, sign-in by link, every word of an answer."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from missions.accounts.sign_in import make_link_for_person
from missions.audit.log import OPERATOR
from missions.installation import Installation
from missions.trips.model import Membership, Trip
from missions.web.app import create_app
from missions.web.queries import person_of

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")


def words(response: TestResponse) -> str:
    """Return what a reader of the page sees, in one line."""
    body = re.sub(r"<(script|style|title).*?</\1>", " ", response.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", body))).strip()


def flat(response: TestResponse) -> str:
    """Return the page's source with every run of spaces and line ends as one space."""
    return re.sub(r"\s+", " ", response.text)


def token_of(response: TestResponse) -> str:
    """Return the form token of a page."""
    found = _TOKEN.search(response.text)
    assert found is not None, "the page has no form"
    return found.group(1)


def zipped(folder: Path) -> BytesIO:
    """Return a folder's files as a zip."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    packed.seek(0)
    return packed


@dataclass
class Caller:
    """One browser."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Ask for a page."""
        return self.client.get(path, buffered=True)

    def post(
        self, path: str, data: dict[str, object] | None = None, page: str = ""
    ) -> TestResponse:
        """Send a form with the token of the page that holds it."""
        token = token_of(self.client.get(page or path))
        return self.client.post(path, data={"csrf_token": token, **(data or {})})

    def bring(self, path: str, folder: Path | BytesIO, **more: object) -> TestResponse:
        """Hand a trip folder in."""
        packed = folder if isinstance(folder, BytesIO) else zipped(folder)
        return self.post(path, {"folder": (packed, "trip.zip"), **more})


@dataclass
class House:
    """An installation and its application."""

    installation: Installation
    app: Flask

    def anyone(self) -> Caller:
        """Return a browser that isn't signed in."""
        return Caller(self.app.test_client())

    def link(self, code: str, key: str, *, vouched: bool = True) -> str:
        """Return the path of a fresh sign-in link; vouched, it stands for a second factor too."""
        with self.installation.store.read() as session:
            person = person_of(session, code, key)
        assert person is not None
        url = make_link_for_person(self.installation, person, OPERATOR, vouched=vouched)
        return url.removeprefix(self.installation.settings.public_url)

    def signed_in(self, code: str, key: str) -> Caller:
        """Return a member's browser."""
        caller = self.anyone()
        answer = caller.post(self.link(code, key))
        assert answer.status_code == 303
        return caller

    def membership(self, code: str, key: str) -> str:
        """Return a member's id."""
        with self.installation.store.read() as session:
            found = (
                session.query(Membership.id)
                .join(Trip, Trip.id == Membership.trip_id)
                .filter(Trip.code == code, Membership.key == key)
                .scalar()
            )
        return str(found)

    def mine(self, code: str, key: str, page: str = "") -> str:
        """Return the path of a member's page."""
        return f"/my/{self.membership(code, key)}" + (f"/{page}" if page else "")


def opened(installation: Installation) -> House:
    """Return the house of an installation."""
    return House(installation, create_app(installation))
