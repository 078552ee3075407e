"""What is proposed for each found segment, and what somebody answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from missions.intake.checks.places import end_zone
from missions.intake.confirmations.known import Known
from missions.intake.confirmations.matching import Match, Verdict, match_for, match_names
from missions.intake.confirmations.model import Found, FoundSegment
from missions.schedule.rules import instant
from missions.zones import zone

HALF_A_DAY = timedelta(hours=12)
ASKS = ("origin", "destination", "departs", "arrives", "from_zone", "to_zone")
"""What a person may have to fill in, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a found segment.

    `people` is the key for each passenger, "" for nobody of the trip; `also` are further keys,
    which a confirmation without names needs. `filled` are the cells that were asked for, as typed.
    """

    keep: bool
    people: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    filled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A found segment beside the trip.

    `number` counts the cards from 1; `people` has each passenger's key, "" where nobody is meant;
    `asks` is what the confirmation doesn't tell and the plan needs; `minutes` the time on the way,
    None where an end is not known; `date_line`: it is crossed; `ready`: kept unless somebody says
    otherwise; `can`: there is something to keep; `for_all`: how many are on a segment that changes
    for all of them, though it doesn't name them all, else 0.
    """

    number: int
    match: Match
    people: Mapping[str, str]
    asks: tuple[str, ...]
    minutes: int | None
    date_line: bool
    ready: bool
    can: bool
    for_all: int


def proposals(found: Found, known: Known, answers: Sequence[Answer] = ()) -> tuple[Proposal, ...]:
    """Return a proposal for each found segment, with what was answered of it taken in."""
    return tuple(
        _proposal(number, segment, known, answers[number - 1] if answers else None)
        for number, segment in enumerate(found.segments, start=1)
    )


def _proposal(number: int, segment: FoundSegment, known: Known, answer: Answer | None) -> Proposal:
    people = {name: "".join(match_names([name], known.people)[0]) for name in segment.passengers}
    also: tuple[str, ...] = ()
    if answer is not None:
        people |= {name: key for name, key in answer.people.items() if name in people}
        also = answer.also
    keys = tuple(dict.fromkeys(key for key in (*people.values(), *also) if key))
    unmatched = tuple(name for name, key in people.items() if not key)
    match = _told(match_for(segment, known.segments, keys, unmatched), known)
    named = bool(keys) and not unmatched
    asks = _asks(match)
    return Proposal(
        number,
        match,
        people,
        asks,
        _minutes(segment),
        _crosses_the_date_line(segment),
        answer.keep if answer else named and match.verdict in {Verdict.NEW, Verdict.CHANGE},
        match.verdict in {Verdict.NEW, Verdict.CHANGE} or bool(match.segment and segment.cancelled),
        _for_all(match, known),
    )


def _told(match: Match, known: Known) -> Match:
    """Return a match with a notice of whom it takes off another booking."""
    if not match.off:
        return match
    called = {each.key: each.preferred_name or each.key for each in known.people}
    names = ", ".join(called.get(key, key) for key in match.leaves)
    locator = next(each.locator for each in known.segments if each.key == match.off)
    text = (
        f"It is another booking than {locator} of {match.off}: kept, it takes {names} off that one."
    )
    notices = (*match.found.notices, text)
    return replace(match, found=replace(match.found, notices=notices))


def _for_all(match: Match, known: Known) -> int:
    on_it = {key for each in known.segments if each.key == match.segment for key in each.people}
    changes = match.verdict is Verdict.CHANGE and match.differences
    return len(on_it) if changes and not on_it <= set(match.people) else 0


def _asks(match: Match) -> tuple[str, ...]:
    """Return what the plan needs and the confirmation does not tell."""
    segment = match.found
    if match.verdict is Verdict.NEW:
        blank = {name for name in ASKS[:4] if not getattr(segment, name)}
        for place, where in (("origin", "from_zone"), ("destination", "to_zone")):
            told = getattr(segment, place)
            if segment.mode != "flight" and not end_zone(
                segment.mode, told, getattr(segment, where), {}
            ):
                blank.add(where)
        return tuple(name for name in ASKS if name in blank)
    if match.verdict is Verdict.CHANGE:
        moved = any(each.field == "departs" for each in match.differences)
        times = [name for name in ASKS[2:4] if moved and not getattr(segment, name)]
        return tuple(times)
    return ()


def _instants(segment: FoundSegment) -> tuple[datetime, datetime] | None:
    if not (segment.departs and segment.arrives and segment.from_zone and segment.to_zone):
        return None
    return (
        instant(segment.departs, segment.from_zone),
        instant(segment.arrives, segment.to_zone),
    )


def _minutes(segment: FoundSegment) -> int | None:
    ends = _instants(segment)
    return int((ends[1] - ends[0]).total_seconds()) // 60 if ends else None


def _crosses_the_date_line(segment: FoundSegment) -> bool:
    """Whether the clocks at the ends are so far apart that the shorter way is over the line."""
    ends = _instants(segment)
    if ends is None:
        return False
    clocks = [
        moment.astimezone(zone(key)).utcoffset() or timedelta()
        for moment, key in zip(ends, (segment.from_zone, segment.to_zone), strict=True)
    ]
    return abs(clocks[1] - clocks[0]) > HALF_A_DAY
