"""A locked PDF: with the passphrase everything, without it neither text nor metadata."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from missions.renderers.pdf.lock import lock_pdf
from missions.renderers.pdf.render import render_pdf
from tests.factories.briefings import packet
from tests.renderers.pdf import reading

PASSPHRASE = "7KQ2M-9RXT4-0ABCD-EFGHJ"


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A packet in the open."""
    return render_pdf(packet())


@pytest.fixture(scope="module")
def locked(plain: bytes) -> bytes:
    """The same, locked."""
    return lock_pdf(plain, PASSPHRASE)


def test_the_passphrase_opens_it_as_it_was(plain: bytes, locked: bytes) -> None:
    reader = PdfReader(io.BytesIO(locked), password=PASSPHRASE)
    texts = [page.extract_text() for page in reader.pages]

    assert texts == [page.extract_text() for page in PdfReader(io.BytesIO(plain)).pages]
    assert {key: str(value) for key, value in (reader.metadata or {}).items()} == {
        key: str(value) for key, value in (PdfReader(io.BytesIO(plain)).metadata or {}).items()
    }
    assert "M7K2-06" in texts[0]


def test_it_is_aes_256_of_the_sixth_revision_metadata_too(locked: bytes) -> None:
    with pikepdf.open(io.BytesIO(locked), password=PASSPHRASE) as document:
        how = document.encryption
        allowed = document.allow

    assert (how.R, how.V, how.bits) == (6, 5, 256)
    assert (how.stream_method.name, how.string_method.name) == ("aesv3", "aesv3")
    assert all(allowed)


def test_nothing_is_read_without_it(plain: bytes, locked: bytes) -> None:
    reader = PdfReader(io.BytesIO(locked))

    assert reader.is_encrypted
    assert not reader.decrypt("")
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    with pytest.raises(FileNotDecryptedError):
        str(reader.metadata)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    title = reading.metadata(plain)["/Title"].encode()
    assert title in plain
    assert title not in locked
    assert title.decode().encode("utf-16-be") not in locked


@pytest.mark.skipif(
    shutil.which("pdftotext") is None and "CI" not in os.environ,
    reason="poppler is not installed here",
)
def test_another_reader_opens_it_with_the_passphrase_alone(
    plain: bytes, locked: bytes, tmp_path: Path
) -> None:
    path, opened = tmp_path / "locked.pdf", tmp_path / "plain.pdf"
    path.write_bytes(locked)
    opened.write_bytes(plain)

    def text(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
        command = ["pdftotext", *options, str(file), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert text(path, "-upw", PASSPHRASE).stdout == text(opened).stdout != ""
    refused = text(path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Incorrect password" in refused.stderr
    assert text(path, "-upw", PASSPHRASE.lower()).stdout == ""
    facts = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=False)
    assert facts.stdout == ""
