"""What an upload is, told by its content and never by its name; sentences for what it can't be."""

from __future__ import annotations

LARGEST = 10_000_000
"""Bytes of an upload."""
MOST_PIXELS = 40_000_000

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_WANTED = "Send a JPEG, a PNG or a PDF."

_TAKEN = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_KNOWN = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_MARKUP = ((b"<svg", "an SVG drawing"), (b"<!doctype html", "a web page"), (b"<html", "a web page"))
_HEIF = (b"heic", b"heix", b"mif1", b"heif", b"hevc", b"avif")


class Unwanted(ValueError):
    """An upload can't be kept; the message names it, what it is, and what is wanted."""

    def __init__(self, name: str, found: str, wanted: str = _WANTED) -> None:
        super().__init__(f"“{name}” {found} {wanted}")


def kind_of(name: str, upload: bytes) -> str:
    """Return the media type of an upload.

    Raises:
        Unwanted: it is empty, too large, or none of the three kinds.
    """
    if not upload:
        raise Unwanted(name, "is empty.")
    if len(upload) > LARGEST:
        size = f"{len(upload) / 1e6:.1f} MB"
        raise Unwanted(name, f"has {size}; at most 10 MB are taken.", "Scan it smaller.")
    for start, media_type in _TAKEN:
        if upload.startswith(start):
            return media_type
    raise Unwanted(name, f"is {_described(upload)}.")


def _described(upload: bytes) -> str:
    if upload[4:8] == b"ftyp" and upload[8:12] in _HEIF:
        return "a HEIC or AVIF picture"
    if upload[:4] == b"RIFF" and upload[8:12] == b"WEBP":
        return "a WebP picture"
    for start, what in _KNOWN:
        if upload.startswith(start):
            return what
    head = upload[:4096].lower()
    for mark, what in _MARKUP:
        if mark in head:
            return what
    if b"%pdf-" in head:
        return "a PDF with something else before it"
    return "text" if _is_text(upload[:4096]) else "of a kind that isn't known here"


def _is_text(head: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\r\n\f" for byte in head)
