"""What a reader finds in a PDF: its lines, faces, sizes, metadata."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader


def pages(data: bytes) -> list[list[str]]:
    """Return the lines of each page, as a reader copies them."""
    reader = PdfReader(io.BytesIO(data), strict=True)
    return [
        [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        for page in reader.pages
    ]


def words(data: bytes) -> str:
    """Return all text with single spaces, wherever its lines were broken."""
    return " ".join(" ".join(lines) for lines in pages(data))


def faces(data: bytes) -> set[str]:
    """Return the PostScript names of all faces, without the subset's prefix; all are embedded."""
    found = set()
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in _fonts(page):
            descriptor = font["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor
            found.add(re.sub(r"^/[A-Z]{6}\+", "", descriptor["/FontName"]))
    return found


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def size(data: bytes) -> tuple[float, float]:
    """Return the first page's width and height in points."""
    box = PdfReader(io.BytesIO(data)).pages[0].mediabox
    return float(box.width), float(box.height)


def type_sizes(data: bytes) -> set[float]:
    """Return every size that type is set in."""
    found: set[float] = set()

    def visit(text: str, _cm: Any, _tm: Any, _font: Any, points: float) -> None:
        if text.strip():
            found.add(round(points, 2))

    for page in PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_text=visit)
    return found


def colours(data: bytes) -> set[tuple[float, ...]]:
    """Return every colour that something is filled or drawn with."""
    found = set()
    for page in PdfReader(io.BytesIO(data)).pages:
        content = page.get_contents()
        for match in re.finditer(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", content.get_data()):
            found.add(tuple(round(float(part), 3) for part in match.groups()))
    return found


def metadata(data: bytes) -> dict[str, str]:
    """Return the document's information without its dates."""
    info = PdfReader(io.BytesIO(data)).metadata or {}
    return {key: str(value) for key, value in info.items() if not key.endswith("Date")}


def outline(data: bytes) -> list[Any]:
    """Return the titles of the outline, nested as it is."""

    def titles(nodes: Any) -> list[Any]:
        return [titles(node) if isinstance(node, list) else node.title for node in nodes]

    return titles(PdfReader(io.BytesIO(data)).outline)
