"""Opening 200 passports' numbers, against the board that shows their leader who is ready."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.harness import Ratio, cpu_seconds
from missions import clock
from missions.accounts.sign_in import make_link_for_person
from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.disclosure import SealedFact, of_person
from missions.documents.model import Document
from missions.installation import Installation, create, open_installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.settings import at_home
from missions.trips.model import Membership
from missions.web.app import create_app

PASSPORTS = 200
CODE, LEADER = "spring-27", "grace"
NOW = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
"""Five weeks before the trip."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def write(folder: Path) -> None:
    """The sample's whole plan, with so many people more that there are 200 passports."""
    shutil.copytree(samples_dir() / CODE, folder)
    papers = _rows(folder / "documents.csv")
    known = sum(row["kind"] == "passport" and bool(row["number"]) for row in papers)
    _add(folder / "people.csv", _people(PASSPORTS - known))
    _add(folder / "documents.csv", _papers(PASSPORTS - known))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add(path: Path, more: Iterable[dict[str, str]]) -> None:
    before = _rows(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(before[0]))
        writer.writeheader()
        writer.writerows([*before, *more])


def _people(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        row = {"key": f"p{number:03}", "preferred_name": f"Person {number:03}"}
        yield {**row, "role": "volunteer", "birth_date": "1990-01-02", "nationality": "US"}


def _papers(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        row = {"key": f"d{number:03}", "person": f"p{number:03}", "kind": "passport"}
        yield {**row, "number": f"X{number:08}", "country": "US", "expires": "2033-01-01"}


def installed(home: Path) -> Installation:
    """The trip in an installation of its own."""
    write(home / "folder")
    settings = at_home(home / "home")
    create(settings)
    installation = open_installation(settings)
    import_trip(installation, read_trip(home / "folder"), actor=OPERATOR)
    return installation


def passports(installation: Installation) -> list[SealedFact]:
    """The sealed numbers, read from the database beforehand."""
    found = (
        select(Document.id, Document.number, Membership.person_id)
        .join(
            Membership,
            (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
        )
        .where(Document.kind == "passport", Document.number.is_not(None))
        .order_by(Membership.position)
    )
    with installation.store.read() as session:
        return [
            of_person(person, "document", row_id, "number", number)
            for row_id, number, person in session.execute(found)
        ]


def opened(installation: Installation, facts: list[SealedFact]) -> list[str]:
    """What the keyring makes of them, as `disclosure.reveal` asks it."""
    return installation.keyring.open_all((fact.scope, fact.address, fact.token) for fact in facts)


def leader(installation: Installation) -> FlaskClient:
    """The browser of the trip's leader."""
    client = create_app(installation).test_client()
    with installation.store.read() as session:
        person = session.scalars(select(Membership.person_id).filter_by(key=LEADER)).one()
    url = make_link_for_person(installation, person, OPERATOR, vouched=True)
    path = url.removeprefix(installation.settings.public_url)
    (token,) = _TOKEN.findall(client.get(path).text)
    assert client.post(path, data={"csrf_token": token}).status_code == 303
    return client


def page(client: FlaskClient) -> str:
    """Who is ready, on which everybody stands."""
    answer = client.get(f"/trips/{CODE}/ready")
    assert answer.status_code == 200
    return answer.text


def whole(texts: list[str], shown: str) -> bool:
    """Whether every number came out, and the page is of a trip of so many."""
    counts = [int(number) for number in re.findall(r"of\s+(\d+)\s+are\s+ready", shown)]
    return len(set(texts) - {""}) == PASSPORTS <= max(counts)


def ratios() -> Iterable[Ratio]:
    """The row."""
    with TemporaryDirectory(prefix="bench-board-") as folder, clock.frozen(NOW):
        installation = installed(Path(folder))
        facts, client = passports(installation), leader(installation)
        yield Ratio(
            "200 passports decrypted / the board of their trip",
            partial(opened, installation, facts),
            partial(page, client),
            0.01,
            same=whole,
            measure=cpu_seconds,
        )
        installation.close()
