"""What of the board is to be seen, as its address says. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from missions.board.queries import Board, BoardRow
from missions.readiness.verdict import LETTERS, OPEN, State

Whose = Mapping[str, tuple[str, ...]]
"""Key of a person → the groups that they are in."""
ROLE, GROUP = "role:", "group:"
_LONGEST = 100
_OPEN = frozenset(LETTERS[state] for state in OPEN)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is to be seen.

    Attributes:
        state: a state that somebody has; "" for any.
        asks: the place of a requirement, None for any: with a state, who has that one there; alone,
            who has it open.
        team: "role:…" or "group:…", "" for everybody.
        open: only people and requirements with something open.
        name: a part of a name.
    """

    state: str = ""
    asks: int | None = None
    team: str = ""
    open: bool = False
    name: str = ""
    page: int = 1

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return replace(self, page=1) != Filters()

    @property
    def query(self) -> str:
        """These as a query string without a page, `name=Ana&open=yes`."""
        pairs = {
            "state": self.state,
            "asks": "" if self.asks is None else str(self.asks),
            "team": self.team,
            "open": "yes" if self.open else "",
            "name": self.name,
        }
        return urlencode({key: value for key, value in pairs.items() if value})


def filters_of(asked: Mapping[str, str]) -> Filters:
    """Return what an address asks to see; what it says wrongly is left out."""
    state = asked.get("state", "")
    known = state in {one.value for one in State}
    asks, page = asked.get("asks", ""), asked.get("page", "")
    return Filters(
        state=state if known else "",
        asks=number_of(asks),
        team=asked.get("team", "")[:_LONGEST],
        open=asked.get("open", "") == "yes",
        name=" ".join(asked.get("name", "").split())[:_LONGEST],
        page=number_of(page) or 1,
    )


def number_of(text: str) -> int | None:
    """Return a small whole number, None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def choices(board: Board, whose: Whose) -> tuple[tuple[str, str], ...]:
    """Return the roles and groups that somebody on the board has, as value and words."""
    roles = dict.fromkeys(row.role for row in board.rows)
    groups = sorted({group for row in board.rows for group in whose.get(row.key, ())})
    return (
        *((ROLE + role, role) for role in roles if len(roles) > 1),
        *((GROUP + group, f"group {group}") for group in groups),
    )


def chosen(board: Board, filters: Filters, whose: Whose) -> Iterator[BoardRow]:
    """Yield the rows that the filters leave, in the roster's order."""
    wanted = folded(filters.name)
    for row in board.rows:
        letters = row.states
        if filters.asks is not None:
            letters = letters[filters.asks : filters.asks + 1]
        named = not wanted or any(wanted in folded(text) for text in (row.name, row.local_name))
        if named and _is_of(row, filters.team, whose) and _stands(letters, filters):
            yield row


def _stands(letters: str, filters: Filters) -> bool:
    if filters.state:
        return LETTERS[State(filters.state)] in letters
    if filters.open or filters.asks is not None:
        return bool(_OPEN & set(letters))
    return True


def _is_of(row: BoardRow, team: str, whose: Whose) -> bool:
    if team.startswith(ROLE):
        return row.role == team.removeprefix(ROLE)
    if team.startswith(GROUP):
        return team.removeprefix(GROUP) in whose.get(row.key, ())
    return True


def folded(text: str) -> str:
    """Return a name as it is searched: without case and marks, `phuong` for `Phương`."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
