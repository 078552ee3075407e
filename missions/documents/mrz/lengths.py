"""Lines that are too short or too long: fillers that somebody miscounted (parts 4 to 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from missions.documents.mrz.layouts import Layout
from missions.documents.mrz.outcome import Flaw, Repair

_RUN = re.compile(r"<{2,}")
_MOST = 20
"""So many fillers may be missing from a line of numbers; one that lacks more was cut."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A line made as long as its format wants (ICAO 9303 parts 4 to 7), and the repair."""

    line: str
    repair: Repair


def length_flaws(lines: tuple[str, ...], layout: Layout) -> list[Flaw]:
    """Return a flaw for each line that is not as long as its format wants (parts 4 to 7)."""
    return [
        Flaw(
            number,
            f"{layout.width} characters A-Z, 0-9 and <; here are {len(line)}",
            columns=(1, max(len(line), 1)),
        )
        for number, line in enumerate(lines, 1)
        if len(line) != layout.width
    ]


def fitted(lines: tuple[str, ...], number: int, layout: Layout) -> list[Fitted]:
    """Return what a line (from 0) of another length can have been meant to be.

    The line of names can only lack or have too many fillers at its end, and is left alone where
    the two between surname and given names may be among the missing. In the others every run of
    fillers may be the one that was miscounted: check digits tell.
    """
    line, lacking = lines[number], layout.width - len(lines[number])
    if number == layout.names.line:
        return _names(line, number, layout.names.start, lacking)
    if lacking > _MOST or not line:
        return []
    found = _end(line, number, lacking)
    for run in list(_RUN.finditer(line))[:6]:
        if lacking > 0 or run.end() - run.start() > -lacking:
            count = max(run.end() - run.start() + lacking, 0)
            new = line[: run.start()] + "<" * count + line[run.end() :]
            found.append(Fitted(new, _repair(number, run.start(), lacking)))
    return list({each.line: each for each in found}.values())


def _names(line: str, number: int, start: int, lacking: int) -> list[Fitted]:
    names = line[start:].strip("<")
    certain = bool(names) and ("<<" in names or "<" not in names)
    if lacking > 0 and (not certain or (lacking < 3 and not line.endswith("<"))):
        return []
    return _end(line, number, lacking)


def _end(line: str, number: int, lacking: int) -> list[Fitted]:
    if lacking > 0:
        return [Fitted(line + "<" * lacking, _repair(number, len(line), lacking))]
    kept, rest = line[:lacking], line[lacking:]
    return [] if rest.strip("<") else [Fitted(kept, _repair(number, len(kept), lacking))]


def _repair(number: int, start: int, lacking: int) -> Repair:
    if lacking > 0:
        return Repair(number + 1, start + 1, "", "<" * lacking, "the line was too short")
    return Repair(number + 1, start + 1, "<" * -lacking, "", "the line was too long")
