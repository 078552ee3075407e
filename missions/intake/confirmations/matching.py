"""What found segments mean for a trip: whose they are; new, the same, or a change. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from missions.intake.confirmations.model import Found, FoundSegment
from missions.intake.confirmations.names import first_and_last, first_surname, letters
from missions.intake.confirmations.numbers import comparable

NEAR_DAYS = 3
"""A flight of the same number and ends so many days away or nearer is the same one, moved."""


class Verdict(StrEnum):
    """What a found segment is to the trip."""

    NEW = "new"
    SAME = "the same"
    CHANGE = "a change"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class KnownSegment:
    """A segment of the trip; `departs` and `arrives` are wall times at their own ends.

    `people` are the keys of all who are on it, whatever its list says; empty where nobody knows.
    """

    key: str
    number: str
    origin: str
    destination: str
    departs: datetime | None
    arrives: datetime | None = None
    locator: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the trip."""

    key: str
    legal_name: str
    preferred_name: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a segment that the confirmation tells differently, in words."""

    field: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Match:
    """One found segment: the keys of its people, names of nobody, and what is to become of it.

    `segment` is the key of the trip's own segment, "" where it is new. `joins` are those of its
    people who are not on that segment yet, `leaves` those whom a cancelled one takes off it, though
    others stay; none where the whole segment is off. Where it names people and none is known,
    that is still to be said. `off`: another booking's segment that `leaves` are taken off, since
    this one is theirs.
    """

    found: FoundSegment
    people: tuple[str, ...]
    unmatched: tuple[str, ...]
    verdict: Verdict
    segment: str = ""
    differences: tuple[Difference, ...] = ()
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    off: str = ""

    @property
    def for_nobody_known(self) -> bool:
        """Whether it names people, and nobody knows which of the trip they are."""
        return bool(self.unmatched) and not self.people


def matching(
    found: Found, segments: Sequence[KnownSegment], people: Sequence[KnownPerson]
) -> tuple[Match, ...]:
    """Return what each found segment means for a trip with these segments and people."""
    return tuple(_match(each, segments, people) for each in found.segments)


def _match(
    found: FoundSegment, segments: Sequence[KnownSegment], people: Sequence[KnownPerson]
) -> Match:
    keys, unmatched = match_names(found.passengers, people)
    return match_for(found, segments, keys, unmatched)


def match_for(
    found: FoundSegment,
    segments: Sequence[KnownSegment],
    keys: tuple[str, ...],
    unmatched: tuple[str, ...] = (),
) -> Match:
    """Return what a found segment means for a trip, once it is known whose it is.

    Args:
        found: the segment.
        segments: the trip's own.
        keys: its people.
        unmatched: names of nobody.
    """
    known = _counterpart(found, [each for each in segments if not _others(each, found, keys)])
    if known is None:
        verdict = Verdict.CANCELLED if found.cancelled else Verdict.NEW
        return _from_another(Match(found, keys, unmatched, verdict), segments, keys)
    if found.cancelled:
        return _cancelled(known, Match(found, keys, unmatched, Verdict.CANCELLED))
    differences = _differences(known, found)
    joins = tuple(key for key in keys if known.people and key not in known.people)
    verdict = Verdict.CHANGE if differences or joins else Verdict.SAME
    match = Match(found, keys, unmatched, verdict, known.key, differences, joins)
    return _from_another(match, segments, joins)


def _from_another(match: Match, segments: Sequence[KnownSegment], keys: tuple[str, ...]) -> Match:
    """Return a match with the other booking that some leave, for they are on this one now."""
    if match.found.cancelled:
        return match
    others = [
        each
        for each in segments
        if _others(each, match.found, match.people) and set(each.people) & set(keys)
    ]
    old = _counterpart(match.found, others)
    if old is None:
        return match
    return replace(match, off=old.key, leaves=tuple(key for key in old.people if key in keys))


def _cancelled(known: KnownSegment, match: Match) -> Match:
    """Return what a cancelled booking does: its people go, and the segment with the last of them.

    A booking of people who are not on the segment is not what the trip has.
    """
    leaves = tuple(key for key in known.people if key in match.people)
    if match.people and known.people and not leaves:
        return match
    whole = len(leaves) == len(known.people)
    return replace(match, segment=known.key, leaves=() if whole else leaves)


def _others(known: KnownSegment, found: FoundSegment, keys: Collection[str]) -> bool:
    """Whether a segment is another booking of perhaps the same flight: under another locator.

    A new locator for all who are on it is the same segment, booked anew; but a cancelled one under
    another locator takes nothing away. Where nobody knows who is on it, it may be the same.
    """
    one, other = known.locator.strip().casefold(), found.locator.strip().casefold()
    if not (one and other) or one == other:
        return False
    return bool(known.people) and (found.cancelled or not set(known.people) <= set(keys))


def match_names(
    names: Collection[str], people: Sequence[KnownPerson]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the people that names mean, and the names that mean nobody, or several."""
    keys: dict[str, None] = {}
    unmatched = []
    for name in names:
        key = _person(name, people)
        if key:
            keys[key] = None
        else:
            unmatched.append(name)
    return tuple(keys), tuple(unmatched)


