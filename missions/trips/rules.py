"""Whom a list of people means. Pure.

A list is separated by `;` or commas: keys, unique preferred names, `@group`, `all`, and `-key` to
take one away, wherever it stands. `all` is everyone who travels. A blank list, and one that begins
by taking away, means everyone who travels and is there on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_SEPARATOR = re.compile(r"[;,]")
DUTY_OFFICER = "duty officer"
ROLES = ("leader", "co-leader", "volunteer", "guardian", DUTY_OFFICER)
LEADING = frozenset({"leader", "co-leader"})
AT_HOME = frozenset({"guardian", DUTY_OFFICER})
"""The roles that do not travel."""


def open_roles(role: str) -> tuple[str, ...]:
    """Return the roles that a member with this one can be given without changing who travels."""
    return tuple(other for other in ROLES if (other in AT_HOME) == (role in AT_HOME))


@dataclass(frozen=True, slots=True)
class OnRoster:
    """What choosing people needs to know of a member."""

    id: str
    key: str
    name: str
    role: str
    groups: tuple[str, ...] = ()
    joins: date | None = None
    leaves: date | None = None
    minor: bool = False

    @property
    def travels(self) -> bool:
        """Whether the member goes along."""
        return self.role not in AT_HOME

    def there_on(self, day: date) -> bool:
        """Whether the member is with the team on `day`, both ends included."""
        joined = self.joins is None or self.joins <= day
        return joined and (self.leaves is None or day <= self.leaves)


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list, stripped, blanks left out."""
    return tuple(part.strip() for part in _SEPARATOR.split(text) if part.strip())


class Roster:
    """The members in the file's order, found by key, unique preferred name or group."""

    def __init__(self, members: Iterable[OnRoster]) -> None:
        self.members = tuple(members)
        self._order = {member.id: place for place, member in enumerate(self.members)}
        self._by_handle = {member.key.casefold(): member for member in self.members}
        names: dict[str, list[OnRoster]] = {}
        for member in self.members:
            names.setdefault(member.name.casefold(), []).append(member)
        for name, bearers in names.items():
            if len(bearers) == 1:
                self._by_handle.setdefault(name, bearers[0])

    def find(self, handle: str) -> OnRoster | None:
        """Return the member with this key or unique preferred name."""
        return self._by_handle.get(handle.strip().casefold())

    def _meant(self, term: str) -> Sequence[OnRoster]:
        if term.casefold() == "all":
            return [member for member in self.members if member.travels]
        if term.startswith("@"):
            group = term[1:].strip().casefold()
            return [m for m in self.members if group in {g.casefold() for g in m.groups}]
        found = self.find(term)
        return [found] if found else []

    def choose(self, text: str, day: date | None = None) -> tuple[str, ...]:
        """Return the ids of those whom the list means, in the roster's order.

        Args:
            text: the list as the folder writes it.
            day: who counts as there when the list is blank or only takes away; None: everyone
                who travels.
        """
        terms = split_list(text)
        chosen = {m.id for term in terms if not term.startswith("-") for m in self._meant(term)}
        if not terms or terms[0].startswith("-"):
            everyone = (m for m in self.members if m.travels)
            chosen |= {m.id for m in everyone if day is None or m.there_on(day)}
        for term in terms:
            if term.startswith("-"):
                chosen -= {member.id for member in self._meant(term[1:].strip())}
        return self.in_order(chosen)

    def applies(self, text: str) -> tuple[str, ...]:
        """Return whom a requirement or training applies to.

        Beside a list of people: `all`, `adults`, `minors` and `role:leader`; only who travels.
        """
        word = text.strip().casefold()
        travelling = [member for member in self.members if member.travels]
        if word == "adults":
            return tuple(member.id for member in travelling if not member.minor)
        if word == "minors":
            return tuple(member.id for member in travelling if member.minor)
        if word.startswith("role:"):
            role = word.removeprefix("role:").strip()
            return tuple(member.id for member in travelling if member.role == role)
        return self.choose(text)

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids in the roster's order, each once."""
        return tuple(sorted(set(ids), key=self._order.__getitem__))


def age_on(birth_date: date, day: date) -> int:
    """Return the completed years on `day`; a birthday on 29 February counts from 1 March."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before


def is_minor(birth_date: date | None, first_day: date) -> bool:
    """Whether somebody is under 18 on the trip's first day; unknown counts as grown up."""
    return birth_date is not None and age_on(birth_date, first_day) < 18
