"""Found segments as cards. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from missions.intake.confirmations.laying import Sight
from missions.intake.confirmations.matching import Match, Verdict
from missions.intake.confirmations.model import FoundSegment
from missions.intake.confirmations.proposals import Answer, Proposal
from missions.intake.faults import Fault
from missions.reference.airports import airport
from missions.renderers import wording
from missions.zones import zone

FIELDS = {
    "number": "Number",
    "from": "From",
    "to": "To",
    "departs": "Departs",
    "arrives": "Arrives",
    "locator": "Locator",
    "people": "People",
}
ASKED = {
    "origin": ("From", "three letters of the airport, as ICN", "text"),
    "destination": ("To", "three letters of the airport, as ICN", "text"),
    "departs": ("Departs", "day and wall time there", "datetime-local"),
    "arrives": ("Arrives", "day and wall time there", "datetime-local"),
    "from_zone": ("Time zone where it departs", "as Asia/Seoul", "text"),
    "to_zone": ("Time zone where it arrives", "as Asia/Seoul", "text"),
}
MODES = {"flight": "Flight", "train": "Train", "coach": "Coach", "ferry": "Ferry"}


@dataclass(frozen=True, slots=True)
class End:
    """An end: its place, what it is called, its wall time and day, and the clock there."""

    place: str
    called: str
    time: str
    day: str
    clock: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What the card asks for, with what was typed."""

    name: str
    title: str
    hint: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Passenger:
    """A name as ticketed, and the key of whom it is taken for."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """A found segment, all in words."""

    number: int
    title: str
    verdict: Verdict
    word: str
    ends: tuple[End, End]
    shift: str
    takes: str
    date_line: bool
    locator: str
    passengers: tuple[Passenger, ...]
    also: tuple[str, ...]
    differences: tuple[tuple[str, str, str], ...]
    does: str
    asks: tuple[Ask, ...]
    notices: tuple[str, ...]
    can: bool
    keep: bool
    faults: tuple[Fault, ...]


def cards_of(sight: Sight, answers: Sequence[Answer]) -> tuple[Card, ...]:
    """Return the cards; `answers` are what was typed, none at first."""
    by_card: dict[int, list[Fault]] = {}
    for fault in sight.faults:
        by_card.setdefault(fault.place.row, []).append(fault)
    called = {each.key: each.preferred_name or each.key for each in sight.known.people}
    on_it = {each.key: each.people for each in sight.known.segments}
    return tuple(
        _card(
            card,
            answers[card.number - 1] if answers else None,
            called,
            on_it.get(card.match.segment, ()),
            by_card.get(card.number, []),
        )
        for card in sight.cards
    )


def _card(
    card: Proposal,
    answer: Answer | None,
    called: Mapping[str, str],
    on_it: Sequence[str],
    faults: Sequence[Fault],
) -> Card:
    match, found = card.match, card.match.found
    filled = answer.filled if answer else {}
    verdict = match.verdict
    return Card(
        number=card.number,
        title=" ".join(filter(None, (found.number or MODES[found.mode], found.carrier))),
        verdict=verdict,
        word={Verdict.SAME: "As in the plan", Verdict.CHANGE: "A change"}.get(
            verdict, verdict.value.capitalize()
        ),
        ends=_ends(found),
        shift=_shift(found),
        takes=wording.duration(card.minutes) if card.minutes and card.minutes > 0 else "",
        date_line=card.date_line,
        locator=found.locator,
        passengers=tuple(Passenger(name, key) for name, key in card.people.items()),
        also=answer.also if answer else (),
        differences=_differences(match),
        does=_does(match, called, on_it),
        asks=tuple(_ask(name, found, filled.get(name, "")) for name in card.asks),
        notices=found.notices,
        can=card.can,
        keep=card.ready and card.can,
        faults=tuple(faults),
    )


def _ask(name: str, found: FoundSegment, value: str) -> Ask:
    title, hint, kind = ASKED[name]
    place = {"departs": found.origin, "arrives": found.destination}.get(name, "")
    return Ask(name, f"{title} {place}".strip(), hint, kind, value)


def _ends(found: FoundSegment) -> tuple[End, End]:
    return (
        _end(found, found.origin, found.departs, found.from_zone),
        _end(found, found.destination, found.arrives, found.to_zone),
    )


def _end(found: FoundSegment, place: str, moment: datetime | None, key: str) -> End:
    known = airport(place) if found.mode == "flight" else None
    called = (known.city or known.name) if known else ""
    if moment is None:
        day = found.day if place == found.origin else None
        return End(place or "?", called, "", wording.date_long(day) if day else "", "")
    return End(
        place or "?",
        called,
        wording.clock(moment),
        wording.date_long(moment.date()),
        _clock_of(moment, key),
    )


def _clock_of(moment: datetime, key: str) -> str:
    """Return the clock at an end: `KST, UTC+9`."""
    if not key:
        return "zone not known"
    there = moment.replace(tzinfo=zone(key))
    name = there.tzname() or ""
    minutes = int((there.utcoffset() or timedelta()).total_seconds()) // 60
    return wording.zone_text(name if name.isalpha() else "", minutes)


def _shift(found: FoundSegment) -> str:
    if found.departs is None or found.arrives is None:
        return ""
    return wording.day_shift(found.departs.date(), found.arrives.date())


def _differences(match: Match) -> tuple[tuple[str, str, str], ...]:
    if match.verdict is not Verdict.CHANGE:
        return ()
    return tuple(
        (FIELDS[each.field], _spoken(each.field, each.was), _spoken(each.field, each.becomes))
        for each in match.differences
    )


def _spoken(name: str, text: str) -> str:
    """Return a field's words: a moment, or a day alone, as a reader says it."""
    if name not in {"departs", "arrives"} or not text:
        return text
    moment = datetime.fromisoformat(text)
    day = wording.date_long(moment.date())
    return f"{day}, {wording.clock(moment)}" if "T" in text else day


def _does(match: Match, called: Mapping[str, str], on_it: Sequence[str]) -> str:
    """Return what keeping it does, in a sentence."""

    def names(keys: Sequence[str]) -> str:
        return wording.people_list([called.get(key, key) for key in keys])

    if match.verdict is Verdict.CANCELLED:
        return _cancels(match, names(match.leaves), len(on_it))
    if match.verdict is Verdict.SAME:
        return "The plan says this already."
    if match.verdict is Verdict.NEW:
        return "It is added to the plan."
    told = [f"{names(match.joins)} is put on it."] if len(match.joins) == 1 else []
    told += [f"{names(match.joins)} are put on it."] if len(match.joins) > 1 else []
    if match.differences and len(on_it) > len(set(match.people) & set(on_it)):
        everyone = wording.count_of(len(on_it), "person", "people")
        told.append(f"It changes for all on it: {everyone}.")
    return " ".join(told)


def _cancels(match: Match, leaving: str, count: int) -> str:
    if not match.segment:
        return "It is not in the plan: there is nothing to take out."
    if match.for_nobody_known:
        return "Say whose it was: only they are taken off it."
    if match.leaves:
        stay = wording.count_of(count - len(match.leaves), "other")
        return f"Ticked, it takes {leaving} off this segment; {stay} stay on it."
    people = wording.count_of(count, "person has", "people have")
    return f"Ticked, it takes the segment out of the plan: {people} no seat on it any more."
