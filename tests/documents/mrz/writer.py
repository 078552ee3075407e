"""An independent writer of zones: each format laid out from its table, as a printer would."""

from __future__ import annotations

from dataclasses import dataclass

from missions.documents.mrz import Format

WIDTHS = {Format.TD1: 30, Format.TD2: 36, Format.TD3: 44, Format.MRV_A: 44, Format.MRV_B: 36}


@dataclass(frozen=True)
class Facts:
    """What a document says, in the letters of a zone."""

    format: Format
    code: str = "P"
    issuer: str = "UTO"
    surname: str = "ERIKSSON"
    given: str = "ANNA MARIA"
    number: str = "L898902C3"
    nationality: str = "UTO"
    birth: str = "740812"
    sex: str = "F"
    expires: str = "120415"
    optional: str = ""


def digit(text: str) -> str:
    """Return a check digit, worked out with a table of values."""
    values = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    weights = [7, 3, 1] * 40
    total = 0
    for char, weight in zip(text, weights, strict=False):
        total += values.get(char, 0) * weight
    return str(total % 10)


def fill(text: str, width: int) -> str:
    """Return a field of a width; what is too long for it is a mistake of the test."""
    assert len(text) <= width, text
    return text.replace(" ", "<") + "<" * (width - len(text))


def names(facts: Facts, width: int) -> str:
    """Return the field of names."""
    return fill("<<".join(filter(None, (facts.surname, facts.given))), width)


def write(facts: Facts) -> tuple[str, ...]:
    """Return the lines of a zone."""
    width = WIDTHS[facts.format]
    dates = facts.birth + digit(facts.birth), facts.expires + digit(facts.expires)
    start = fill(facts.code, 2) + fill(facts.issuer, 3)
    if facts.format is Format.TD1:
        first = start + _numbered(facts, 15)
        second = dates[0] + facts.sex + dates[1] + fill(facts.nationality, 3) + "<" * 11
        second += digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
        return first, second, names(facts, width)
    nationality = fill(facts.nationality, 3)
    first = start + names(facts, width - 5)
    if facts.format is Format.TD2:
        whole = _numbered(facts, 7)
        second = whole[:10] + nationality + dates[0] + facts.sex + dates[1] + whole[10:]
        return first, second + digit(second[0:10] + second[13:20] + second[21:35])
    number = fill(facts.number, 9) + digit(fill(facts.number, 9))
    second = number + nationality + dates[0] + facts.sex + dates[1]
    if facts.format is not Format.TD3:
        return first, fill(second + facts.optional, width)
    personal = fill(facts.optional, 14)
    second += personal + digit(personal)
    return first, second + digit(second[0:10] + second[13:20] + second[21:43])


def _numbered(facts: Facts, room: int) -> str:
    """Return a card's number with its check digit, and the optional data in its room."""
    if len(facts.number) <= 9:
        number = fill(facts.number, 9)
        return number + digit(number) + fill(facts.optional, room)
    rest = facts.number[9:] + digit(facts.number)
    return facts.number[:9] + "<" + fill(f"{rest} {facts.optional}".strip(), room)
