"""The cover: name, dates and route, what changed since the edition before, whose copy this is."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import Briefing, Change, Day, Stamp
from missions.privacy import Audience
from missions.renderers.pdf.arrange import AtFoot, Band, Headed, Stack
from missions.renderers.pdf.blocks import Block, Gap, Words
from missions.renderers.pdf.chapters.route import RouteStrip
from missions.renderers.pdf.chapters.stops import stops
from missions.renderers.pdf.heads import Chapter, Title
from missions.renderers.pdf.plan import day_key
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import (
    BASE,
    FIGURE,
    HEAD,
    LABEL,
    LARGE,
    SMALL,
    TITLE,
    Style,
    sheet,
)
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import change_words, total
from missions.renderers.wording import DOT, clock, count_of, date_long, date_range, day_name, joined
from missions.zones import zone as zone_of

MOST_CHANGES = 8

_CHANGES = Grid(
    (
        Column(1.4, style=SMALL.quiet),
        Column(2.3, style=BASE.heavy),
        Column(7),
        Column(1.3, right=True, style=SMALL.quiet),
    )
)


def cover(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the first page; it shows as many changes as it has room for."""
    box = changes_box(typesetter, briefing, changes_shown(typesetter, briefing))
    foot = [AtFoot(_copy(typesetter, briefing, briefing.stamp))] if briefing.stamp else []
    return [*_above(typesetter, briefing), *box, *foot]


def changes_shown(typesetter: Typesetter, briefing: Briefing) -> int:
    """Return how many changes the cover has room for."""
    grid = sheet(briefing.paper)
    others = _above(typesetter, briefing)
    if briefing.stamp:
        others.append(_copy(typesetter, briefing, briefing.stamp))
    room = grid.depth - sum(_height(block, grid.measure) for block in others) - 12
    for most in range(min(MOST_CHANGES, len(briefing.changes)), 1, -1):
        box = changes_box(typesetter, briefing, most)
        if sum(_height(block, grid.measure) for block in box) <= room:
            return most
    return 1


def _height(block: Block, width: float) -> float:
    return float(block.getSpaceBefore() + block.wrap(width, 0)[1])


def _above(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    leader = briefing.audience is Audience.LEADER
    number = total(briefing)
    people = count_of(number, "person", "people") if number else ""
    running = "Leaders’ book" if leader else "Team book"
    style = _title_style(typesetter, briefing.title)
    dates = date_range(briefing.starts, briefing.ends)
    route = stops(briefing.route)
    return [
        Chapter(people, "cover", level=None, running=running),
        Gap(104 if style is FIGURE else 60),
        Title(typesetter, briefing.title, dates, style, LARGE.quiet).spaced(after=12),
        *([Words(typesetter, briefing.purpose, BASE.quiet)] if briefing.purpose else []),
        *([RouteStrip(typesetter, route).spaced(before=48)] if route else []),
    ]


def _title_style(typesetter: Typesetter, title: str) -> Style:
    """Return the largest style in which the title stays a title."""
    for style, lines in ((FIGURE, 2), (TITLE, 4)):
        if len(typesetter.lines(title, 500, style)) <= lines:
            return style
    return LARGE.heavy


def changes_box(typesetter: Typesetter, briefing: Briefing, most: int) -> list[Block]:
    """Return what changed since the edition before, each with its page; the rest is overleaf."""
    stamp = briefing.stamp
    if stamp is None or stamp.since is None:
        return []
    shown = briefing.changes[:most]
    head = _box_head(typesetter, briefing, stamp.since)
    if not shown:
        words = Words(typesetter, "Nothing that this book shows.", BASE.quiet)
        return [Band(typesetter, Headed(head, words), pad=9).spaced(before=60)]
    rows = [*change_rows(briefing.days, shown, places(briefing)), *_more(briefing, most)]
    table = Rows(typesetter, _CHANGES, rows)
    return [Band(typesetter, Headed(head, table), pad=9).spaced(before=60)]


def _box_head(typesetter: Typesetter, briefing: Briefing, since: int) -> Block:
    items = sum(len(day.entries) for day in briefing.days)
    grid = Grid((Column(9, style=HEAD.heavy), Column(3, right=True, style=SMALL.quiet)), pad=3)
    note = f"{len(briefing.changes)} of {items} items" if items and briefing.changes else ""
    return Rows(typesetter, grid, [Row((f"What changed since edition {since}", note))])


def _more(briefing: Briefing, most: int) -> list[Row]:
    rest = len(briefing.changes) - most
    if rest <= 0:
        return []
    return [Row(("", "", f"and {rest} more", Span("page ", SMALL.quiet, page_of="changes")))]


def all_changes(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return every change, where they are more than the cover shows."""
    if len(briefing.changes) <= changes_shown(typesetter, briefing):
        return []
    rows = change_rows(briefing.days, briefing.changes, places(briefing))
    return [Rows(typesetter, _CHANGES, rows)]


def change_rows(days: Sequence[Day], changes: Sequence[Change], known: frozenset[str]) -> list[Row]:
    """Return a row for each change: its kind, the day, what holds and what held, the page."""
    keys = {day.date: day_key(day) for day in days}
    return [
        _change(change, keys.get(change.day, "") if change.day else "", known) for change in changes
    ]


def _change(change: Change, day: str, known: frozenset[str]) -> Row:
    day_text = day_name(change.day) if change.day else ""
    key = change.uid if change.uid in known else day
    page: Cell = Span("page ", SMALL.quiet, page_of=key) if key else ""
    return Row((change.kind, day_text, _difference(change), page))


def _difference(change: Change) -> Rich:
    now, held = change_words(change)
    if not now:
        return Span(held, BASE.crossed)
    was = Span(f"   was {held}", SMALL.quiet) if held else Span("")
    return (Span(now), was)


def places(briefing: Briefing) -> frozenset[str]:
    """Return the keys of all that stands somewhere in the book."""
    entries = (entry.uid for day in briefing.days for entry in day.entries)
    return frozenset(
        (*entries, *(leg.uid for leg in briefing.legs), *(stay.uid for stay in briefing.stays))
    )


def _copy(typesetter: Typesetter, briefing: Briefing, stamp: Stamp) -> Block:
    published = stamp.published.astimezone(zone_of(stamp.home_zone))
    city = stamp.home_zone.rpartition("/")[2].replace("_", " ")
    facts = joined(
        stamp.audience.capitalize(),
        f"copy {stamp.copy}" if stamp.copy else "",
        briefing.code,
        by=DOT,
    )
    return Stack(
        [
            Words(typesetter, "This copy", LABEL),
            Words(typesetter, facts),
            Words(typesetter, f"Published {date_long(published)}, {clock(published)} {city}"),
            *(Words(typesetter, line) for line in _keep(briefing)),
        ]
    )


def _keep(briefing: Briefing) -> tuple[str, ...]:
    if briefing.audience is Audience.LEADER:
        return ("Keep it with you, never in a seat pocket: it names people and places.",)
    lead = next((person.name for person in briefing.people if person.role == "leader"), "")
    newer = (f"{lead} knows whether a newer edition is out.",) if lead else ()
    return ("Keep it with you, not in the seat pocket.", *newer)
