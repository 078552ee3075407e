"""The check digits of a zone, and the mistakes in numbers that they prove (part 3, section 4.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from missions.documents.mrz.digits import ALIKE, AS_DIGIT, check_digit
from missions.documents.mrz.layouts import Layout, Span
from missions.documents.mrz.outcome import Flaw, Repair

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A field with a check digit (ICAO 9303 part 3, section 4.9); `mixed` ones hold letters too."""

    name: str
    parts: tuple[Span, ...]
    digit: Span
    mixed: bool = False

    def text(self, lines: Lines) -> str:
        """Return what stands in it."""
        return "".join(part.of(lines) for part in self.parts)

    def wanted(self, lines: Lines) -> str:
        """Return the right check digit."""
        return str(check_digit(self.text(lines)))

    def right(self, lines: Lines) -> bool:
        """Whether its digit is right; that of an empty field may be <."""
        stands = self.digit.of(lines)
        return stands == self.wanted(lines) or (stands == "<" and not self.text(lines).strip("<"))


def number_field(lines: Lines, layout: Layout) -> Checked:
    """Return where the document's number and its check digit stand.

    On cards a number of more than nine characters goes on in the optional data, with its check
    digit behind, and < at the digit's own place (ICAO 9303 part 5, section 4.2.2, note j; part 6,
    section 4.2.2, note j).
    """
    span, optional = layout.number, layout.optional[0]
    tail = optional.of(lines).partition("<")[0]
    goes_on = layout.long_numbers and span.after.of(lines) == "<" and len(tail) > 1
    if not goes_on or "<" in span.of(lines):
        return Checked("number", (span,), span.after, mixed=True)
    digit = optional.start + len(tail) - 1
    rest = Span(optional.line, optional.start, digit)
    return Checked("number", (span, rest), rest.after, mixed=True)


def proved(lines: Lines, layout: Layout) -> tuple[Lines, list[Repair], list[Flaw]]:
    """Return the lines with what check digits prove put right, and what they disprove.

    In a field of letters and digits one that stands beside the other kind is taken for its like,
    where that alone makes every check digit right (ICAO 9303 part 3, section 4.9).
    """
    number = number_field(lines, layout)
    stands = number.digit.of(lines)
    repairs: list[Repair] = []
    if number.digit != layout.number.after and stands in AS_DIGIT:
        lines = number.digit.put(lines, AS_DIGIT[stands])
        repairs.append(_repair(number.digit, stands, AS_DIGIT[stands], "a check digit"))
    wrong = [field for field in _fields(number, layout) if not field.right(lines)]
    if not wrong:
        return lines, repairs, _whole_flaws(lines, layout)
    swapped = [each for each in _swapped(lines, tuple(wrong)) if _whole(each, layout)]
    if len(swapped) == 1 and _plausible(lines, swapped[0], wrong):
        return swapped[0], repairs + list(_differences(lines, swapped[0], wrong)), []
    return lines, repairs, _digit_flaws(lines, wrong, swapped, layout)


def _fields(number: Checked, layout: Layout) -> Iterator[Checked]:
    yield number
    yield Checked("date of birth", (layout.birth,), layout.birth.after)
    yield Checked("date of expiry", (layout.expires,), layout.expires.after)
    if layout.personal:
        personal = layout.optional[0]
        yield Checked("personal number", (personal,), personal.after, mixed=True)


def _whole(lines: Lines, layout: Layout) -> bool:
    """Whether the digit over the whole zone, where there is one, is right."""
    if layout.whole_digit is None:
        return True
    return layout.whole_digit.of(lines) == _whole_wanted(lines, layout)


def _whole_wanted(lines: Lines, layout: Layout) -> str:
    return str(check_digit("".join(part.of(lines) for part in layout.whole)))


def _whole_flaws(lines: Lines, layout: Layout) -> list[Flaw]:
    span = layout.whole_digit
    if span is None or _whole(lines, layout):
        return []
    right, stands = _whole_wanted(lines, layout), span.of(lines)
    what = "whole line" if layout.lines == 2 else "whole zone"
    likely = span.put(lines, right)[span.line]
    wanted = f"the check digit {right} for the {what}; here is {stands}"
    return [Flaw(span.line + 1, wanted, likely, (1, span.end))]


def _swapped(lines: Lines, wrong: tuple[Checked, ...]) -> Iterator[Lines]:
    """Yield the lines with one character of each wrong field taken for its like."""
    if not wrong:
        yield lines
        return
    field, *others = wrong
    for part in field.parts if field.mixed else ():
        for place in range(part.start, part.end):
            span = Span(part.line, place, place + 1)
            for other in ALIKE.get(span.of(lines), ""):
                changed = span.put(lines, other)
                if field.right(changed):
                    yield from _swapped(changed, tuple(others))


def _plausible(old: Lines, new: Lines, fields: list[Checked]) -> bool:
    """Whether every changed character is now of the kind of those beside it.

    A letter beside a digit may be meant as one; a digit is meant as a letter among letters only,
    for a wrong digit is as often a slip as a likeness.
    """
    for field in fields:
        was, now = field.text(old), field.text(new)
        for place, char in enumerate(now):
            if char == was[place]:
                continue
            beside = (was[max(place - 1, 0) : place] + was[place + 1 : place + 2]).replace("<", "")
            alike = [other.isdigit() == char.isdigit() for other in beside]
            if not any(alike) or (char.isalpha() and not all(alike)):
                return False
    return True


def _differences(old: Lines, new: Lines, fields: list[Checked]) -> Iterator[Repair]:
    for field in fields:
        for part in field.parts:
            for place, (was, now) in enumerate(zip(part.of(old), part.of(new), strict=True)):
                if was != now:
                    span = Span(part.line, part.start + place, part.start + place + 1)
                    yield _repair(span, was, now, "the check digit proves it")


def _repair(span: Span, was: str, now: str, why: str) -> Repair:
    return Repair(span.line + 1, span.end, was, now, why)


def _digit_flaws(
    lines: Lines, wrong: list[Checked], swapped: list[Lines], layout: Layout
) -> list[Flaw]:
    """Return a flaw for each wrong field; the likely line is that with right digits, if proven."""
    right = lines
    for field in wrong:
        right = field.digit.put(right, field.wanted(lines))
    likely = right if _whole(right, layout) and not swapped else None
    flaws = []
    for field in wrong:
        stands, row = field.digit.of(lines), field.digit.line
        wanted = f"the check digit {field.wanted(lines)} for the {field.name}; here is {stands}"
        columns = (field.parts[0].start + 1, field.digit.end)
        flaws.append(Flaw(row + 1, wanted, likely[row] if likely else "", columns))
    return flaws
