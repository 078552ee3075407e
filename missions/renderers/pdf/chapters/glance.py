"""At a glance: clocks and stays, when to call home, the times that matter, whom to call."""

from __future__ import annotations

from collections.abc import Callable

from missions.briefing.document import Briefing
from missions.renderers.pdf.arrange import Beside, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.chapters.call_home import CallHome, clocks_of
from missions.renderers.pdf.chapters.key_times import FEWEST_TIMES, MOST_TIMES, key_times
from missions.renderers.pdf.chapters.lanes import lanes_of
from missions.renderers.pdf.chapters.lanes_chart import MOST_LANES, LanesChart
from missions.renderers.pdf.chapters.stops import stops
from missions.renderers.pdf.chapters.who_to_call import FEWEST_CALLS, MOST_CALLS, who_to_call
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.tokens import SMALL, sheet
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import leg_name, total
from missions.renderers.wording import clock, count_of

_ABOVE = 34 + 15 + 24 + 24 + 12
"""What stands above the lanes and the times: title, note, white."""

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)


def in_words(number: int) -> str:
    """Return a number up to twelve in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def glance_note(briefing: Briefing) -> str:
    """Return `16 people, three places, three clocks, 13 days.`"""
    points = stops(briefing.route)
    places = len({point.name for point in points})
    first = {point.zone: point.offset for point in reversed(points)}
    clocks = len(set(first.values()))
    people = total(briefing)
    counts = (
        count_of(people, "person", "people") if people else "",
        f"{in_words(places)} {'place' if places == 1 else 'places'}" if places else "",
        f"{in_words(clocks)} {'clock' if clocks == 1 else 'clocks'}" if clocks else "",
        count_of((briefing.ends - briefing.starts).days + 1, "day"),
    )
    return f"{', '.join(count for count in counts if count)}."


def glance(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the chapter's blocks; the key times are as many as the page has room for."""
    blocks = [*_lanes(typesetter, briefing), *_hours(typesetter, briefing)]
    grid = sheet(briefing.paper)
    used = Stack(blocks).wrap(grid.measure, 0)[1] + _ABOVE
    return [*blocks, _times_and_calls(typesetter, briefing, grid.depth - used)]


def _lanes(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    if not 0 < len(lanes_of(briefing)) <= MOST_LANES:
        return []
    caption = Words(typesetter, _caption(briefing), SMALL.quiet, indent=96)
    return [LanesChart(typesetter, briefing), caption.spaced(before=5)]


def _hours(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    clocks = clocks_of(briefing)
    if not clocks:
        return []
    note = "marked columns: everybody is awake"
    head = SectionHead(typesetter, "When can I call home?", note, minor=True)
    return [head, CallHome(typesetter, clocks).spaced(before=3)]


def _caption(briefing: Briefing) -> str:
    """Say how to read the lanes, with the segment that seems to run backwards."""
    if len({point.offset for point in stops(briefing.route)}) == 1:
        return "One clock all the way."
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


def _times_and_calls(typesetter: Typesetter, briefing: Briefing, room: float) -> Block:
    """Return both side by side, each with as many rows as there is room for."""
    grid = sheet(briefing.paper)
    left, right = grid.span(7), grid.span(5)

    def times(most: int) -> Block:
        return Stack(key_times(typesetter, briefing, most))

    def calls(most: int) -> Block:
        return Stack(who_to_call(typesetter, briefing, most))

    parts = (
        (0.0, left, _fitting(times, (MOST_TIMES, FEWEST_TIMES), left, room)),
        (7 * grid.pitch, right, _fitting(calls, (MOST_CALLS, FEWEST_CALLS), right, room)),
    )
    return Beside(parts).spaced(24)


def _fitting(
    build: Callable[[int], Block], bounds: tuple[int, int], width: float, room: float
) -> Block:
    most, fewest = bounds
    while most > fewest and build(most).wrap(width, 0)[1] > room:
        most -= 1
    return build(most)
