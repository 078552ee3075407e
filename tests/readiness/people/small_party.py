"""A party small enough to judge by hand: thirteen days in July, and whoever a test puts on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from missions.readiness.facts import Facts, Item, Lesson, Member, Paper, Party, TripFrame
from missions.readiness.indexed import indexed
from missions.readiness.verdict import Requirement
from missions.reference.rulebook import Rulebook, Value

STARTS, ENDS = date(2026, 7, 10), date(2026, 7, 22)
TODAY = date(2026, 6, 1)
DUE = date(2026, 6, 10)
TRIP = TripFrame("willow-26", STARTS, ENDS, "America/Chicago", "US")
NO_RULES = Rulebook(())

MATEO = Member(
    "mateo",
    "Mateo",
    legal_name="RUIZ, MATEO JOSÉ",
    surname="RUIZ",
    given_names="MATEO JOSÉ",
    birth_date=date(1990, 3, 4),
    phone="+1 312 555 0141",
)


def rules(**values: str | float) -> Rulebook:
    """A rulebook of these keys, `__` standing for the point between words."""
    return Rulebook(
        Value(key=key.replace("__", "."), value=value, source="a test", read_on=TODAY)
        for key, value in values.items()
    )


def asks(kind: str, title: str = "", due: date = DUE, **settings: float) -> Requirement:
    """A requirement, due a month before the trip unless said otherwise."""
    return Requirement(kind, due, title=title, settings=settings)


def paper(kind: str, state: str = "held", **more: Any) -> Paper:
    """A paper of somebody; its key is its kind."""
    return Paper(more.pop("key", kind), kind, state, **more)


def item(day: date, *people: str, **more: Any) -> Item:
    """A whole day's item on the schedule."""
    return Item(more.pop("key", f"on-{day}"), day, "Asia/Seoul", "An item", people, **more)


def lesson(
    title: str, day: date, minutes: int = 60, people: Sequence[str] = ("mateo",), **more: Any
) -> Lesson:
    """A required training at eight in the morning; `state` is how the first person stands."""
    state, made_up = more.pop("state", ""), more.pop("made_up", None)
    return Lesson(
        title.lower(),
        title,
        "America/Chicago",
        datetime(day.year, day.month, day.day, 8, 0),
        datetime(day.year, day.month, day.day, 8 + minutes // 60, minutes % 60),
        tuple(people),
        required=more.pop("required", True),
        states={people[0]: state} if state else {},
        made_up={people[0]: made_up} if made_up else {},
        **more,
    )


def party(*members: Member, **more: Any) -> Party:
    """A party of these members, judged by the code's own defaults unless a test brings rules."""
    return Party(more.pop("trip", TRIP), members, more.pop("rules", NO_RULES), **more)


def facts(
    person: Member = MATEO,
    papers: Sequence[Paper] = (),
    others: Sequence[Member] = (),
    **more: Any,
) -> Facts:
    """The person's facts, in a party with these others."""
    papers_of: Mapping[str, tuple[Paper, ...]] = {person.key: tuple(papers)}
    known = indexed(party(person, *others, papers=papers_of, **more))
    return Facts(
        known,
        person,
        papers_of[person.key],
        items=known.items_of.get(person.key, ()),
        lessons=known.lessons_of.get(person.key, ()),
    )
