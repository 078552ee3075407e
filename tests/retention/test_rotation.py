"""Rotating keys: everything is sealed anew, whatever stops it, and nobody notices."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, Table, select

from missions import clock, schema
from missions.accounts.model import Account
from missions.audit.model import AuditEntry
from missions.briefing.actions import preview, publish
from missions.briefing.desk import open_desk, split_frames
from missions.briefing.model import Edition
from missions.disclosure import SealedFact, open_file
from missions.documents.actions import files_of, keep_scan, read_scan
from missions.documents.model import Document, Scan
from missions.installation import Installation, open_installation
from missions.people.model import Person
from missions.privacy import Sensitivity
from missions.retention import rotation
from missions.retention.model import SafeguardingRecord
from missions.retention.sealed_columns import (
    SEALED_BY,
    UnmappedColumn,
    require_mapped,
    sealed_columns,
)
from missions.store.base import new_id
from missions.trips.model import Membership, Partner
from missions.vault.keyring import KeyShredded, address, generation_of, person_scope, trip_scope
from missions.vault.scopes import account_scope, file_address, safeguarding_scope
from missions.vault.sealing import CannotOpen
from tests.documents.uploads import jpeg
from tests.factories.canary_trip import build
from tests.factories.installations import sqlite_installation

Tokens = dict[tuple[str, str], bytes]
"""Tokens by scope and address."""


class PowerCut(BaseException):
    """The machine stops here."""


@dataclass
class Full:
    """An installation with everything in it that is sealed."""

    installation: Installation
    trip_id: str
    mei: str
    account_id: str
    record_id: str
    code: str = "canary"


def filled(installation: Installation) -> Full:
    trip = build(installation, "closed")
    account_id, record_id = new_id(), new_id()
    keyring = installation.keyring
    with installation.store.write() as session:
        mei = session.scalars(select(Membership).where(Membership.key == "mei")).one().person_id
        where = address("account", account_id, "totp")
        totp = keyring.seal(account_scope(account_id), where, "otp secret")
        session.add(Account(id=account_id, created_at=clock.now(), totp=totp))
        where = address("safeguarding_record", record_id, "record")
        record = keyring.seal(safeguarding_scope(record_id), where, "a record")
        kept = SafeguardingRecord(id=record_id, record=record, made_at=clock.now())
        kept.kept_until = clock.now().date()
        session.add(kept)
        passport = select(Document).where(Document.key == "mei-passport")
        document = session.scalars(passport).one()
        keep_scan(installation, session, document.id, mei, jpeg(), "operator")
    publish(installation, trip.code, "operator", "First")
    with installation.store.write() as session:
        session.scalars(select(Partner).where(Partner.key == "lee")).one().languages = "en; ko"
    publish(installation, trip.code, "operator", "Second")
    return Full(installation, trip.trip_id, mei, account_id, record_id)


def _owner(full: Full, table: str, row: dict[str, str], people: dict[str, str]) -> str:
    by_kind = {
        "account": account_scope(full.account_id),
        "safeguarding_record": safeguarding_scope(full.record_id),
        "person": person_scope(row["id"]),
        "document": person_scope(people.get(row.get("person", ""), "")),
    }
    return by_kind.get(table, trip_scope(full.trip_id))


def tokens_of(full: Full) -> Tokens:
    """Return every token there is, found without the code under test."""
    found: Tokens = {}
    with full.installation.store.read() as session:
        members = session.scalars(select(Membership)).all()
        people = {each.key: each.person_id for each in members}
        frames = {each.id: person_scope(each.person_id) for each in members}
        for table in schema.metadata.tables.values():
            names = [
                column.name
                for column in table.columns
                if column.info["sensitivity"] is Sensitivity.SEALED
            ]
            for row in session.execute(select(table)).mappings() if names else ():
                for name in names:
                    if table.name == "edition":
                        for frame, token in split_frames(row[name]):
                            scope = frames.get(frame, trip_scope(full.trip_id))
                            found[scope, address("edition", row["id"], frame)] = token
                    elif row[name]:
                        scope = _owner(full, table.name, dict(row), people)
                        found[scope, address(table.name, row["id"], name)] = row[name]
        for scan in session.scalars(select(Scan)):
            token = files_of(full.installation).get(scan.object_name)
            found[person_scope(scan.person_id), file_address(scan.id)] = token
    return found


def opened(full: Full, tokens: Tokens) -> dict[tuple[str, str], bytes]:
    """Open every token with a keyring that has read nothing yet."""
    fresh = open_installation(full.installation.settings)
    with fresh.store.write() as session:
        texts = {
            (scope, where): open_file(fresh, session, "test", "", SealedFact(scope, where, token))
            for (scope, where), token in tokens.items()
        }
    fresh.close()
    return texts


def generations(tokens: Tokens) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for (scope, _), token in tokens.items():
        found.setdefault(scope, set()).add(generation_of(token))
    return found


@pytest.fixture
def full(installation: Installation) -> Full:
    """An installation of each engine."""
    return filled(installation)


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """An installation on SQLite."""
    installation = sqlite_installation(tmp_path_factory.mktemp("home"))
    yield filled(installation)
    installation.close()


def rotate(full: Full, kind: str, progress: rotation.Progress = rotation.silent) -> object:
    installation = full.installation
    if kind == "all":
        return rotation.rotate_all(installation, progress)
    if kind == "trip":
        return rotation.rotate_trip(installation, full.trip_id, progress)
    if kind == "person":
        return rotation.rotate_person(installation, full.mei, progress)
    return rotation.rotate_account(installation, full.account_id, progress)


@pytest.mark.parametrize("kind", ["trip", "person", "account"])
def test_one_key_is_replaced_and_the_others_are_not(full: Full, kind: str) -> None:
    before = tokens_of(full)
    texts = opened(full, before)
    owner = {"trip": full.trip_id, "person": full.mei, "account": full.account_id}[kind]
    scope = f"{kind}:{owner}"

    done = rotate(full, kind)

    after = tokens_of(full)
    mine = {place for place in before if place[0] == scope}
    assert done == rotation.Rotated(1, len(mine))
    assert len(mine) > (0 if kind == "account" else 5)
    assert opened(full, after) == texts
    assert {place for place in after if after[place] != before[place]} == mine
    assert generations(after) == {each: {2 if each == scope else 1} for each, _ in before}
    assert full.installation.keyring.generations()[scope] == (2,)
    with full.installation.store.read() as session:
        rows = select(AuditEntry).where(AuditEntry.action == "keys:rotate")
        assert [(row.actor, row.subject, row.detail) for row in session.scalars(rows)] == [
            ("operator", owner, f"generation=2 resealed={len(mine)}")
        ]


def test_all_keys_are_replaced_and_an_unchanged_plan_stays_unchanged(full: Full) -> None:
    before = tokens_of(full)
    texts = opened(full, before)
    assert preview(full.installation, full.code, "operator").unchanged

    done = rotation.rotate_all(full.installation)

    after = tokens_of(full)
    assert opened(full, after) == texts
    assert generations(after) == {scope: {2} for scope, _ in before}
    assert done == rotation.Rotated(len(generations(before)), len(before))
    assert preview(full.installation, full.code, "operator").unchanged
    assert rotation.rotate_all(full.installation).resealed == len(before)


def stops(small: Full, kind: str) -> Iterator[int]:
    """Rotate, and stop at each step in turn: yields after each stop."""
    stop = 0
    while True:
        steps = iter(range(stop))

        def progress(*_told: object, steps: Iterator[int] = steps) -> None:
            if next(steps, None) is None:
                raise PowerCut

        try:
            rotate(small, kind, progress)
        except PowerCut:
            stop += 1
            yield stop
        else:
            return


@pytest.mark.parametrize("kind", ["trip", "person"])
def test_wherever_it_stops_all_opens_and_the_next_run_goes_on(
    small: Full, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 5)
    texts = opened(small, tokens_of(small))
    scope = {"trip": trip_scope(small.trip_id), "person": person_scope(small.mei)}[kind]
    seen = []

    for _ in stops(small, kind):
        tokens = tokens_of(small)
        seen.append(generations(tokens)[scope])
        assert opened(small, tokens) == texts
        assert small.installation.keyring.generations()[scope] == (1, 2)

    after = tokens_of(small)
    assert (opened(small, after), generations(after)[scope]) == (texts, {2})
    assert small.installation.keyring.generations()[scope] == (2,)
    assert (seen[0], seen[-1], {1, 2} in seen) == ({1}, {2}, True)


@pytest.mark.parametrize("name", ["begin_rotation", "reseal", "finish_rotation"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_stop_inside_a_step_loses_nothing(
    small: Full, name: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = opened(small, tokens_of(small))
    keyring = type(small.installation.keyring)
    real = getattr(keyring, name)

    def cut(self: object, *args: object) -> object:
        if moment == "after":
            real(self, *args)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(keyring, name, cut)
        with pytest.raises(PowerCut):
            rotate(small, "person")
    assert opened(small, tokens_of(small)) == texts

    rotate(small, "person")

    assert opened(small, tokens_of(small)) == texts
    assert len(small.installation.keyring.generations()[person_scope(small.mei)]) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from missions.installation import open_installation
from missions.retention import rotation
from missions.settings import at_home
rotation.BATCH = 1
left = [int(sys.argv[2])]
def progress(*_told):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
rotation.rotate_person(open_installation(at_home(Path(sys.argv[1]))), sys.argv[3], progress)
"""


