"""How long each column is kept: every one says so, and what is most private says it rightly."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, String, Table

from missions import schema
from missions.installation import Installation
from missions.privacy import Sensitivity
from missions.retention.classes import (
    CLASSES,
    WORDS,
    Kept,
    NotRetained,
    classes_of,
    require_retained,
)
from missions.web.app import create_app

# Written out by hand: the tables with facts about people, and those that outlive a trip.
SENSITIVE = {
    "person": {Kept.PERSON},
    "document": {Kept.PERSON},
    "scan": {Kept.PERSON},
    "membership": {Kept.TRIP},
    "attendance": {Kept.TRIP},
    "site": {Kept.TRIP},
    "partner": {Kept.TRIP},
    "trip": {Kept.TRIP},
    "edition": {Kept.EDITION},
    "paper_copy": {Kept.EDITION},
    "account": {Kept.ACCOUNT},
    "passkey": {Kept.ACCOUNT},
    "web_session": {Kept.SESSION},
    "letter": {Kept.LETTER},
    "safeguarding_record": {Kept.SAFEGUARDING},
    "audit_entry": {Kept.AUDIT},
    "purge": {Kept.AUDIT},
}


def test_every_column_has_a_class_and_every_class_a_column_and_words() -> None:
    real = {f"{t.name}.{c.name}" for t in schema.metadata.tables.values() for c in t.columns}

    assert set(CLASSES) == real
    assert set(CLASSES.values()) == set(WORDS) == set(Kept)


def test_sensitive_tables_end_when_they_should() -> None:
    assert {table: set(classes_of(table)) for table in SENSITIVE} == SENSITIVE


def test_nothing_that_is_sealed_is_kept_for_good() -> None:
    sealed = {
        CLASSES[f"{table.name}.{column.name}"]
        for table in schema.metadata.tables.values()
        for column in table.columns
        if column.info["sensitivity"] is Sensitivity.SEALED
    }

    assert sealed == {Kept.TRIP, Kept.EDITION, Kept.PERSON, Kept.ACCOUNT, Kept.SAFEGUARDING}


def test_an_address_keeps_nothing_that_names_whose_it_was() -> None:
    assert {
        name: str(kept) for name, kept in CLASSES.items() if name.startswith(("capa", "invit"))
    } == {
        **dict.fromkeys(("capability_link.membership_id", "capability_link.partner_id"), "trip"),
        **dict.fromkeys(("invitation.person_id", "invitation.email"), "person"),
        **{
            f"capability_link.{column}": "link"
            for column in (
                *("id", "token_hash", "created_at", "expires_at", "purpose", "made_by"),
                *("revoked_at", "last_fetched_at", "last_client", "fetches"),
            )
        },
        **{
            f"invitation.{column}": "link"
            for column in (
                *("id", "token_hash", "created_at", "expires_at", "made_by", "accepted_at"),
                "revoked_at",
            )
        },
    }


@pytest.fixture
def forgetful() -> MetaData:
    """Tables of which one column of a known table and one table stand in no class."""
    metadata = MetaData()
    level = {"sensitivity": Sensitivity.TEAM}
    Table("trip", metadata, Column("id", String, info=level), Column("mood", String, info=level))
    Table("pets", metadata, Column("name", String, info=level))
    return metadata


def test_a_column_without_a_class_stops_the_start(
    forgetful: MetaData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "metadata", forgetful)

    for start in (schema.check, lambda: require_retained(forgetful)):
        with pytest.raises(NotRetained) as caught:
            start()
        assert str(caught.value) == (
            "these columns do not say how long they are kept: pets.name, trip.mood."
            " Write each below its class in missions/retention/classes.py."
        )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_server_does_not_start_with_such_a_column(
    installation: Installation, forgetful: MetaData, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_app(installation)
    monkeypatch.setattr(schema, "metadata", forgetful)

    with pytest.raises(NotRetained):
        create_app(installation)
