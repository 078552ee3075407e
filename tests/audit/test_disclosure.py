"""Seals are opened in one place, and each request leaves exactly one row that tells no value."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit.model import AuditEntry
from missions.briefing.actions import publish
from missions.briefing.desk import open_desk
from missions.briefing.gather import gather
from missions.briefing.queries import trip_by_code
from missions.disclosure import SealedFact, of_person, of_trip, open_for_release, reveal
from missions.installation import Installation
from missions.vault.sealing import CannotOpen
from tests.factories.canary_trip import build

FACTS = 109
"""1 purpose, 2 sites, 2 partners with name and phone, 4 people with 3 medical facts each, and
3 travellers with 5 papers of 6 sealed columns each: 1 + 2 + 4 + 12 + 90."""
PARTS = 5
"""The sealed parts of an edition: the trip's, and one for each of four people."""


def entries(session: Session) -> list[tuple[str, str, str, str]]:
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
    return [(row.actor, row.action, row.subject, row.detail) for row in rows]


def sealed(installation: Installation) -> list[SealedFact]:
    ring = installation.keyring
    words = {"purpose": "to build", "name": "Grace Church"}
    facts = [
        of_trip("t1", "trip", "t1", column, ring.seal("trip:t1", f"trip/t1/{column}", text))
        for column, text in words.items()
    ]
    token = ring.seal("person:p1", "person/p1/allergies", "peanuts")
    return [*facts, of_person("p1", "person", "p1", "allergies", token)]


BLANK = of_person("p1", "person", "p1", "medication", None)


def test_a_request_opens_in_order_and_leaves_one_row(installation: Installation) -> None:
    facts = sealed(installation)

    with installation.store.write() as session:
        found = reveal(installation, session, "account-1", "t1", [*facts, BLANK], "save")

    with installation.store.read() as session:
        assert found == ["to build", "Grace Church", "peanuts", ""]
        assert entries(session) == [("account-1", "sealed:save", "t1", "facts=3")]


def test_a_release_leaves_one_row_with_the_editions_id(installation: Installation) -> None:
    facts = sealed(installation)

    with installation.store.write() as session:
        open_for_release(installation, session, "operator", "e1", facts)

    with installation.store.read() as session:
        assert entries(session) == [("operator", "sealed:release", "e1", "facts=3")]


@pytest.mark.parametrize("facts", [[], [BLANK, BLANK]])
def test_what_holds_nothing_sealed_leaves_no_row(
    installation: Installation, facts: list[SealedFact]
) -> None:
    with installation.store.write() as session:
        assert reveal(installation, session, "operator", "t1", facts, "save") == [""] * len(facts)

    with installation.store.read() as session:
        assert entries(session) == []


def test_a_request_that_can_not_be_met_opens_nothing(installation: Installation) -> None:
    good = sealed(installation)
    moved = of_person("p1", "person", "p1", "blood_type", good[-1].token)

    with pytest.raises(CannotOpen), installation.store.write() as session:
        reveal(installation, session, "operator", "t1", [*good, moved], "save")

    with installation.store.read() as session:
        assert entries(session) == []


def test_each_step_of_a_trip_leaves_its_rows(installation: Installation) -> None:
    trip = build(installation, "closed")
    with installation.store.write() as session:
        gather(installation, session, trip_by_code(session, trip.code), "account-1")
    done = publish(installation, trip.code, "operator")
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip.trip_id, viewer="account-2")
        for _ in range(3):
            bool(desk.secrets)

    with installation.store.read() as session:
        assert entries(session) == [
            ("account-1", "sealed:gather", trip.trip_id, f"facts={FACTS}"),
            ("operator", "sealed:gather", trip.trip_id, f"facts={FACTS}"),
            ("operator", "edition:publish", done.edition_id, "number=1"),
            ("account-2", "sealed:release", done.edition_id, f"facts={PARTS}"),
        ]


def test_no_entry_tells_a_value(installation: Installation) -> None:
    trip = build(installation, "closed")
    publish(installation, trip.code, "operator", note="a note")

    with installation.store.read() as session:
        told = "\n".join("\x1f".join(row) for row in entries(session))

    assert trip.canary.found_in(told) == set()
