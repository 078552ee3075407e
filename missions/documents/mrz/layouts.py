"""Where each field of a machine-readable zone stands (ICAO 9303, parts 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The shapes of a zone: cards TD1 (ICAO 9303 part 5) and TD2 (part 6), passports TD3 (part 4).

    MRV-A and MRV-B are visas (part 7).
    """

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of a line; `line` and `start` count from 0, `end` is past the last."""

    line: int
    start: int
    end: int

    @property
    def after(self) -> Span:
        """The character that follows: a field's check digit."""
        return Span(self.line, self.end, self.end + 1)

    @property
    def columns(self) -> tuple[int, int]:
        """The first and last column, counted from 1."""
        return self.start + 1, self.end

    def of(self, lines: tuple[str, ...]) -> str:
        """Return what stands there."""
        return lines[self.line][self.start : self.end]

    def put(self, lines: tuple[str, ...], text: str) -> tuple[str, ...]:
        """Return the lines with another text there."""
        old = lines[self.line]
        new = old[: self.start] + text + old[self.end :]
        return (*lines[: self.line], new, *lines[self.line + 1 :])


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of one format (ICAO 9303 parts 4 to 7, section 4.2.2).

    `personal` says that the optional data has a check digit, `long_numbers` that a number of more
    than nine characters goes on in it; `whole` are the parts under the last check digit, which
    stands at `whole_digit`.
    """

    format: Format
    lines: int
    width: int
    letters: str
    code: Span
    issuer: Span
    names: Span
    number: Span
    nationality: Span
    birth: Span
    sex: Span
    expires: Span
    optional: tuple[Span, ...]
    whole: tuple[Span, ...] = ()
    whole_digit: Span | None = None
    personal: bool = False
    long_numbers: bool = False


def _two_lines(
    form: Format, width: int, letters: str, optional_ends: int, whole_at: int = 0
) -> Layout:
    """Return a layout of two lines: a passport's, the larger card's or a visa's."""
    ends = 43 if form is Format.TD3 else optional_ends
    return Layout(
        format=form,
        lines=2,
        width=width,
        letters=letters,
        code=Span(0, 0, 2),
        issuer=Span(0, 2, 5),
        names=Span(0, 5, width),
        number=Span(1, 0, 9),
        nationality=Span(1, 10, 13),
        birth=Span(1, 13, 19),
        sex=Span(1, 20, 21),
        expires=Span(1, 21, 27),
        optional=(Span(1, 28, optional_ends),),
        whole=(Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, ends)) if whole_at else (),
        whole_digit=Span(1, whole_at, whole_at + 1) if whole_at else None,
        personal=form is Format.TD3,
        long_numbers=form is Format.TD2,
    )


_TD1 = Layout(
    format=Format.TD1,
    lines=3,
    width=30,
    letters="ACI",
    code=Span(0, 0, 2),
    issuer=Span(0, 2, 5),
    names=Span(2, 0, 30),
    number=Span(0, 5, 14),
    nationality=Span(1, 15, 18),
    birth=Span(1, 0, 6),
    sex=Span(1, 7, 8),
    expires=Span(1, 8, 14),
    optional=(Span(0, 15, 30), Span(1, 18, 29)),
    whole=(Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
    whole_digit=Span(1, 29, 30),
    long_numbers=True,
)

LAYOUTS = {
    Format.TD1: _TD1,
    Format.TD2: _two_lines(Format.TD2, 36, "ACI", 35, 35),
    Format.TD3: _two_lines(Format.TD3, 44, "P", 42, 43),
    Format.MRV_A: _two_lines(Format.MRV_A, 44, "V", 44),
    Format.MRV_B: _two_lines(Format.MRV_B, 36, "V", 36),
}


def layout_for(lines: tuple[str, ...]) -> Layout | None:
    """Return the layout that lines, perhaps a little too short or long, are meant to have.

    Three lines are a TD1; of two, P begins a passport (ICAO 9303 part 4, section 4.2.2), V a visa
    (part 7), and lines of more than 36 characters are those of the larger formats.
    """
    if len(lines) == 3:
        return _TD1
    if len(lines) != 2:
        return None
    widths = [len(line) for line in lines]
    small = 36 in widths and max(widths) < 40
    if 44 not in widths and not small:
        small = max(widths) <= 37
    if lines[0][:1] == "P":
        return LAYOUTS[Format.TD3]
    if lines[0][:1] == "V":
        return LAYOUTS[Format.MRV_B if small else Format.MRV_A]
    return LAYOUTS[Format.TD2 if small else Format.TD3]
