"""The encrypted file: what was written comes out, and nothing that was meddled with opens."""

from __future__ import annotations

import io
import os
import tracemalloc
from pathlib import Path

import pytest

from missions.operations.envelope import (
    CHUNK,
    MAGIC,
    TAG,
    BackupRefused,
    Opener,
    Sealer,
    head_of,
    written,
)
from missions.vault import outer

KEY = bytes(range(32))
HEAD = len(MAGIC) + 16 + 32


def sealed(plain: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, key)
    for start in range(0, len(plain), 10_000):
        sealer.write(plain[start : start + 10_000])
    sealer.finish()
    return file.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    opener = Opener(io.BytesIO(content), Path("b"), key)
    parts = []
    while part := opener.read(7_777):
        parts.append(part)
    opener.drain()
    return b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_is_sealed_comes_out(size: int) -> None:
    plain = os.urandom(size)
    content = sealed(plain)

    chunks = max(1, -(-size // CHUNK))
    assert len(content) == HEAD + size + chunks * TAG
    assert opened(content) == plain


def chunks_of(content: bytes) -> tuple[bytes, list[bytes]]:
    body = content[HEAD:]
    size = CHUNK + TAG
    return content[:HEAD], [body[start : start + size] for start in range(0, len(body), size)]


def meddled() -> dict[str, bytes]:
    content = sealed(os.urandom(3 * CHUNK))
    head, (one, two, three) = chunks_of(content)
    other = chunks_of(sealed(os.urandom(3 * CHUNK)))[1]
    flipped = bytearray(content)
    flipped[HEAD + 5] ^= 1
    salted = bytearray(content)
    salted[HEAD - 1] ^= 1
    return {
        "altered": bytes(flipped),
        "another salt": bytes(salted),
        "cut within a chunk": content[:-1],
        "cut between chunks": head + one + two,
        "only the head": head,
        "reordered": head + two + one + three,
        "twice": head + one + one + two + three,
        "continued": content + one,
        "continued by a byte": content + b"x",
        "a chunk of another file": head + one + other[1] + three,
        "the last one left out and marked": head + one + three,
    }


@pytest.mark.parametrize("how", list(meddled()))
def test_a_file_that_was_meddled_with_is_refused(how: str) -> None:
    content = meddled()[how]

    with pytest.raises(BackupRefused, match="altered or cut"):
        opened(content)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BackupRefused):
        opened(sealed(b"text"), bytes(32))


def test_the_same_content_never_gives_the_same_bytes() -> None:
    assert sealed(b"text")[HEAD - 32 :] != sealed(b"text")[HEAD - 32 :]


def test_a_file_is_its_owners_alone_and_says_which_key_it_wants(tmp_path: Path) -> None:
    path = tmp_path / "b"

    with written(path, KEY) as sealer:
        sealer.write(b"text")
        assert not path.exists()

    assert path.stat().st_mode & 0o777 == 0o600
    assert head_of(path).fingerprint == outer.fingerprint(KEY)
    assert [each.name for each in tmp_path.iterdir()] == ["b"]
    assert opened(path.read_bytes()) == b"text"


def test_a_failure_leaves_the_older_backup(tmp_path: Path) -> None:
    path = tmp_path / "b"
    with written(path, KEY) as sealer:
        sealer.write(b"older")

    def fails() -> None:
        with written(path, KEY) as sealer:
            sealer.write(b"newer" * CHUNK)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert opened(path.read_bytes()) == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["b"]


def test_what_is_no_backup_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "missions.db"
    path.write_bytes(b"a database, say, of a whole organisation, with more bytes than a head has")

    with pytest.raises(BackupRefused, match="is no backup"), written(path, KEY):
        pass

    assert path.read_bytes().startswith(b"a database")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(BackupRefused, match="No such file or directory"),
        written(tmp_path / "none" / "b", KEY),
    ):
        pass


def test_memory_stays_small_however_long_the_file(tmp_path: Path) -> None:
    path, piece = tmp_path / "b", os.urandom(256 * 1024)
    tracemalloc.start()
    try:
        with written(path, KEY) as sealer:
            for _ in range(128):
                sealer.write(piece)
        with path.open("rb") as file:
            opener = Opener(file, path, KEY)
            total = 0
            while part := opener.read(len(piece)):
                total += len(part)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert total == 128 * len(piece)
    assert peak < 8 * len(piece)
