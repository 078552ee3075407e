"""A PDF made harmless: its pages in a new document, without what acts, tells or hides.

Only what a page needs to be seen goes over: no document information, XMP, script, attached file,
action, link, form, thumbnail or private data; what was filled into a form is drawn into the page
first. Pictures inside keep their pixels and lose their EXIF.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from missions.documents.kinds import Unwanted

_OF_PAGE = frozenset(
    {
        *("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"),
        *("/Resources", "/Contents", "/Group"),
    }
)
_NEVER = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/A", "/JS", "/OpenAction"),
    *("/EF", "/AF", "/Alternates", "/OPI", "/URI", "/Measure", "/PtData", "/StructParent"),
    *("/StructParents", "/Ref", "/SpiderInfo", "/ID"),
)
_SPOILED = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    *(AttributeError, LookupError, RuntimeError, TypeError, ValueError, zlib.error),
)
_MOST_PAGES = 100
_MOST_OBJECTS = 50_000
_LARGEST_PICTURE = 64_000_000
_ADOBE, _START_OF_SCAN = 0xEE, 0xDA
_APPLICATION, _COMMENT = range(0xE1, 0xF0), 0xFE


def cleaned_pdf(name: str, upload: bytes) -> bytes:
    """Return the pages of a PDF in a new one; raise `Unwanted` where that can't be done."""
    try:
        with pikepdf.open(BytesIO(upload)) as source:
            if source.is_encrypted:
                raise Unwanted(name, "is locked.", "Send a copy without a password.")
            return _rewritten(name, source)
    except pikepdf.PasswordError as error:
        raise Unwanted(name, "is locked.", "Send a copy without a password.") from error
    except _SPOILED as error:
        if isinstance(error, Unwanted):
            raise
        raise Unwanted(name, "is a damaged PDF.", "Send it once more, or scan it again.") from error


def _rewritten(name: str, source: pikepdf.Pdf) -> bytes:
    count = len(source.pages)
    if not count:
        raise Unwanted(name, "has no page.")
    if count > _MOST_PAGES or len(source.objects) > _MOST_OBJECTS:
        raise Unwanted(name, f"has {count} pages.", "Send only those that matter.")
    source.generate_appearance_streams()
    source.flatten_annotations("screen")
    for page in source.pages:
        _strip_page(page.obj)
    with pikepdf.new() as clean:
        for page in source.pages:
            clean.pages.append(page)
        for item in clean.objects:
            _strip(item)
        buffer = BytesIO()
        clean.save(buffer, deterministic_id=True, fix_metadata_version=False)
    return buffer.getvalue()


def _strip_page(page: Any) -> None:
    for key in list(page.keys()):
        if key not in _OF_PAGE:
            del page[key]


def _strip(item: Any) -> None:
    """Take what acts or tells out of an object and out of all that lies directly in it."""
    if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image:
        _strip_picture(item)
    for each in _dictionaries(item):
        for key in _NEVER:
            if key in each:
                del each[key]


def _dictionaries(item: Any) -> Iterator[Any]:
    """Yield an object's dictionary and those inside it; what it refers to is looked at apart."""
    waiting = [item]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [one for one in each if _is_direct(one)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting += [value for _, value in each.items() if _is_direct(value)]


def _is_direct(item: Any) -> bool:
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary) and not item.is_indirect


def _strip_picture(stream: Any) -> None:
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if names[-1:] != [pikepdf.Name.DCTDecode]:
        return
    data = stream.read_raw_bytes()
    if names[:-1] == [pikepdf.Name.FlateDecode]:
        data = zlib.decompressobj().decompress(data, _LARGEST_PICTURE)
    elif names[:-1]:
        raise ValueError("a picture in an unusual wrapping")
    stream.write(pixels_of_jpeg(data), filter=pikepdf.Name.DCTDecode, type_check=False)


def pixels_of_jpeg(data: bytes) -> bytes:
    """Return a JPEG without its EXIF, profiles and comments; pixels and colours are untouched.

    Raises:
        ValueError: it is no JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    kept, place = [data[:2]], 2
    while data[place + 1] != _START_OF_SCAN:
        marker, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if data[place] != 0xFF or size < 2 or place + 2 + size >= len(data):
            raise ValueError("a damaged JPEG")
        told = marker == _COMMENT or (marker in _APPLICATION and marker != _ADOBE)
        if not told:
            kept.append(data[place : place + 2 + size])
        place += 2 + size
    end = data.rfind(b"\xff\xd9")
    return b"".join(kept) + data[place : end + 2 if end > place else len(data)]