def _person(name: str, people: Sequence[KnownPerson]) -> str:
    """Return the one person of that name: whole, then shortened, then as called."""
    whole, short = letters(name), first_and_last(name)
    for suits in (
        [each for each in people if whole & letters(each.legal_name)],
        [each for each in people if short & first_and_last(each.legal_name)],
        [each for each in people if short & first_surname(each.legal_name)],
        [each for each in people if each.preferred_name and whole & letters(each.preferred_name)],
    ):
        if len(suits) == 1:
            return suits[0].key
        if suits:
            return ""
    return ""


def _counterpart(found: FoundSegment, segments: Sequence[KnownSegment]) -> KnownSegment | None:
    """Return the trip's segment that the found one is, or changes; None where several could be."""
    number = comparable(found.number)
    numbered = [each for each in segments if number and comparable(each.number) == number]
    route = [each for each in segments if _same_route(each, found)]
    for suits in (
        [each for each in numbered if _days_apart(each, found) == 0],
        [each for each in route if each in numbered and _near(each, found)],
        [each for each in route if each.departs and each.departs == found.departs],
        [each for each in route if found.locator and each.locator == found.locator],
    ):
        if len(suits) == 1:
            return suits[0]
        exact = [each for each in suits if each.locator and each.locator == found.locator]
        if len(exact) == 1:
            return exact[0]
    return None


def _same_route(known: KnownSegment, found: FoundSegment) -> bool:
    ends = bool(found.origin and found.destination)
    return ends and (known.origin, known.destination) == (found.origin, found.destination)


def _days_apart(known: KnownSegment, found: FoundSegment) -> int | None:
    if known.departs is None or found.day is None:
        return None
    return abs((known.departs.date() - found.day).days)


def _near(known: KnownSegment, found: FoundSegment) -> bool:
    days = _days_apart(known, found)
    return days is None or days <= NEAR_DAYS


def _differences(known: KnownSegment, found: FoundSegment) -> tuple[Difference, ...]:
    """Return what the confirmation tells otherwise; what it does not tell is no difference."""
    pairs = [
        ("number", known.number, found.number),
        ("from", known.origin, found.origin),
        ("to", known.destination, found.destination),
        ("departs", _written(known.departs), _departure(known, found)),
        ("arrives", _written(known.arrives), _written(found.arrives)),
        ("locator", known.locator, found.locator),
    ]
    return tuple(
        Difference(name, was, becomes)
        for name, was, becomes in pairs
        if becomes and was != becomes and not (name == "number" and _same_number(was, becomes))
    )


def _same_number(one: str, other: str) -> bool:
    return comparable(one) == comparable(other)


def _departure(known: KnownSegment, found: FoundSegment) -> str:
    """Return the departure as found: a day alone differs only by its day."""
    if found.departs is not None or found.day is None:
        return _written(found.departs)
    same = known.departs is not None and known.departs.date() == found.day
    return _written(known.departs) if same else found.day.isoformat()


def _written(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""
