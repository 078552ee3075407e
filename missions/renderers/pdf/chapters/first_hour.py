"""The first hour: where we meet and when, where we land and who is there, what if nobody comes."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.document import Briefing, Item, Leg, Moment
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.facts import Fact, facts
from missions.renderers.pdf.chapters.who_to_call import calls_of
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import heading, leg_name, named, total, where, who
from missions.renderers.wording import (
    clock,
    clock_range,
    day_name,
    home_clock,
    joined,
    people_list,
    place_text,
)

_SOON = 4 * 3600


def first_hour(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the sections that the plan has an answer for."""
    sections = (
        ("Where we meet", _meeting(briefing)),
        ("When we arrive", _arrival(briefing)),
        ("If nobody comes", _nobody(briefing)),
    )
    blocks: list[Block] = []
    for head, pairs in sections:
        if table := facts(typesetter, pairs):
            blocks.append(Headed(SectionHead(typesetter, head), table))
    return blocks


def _entries(briefing: Briefing) -> Iterator[Leg | Item]:
    return (entry for day in briefing.days for entry in day.entries)


def _when(moment: Moment) -> Rich:
    words = f"{day_name(moment.wall)}, {clock(moment.wall)}"
    return (Span(words, BASE.heavy), Span(f"   {home_clock(moment)}", SMALL.quiet))


def _meeting(briefing: Briefing) -> list[Fact]:
    """Tell where most of the team begin: with an item, or with a segment."""
    first = _first(briefing)
    if isinstance(first, Leg):
        ends = joined(place_text(first.origin), place_text(first.destination), by=" to ")
        return [
            ("When", _when(first.start)),
            ("Where", joined(leg_name(first), ends)),
            ("Who", people_list(first.people, first.everyone, total(briefing))),
            *_others(briefing, first.start),
        ]
    if first is None or first.start is None:
        return []
    return [
        ("When", _when(first.start)),
        ("What", heading(first)),
        ("Where", where(first)),
        ("Who", who(first, total(briefing))),
        ("Bring", [(marked("box"), Span(thing)) for thing in first.bring]),
        *_others(briefing, first.start),
    ]


def _first(briefing: Briefing) -> Leg | Item | None:
    """Return the first thing that at least half of the team do, else the first of all."""
    timed = [entry for entry in _entries(briefing) if entry.start]
    half = total(briefing) / 2
    many = (entry for entry in timed if entry.everyone or len(entry.people) >= half > 0)
    return next(many, timed[0] if timed else None)


def _others(briefing: Briefing, first: Moment) -> list[Fact]:
    """Tell of those who set out before the team meets."""
    lines: list[Rich] = []
    for leg in briefing.legs:
        if leg.people and leg.start.utc < first.utc:
            words = f"{leg_name(leg)} from {place_text(leg.origin) or 'their town'}"
            when = f"{day_name(leg.start.wall)}, {clock(leg.start.wall)}"
            names = Span(", ".join(leg.people), BASE.heavy)
            lines.append((names, Span(f": {words}, {when}")))
    return [("From elsewhere", lines)] if lines else []


def _landing(briefing: Briefing) -> Leg | None:
    """Return the segment that enters the country, else the last one of the way out."""
    out = [leg for leg in briefing.legs if leg.part == "out"] or list(briefing.legs[:1])
    return next((leg for leg in out if leg.international), out[-1] if out else None)


def _arrival(briefing: Briefing) -> list[Fact]:
    leg = _landing(briefing)
    if leg is None:
        return []
    verb = "lands" if leg.mode == "flight" else "arrives"
    place = place_text(leg.destination)
    met_by = _met_by(briefing, leg)
    return [
        ("When", _when(leg.end)),
        ("What", f"{leg_name(leg)} {verb}{f' in {place}' if place else ''}"),
        ("Who meets us", Span(met_by, BASE.heavy) if met_by else ""),
        ("Then", _next_steps(briefing, leg)),
        ("To", _lodging(briefing, leg)),
    ]


def _met_by(briefing: Briefing, leg: Leg) -> str:
    if leg.met_by:
        return leg.met_by
    return next((item.partner for item in _soon(briefing, leg) if item.partner), "")


def _soon(briefing: Briefing, leg: Leg) -> Iterator[Item]:
    """Yield the items of the first hours after an arrival."""
    for entry in _entries(briefing):
        if isinstance(entry, Item) and entry.start is not None:
            after = (entry.start.utc - leg.end.utc).total_seconds()
            if 0 <= after <= _SOON:
                yield entry


def _next_steps(briefing: Briefing, leg: Leg) -> list[Rich]:
    steps: list[Rich] = []
    for item in _soon(briefing, leg):
        if item.start is not None:
            time = clock_range(item.start.wall, item.end.wall if item.end else None)
            text = joined(heading(item), where(item), by="; ")
            steps.append((Span(f"{time}  ", BASE.heavy), Span(text)))
    return steps


def _lodging(briefing: Briefing, leg: Leg) -> Rich | list[Rich]:
    night = leg.end.wall.date()
    for stay in briefing.stays:
        if stay.check_in <= night < stay.check_out:
            name = Span(named(stay.site, stay.site_name), BASE.heavy)
            lines: list[Rich] = [(name, Span(f"   {stay.phone}"))]
            return [
                *lines,
                *(text for text in dict.fromkeys((stay.address, stay.local_address)) if text),
            ]
    return ""


def _nobody(briefing: Briefing) -> list[Fact]:
    """Tell the plan's own way out where there is one, and whom to call."""
    leg = _landing(briefing)
    if leg is None:
        return []
    backups = [item.backup for item in _soon(briefing, leg) if item.backup]
    calls: list[Rich] = [
        (
            Span(f"{call.name}  ", BASE.heavy),
            Span(call.phone),
            Span(f"   {joined(call.role, call.note, by='; ')}", SMALL.quiet),
        )
        for call in calls_of(briefing)
    ]
    if not backups and not calls:
        return []
    together = "Stay together where you came out, and count heads. Then call, in this order."
    return [("First", together), ("Call", calls), ("Else", "; ".join(backups))]
