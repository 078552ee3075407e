"""The daily head in its file: one line a day, on the disk, for nobody else's eyes."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from missions import clock
from missions.audit import log
from missions.audit.anchors import BadHeads, anchor, is_due, line_of, read_heads
from missions.audit.chain import Anchor, Fault, Verdict
from missions.audit.verify import verify
from missions.store.sessions import Store
from tests.audit.chains import GENESIS, NOON, ROWS, made
from tests.audit.test_writers import together

FRIDAY, SATURDAY = date(2026, 7, 10), date(2026, 7, 11)
DIGESTS = [entry.digest for entry in made(ROWS)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "heads.txt"


def write(store: Store, place: int) -> None:
    with clock.frozen(NOON + timedelta(hours=place)), store.write() as session:
        log.record(session, *ROWS[place])


def keep(store: Store, path: Path, at: datetime) -> Anchor | None:
    with clock.frozen(at), store.write() as session:
        return anchor(session, path)


def test_the_head_is_kept_once_a_day(store: Store, path: Path) -> None:
    write(store, 0)
    first = keep(store, path, NOON)
    write(store, 1)
    again = keep(store, path, NOON + timedelta(hours=11, minutes=59))
    next_day = keep(store, path, NOON + timedelta(hours=12))

    assert (first, again) == (Anchor(FRIDAY, 1, DIGESTS[0]), None)
    assert next_day == Anchor(SATURDAY, 2, DIGESTS[1])
    assert path.read_text() == f"2026-07-10 1 {DIGESTS[0]}\n2026-07-11 2 {DIGESTS[1]}\n"
    assert read_heads(path) == [first, next_day]


def test_the_day_is_that_of_utc(store: Store, path: Path) -> None:
    evening = datetime(2026, 7, 10, 23, 0, tzinfo=timezone(timedelta(hours=-5)))

    assert keep(store, path, evening) == Anchor(SATURDAY, 0, GENESIS)
    with clock.frozen(datetime(2026, 7, 11, 23, 59, tzinfo=UTC)):
        assert not is_due(path)
    with clock.frozen(datetime(2026, 7, 12, tzinfo=UTC)):
        assert is_due(path)


def test_the_file_is_its_owners_only(store: Store, path: Path) -> None:
    keep(store, path, NOON)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_several_workers_keep_one_line(store: Store, path: Path) -> None:
    write(store, 0)
    with clock.frozen(NOON):
        together(lambda _worker: _keep_now(store, path))

    assert read_heads(path) == [Anchor(FRIDAY, 1, DIGESTS[0])]


def _keep_now(store: Store, path: Path) -> None:
    with store.write() as session:
        anchor(session, path)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_line_that_broke_off_is_not_glued_to_the_next(store: Store, path: Path) -> None:
    path.write_text(f"2026-07-09 0 {GENESIS}\n2026-07-10 1 {DIGESTS[0][:9]}")

    kept = keep(store, path, NOON)

    assert kept == Anchor(FRIDAY, 0, GENESIS)
    assert path.read_text().splitlines()[1:] == [f"2026-07-10 1 {DIGESTS[0][:9]}", line_of(kept)]
    with pytest.raises(BadHeads, match="Line 2 of"):
        read_heads(path)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# a note",
        f"2026-07-10 1 {'A' * 64}",
        f"2026-07-10 -1 {GENESIS}",
        f"2026-02-30 1 {GENESIS}",
        f"2026-07-10  1 {GENESIS}",
        f"2026-07-10 1 {GENESIS} more",
    ],
)
def test_a_line_that_is_no_head_is_named(path: Path, line: str) -> None:
    path.write_text(f"2026-07-09 0 {GENESIS}\n{line}\n")

    with pytest.raises(BadHeads, match="Line 2 of"):
        read_heads(path)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_missing_folder_is_an_error_not_made(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        keep(store, tmp_path / "not mounted" / "heads.txt", NOON)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_was_kept_is_what_a_check_compares_with(
    store: Store, path: Path, tmp_path: Path
) -> None:
    write(store, 0)
    keep(store, path, NOON)
    fresh = tmp_path / "other.txt"
    fresh.write_text(path.read_text().replace(f" 1 {DIGESTS[0]}", f" 2 {DIGESTS[1]}"))

    with store.read() as session:
        assert verify(session, read_heads(path)) == Verdict(1)
        assert verify(session, read_heads(fresh)) == Verdict(1, 2, Fault.SHORT, FRIDAY)
