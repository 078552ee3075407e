"""What lies on the disk: no word of a sealed column, in the database, its log or the keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, MetaData, String, cast, select
from sqlalchemy.engine import make_url

from missions import schema
from missions.briefing.actions import publish
from missions.installation import Installation
from missions.vault.keyring import address, person_scope, trip_scope
from tests.factories.canary_trip import CanaryTrip, build

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
POSTURES = pytest.mark.parametrize("posture", ["open", "guarded", "closed"])

PAPERS = ("passport", "visa", "insurance", "guardian_consent", "medical_form")
SEALED = {
    "trip.purpose",
    *(f"site.{key}.name" for key in ("maple", "hotel")),
    *(f"partner.{key}.{column}" for key in ("lee", "oh") for column in ("name", "phone")),
    *(
        f"person.{key}.{column}"
        for key in ("lea", "mei", "sam", "gus")
        for column in ("allergies", "medication", "blood_type")
    ),
    *(
        f"document.{key}.{kind}.{column}"
        for key in ("lea", "mei", "sam")
        for kind in PAPERS
        for column in ("number", "country", "name_on_document", "entries", "by", "note")
    ),
}
"""The places of the canary trip that the contract seals, written out by hand."""
BLANKED = {"activity.lunch.plain_title"}
"""What the canary trip leaves blank after all."""


def on_disk(installation: Installation) -> dict[str, bytes]:
    """Return the files of the database and the keys while the service has them open."""
    database = Path(str(make_url(installation.settings.database_url).database))
    keys = installation.settings.key_store
    return {
        path.name: path.read_bytes()
        for path in (*database.parent.glob(f"{database.name}*"), *keys.parent.glob("keys.db*"))
    }


@SQLITE
@POSTURES
def test_no_sealed_word_lies_in_the_database_its_log_or_the_keys(
    installation: Installation, posture: str
) -> None:
    with installation.store.read() as open_reader:
        open_reader.connection()
        trip = build(installation, posture)
        publish(installation, trip.code, "operator")
        files = on_disk(installation)

    everything = b"".join(files.values())
    found = {place for place, token in trip.canary.token.items() if token.encode() in everything}

    assert len(files["missions.sqlite3-wal"]) > 100_000
    assert sorted(files) == [
        "keys.db",
        "missions.sqlite3",
        "missions.sqlite3-shm",
        "missions.sqlite3-wal",
    ]
    assert found == set(trip.canary.token) - SEALED - BLANKED
    assert set(trip.canary.token) >= SEALED


def place_of(trip: CanaryTrip, table: str, keys: dict[str, str], column: str) -> str:
    """Return the canary's place of a sealed column's row."""
    handle = {
        "trip": "",
        "person": f".{keys['person']}",
        "document": f".{keys['key'].replace('-', '.', 1)}",
    }.get(table, f".{keys['key']}")
    return f"{table}{handle}.{column}"


def test_a_select_of_a_sealed_column_gives_ciphertext_that_opens_at_its_row(
    installation: Installation,
) -> None:
    trip = build(installation, "closed")
    keyring, opened = installation.keyring, {}
    with installation.store.read() as session:
        tables = schema.metadata.tables
        members = tables["membership"]
        persons = {
            row.person_id: row.key
            for row in session.execute(select(members.c.person_id, members.c.key))
        }
        ids = {key: person for person, key in persons.items()}
        for name in ("trip", "site", "partner", "person", "document"):
            table = tables[name]
            for row in session.execute(select(table)).mappings():
                owner = {"person": row["id"], "document": ids.get(row.get("person"))}.get(name)
                scope = person_scope(owner) if owner else trip_scope(trip.trip_id)
                keys = {"person": persons.get(row["id"], ""), "key": row.get("key", "")}
                for column in table.columns:
                    token = row[column.name]
                    if isinstance(column.type, LargeBinary) and token is not None:
                        place = place_of(trip, name, keys, column.name)
                        plain = keyring.open(scope, address(name, row["id"], column.name), token)
                        opened[place] = (plain, len(token), token[:5])

    assert opened == {
        place: (trip.canary(place), 5 + 12 + len(trip.canary(place)) + 16, b"\x02\0\0\0\x01")
        for place in SEALED
    }


def test_no_select_of_anything_gives_a_sealed_word(installation: Installation) -> None:
    trip = build(installation, "open")
    publish(installation, trip.code, "operator")
    metadata, read = MetaData(), []
    with installation.store.read() as session:
        metadata.reflect(session.connection())
        for table in metadata.tables.values():
            for column in table.columns:
                plain = column if "BLOB" in str(column.type) else cast(column, String)
                read += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for value in session.scalars(select(plain))
                ]
    everything = b"\n".join(read)

    found = {place for place, token in trip.canary.token.items() if token.encode() in everything}

    assert found == set(trip.canary.token) - SEALED - BLANKED
