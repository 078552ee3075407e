"""The restore drill: everything but the keys is destroyed and comes back, on any engine."""

from __future__ import annotations

import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from missions import clock
from missions.audit.verify import verify
from missions.installation import Installation
from missions.operations.aftermath import MAYBE_SENT, RESTORE, Ended
from missions.operations.archive import members
from missions.operations.backup import back_up
from missions.operations.restore import key_for, restore
from missions.settings import Settings
from missions.store import migrate
from missions.upkeep.queries import last
from missions.vault import outer
from tests.databases.fixtures import copied
from tests.operations.drill import (
    everything,
    fill,
    reopened,
    settings_at,
    told,
    triggers,
    wreck,
)

THEN = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 6, 2, 12, tzinfo=UTC)
PAIRS = [
    ("sqlite", "sqlite"),
    ("postgresql", "postgresql"),
    ("sqlite", "postgresql"),
    ("postgresql", "sqlite"),
]


@pytest.fixture(params=PAIRS, ids=" to ".join)
def homes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Settings, Settings]]:
    """Settings of one home on the database that is lost and on the one that takes its place."""
    with ExitStack() as stack:
        urls = {"sqlite": f"sqlite:///{tmp_path / 'home' / 'missions.db'}"}
        if "postgresql" in request.param:
            cluster = request.getfixturevalue("postgres")
            urls["postgresql"] = stack.enter_context(copied(cluster, "template0"))
        one, other = (settings_at(tmp_path / "home", urls[engine]) for engine in request.param)
        yield one, other


def expected(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what a restored database holds: the rows as they were, what was open ended."""
    found = {name: [dict(row) for row in rows] for name, rows in before.items()}
    for table, column in (
        ("web_session", "revoked_at"),
        ("sign_in_link", "used_at"),
        ("invitation", "revoked_at"),
    ):
        found[table][0][column] = LATER
    found["letter"][0].update(given_up_at=LATER, problem=MAYBE_SENT)
    entry = after["audit_entry"][-1]
    said = {"number": found["audit_head"][0]["number"] + 1, "at": LATER, "actor": "operator"}
    said |= {"action": RESTORE, "subject": "", "detail": "made=2026-06-01T12:00:00+00:00"}
    found["audit_entry"].append(entry | said)
    found["audit_head"][0].update(number=entry["number"], digest=entry["digest"])
    return found


def test_a_ruined_installation_comes_back(homes: tuple[Settings, Settings], tmp_path: Path) -> None:
    lost, fresh = homes
    file = tmp_path / "b"
    with clock.frozen(THEN), reopened(lost) as installation:
        trip = fill(installation)
        known = told(installation, trip)
        before = everything(installation)
        manifest = back_up(installation, file)
        with installation.store.read() as session:
            milestone = last(session, "backup")
            assert milestone is not None
            assert (milestone.at, milestone.detail) == (THEN, installation.keyring.fingerprint())
        wreck(installation)

    with clock.frozen(LATER), reopened(fresh) as installation:
        done = restore(installation, file, key_for(file, fresh.key_file))
        after = everything(installation)
        again = told(installation, trip)
        log_triggers = triggers(installation)
        with installation.store.read() as session:
            whole = verify(session).fault

    assert after == expected(before, after)
    assert again == known
    assert (known.purpose, len(known.feeds), known.picture[:2]) == (
        trip.canary("trip.purpose"),
        3,
        b"\xff\xd8",
    )
    assert (done.manifest, done.ended) == (manifest, Ended(1, 1, 1, 1))
    assert (done.kept, done.heads, done.links, done.keyless) == ("", "", 1, 0)
    assert (manifest.scans, manifest.absent, manifest.rows["trip"]) == (1, (), 1)
    assert migrate.differences(fresh.database_url) == []
    assert len(log_triggers) == (2 if fresh.database_url.startswith("sqlite") else 1)
    assert whole is None


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installation]:
    """A full installation on SQLite."""
    settings = settings_at(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'missions.db'}")
    with clock.frozen(THEN), reopened(settings) as installation:
        yield installation


def test_a_backup_shows_nothing_and_carries_no_key(installed: Installation, tmp_path: Path) -> None:
    trip = fill(installed)
    home, file = installed.settings.home, tmp_path / "b"
    back_up(installed, file)
    key = key_for(file, installed.settings.key_file)
    inside = b"".join(name.encode() + content for name, content in members(file, key))

    raw = file.read_bytes()
    shown = [token for token in trip.canary.token.values() if token.encode() in raw]
    leader = trip.canary("contact.leader.phone").encode()
    sealed = trip.canary("partner.lee.name").encode()
    secrets = [(home / name).read_bytes().strip() for name in ("outer.key", "web.key", "audit.key")]
    secrets += [outer.load(home / "outer.key"), *_wrapped(home)]

    assert len(trip.canary.token) > 100
    assert shown == []
    assert (leader in inside, sealed in inside) == (True, False)
    assert [secret for secret in secrets if secret in raw or secret in inside] == []
    assert len(secrets) > 8
    assert not tarfile.is_tarfile(file)


def _wrapped(home: Path) -> list[bytes]:
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        rows = connection.execute("SELECT wrapped FROM wrapped_key").fetchall()
    return [row[0] for row in rows]
