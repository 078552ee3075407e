"""Colours, sizes and the grid of the paper: one place to change the look."""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[float, float, float]


def _colour(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return round(red, 4), round(green, 4), round(blue, 4)


INK = _colour("1b2126")
QUIET = _colour("5b6670")
FAINT = _colour("98a1a8")
LINE = _colour("c6cdd2")
WASH = _colour("f5f3ee")
GROUND = _colour("ffffff")
ACCENT = _colour("0f5f66")

STATUS: dict[str, Colour] = {
    "met": _colour("2c7a4b"),
    "at_risk": _colour("94590a"),
    "due": _colour("3f6ea3"),
    "missing": _colour("b23a2e"),
    "invalid": _colour("b23a2e"),
    "waived": _colour("5b6670"),
    "not_asked": _colour("b4bcc2"),
}

HAIRLINE = 0.5
RULE = 1.0
MM = 72 / 25.4
GUTTER = 12.0
OVERHANG = 12.0

LEADING = {7: 9, 8: 11, 9: 12, 11: 15, 14: 18, 20: 24, 28: 34, 40: 46}


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set. `tracking` is added after each letter, as a part of the size."""

    size: float = 9.0
    bold: bool = False
    colour: Colour = INK
    struck: bool = False

    @property
    def leading(self) -> float:
        """The distance of baselines."""
        return LEADING.get(int(self.size), round(self.size * 1.25))

    @property
    def tracking(self) -> float:
        """Large type is set a little tighter."""
        return -0.014 * self.size if self.size >= 28 else 0.0

    @property
    def heavy(self) -> Style:
        """The same in bold."""
        return replace(self, bold=True)

    @property
    def quiet(self) -> Style:
        """The same in the quiet colour."""
        return replace(self, colour=QUIET)

    @property
    def accent(self) -> Style:
        """The same in the accent colour."""
        return replace(self, colour=ACCENT)

    @property
    def crossed(self) -> Style:
        """The same, struck through."""
        return replace(self, struck=True)


TINY = Style(7)
SMALL = Style(8)
BASE = Style(9)
LEAD = Style(11)
HEAD = Style(14)
LARGE = Style(20)
TITLE = Style(28, bold=True)
FIGURE = Style(40, bold=True)
LABEL = Style(8, bold=True, colour=QUIET)


@dataclass(frozen=True, slots=True)
class Look:
    """The hand: the house's own, or the plain one without accent, wash or large type."""

    neutral: bool = False

    @property
    def wash(self) -> Colour | None:
        """The colour of bands, None where there is none."""
        return None if self.neutral else WASH

    @property
    def accent(self) -> Colour:
        """The one accent."""
        return INK if self.neutral else ACCENT

    def of(self, style: Style) -> Style:
        """Return the style as this look sets it."""
        if not self.neutral or (style.size <= 20 and style.colour != ACCENT):
            return style
        colour = INK if style.colour == ACCENT else style.colour
        return replace(style, size=min(style.size, 20.0), colour=colour)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its grid: twelve columns between the outer margins."""

    width: float
    height: float
    side: float = 18 * MM
    edge: float = 16 * MM
    head: float = 26.0
    foot: float = 20.0

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def depth(self) -> float:
        """The height between head and foot."""
        return self.height - 2 * self.edge - self.head - self.foot

    @property
    def pitch(self) -> float:
        """From one column's left edge to the next one's."""
        return (self.measure + GUTTER) / 12

    def span(self, columns: float) -> float:
        """Return the width of so many columns without the gutter after them."""
        return columns * self.pitch - GUTTER

    @property
    def turned(self) -> Sheet:
        """The same sheet lying on its side."""
        return replace(self, width=self.height, height=self.width)


A4 = Sheet(210 * MM, 297 * MM)
LETTER = Sheet(612.0, 792.0)


def sheet(paper: str) -> Sheet:
    """Return the sheet of a trip's paper: `letter`, else A4."""
    return LETTER if paper.lower() == "letter" else A4
