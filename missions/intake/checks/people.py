"""Who is meant: keys, unique preferred names, @groups, all, and -key to take one away.

Here lists are checked and brought into the form in which they are kept; whom a kept list means is
for `missions.trips.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from missions.intake.cells import closest, items_of, joined
from missions.intake.faults import Findings
from missions.intake.folder import Table
from missions.intake.rows import PersonRow
from missions.trips.rules import ROLES

ALONE = frozenset({"adults", "minors"})


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


class Names:
    """The people of a folder, to find one by what a leader writes."""

    def __init__(self, people: Table[PersonRow], findings: Findings) -> None:
        self._findings = findings
        self.complete = not people.broken
        self._keys = {row.key.casefold(): row.key for row in people.rows if row.key}
        self._called: dict[str, list[str]] = {}
        self._groups: dict[str, str] = {}
        for row in people.rows:
            if row.preferred_name:
                self._called.setdefault(row.preferred_name.casefold(), []).append(row.key)
            for group in items_of(row.groups) if row.groups else ():
                self._groups.setdefault(group.casefold(), group)
        self._remembered: dict[tuple[str, bool], Chosen] = {}

    def find(self, word: str) -> str | Unknown:
        """Return the key of the one person that `word` names."""
        low = word.casefold()
        if low in self._keys:
            return self._keys[low]
        namesakes = self._called.get(low, [])
        if len(namesakes) == 1:
            return namesakes[0]
        likely = "" if namesakes else self._findings.likely(lambda: self._likely(low))
        return Unknown(word, likely, tuple(namesakes))

    def _likely(self, low: str) -> str:
        near = closest(low, [*self._keys, *self._called], 0.55)
        if near in self._keys:
            return self._keys[near]
        called = self._called.get(near, [])
        return called[0] if len(called) == 1 else ""

    def choose(self, text: str, applies: bool = False) -> Chosen:
        """Read a list of people; `applies` also takes adults, minors or role:leader, alone."""
        wanted = (text, applies)
        if wanted not in self._remembered:
            self._remembered[wanted] = self._choose(items_of(text), applies)
        return self._remembered[wanted]

    def _choose(self, items: list[str], applies: bool) -> Chosen:
        if applies and len(items) == 1:
            special = _special(items[0].casefold())
            if special is not None:
                return special
        return self._listed(items)

    def _listed(self, items: Iterable[str]) -> Chosen:
        words, unknown = [], []
        for item in items:
            minus = item[:1] in "-−–" and item.casefold() not in self._keys
            found = self._one(item[1:].strip() if minus else item)
            if isinstance(found, Unknown):
                unknown.append(found)
            else:
                words.append(f"-{found}" if minus else found)
        return Chosen(joined(dict.fromkeys(words)), tuple(unknown))

    def _one(self, word: str) -> str | Unknown:
        if word.casefold() == "all":
            return "all"
        if not word.startswith("@"):
            return self.find(word)
        group = word[1:].strip().casefold()
        if group in self._groups:
            return f"@{self._groups[group]}"
        likely = self._findings.likely(lambda: closest(group, self._groups))
        return Unknown(word, f"@{self._groups[likely]}" if likely else "")


def _special(word: str) -> Chosen | None:
    """Read adults, minors or role:leader; None for anything else."""
    if word in ALONE:
        return Chosen(word)
    if not word.startswith("role:"):
        return None
    role = word[5:].strip()
    if role in ROLES:
        return Chosen(f"role:{role}")
    likely = closest(role, ROLES)
    return Chosen("", (Unknown(word, f"role:{likely}" if likely else ""),))