@pytest.mark.parametrize("step", [2, 6])
def test_a_process_that_is_killed_is_gone_on_with(small: Full, step: int) -> None:
    texts = opened(small, tokens_of(small))
    home = small.installation.settings.home
    command = [sys.executable, "-c", KILLED, str(home), str(step), small.mei]

    killed = subprocess.run(command, check=False, capture_output=True)
    half = tokens_of(small)

    scope = person_scope(small.mei)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (opened(small, half), generations(half)[scope]) == (texts, {1, 2})
    rotate(small, "person")
    after = tokens_of(small)
    assert (opened(small, after), generations(after)[scope]) == (texts, {2})


def test_readers_and_publishing_go_on_while_keys_are_replaced(
    full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 1)
    installation, problems, rounds = full.installation, [], []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                with installation.store.write() as session:
                    desk = open_desk(installation, session, full.trip_id)
                    row = session.scalars(select(Scan)).one()
                    read_scan(installation, session, "operator", row)
                    rounds.append(len(desk.secrets.persons))
        except Exception as error:
            problems.append(error)

    def progress(_text: str, done: int, total: int) -> None:
        if done == total // 2:
            with installation.store.write() as session:
                row = session.scalars(select(Partner).where(Partner.key == "lee")).one()
                row.languages += "; ja"
            publish(installation, full.code, "operator")

    reader = threading.Thread(target=read)
    reader.start()
    for kind in ("person", "trip"):
        rotate(full, kind, progress)
    over.set()
    reader.join()

    assert problems == []
    assert len(set(rounds)) == 1
    after = generations(tokens_of(full))
    assert (after[person_scope(full.mei)], after[trip_scope(full.trip_id)]) == ({2}, {2})
    with installation.store.read() as session:
        assert len(session.scalars(select(Edition)).all()) == 4


