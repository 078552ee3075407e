"""The sheets for those outside the team: a partner's own items, and what waits at home.

Both stand with as little as a title and dates; whatever more the Briefing has is added.
"""

from __future__ import annotations

from missions.briefing.document import Briefing, Day, Item, Site
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.brevity import address_lines, days_shortly, whereabouts
from missions.renderers.pdf.arrange import Headed, Resumed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.calls import calls_blocks
from missions.renderers.pdf.heads import Chapter, SectionHead
from missions.renderers.pdf.label_days import label_blocks, only_labels
from missions.renderers.pdf.lists import spot_blocks, stay_blocks
from missions.renderers.pdf.my_travel import journey_blocks
from missions.renderers.pdf.plan import plan_blocks
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.titles import fitted_title
from missions.renderers.pdf.tokens import BASE, HEAD, LEAD, SMALL, sheet
from missions.renderers.pdf.typesetter import Typesetter

_COUNTS = Grid((Column(1.2), Column(10.8)), pad=3)
_ITEMS = Grid((Column(2.2), Column(6), Column(3.8)), pad=4)
_MOST_NAMES = 8
_SITES = Grid((Column(4.2), Column(5.2), Column(2.6, right=True)))


def render_host_sheet(briefing: Briefing) -> bytes:
    """Return whom to meet, the days with who or how many come, and what to know of them."""
    ts = typesetter_for(briefing)
    story = [
        Chapter("Day by day", "days"),
        fitted_title(ts, sheet(briefing.paper), briefing.title, _about(briefing)),
        *_counts(ts, briefing),
        *journey_blocks(ts, briefing),
        *_visits(ts, briefing),
        *_sites(ts, briefing),
        *calls_blocks(ts, briefing),
    ]
    return paper_for(briefing, ts).build(story)


def _about(briefing: Briefing) -> str:
    """Return whose sheet it is, the dates, and how many come."""
    name = pick.named(briefing.host.alias, briefing.host.name) if briefing.host else ""
    people = w.count_of(briefing.head_count, "person", "people") if briefing.head_count else ""
    return w.joined(name, w.date_range(briefing.starts, briefing.ends), people, by=w.DOT)


def _counts(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return diets and allergies as numbers of people."""
    rows = [
        Row((Span(f"{count.number} ×", LEAD.heavy), Span(count.text, LEAD)))
        for count in briefing.counts
    ]
    return [Headed(SectionHead(ts, "Please know"), Rows(ts, _COUNTS, rows))] if rows else []


def _visits(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the days in full, or times and head counts where nothing more is told."""
    items = [entry for day in briefing.days for entry in day.entries if isinstance(entry, Item)]
    if not any(pick.heading(item) for item in items):
        return label_blocks(ts, briefing, counts=True)
    days = days_shortly(briefing, _MOST_NAMES)
    return [block for day in days for block in _day(ts, day, briefing)]


def _day(ts: Typesetter, day: Day, briefing: Briefing) -> list[Block]:
    """Return a day under its date: a partner needs no figure to find it."""
    items = [entry for entry in day.entries if isinstance(entry, Item)]
    if not items:
        return []
    clock = w.zone_text(day.abbreviation, day.offset) if day.zone else ""
    head = SectionHead(ts, Span(w.day_name(day.date), HEAD.heavy), clock)
    again = SectionHead(ts, Span(f"{w.day_name(day.date)}, continued", HEAD.heavy), clock)
    rows = Rows(ts, _ITEMS, [_item(item, briefing) for item in items])
    return [Headed(head, Resumed(rows, again))]


def _item(item: Item, briefing: Briefing) -> Row:
    what: list[Rich] = [Span(pick.heading(item), BASE.heavy)]
    what += [Span(line) for line in (whereabouts(item),) if line]
    what += [Span(remark, SMALL.quiet) for remark in pick.remarks(item)]
    if word := w.state_word(item.status):
        what[0] = (Span(pick.heading(item), BASE.heavy), Span(f"  {word}", SMALL.quiet))
    return Row((_time(item), what, _guests(item, briefing)))


def _time(item: Item) -> Rich:
    if item.start is None:
        return Span("all day", BASE.quiet)
    end = f"{w.DASH}{w.clock(item.end.wall)}" if item.end else ""
    return (Span(w.clock(item.start.wall), LEAD.heavy), Span(end, BASE.quiet))


def _guests(item: Item, briefing: Briefing) -> list[Rich]:
    """Return how many come, then who, as far as it is told."""
    count = item.head_count or (briefing.head_count if item.everyone else len(item.people))
    lines: list[Rich] = []
    if count:
        lines.append(Span(w.count_of(count, "person", "people"), BASE.heavy))
    names = "" if item.everyone else ", ".join(item.people)
    lead = f"led by {item.lead}" if item.lead else ""
    lines += [Span(line, SMALL.quiet) for line in (w.joined(names, lead, by="; "),) if line]
    return lines


def _sites(ts: Typesetter, briefing: Briefing) -> list[Block]:
    rows = [_site(site) for site in briefing.sites]
    return [Headed(SectionHead(ts, "Places"), Rows(ts, _SITES, rows))] if rows else []


def _site(site: Site) -> Row:
    lines: list[Rich] = [*address_lines(site.local_address, site.address)]
    hours = f"{site.opens}{w.DASH}{site.closes}" if site.opens or site.closes else ""
    return Row((Span(pick.named(site.alias, site.name), BASE.heavy), lines, site.phone or hours))


def render_family_sheet(briefing: Briefing) -> bytes:
    """Return dates, whom to call, own travel and the days, as far as they are told."""
    ts = typesetter_for(briefing)
    name = briefing.reader.name if briefing.reader else ""
    about = w.joined(name, w.date_range(briefing.starts, briefing.ends), by=w.DOT)
    story = [
        Chapter("Days and contacts", "days"),
        fitted_title(ts, sheet(briefing.paper), briefing.title, about),
        *calls_blocks(ts, briefing),
        *journey_blocks(ts, briefing),
        *stay_blocks(ts, briefing, "Stays"),
        *_days(ts, briefing),
    ]
    return paper_for(briefing, ts).build(story)


def _days(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the days in full, or as rows of labels where nothing more is told."""
    if only_labels(briefing):
        return label_blocks(ts, briefing)
    days = plan_blocks(ts, days_shortly(briefing, _MOST_NAMES), pick.total(briefing))
    return [*days, *spot_blocks(ts, briefing)]
