"""A party looked up by person: gone through once, however many people are judged. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Protocol, TypeVar

from missions.readiness.facts import Item, Leg, Lesson, Member, Party, Stay
from missions.readiness.named import last_digits, names_of


class _Concerning(Protocol):
    @property
    def people(self) -> tuple[str, ...]: ...


_Thing = TypeVar("_Thing", bound=_Concerning)


@dataclass(frozen=True, slots=True)
class Indexed(Party):
    """A party with what belongs to each person, by key and in the order of time.

    Attributes:
        by_key: everybody on the roster.
        items_of: a person's items on the schedule, those that are cancelled left out.
        by_name: the spellings of a traveller's name (`named.names_of`) → the traveller.
        by_phone: the last digits of a traveller's phone → the traveller.
    """

    by_key: Mapping[str, Member] = field(default_factory=dict)
    legs_of: Mapping[str, tuple[Leg, ...]] = field(default_factory=dict)
    stays_of: Mapping[str, tuple[Stay, ...]] = field(default_factory=dict)
    items_of: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    lessons_of: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    by_name: Mapping[str, Member] = field(default_factory=dict)
    by_phone: Mapping[str, Member] = field(default_factory=dict)


def indexed(party: Party) -> Indexed:
    """Return the party with its index; one that has it comes back as it is."""
    if isinstance(party, Indexed):
        return party
    travellers = [member for member in party.members if member.travels]
    legs = sorted(party.legs, key=lambda leg: _plain(leg.departs_utc))
    items = sorted((i for i in party.items if i.status != "cancelled"), key=_of_item)
    return Indexed(
        **{each.name: getattr(party, each.name) for each in fields(Party)},
        by_key={member.key: member for member in party.members},
        legs_of=_by_person(legs),
        stays_of=_by_person(sorted(party.stays, key=lambda stay: stay.check_in)),
        items_of=_by_person(items),
        lessons_of=_by_person(sorted(party.lessons, key=lambda lesson: _plain(lesson.starts))),
        by_name={name: member for member in reversed(travellers) for name in names_of(member)},
        by_phone={last_digits(m.phone): m for m in reversed(travellers) if last_digits(m.phone)},
    )


def _by_person(things: Iterable[_Thing]) -> dict[str, tuple[_Thing, ...]]:
    found: defaultdict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        for key in dict.fromkeys(thing.people):
            found[key].append(thing)
    return {key: tuple(its) for key, its in found.items()}


def _of_item(item: Item) -> tuple[date, str]:
    """Whole days go before what has a time."""
    at = item.starts_utc or item.starts
    return item.day, _plain(at).isoformat() if at else ""


def _plain(at: datetime) -> datetime:
    return at.replace(tzinfo=None)
