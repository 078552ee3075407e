"""Who is with children has a background check and a child-protection course in force that day."""

from __future__ import annotations

from collections.abc import Iterator

from missions.readiness.conflicts.rooms import minors_of
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import people_words, verb
from missions.readiness.facts import Item
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each item with children where an adult of the team isn't cleared that day.

    A tentative item only warns.
    """
    minors = minors_of(ground)
    for item in ground.items:
        if not item.with_children:
            continue
        cleared = ground.cleared(item.day)
        people = tuple(
            key
            for key in ground.in_order(item.people)
            if key not in minors and key not in cleared and _travels(ground, key)
        )
        if people:
            yield _conflict(ground, item, people)


def _travels(ground: Ground, person: str) -> bool:
    member = ground.members.get(person)
    return member is not None and member.travels


def _conflict(ground: Ground, item: Item, people: tuple[str, ...]) -> Conflict:
    who = people_words(ground, people)
    return Conflict(
        kind="clearance",
        severity=Severity.WARNING if item.status == "tentative" else Severity.ERROR,
        items=(item.key,),
        people=people,
        reason=f"“{item.title}” on {day_words(item.day)} is with children, and {who} "
        f"{verb(people, 'is', 'are')} not cleared for that on the day.",
        fix=f"See that background check and child-protection course of {who} are in force by then, "
        f"or take {verb(people, 'that person', 'them')} off it.",
        day=item.day,
    )
