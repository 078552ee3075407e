"""A traveller who drops out: off every list, leg, bed, item and training. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missions.readiness.facts import Item, Leg, Lesson, Member, Party, Stay
from missions.readiness.words import day_words, listed

GUARDIAN = "guardian"
NAMED = 6
"""So many are named in a note; of more, the first are, and the others are counted."""


def wards_of(party: Party, key: str) -> tuple[str, ...]:
    """Return the names of those whose guardian somebody is."""
    return tuple(m.name for m in party.members if key in m.guardians and m.key != key)


def without(party: Party, person: Member) -> tuple[Party, tuple[str, ...]]:
    """Return the party without a traveller, and what is left behind, in sentences.

    Who is a minor's guardian stays on the roster as one, at home.
    """
    key, wards = person.key, wards_of(party, person.key)
    at_home = replace(person, role=GUARDIAN, travels=False, groups=())
    members = (at_home if m.key == key else m for m in party.members if wards or m.key != key)
    papers = party.papers if wards else {k: v for k, v in party.papers.items() if k != key}
    lighter = replace(
        party,
        members=tuple(members),
        papers=papers,
        legs=tuple(_leg(leg, key) for leg in party.legs),
        stays=tuple(_stay(stay, key) for stay in party.stays),
        items=tuple(_item(item, key) for item in party.items),
        lessons=tuple(_lesson(lesson, key) for lesson in party.lessons),
    )
    notes = [*_left_behind(party, person)]
    if wards:
        notes.append(
            f"{person.name} stays on the roster as guardian of {listed(wards, 'others', NAMED)}."
        )
    return lighter, tuple(notes)


def _less(people: Sequence[str], key: str) -> tuple[str, ...]:
    return tuple(one for one in people if one != key)


def _leg(leg: Leg, key: str) -> Leg:
    drives = leg.driver == key
    if key not in leg.people and not drives:
        return leg
    tickets = {one: name for one, name in leg.ticketed_as.items() if one != key}
    driver = ("", "") if drives else (leg.driver, leg.driver_text)
    less = _less(leg.people, key)
    return replace(leg, people=less, ticketed_as=tickets, driver=driver[0], driver_text=driver[1])


def _stay(stay: Stay, key: str) -> Stay:
    rooms = tuple(replace(room, people=_less(room.people, key)) for room in stay.rooms)
    return replace(stay, rooms=rooms, people=_less(stay.people, key))


def _item(item: Item, key: str) -> Item:
    if key not in item.people and key not in item.lead:
        return item
    return replace(item, people=_less(item.people, key), lead=_less(item.lead, key))


def _lesson(lesson: Lesson, key: str) -> Lesson:
    states = {one: state for one, state in lesson.states.items() if one != key}
    made_up = {one: day for one, day in lesson.made_up.items() if one != key}
    return replace(lesson, people=_less(lesson.people, key), states=states, made_up=made_up)


def _left_behind(party: Party, person: Member) -> Iterator[str]:
    """Tell what has nobody any more, no lead or no driver."""
    key, name = person.key, person.name
    alive = [item for item in party.items if item.status != "cancelled"]
    empty = [
        *(leg.called for leg in party.legs if leg.people == (key,)),
        *(_named(item) for item in alive if item.people == (key,)),
    ]
    if empty:
        yield f"Nobody is left on {listed(empty, most=NAMED)}."
    leaderless = [_named(item) for item in alive if item.lead == (key,) != item.people]
    if leaderless:
        yield f"Without {name} nobody leads {listed(leaderless, most=NAMED)}."
    undriven = [leg.called for leg in party.legs if leg.driver == key and leg.people != (key,)]
    if undriven:
        yield f"Without {name} nobody drives {listed(undriven, most=NAMED)}."


def _named(item: Item) -> str:
    return f"“{item.title}” on {day_words(item.day)}"
