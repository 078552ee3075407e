"""At a glance: clocks and stays, when to call home, the times that matter, whom to call."""

from __future__ import annotations

from missions.briefing.document import Briefing
from missions.renderers.pdf.arrange import Beside, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.chapters.call_home import CallHome, clocks_of
from missions.renderers.pdf.chapters.key_times import key_times
from missions.renderers.pdf.chapters.lanes_chart import LanesChart
from missions.renderers.pdf.chapters.who_to_call import who_to_call
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.tokens import SMALL, sheet
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import leg_name, total
from missions.renderers.wording import clock, count_of

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)


def in_words(number: int) -> str:
    """Return a number up to twelve in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def glance_note(briefing: Briefing) -> str:
    """Return `16 people, three cities, three clocks, 13 days.`"""
    cities = len({point.name for point in briefing.route})
    zones = len({point.zone for point in briefing.route})
    counts = (
        count_of(total(briefing), "person", "people"),
        f"{in_words(cities)} {'city' if cities == 1 else 'cities'}" if cities else "",
        f"{in_words(zones)} {'clock' if zones == 1 else 'clocks'}" if zones else "",
        count_of((briefing.ends - briefing.starts).days + 1, "day"),
    )
    return f"{', '.join(count for count in counts if count)}."


def glance(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the chapter's blocks."""
    blocks: list[Block] = []
    if briefing.route:
        blocks.append(LanesChart(typesetter, briefing))
        blocks.append(Words(typesetter, _caption(briefing), SMALL.quiet, indent=96).spaced(5))
    if clocks := clocks_of(briefing):
        note = "marked columns: everybody is awake"
        blocks.append(SectionHead(typesetter, "When can I call home?", note, minor=True))
        blocks.append(CallHome(typesetter, clocks).spaced(before=3))
    blocks.append(_times_and_calls(typesetter, briefing))
    return blocks


def _caption(briefing: Briefing) -> str:
    """Say how to read the lanes, with the segment that seems to run backwards."""
    text = "Each lane runs on its own clock."
    for leg in briefing.legs:
        if leg.end.wall <= leg.start.wall and leg.origin.city and leg.destination.city:
            same = leg.end.wall.date() == leg.start.wall.date()
            when = "the same day" if same else "the day before"
            text += (
                f" {leg_name(leg)} leaves {leg.origin.city} at {clock(leg.start.wall)} and is in"
                f" {leg.destination.city} at {clock(leg.end.wall)} {when}."
            )
            break
    return text


def _times_and_calls(typesetter: Typesetter, briefing: Briefing) -> Block:
    grid = sheet(briefing.paper)
    left, right = grid.span(7), grid.span(5)
    times = Stack(key_times(typesetter, briefing))
    calls = Stack(who_to_call(typesetter, briefing))
    return Beside([(0, left, times), (7 * grid.pitch, right, calls)]).spaced(before=24)