def test_what_comes_late_under_the_old_key_is_sealed_anew_before_the_end(
    small: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = small.installation.keyring
    with small.installation.store.read() as session:
        person = session.get_one(Person, small.mei)
    old, late = person.allergies, []

    def progress(_text: str, done: int, total: int) -> None:
        if done == total and not late:
            with small.installation.store.write() as session:
                session.get_one(Person, small.mei).allergies = old
            late.append(True)

    rotate(small, "person", progress)

    with small.installation.store.read() as session:
        token = session.get_one(Person, small.mei).allergies
    assert token is not None
    assert (generation_of(token), keyring.generations()[person_scope(small.mei)]) == (2, (2,))


def test_the_outer_key_is_replaced_and_everything_opens(small: Full) -> None:
    texts = opened(small, tokens_of(small))
    before = small.installation.keyring.fingerprint()

    after = rotation.rotate_outer(small.installation)

    assert (after == before, after == small.installation.keyring.fingerprint()) == (False, True)
    assert opened(small, tokens_of(small)) == texts
    with small.installation.store.read() as session:
        rows = select(AuditEntry).where(AuditEntry.action == "keys:rotate")
        assert [(row.subject, row.detail) for row in session.scalars(rows)] == [
            ("outer", f"fingerprint={after}")
        ]


def test_a_shredded_key_can_not_be_rotated_and_all_passes_it_over(small: Full) -> None:
    small.installation.keyring.shred([person_scope(small.mei)])

    with pytest.raises(KeyShredded):
        rotate(small, "person")
    rotation.rotate_all(small.installation)

    after = generations(tokens_of(small))
    assert after.pop(person_scope(small.mei)) == {1}
    assert set(map(tuple, after.values())) == {(2,)}


def test_what_was_altered_is_named_and_both_keys_are_kept(small: Full) -> None:
    with small.installation.store.write() as session:
        person = session.get_one(Person, small.mei)
        person.allergies = (person.allergies or b"")[:-1] + b"!"

    with pytest.raises(CannotOpen) as caught:
        rotate(small, "person")

    place = f"person/{small.mei}/allergies"
    assert str(caught.value) == (
        f"What is sealed at {place} does not open: it was altered or moved."
    )
    assert small.installation.keyring.generations()[person_scope(small.mei)] == (1, 2)


def test_what_no_key_opens_any_more_does_not_stop_a_rotation(small: Full) -> None:
    with small.installation.store.read() as session:
        old = session.get_one(Person, small.mei).allergies
    rotate(small, "person")
    with small.installation.store.write() as session:
        session.get_one(Person, small.mei).allergies = old

    rotate(small, "person")

    assert small.installation.keyring.generations()[person_scope(small.mei)] == (3,)


def test_every_sealed_column_says_which_key_seals_it() -> None:
    assert sealed_columns(schema.metadata) == sorted(SEALED_BY)
    require_mapped(schema.metadata)


def test_a_sealed_column_without_a_key_stops_the_service() -> None:
    metadata = MetaData()
    info = {"sensitivity": Sensitivity.SEALED}
    Table("visit", metadata, Column("why", LargeBinary, info=info))

    with pytest.raises(UnmappedColumn) as caught:
        require_mapped(metadata)

    assert str(caught.value) == (
        "these sealed columns do not say which key seals them: visit.why."
        " Add each to SEALED_BY in missions/retention/sealed_columns.py."
    )
