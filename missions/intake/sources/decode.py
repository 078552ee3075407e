"""Bytes to text: which encoding a file was saved in, and with which delimiter.

UTF-8 needs no word; anything else is said in a notice, because a guess can be wrong. The East
Asian encodings read each other's files without complaint, so the text is judged by how ordinary
its characters are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from missions.intake.cells import without_hidden
from missions.intake.faults import Cause, Findings, Place
from missions.intake.sources.frequent import HAN, HANGUL

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HANGUL = re.compile(r"[가-힣]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class Undecodable(ValueError):
    """No known encoding fits the bytes."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding, "" for UTF-8.

    Raises:
        Undecodable: it is no text that we know.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec), name
    if b"\0" in data:
        text = _strict(data, _utf_16_without_bom(data))
        if without_hidden(text) != text.replace("\r\n", "\n"):
            raise Undecodable
        return text, "UTF-16"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _legacy(data)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise Undecodable from None


def _utf_16_without_bom(data: bytes) -> str:
    """Say on which side the zero bytes of ASCII letters stand, or refuse: no text has NULs."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(data) / 8 or min(even, odd) > max(even, odd) / 8:
        raise Undecodable
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> tuple[str, str]:
    readings = []
    for codec, name, score in (
        ("cp949", "CP949 (Korean)", _korean),
        ("gb18030", "GB18030 (Chinese)", _chinese),
    ):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        readings.append((score(text), text, name))
    if readings and not _looks_western(data):
        best = max(readings)
        if best[0] > 0:
            return best[1], best[2]
    return _strict(data, "cp1252"), "Windows-1252"


def _looks_western(data: bytes) -> bool:
    """Say whether the bytes beyond ASCII mostly stand alone, as accents in a word do."""
    runs = _HIGH_RUN.findall(data)
    return sum(len(run) == 1 for run in runs) * 2 > len(runs)


def _korean(text: str) -> float:
    """Return the share of common syllables in what is beyond ASCII."""
    return _share(text, HANGUL)


def _chinese(text: str) -> float:
    """Return the share of common characters in what is beyond ASCII."""
    return _share(text, HAN)


def _share(text: str, common: frozenset[str]) -> float:
    beyond = _BEYOND_ASCII.findall(text)
    return sum(char in common for char in beyond) / len(beyond) if beyond else 0.0


def text_of(file: str, data: bytes, findings: Findings) -> str | None:
    """Return a file's text, composed and without control characters; None after a fault."""
    try:
        text, encoding = decode(data)
    except Undecodable:
        wanted = "a text file, saved as UTF-8"
        findings.fault(Cause.FILE, Place(file), "", wanted)
        return None
    if encoding:
        findings.notice(Place(file), f"Read as {encoding}; it will be saved as UTF-8.")
    clean = without_hidden(text)
    if len(clean) != len(text.replace("\r\n", "\n")):
        findings.notice(Place(file), "Invisible control characters were left out.")
    return clean if clean.isascii() else unicodedata.normalize("NFC", clean)
