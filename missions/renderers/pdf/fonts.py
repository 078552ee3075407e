"""The faces of one paper: which font sets which run, how wide it is, what has no glyph.

Faces are cut once per process and grow by what a further paper needs, so that the book and the
packets of an edition share them. What a document embeds is cut again to its own characters and
doesn't depend on how far a face has grown: the same text gives the same bytes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import RLock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from missions.renderers.pdf import scripts, typefaces
from missions.renderers.pdf.typefaces import LATIN, SOURCES, Source

logger = logging.getLogger(__name__)

_BASE = frozenset(map(ord, "‘’‚“”„–—…•−×·")) | set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
_LARGEST_CUT = 6000
_ASTRAL = re.compile(r"(?<=> )<([0-9A-F]{5,6})>$", re.MULTILINE)
_lock = RLock()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face; `scale` is what the size is multiplied by."""

    font: Face
    text: str
    scale: float = 1.0

    def width(self, size: float) -> float:
        """Return its width in points."""
        return float(self.font.stringWidth(self.text, size * self.scale))


class Face(TTFont):  # type: ignore[misc]
    """A face that ReportLab embeds; characters beyond the basic plane keep their meaning."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(name, BytesIO(data))

    def draw_as_box(self, codes: Iterable[int]) -> None:
        """Let these characters print as the face's empty box and be copied as themselves."""
        for code in codes:
            self.face.charToGlyph.setdefault(code, 0)
            self.face.charWidths.setdefault(code, self.face.defaultWidth)

    def addObjects(self, doc: Any) -> None:
        """Write the subset fonts, with code points above U+FFFF as the pairs that PDF wants."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(stream.content, str):
                stream.content = _ASTRAL.sub(_as_pair, stream.content)


def _as_pair(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True, slots=True)
class _Cut:
    codes: frozenset[int]
    regular: Face
    bold: Face


_cuts: dict[Source, _Cut] = {}


def _cut_with(source: Source, codes: frozenset[int]) -> _Cut:
    """Return a cut that holds these characters, growing the one at hand where it lacks some."""
    with _lock:
        known = _cuts.get(source)
        if known and codes <= known.codes:
            return known
        wanted = codes | known.codes if known else codes
        if len(wanted) > _LARGEST_CUT:
            wanted = codes
        regular, bold = typefaces.cut(source, wanted)
        faces = (Face(regular, f"{source.name}-Regular"), Face(bold, f"{source.name}-Bold"))
        _cuts[source] = _Cut(wanted, *faces)
        return _cuts[source]


class Faces:
    """What one paper is set in. Make it with `for_texts`, from all that the paper may print."""

    def __init__(self, codes: Mapping[Source, frozenset[int]], languages: tuple[str, ...]) -> None:
        self._codes = codes
        self._languages = languages
        self._cuts = {source: _cut_with(source, known) for source, known in codes.items()}
        self._runs: dict[tuple[str, bool], tuple[Run, ...]] = {}
        self.missing: frozenset[int] = frozenset()

    @classmethod
    def for_texts(cls, texts: Iterable[str], languages: tuple[str, ...] = ()) -> Faces:
        """Return faces with every character of the texts, and of the kit's own wordings."""
        codes: dict[Source, set[int]] = {LATIN: set(_BASE)}
        missing: set[int] = set()
        for text in set(texts):
            if text.isascii():
                continue
            for source, piece in scripts.split(scripts.clean(text), typefaces.covers, languages):
                into = missing if source is None else codes.setdefault(source, set())
                into.update(map(ord, piece))
        missing.discard(0x0A)
        ordered = {source: frozenset(codes[source]) for source in SOURCES if source in codes}
        faces = cls(ordered, languages)
        faces._box(missing)
        return faces

    def _box(self, missing: set[int]) -> None:
        self.missing = frozenset(missing)
        if missing:
            names = ", ".join(f"U+{code:04X}" for code in sorted(missing))
            logger.warning("no face has %s: printed as boxes", names)
        for face in (self._cuts[LATIN].regular, self._cuts[LATIN].bold):
            face.draw_as_box(missing)

    def runs(self, text: str, bold: bool = False) -> tuple[Run, ...]:
        """Split a text into runs of one face each."""
        key = (text, bold)
        if key not in self._runs:
            self._runs[key] = tuple(self._split(scripts.clean(text), bold))
        return self._runs[key]

    def _split(self, text: str, bold: bool) -> Iterator[Run]:
        if text.isascii():
            if text:
                yield self._run(LATIN, text, bold)
            return
        for source, piece in scripts.split(text, self._covers, self._languages):
            yield self._run(source or LATIN, piece, bold)

    def _run(self, source: Source, text: str, bold: bool) -> Run:
        cut = self._cuts[source]
        return Run(cut.bold if bold else cut.regular, text, source.scale)

    def _covers(self, source: Source, text: str) -> bool:
        known = self._codes.get(source, frozenset())
        return all(ord(char) in known for char in text)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Let ReportLab know these faces, and no other paper's, while a document is built."""
        with _lock:
            for cut in self._cuts.values():
                for face in (cut.regular, cut.bold):
                    _install(face)
            yield


def _install(face: Face) -> None:
    """Register the face under its name, in place of an earlier, smaller cut of it."""
    earlier = pdfmetrics._fonts.get(face.fontName)
    if earlier is not face:
        if earlier is not None:
            earlier.unregister()
        pdfmetrics.registerFont(face)
