"""Who is meant: keys, unique preferred names, @groups, all, and -key to take one away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from missions.intake.cells import closest, items_of, joined
from missions.intake.folder import Table
from missions.intake.rows import PersonRow

APPLIES = frozenset({"all", "adults", "minors"})
ROLES = ("leader", "co-leader", "volunteer", "guardian", "duty officer")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that names nobody; `namesakes` are the keys of all who are called so."""

    word: str
    likely: str = ""
    namesakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list of people as it is kept: `text` with keys for names, and what nobody knows."""

    text: str
    unknown: tuple[Unknown, ...] = ()


class Roster:
    """The people of a folder, to find one by what a leader writes."""

    def __init__(self, people: Table[PersonRow]) -> None:
        self.known = not people.broken
        self._keys = {row.key for row in people.rows if row.key}
        self._called: dict[str, list[str]] = {}
        self._groups: dict[str, str] = {}
        self._groups_of: dict[str, frozenset[str]] = {}
        self._traveling: list[str] = []
        for row in people.rows:
            self._add(row)
        self._remembered: dict[tuple[str, bool], Chosen] = {}

    def _add(self, row: PersonRow) -> None:
        if row.preferred_name:
            self._called.setdefault(row.preferred_name.casefold(), []).append(row.key)
        groups = items_of(row.groups) if row.groups else []
        for group in groups:
            self._groups.setdefault(group.casefold(), group)
        self._groups_of[row.key] = frozenset(group.casefold() for group in groups)
        if row.role not in {"guardian", "duty officer"}:
            self._traveling.append(row.key)

    def find(self, word: str) -> str | Unknown:
        """Return the key of the one person that `word` names."""
        if word in self._keys:
            return word
        namesakes = self._called.get(word.casefold(), [])
        if len(namesakes) == 1:
            return namesakes[0]
        likely = "" if namesakes else closest(word, [*self._keys, *self._called], 0.55)
        also = self._called.get(likely, [])
        return Unknown(word, also[0] if len(also) == 1 else likely, tuple(namesakes))

    def choose(self, text: str, applies: bool = False) -> Chosen:
        """Read a list of people; `applies` also takes adults, minors and role:leader."""
        wanted = (text, applies)
        if wanted not in self._remembered:
            self._remembered[wanted] = self._choose(items_of(text), applies)
        return self._remembered[wanted]

    def _choose(self, items: Iterable[str], applies: bool) -> Chosen:
        words, unknown = [], []
        for item in items:
            minus = item[:1] in "-−–" and item not in self._keys
            found = self._one(item[1:].strip() if minus else item, applies)
            if isinstance(found, Unknown):
                unknown.append(found)
            else:
                words.append(f"-{found}" if minus else found)
        if words and all(word.startswith("-") for word in words):
            words.insert(0, "all")
        return Chosen(joined(dict.fromkeys(words)), tuple(unknown))

    def _one(self, word: str, applies: bool) -> str | Unknown:
        low = word.casefold()
        if low == "all" or (applies and low in APPLIES):
            return low
        if applies and low.startswith("role:"):
            role = low[5:].strip()
            likely = closest(role, ROLES)
            return f"role:{role}" if role in ROLES else Unknown(word, likely and f"role:{likely}")
        if word.startswith("@"):
            group = word[1:].strip().casefold()
            likely = closest(group, self._groups)
            known = self._groups.get(group)
            return f"@{known}" if known else Unknown(word, likely and f"@{self._groups[likely]}")
        return self.find(word)

    def members(self, text: str) -> frozenset[str]:
        """Return the keys of the travellers that a list as it is kept names; blank: everyone."""
        taken: set[str] = set()
        away: set[str] = set()
        for item in items_of(text or "all"):
            target = away if item.startswith("-") else taken
            target.update(self._travelers_named(item.removeprefix("-")))
        return frozenset(taken - away)

    def _travelers_named(self, word: str) -> list[str]:
        if word == "all":
            return self._traveling
        if word.startswith("@"):
            group = word[1:].casefold()
            return [key for key in self._traveling if group in self._groups_of[key]]
        return [word]
