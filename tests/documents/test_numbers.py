"""The blind index: a number is found whole, whatever its spacing, and never by a part."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from missions.documents.actions import index_numbers
from missions.documents.model import Document
from missions.documents.queries import documents_numbered
from missions.documents.rules import normalised
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.vault.keyring import Keyring
from missions.vault.outer import OuterKeyUnusable
from tests.factories.canary_trip import build
from tests.factories.folders import write_csv, write_toml

NUMBERS = {"lea": "M12-345 678", "sam": "x9k 22"}


def bring(installation: Installation, folder: Path, numbers: dict[str, str]) -> None:
    """Import a trip whose people have passports with these numbers."""
    folder.mkdir(exist_ok=True)
    trip = {
        **{"code": "maple-27", "name": "Maple", "label": "May trip", "posture": "guarded"},
        **{"starts": "2027-05-01", "ends": "2027-05-03", "home_zone": "America/Chicago"},
    }
    write_toml(folder / "trip.toml", trip)
    people = [
        {"key": "lea", "legal_name": "KIM, LEA", "preferred_name": "Lea", "role": "leader"},
        {"key": "sam", "legal_name": "OH, SAM", "preferred_name": "Sam", "role": "volunteer"},
    ]
    write_csv(folder / "people.csv", people)
    papers = [
        {"key": f"{key}-passport", "person": key, "kind": "passport", "number": number}
        for key, number in numbers.items()
    ]
    write_csv(folder / "documents.csv", papers)
    import_trip(installation, read_trip(folder), actor="operator")


def index_key(installation: Installation) -> bytes:
    """Return the index's key, unwrapped without the code under test."""
    settings = installation.settings
    wrapper = AESGCM(base64.b64decode(settings.key_file.read_bytes()))
    with closing(sqlite3.connect(settings.key_store)) as connection:
        query = "SELECT wrapped FROM wrapped_key WHERE scope = 'mac:install:index'"
        (wrapped,) = connection.execute(query).fetchone()
    return wrapper.decrypt(wrapped[1:13], wrapped[13:], b"mac:install:index")


def found(installation: Installation, number: str) -> list[str]:
    with installation.store.read() as session:
        return [row.person for row in documents_numbered(installation, session, number)]


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("M12345678", "M12345678"),
        ("m12-345 678", "M12345678"),
        ("Ｍ１２３", "M123"),
        ("a\u00a0b\u2011c\u2013d\u200b", "ABCD"),
        (" - ", ""),
        ("A/B.9", "A/B.9"),
    ],
)
def test_numbers_are_compared_without_case_spaces_and_hyphens(number: str, wanted: str) -> None:
    assert normalised(number) == wanted


def test_importing_indexes_and_a_number_is_found_whole(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "trip", NUMBERS)

    key = index_key(installation)
    with installation.store.read() as session:
        rows = {row.person: row.number_index for row in session.scalars(select(Document))}
    assert rows == {
        person: hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        for person, text in {"lea": "M12345678", "sam": "X9K22"}.items()
    }
    asked = ("M12345678", "m 12 345-678", "Ｍ12345678", "X9K22")
    assert [found(installation, each) for each in asked] == [["lea"], ["lea"], ["lea"], ["sam"]]
    for part in ("M1234567", "12345678", "M", "", " ", "%", "M%"):
        assert found(installation, part) == []


def test_importing_again_keeps_changes_and_clears_the_index(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "trip", NUMBERS)

    bring(installation, tmp_path / "trip", {"lea": "P777", "sam": "x9k 22"})
    changed = [found(installation, each) for each in ("M12345678", "P777", "X9K22")]
    bring(installation, tmp_path / "trip", {"lea": "P777", "sam": ""})

    assert changed == [[], ["lea"], ["sam"]]
    assert [found(installation, each) for each in ("P777", "X9K22")] == [["lea"], []]
    with installation.store.read() as session:
        rows = {row.person: row.number_index for row in session.scalars(select(Document))}
    assert rows["sam"] == ""


def test_numbers_of_earlier_times_are_indexed_afterwards(installation: Installation) -> None:
    trip = build(installation, "closed")
    number = trip.canary("document.mei.passport.number")
    assert found(installation, number) == []

    with installation.store.write() as session:
        assert index_numbers(installation, session, "operator") == 15
    with installation.store.write() as session:
        assert index_numbers(installation, session, "operator") == 0

    assert found(installation, number.upper()) == ["mei"]


def test_without_the_outer_key_looking_for_a_number_says_what_is_missing(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "trip", NUMBERS)
    installation.settings.key_file.unlink()
    keyring = Keyring(installation.settings.key_file, installation.settings.key_store)

    with pytest.raises(OuterKeyUnusable, match=r"is not there\. Put it back from your escrow copy"):
        found(replace(installation, keyring=keyring), "M12345678")
