"""What a finder can read in an answer: every layer of it, unpacked and decoded."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf
from pypdf import PdfReader

from tests.proof.marks import Marks

_ZIPS = ("application/zip", "application/vnd.openxmlformats")
_TAGS = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", re.DOTALL)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_known: dict[bytes, tuple[str, str]] = {}


def plain(text: str) -> str:
    """Return a text without its codings: percent, entities, JSON's, composed and in one form."""
    text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return unicodedata.normalize("NFC", html.unescape(unquote(html.unescape(text))))


def seen(text: str) -> str:
    """Return what a page shows, without its tags and what stands in them."""
    return plain(_TAGS.sub(" ", text))


def in_base64(text: str) -> Iterator[str]:
    """Yield what runs of letters mean as base64, wherever in the run it begins."""
    for run in _BASE64.findall(text):
        even = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            whole = even[start:] + "A" * (-(len(even) - start) % 4)
            try:
                yield base64.b64decode(whole).decode("utf-8", "ignore")
            except binascii.Error:
                continue


def in_text(marks: Marks, text: str) -> set[str]:
    """Return the places that a text for reading tells of, whole or cut, however it is coded."""
    return marks.found_in(seen(text)) | in_lines(marks, text)


def in_lines(marks: Marks, text: str) -> set[str]:
    """Return the places that headers, cookies and logs tell of.

    What is cut is not looked for: a random token has any four digits now and then.
    """
    decoded = plain(text)
    found = {place for piece in in_base64(decoded) for place in marks.in_code(piece)}
    return found | marks.in_code(decoded) | marks.rare_in(decoded)


def in_body(marks: Marks, body: bytes, kind: str, password: str = "") -> set[str]:
    """Return the places that an answer's body tells of."""
    if kind.startswith("application/pdf"):
        pages, rest = pdf_texts(body, password)
        return marks.found_in(pages) | marks.in_code(rest) | marks.rare_in(rest)
    if kind.startswith(_ZIPS):
        return _in_zip(marks, body)
    if kind.startswith("image/"):
        return in_text(marks, body.decode("utf-8", "replace"))
    text = body.decode("utf-8-sig", "replace")
    if kind.startswith("text/calendar"):
        text = re.sub(r"\r?\n[ \t]", "", text)
        text = re.sub(r"\\([,;\\nN])", r" \1", text)
    if "json" in kind:
        text += json.dumps(json.loads(text), ensure_ascii=False)
    return in_text(marks, text)


def _in_zip(marks: Marks, body: bytes) -> set[str]:
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            found |= in_text(marks, name)
            kind = "image/png" if name.startswith("scans/") else "text/plain"
            found |= in_body(marks, archive.read(name), kind)
    return found


def pdf_texts(body: bytes, password: str = "") -> tuple[str, str]:
    """Return what a PDF's pages show, and all that stands in it beside: streams, metadata."""
    with pikepdf.open(io.BytesIO(body), password=password) as document:
        streams = [_stream(one) for one in document.objects if isinstance(one, pikepdf.Stream)]
        facts = [repr(one) for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        whole = io.BytesIO()
        document.save(whole, encryption=False, static_id=True)
    key = b"".join(streams)
    if key not in _known:
        pages = PdfReader(io.BytesIO(whole.getvalue())).pages
        shown = "\n".join(page.extract_text() for page in pages)
        raw = b"\n".join(streams).decode("latin-1")
        _known[key] = plain(shown), "\n".join([plain(re.sub(r"\s+", "", shown)), raw, *facts])
    return _known[key]


def _stream(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def cookie_text(value: str) -> str:
    """Return what stands in a signed cookie: its payload, unpacked."""
    packed = value.startswith(".")
    payload = value.lstrip(".").partition(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if packed else raw).decode()
