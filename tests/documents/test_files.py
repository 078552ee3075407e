"""The store of scans: a folder, or a bucket that speaks S3."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from missions.documents.files import FilesUnusable, ScanFiles
from tests.documents.bucket import Bucket, serving


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """A bucket, with the environment that leads to it."""
    with serving() as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> ScanFiles:
    """A store of each kind."""
    if request.param == "folder":
        return ScanFiles(str(tmp_path / "scans"))
    request.getfixturevalue("bucket")
    return ScanFiles("s3://scans/of/missions")


def test_what_was_put_is_got_replaced_listed_and_deleted(files: ScanFiles) -> None:
    for name, body in (("aa", b"one"), ("bb", b"two"), ("aa", b"three")):
        files.put(name, body)

    assert (files.get("aa"), files.get("bb"), files.head("aa", 2)) == (b"three", b"two", b"th")
    assert sorted(kept.name for kept in files.names()) == ["aa", "bb"]
    files.delete("aa")
    files.delete("aa")
    assert [kept.name for kept in files.names()] == ["bb"]
    with pytest.raises(FileNotFoundError):
        files.get("aa")


def test_a_large_file_goes_whole(files: ScanFiles) -> None:
    body = bytes(range(256)) * 40_000

    files.put("aa", body)

    assert files.get("aa") == body


def test_the_folder_and_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    files = ScanFiles(str(tmp_path / "a" / "scans"))

    files.put("aa", b"one")

    folder = tmp_path / "a" / "scans"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "aa")]
    assert (modes, [path.name for path in folder.iterdir()]) == ([0o700, 0o600], ["aa"])


def test_a_bucket_gets_the_prefix_and_plain_requests(bucket: Bucket) -> None:
    files = ScanFiles("s3://scans/of/missions")

    files.put("aa", b"one")

    assert bucket.objects == {"scans/of/missions/aa": b"one"}
    assert bucket.requests == [("PUT", "scans/of/missions/aa")]


def test_a_store_that_refuses_says_which(bucket: Bucket) -> None:
    files = ScanFiles("s3://scans")
    bucket.refuses = True

    for attempt in (
        lambda: files.put("aa", b"one"),
        lambda: files.get("aa"),
        lambda: list(files.names()),
    ):
        with pytest.raises(FilesUnusable, match=r"^The store of scans s3://scans can't be used: "):
            attempt()


def test_a_folder_that_can_not_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "scans").write_text("a file")

    with pytest.raises(FilesUnusable, match="can't be used: "):
        ScanFiles(str(tmp_path / "scans"))
