"""What is kept about somebody: all of it, and nothing of anybody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from missions import clock
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.documents.actions import files_of
from missions.installation import Installation
from missions.retention.own_archive import packed
from missions.retention.own_data import everything, sections
from missions.retention.own_rows import whose
from tests.retention.canary_house import AFTER, CanaryHouse, furnish


@pytest.fixture
def house(installation: Installation) -> Iterator[CanaryHouse]:
    """The canary trip, seven weeks after its end."""
    made = furnish(installation)
    with clock.frozen(AFTER):
        yield made


def archive_of(house: CanaryHouse, key: str) -> ZipFile:
    """Return somebody's archive, as they asked for it."""
    with house.installation.store.write() as session:
        data = everything(house.installation, session, house.persons[key], house.accounts[key])
    return ZipFile(BytesIO(packed(data, AFTER)))


TICKETS = {
    f"segment.{key}.{column}"
    for key in ("out", "home", "van", "train")
    for column in ("number", "locator", "ticketed_as")
}


@pytest.mark.parametrize("name", ["about-you.json", "about-you.html"])
def test_it_holds_all_of_ones_own_and_nothing_of_others(house: CanaryHouse, name: str) -> None:
    archive = archive_of(house, "mei")

    text = archive.read(name).decode()
    found = house.trip.canary.found_in(text)
    own = set(house.canaries("mei")) - {"scan.mei.content"}
    assert found == own | TICKETS | {"trip.label"}
    assert (
        archive.read("scans/01-passport.png").decode()
        == (house.trip.canary.token["scan.mei.content"])
    )
    assert sorted(archive.namelist()) == [
        "about-you.html",
        "about-you.json",
        "scans/01-passport.png",
    ]


def test_a_leader_gets_the_note_on_their_attendance_and_no_volunteers_facts(
    house: CanaryHouse,
) -> None:
    archive = archive_of(house, "lea")

    found = house.trip.canary.found_in(archive.read("about-you.json").decode())
    tickets = {place for place in TICKETS if not place.startswith("segment.train")}
    tickets -= {place for place in TICKETS if place.endswith("ticketed_as")}
    own = set(house.canaries("lea")) - {"scan.lea.content"}
    assert found == own | tickets | {"trip.label", "training.title"}


def test_the_values_stand_as_they_are_and_no_secret_does(house: CanaryHouse) -> None:
    tokens = house.trip.canary.token
    whole = json.loads(archive_of(house, "mei").read("about-you.json"))

    person, account = whole["person"]["rows"][0], whole["account"]["rows"][0]
    assert (person["birth_date"], person["gender"]) == ("1995-05-06", "F")
    assert person["allergies"] == tokens["person.mei.allergies"]
    assert account == {
        "email": f"{tokens['account.mei.email']}@6.example",
        "created_at": "2026-06-20T12:00:00+00:00",
        "administrator": False,
        "password": False,
        "code_generator_since": None,
    }
    assert (
        whole["editions"]["rows"][0]["under_seal"]["blood_type"]
        == (tokens["person.mei.blood_type"])
    )
    assert {row["letter"] for row in whole["letters"]["rows"]} >= {"invitation", "published"}
    assert "digest-of" not in json.dumps(whole)
    assert "hash" not in json.dumps(whole)


def test_looking_opens_nothing_and_reading_is_in_the_log(house: CanaryHouse) -> None:
    def written() -> list[tuple[str, str]]:
        with house.installation.store.read() as session:
            rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        return [(row.actor, row.action) for row in rows]

    before = len(written())
    with house.installation.store.read() as session:
        counts = {
            part.name: len(part.rows)
            for part in sections(session, whose(session, house.persons["mei"]))
        }
    assert len(written()) == before
    archive_of(house, "mei")

    mine = house.accounts["mei"]
    assert written()[before:] == [
        (mine, "sealed:own data"),
        (mine, "sealed:scan"),
        (mine, "data:read"),
    ]
    assert {name: count for name, count in counts.items() if name not in ("log", "letters")} == {
        "person": 1,
        "documents": 5,
        "history": 0,
        "scans": 1,
        "parts": 1,
        "attendance": 0,
        "waived": 0,
        "verdicts": 0,
        "tickets": 4,
        "lifts": 1,
        "editions": 1,
        "papers": 1,
        "account": 1,
        "factors": 0,
        "sign-ins": 1,
        "invitations": 1,
        "addresses": 1,
    }


def test_it_reaches_over_all_trips_of_an_account(house: CanaryHouse) -> None:
    with clock.frozen(AFTER):
        other = furnish(house.installation, "open", "other")
    with house.installation.store.write() as session:
        person = whose(session, other.persons["mei"]).persons[0]
        person.account_id = house.accounts["mei"]
    archive = archive_of(house, "mei")

    text = archive.read("about-you.json").decode()
    whole = json.loads(text)
    assert [row["role"] for row in whole["parts"]["rows"]] == ["volunteer", "volunteer"]
    assert len(whole["documents"]["rows"]) == 10
    assert sorted(name for name in archive.namelist() if name.startswith("scans/")) == [
        "scans/01-passport.png",
        "scans/02-passport.png",
    ]


def test_a_guardian_gets_no_facts_of_the_minor(house: CanaryHouse) -> None:
    found = house.trip.canary.found_in(archive_of(house, "gus").read("about-you.json").decode())

    assert found == set(house.canaries("gus")) | {"trip.label"}


def test_a_file_that_is_lost_is_told(house: CanaryHouse) -> None:

    files_of(house.installation).delete("scan-of-mei")

    assert archive_of(house, "mei").read("scans/01-passport.png") == b"The file is lost."


def test_nobody_is_nobody(house: CanaryHouse) -> None:
    with house.installation.store.write() as session, pytest.raises(LookupError):
        everything(house.installation, session, "nobody", OPERATOR)


def test_the_same_archive_has_the_same_bytes(house: CanaryHouse) -> None:
    with house.installation.store.write() as session:
        data = everything(house.installation, session, house.persons["mei"], OPERATOR)

    assert packed(data, AFTER) == packed(data, datetime.fromisoformat(AFTER.isoformat()))
