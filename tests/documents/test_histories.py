"""A paper's history: sealed with its person's key, handed over with their data, ended with them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from missions import clock
from missions.audit.chain import Entry
from missions.audit.words import Named, Names, sentence
from missions.documents import entering, replacing, reviewing
from missions.documents.history import NOTHING, Told, told
from missions.documents.model import Document, PaperEvent
from missions.documents.opening import open_papers
from missions.documents.owning import NotThere, Outdated, owner_of, paper_of
from missions.documents.queries import events_of
from missions.installation import Installation
from missions.retention.blanking import blank_persons
from missions.retention.own_rows import history_rows, whose
from missions.trips.model import Membership
from missions.vault.keyring import KeyShredded, person_scope
from tests.factories.canary_trip import build

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
CELLS = {"state": "held", "number": "X7654321", "country": "US", "expires": "2034-01-02"}


def mei(installation: Installation) -> tuple[str, str, str]:
    """Make a trip; return a member's id, their person's, and that of their passport."""
    canaries = build(installation, "closed")
    with installation.store.read() as session:
        member = session.scalars(
            select(Membership).where(
                Membership.trip_id == canaries.trip_id, Membership.key == "mei"
            )
        ).one()
        passport = session.scalars(
            select(Document.id).where(Document.person == "mei", Document.kind == "passport")
        ).first()
    assert passport is not None
    return member.id, member.person_id, passport


def test_words_are_sealed_and_come_back_whole() -> None:
    words = Told({"number": ("X1", "X2")}, ("The roster says so.",), "Too dark.")

    assert told(words.text()) == words
    assert (NOTHING.text(), told("")) == ("", NOTHING)
    assert "X1" not in repr(words)


def test_a_history_is_sealed_handed_over_and_ends_with_the_person(
    installation: Installation,
) -> None:
    member, person, passport = mei(installation)
    with clock.frozen(NOON), installation.store.write() as session:
        owner = owner_of(session, member)
        before = owner.trip.version
        entering.change(installation, session, owner, passport, "", {"number": "X7654321"}, "lea")
        reviewing.give_back(installation, session, owner, passport, "", "Too dark.", "lea")
        assert owner.trip.version == before + 2

    with installation.store.write() as session:
        rows = events_of(session, [passport])
        assert all(b"X7654321" not in (row.words or b"") for row in rows)
        document = paper_of(session, owner_of(session, member), passport)
        opened = open_papers(installation, session, "lea", person, [document], rows)[0]
        handed = list(history_rows(session, whose(session, person)))
        number = opened.cells["number"]
        happened = {event.what: event.told for event in opened.events}
        assert number == "X7654321"
        assert happened["returned"] == Told(reason="Too dark.")
        assert happened["changed"].changes["number"][1] == "X7654321"
        assert {(row["what"], row["by_you"], row["kind"]) for row in handed} == {
            ("changed", False, "passport"),
            ("returned", False, "passport"),
        }

    installation.keyring.shred([person_scope(person)])
    with installation.store.write() as session:
        document = paper_of(session, owner_of(session, member), passport)
        with pytest.raises(KeyShredded):
            open_papers(installation, session, "lea", person, [document], rows)
        blank_persons(session, [person])
        session.flush()
        assert session.scalars(select(PaperEvent)).all() == []


def test_who_was_slower_and_who_is_not_theirs_writes_nothing(installation: Installation) -> None:
    member, _person, passport = mei(installation)
    with installation.store.write() as session:
        owner = owner_of(session, member)
        with pytest.raises(Outdated):
            entering.change(installation, session, owner, passport, "stale", CELLS, "lea")
    with installation.store.read() as session:
        strange = session.scalars(select(Document.id).where(Document.person != "mei")).first()
    with installation.store.write() as session:
        owner = owner_of(session, member)
        with pytest.raises(NotThere):
            replacing.choose(installation, session, owner, str(strange), "lea")
    with installation.store.read() as session:
        assert session.scalars(select(PaperEvent)).all() == []


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        ("document:change", "entered document=ab", "Grace entered one of Mei’s documents"),
        (
            "document:change",
            "replaced document=ab",
            "Grace put a newer one in the place of one of Mei’s documents",
        ),
        (
            "document:change",
            "taken back document=ab",
            "Grace took back that one of Mei’s documents was replaced",
        ),
        ("document:change", "changed document=ab", "Grace changed Mei’s documents"),
        ("document:review", "accepted document=ab", "Grace accepted one of Mei’s documents"),
        ("document:review", "returned document=ab", "Grace returned one of Mei’s documents"),
    ],
)
def test_what_the_log_says_of_papers(action: str, detail: str, said: str) -> None:
    names = Names("t", {"g": Named("Grace", "g"), "p": Named("Mei", "m")})
    entry = Entry(1, NOON, "g", action, "p", detail, "t", 2, "")

    assert sentence(entry, names) == said
