"""The manifest: a row for each traveller on each segment, with the minutes to change.

Leaders' lies on its side and has the name in the passport, birth date, document and booking.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from missions.briefing.document import Briefing, ManifestRow, Moment, Place
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import Chapter, Title
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, filled
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import SMALL, Style, sheet

_LEGAL = (Column(98), Column(60), Column(55), Column(48))
_SEGMENT = (Column(52), Column(64), Column(65), Column(64), Column(65), Column(50, True))
_LEGAL_NAMES = ("Name in passport", "Born", "Document", "Booking")
_NAMES = ("Traveller", "Segment", "Departs", "", "Arrives", "", "Change")


def render_manifest(briefing: Briefing) -> bytes:
    """Return the manifest, on its side where it has the legal facts."""
    ts = typesetter_for(briefing)
    legal = any(row.legal_name or row.document_number for row in briefing.manifest)
    rows = [row for group in _groups(briefing) for row in _rows(group, legal)]
    story: list[Block] = [
        Chapter("Manifest", "manifest"),
        Title(ts, "Manifest", _note(briefing)).spaced(after=9),
        *([filled(ts, _grid(legal), rows)] if rows else []),
    ]
    page = sheet(briefing.paper)
    return paper_for(briefing, ts, on=page.turned if legal else page).build(story)


def _grid(legal: bool) -> Grid:
    columns = (Column(74 if legal else 104), *(_LEGAL if legal else ()), *_SEGMENT)
    names = (_NAMES[0], *(_LEGAL_NAMES if legal else ()), *_NAMES[1:])
    return Grid(columns, header=names, pad=3, rule=True)


def _note(briefing: Briefing) -> str:
    people = len({row.person for row in briefing.manifest})
    segments = len({row.leg.uid for row in briefing.manifest})
    counts = w.joined(w.count_of(people, "traveller"), w.count_of(segments, "segment"))
    return w.joined(counts, w.date_range(briefing.starts, briefing.ends), by=w.DOT)


def _groups(briefing: Briefing) -> Iterator[list[ManifestRow]]:
    """Yield the rows of one traveller after the other, in their order."""
    for _, group in groupby(briefing.manifest, key=lambda row: row.person):
        yield list(group)


def _rows(group: list[ManifestRow], legal: bool) -> Iterator[Row]:
    """A traveller's first row is named in bold; the others repeat the name in quiet."""
    for index, row in enumerate(group):
        style = SMALL.quiet if index else SMALL.heavy
        own: tuple[Cell, ...] = _legal(row, repeated=bool(index)) if legal else ()
        cells = (Span(row.person, style), *own, *_segment(row))
        yield Row(cells, close=bool(index))


def _legal(row: ManifestRow, repeated: bool) -> tuple[Cell, ...]:
    born = w.date_brief(row.birth_date) if row.birth_date else ""
    name: list[Rich] = [row.legal_name]
    if row.ticketed_as and row.ticketed_as != row.legal_name:
        name.append(Span(f"ticket: {row.ticketed_as}", SMALL.heavy))
    style = SMALL.quiet if repeated else SMALL
    quiet = [Span(text, style) if isinstance(text, str) else text for text in name]
    return [*quiet], _said(born, style), _said(row.document_number, style), _said(row.locator)


def _said(text: str, style: Style = SMALL.heavy) -> Cell:
    return Span(text, style) if text else ""


def _segment(row: ManifestRow) -> tuple[Cell, ...]:
    leg = row.leg
    return (
        Span(pick.leg_short(leg), SMALL.heavy),
        *_end(leg.start, leg.origin),
        *_end(leg.end, leg.destination),
        _change(row),
    )


def _end(moment: Moment, place: Place) -> tuple[Cell, ...]:
    day = Span(f"{w.day_short(moment.wall)} ", SMALL.quiet)
    return (day, Span(w.clock(moment.wall), SMALL)), Span(w.place_text(place), SMALL.quiet)


def _change(row: ManifestRow) -> Rich:
    """Return the minutes to the traveller's next segment, with a shape where they are few."""
    if row.connection is None:
        return ""
    if row.connection >= 90:
        return Span(f"{row.connection} min", SMALL)
    return (marked("at_risk", SMALL), Span(f"{row.connection} min", SMALL.heavy))
