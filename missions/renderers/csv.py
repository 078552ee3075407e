"""Manifest and rooming list as CSV for a spreadsheet program: UTF-8 with BOM, CRLF.

A column that is blank in every row is left out, so leaders' and team's files have the columns
that their Briefings fill. No cell can start a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from missions.briefing.document import Briefing, ManifestRow, Room, Stay, What
from missions.renderers.wording import place_text

Cell = str | int | date | None
Column = tuple[str, Cell]

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def render_csv(briefing: Briefing) -> bytes:
    """Return the Briefing's table as CSV bytes; only a manifest or a rooming list has one."""
    make = _TABLES.get(briefing.what)
    if make is None:
        raise ValueError(f"a {briefing.what} is not a table")
    rows = [dict(row) for row in make(briefing)]
    names = list(rows[0]) if rows else []
    kept = [name for name in names if any(row[name] not in ("", None) for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(kept)
    writer.writerows([cell_text(row[name]) for name in kept] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def cell_text(cell: Cell) -> str:
    """Return what stands in the cell: dates as ISO, text on one line and never a formula."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if not isinstance(cell, str):
        return str(cell)
    return _FORMULA.sub(r"\1\2'", _BREAKS.sub(" ", cell))


def _manifest(briefing: Briefing) -> Iterator[Sequence[Column]]:
    """A row per traveller and segment."""
    for row in briefing.manifest:
        yield (*_traveller(row), *_segment(row))


def _traveller(row: ManifestRow) -> Sequence[Column]:
    return (
        ("traveller", row.person),
        ("legal_name", row.legal_name),
        ("birth_date", row.birth_date),
        ("document_number", row.document_number),
        ("locator", row.locator),
        ("ticketed_as", row.ticketed_as),
    )


def _segment(row: ManifestRow) -> Sequence[Column]:
    leg = row.leg
    return (
        ("number", leg.number),
        ("mode", leg.mode),
        ("from", place_text(leg.origin)),
        ("departs", leg.start.wall),
        ("departs_zone", leg.start.zone),
        ("to", place_text(leg.destination)),
        ("arrives", leg.end.wall),
        ("arrives_zone", leg.end.zone),
        ("minutes", leg.minutes),
        ("connection_minutes", row.connection),
        ("baggage", leg.baggage),
    )


def _rooming(briefing: Briefing) -> Iterator[Sequence[Column]]:
    """A row per bed that is taken, one for an empty room, and one for who has no room."""
    for stay in briefing.stays:
        for room in stay.rooms:
            for person in room.people or ("",):
                yield _bed(stay, room, person)
        for person in stay.unplaced:
            yield _bed(stay, Room("no room yet"), person)


def _bed(stay: Stay, room: Room, person: str) -> Sequence[Column]:
    return (
        ("site", stay.site),
        ("name", stay.site_name),
        ("check_in", stay.check_in),
        ("check_out", stay.check_out),
        ("nights", stay.nights),
        ("room", room.room),
        ("floor", room.floor),
        ("capacity", room.capacity),
        ("person", person),
        ("confirmation", stay.confirmation),
        ("note", stay.note),
    )


_Make = Callable[[Briefing], Iterable[Sequence[Column]]]
_TABLES: dict[What, _Make] = {What.MANIFEST: _manifest, What.ROOMING: _rooming}
