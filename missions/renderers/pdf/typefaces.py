"""Where the type comes from, and how a face is cut from a variable font.

The fonts are the variable Noto fonts that come as Python packages. A cut holds the glyphs of the
characters asked for, at one weight, under a PostScript name of its own. Everything in a cut that
would depend on which other characters were cut with them is pinned, so that what ends up inside a
document depends on the document's own text alone.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from fontTools.varLib import instancer

REGULAR, BOLD = 400, 700

_UNUSED = (
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT", "HVAR", "VVAR", "MVAR", "VORG", "vhea", "vmtx"),
    *("gasp", "prep", "fpgm", "cvt "),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A variable font: `name` begins its faces' PostScript names, `charset` is the national
    character set whose texts it is drawn for, `scale` evens it out beside Latin."""

    name: str
    package: str
    file: str
    charset: str = ""
    scale: float = 1.0
    pinned: tuple[tuple[str, float], ...] = ()


def _cjk(region: str, charset: str) -> Source:
    file = f"fonts/ofl/notosans{region.lower()}/NotoSans{region}[wght].ttf"
    return Source(f"NotoSans{region}", "justmytype_intl_cjk", file, charset, 0.96)


LATIN = Source(
    "NotoSans", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", pinned=(("wdth", 100.0),)
)
SC = _cjk("SC", "gb2312")
TC = _cjk("TC", "big5")
JP = _cjk("JP", "cp932")
KR = _cjk("KR", "cp949")
SOURCES = (LATIN, SC, TC, JP, KR)


def _open(source: Source) -> TTFont:
    path = str(files(source.package) / source.file)
    return TTFont(path, lazy=True, recalcTimestamp=False, recalcBBoxes=False)


@cache
def _groups(source: Source) -> tuple[tuple[int, int, int], ...]:
    """Return the font's (first code, last code, first glyph) ranges, read without the whole map."""
    with _open(source) as font:
        table: bytes = font.reader["cmap"]
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, at = struct.unpack_from(">HHL", table, 4 + 8 * index)
        if (platform, encoding) == (3, 10):
            count = struct.unpack_from(">L", table, at + 12)[0]
            ranges = struct.iter_unpack(">LLL", table[at + 16 : at + 16 + 12 * count])
            return tuple((first, last, glyph) for first, last, glyph in ranges)
    raise LookupError(f"{source.file} has no full Unicode map")


def glyph_of(source: Source, code: int) -> int:
    """Return the glyph's number in the font, 0 where it has none."""
    groups = _groups(source)
    index = bisect_right(groups, (code, 0x110000, 0)) - 1
    if index < 0:
        return 0
    first, last, glyph = groups[index]
    return glyph + code - first if code <= last else 0


def covers(source: Source, text: str) -> bool:
    """Tell whether the font has a glyph for every character."""
    return all(glyph_of(source, ord(char)) for char in text)


def cut(source: Source, codes: Iterable[int]) -> tuple[bytes, bytes]:
    """Return the regular and the bold face with the glyphs of these characters."""
    small, metrics = _subset(source, sorted(codes))
    regular = _instance(source, small, metrics, REGULAR, "Regular")
    return regular, _instance(source, small, metrics, BOLD, "Bold")


def _subset(source: Source, codes: list[int]) -> tuple[bytes, bytes]:
    """Return the still variable font with these characters only, and its untouched OS/2 table."""
    with _open(source) as font:
        metrics: bytes = font.reader["OS/2"]
        count = font["maxp"].numGlyphs
        font.setGlyphOrder([".notdef", *(f"g{number}" for number in range(1, count))])
        font["cmap"] = _character_map(font, {code: glyph_of(source, code) for code in codes})
        options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
        options.drop_tables = [*options.drop_tables, *_UNUSED]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(font)
        return _saved(font), metrics


def _character_map(font: TTFont, glyphs: dict[int, int]) -> object:
    """Return a map of just these characters: decoding the whole one takes longer than the cut."""
    inner = CmapSubtable.newSubtable(12)
    inner.platformID, inner.platEncID, inner.language, inner.reserved = 3, 10, 0, 0
    inner.cmap = {code: font.getGlyphName(glyph) for code, glyph in glyphs.items()}
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [inner]
    return table


def _instance(source: Source, small: bytes, metrics: bytes, weight: int, style: str) -> bytes:
    font = TTFont(BytesIO(small), recalcTimestamp=False, recalcBBoxes=False)
    axes = {"wght": float(weight), **dict(source.pinned)}
    font = instancer.instantiateVariableFont(font, axes, inplace=True)
    font["name"] = _names(source, style)
    font["OS/2"] = DefaultTable("OS/2")
    font["OS/2"].data = metrics[:4] + struct.pack(">H", weight) + metrics[6:]
    font["glyf"].padding = 4
    return _saved(font)


def _names(source: Source, style: str) -> object:
    table = newTable("name")
    table.names = []
    full = f"{source.name}-{style}"
    for identifier, text in ((1, source.name), (2, style), (3, full), (4, full), (6, full)):
        table.setName(text, identifier, 3, 1, 0x409)
    return table


def _saved(font: TTFont) -> bytes:
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()
