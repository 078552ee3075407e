"""The readiness board as a page shows it: people by what stops us, requirements across. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from missions.board.queries import Board, BoardColumn, BoardRow
from missions.readiness.titles import short_title, title_of
from missions.readiness.verdict import LETTERS, NOT_ASKED, OPEN, WORST_FIRST, Severity, State
from missions.web.board_filters import Filters, Whose, chosen

SOON = timedelta(days=14)
PAGE = 200
"""So many people stand on a page."""
UNASKED = "not_asked"
STATES = {letter: state.value for state, letter in LETTERS.items()} | {NOT_ASKED: UNASKED}
"""Letter of a kept row → state."""
GROUPS = (
    ("stops", "Stops us"),
    ("coming", "On the way"),
    ("watch", "Ready, with something to watch"),
    ("ready", "Ready"),
)
"""What people are sorted by; those of the last two are ready as the kept board counts them."""
_STOPPING = LETTERS[State.INVALID] + LETTERS[State.MISSING]
_OPEN = frozenset(LETTERS[state] for state in OPEN)
_DONE = LETTERS[State.MET] + LETTERS[State.WAIVED]
_RANK = {LETTERS[state]: place for place, state in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Head:
    """A requirement at the head of its column.

    Attributes:
        done: of how many of those asked it is met or waived.
        mark: "late" where its day is past and somebody's is open, "soon" where it is within two
            weeks, else "".
    """

    rank: int
    short: str
    title: str
    due: date | None
    done: int
    asked: int
    mark: str
    warns: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """How a requirement stands for a person; `state` is one of `STATES`."""

    rank: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A person's row; `note` is a minor's age and a role that is not a volunteer's."""

    key: str
    name: str
    local_name: str
    note: str
    open: int
    due: date | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """People with the same standing; `count` counts those on other pages too."""

    name: str
    title: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the board; `found` people are left by the filters, of `people`."""

    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    people: int
    found: int
    page: int
    pages: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every row of the page in the order in which it stands there."""
        return tuple(line for group in self.groups for line in group.lines)


def standing(row: BoardRow, columns: Sequence[BoardColumn]) -> str:
    """Return the name of the group that a person stands in."""
    hard = {
        letter
        for letter, column in zip(row.states, columns, strict=False)
        if column.severity == Severity.ERROR
    }
    if hard & set(_STOPPING):
        return "stops"
    if LETTERS[State.DUE] in hard:
        return "coming"
    return "watch" if _OPEN & set(row.states) else "ready"


def sheet_of(board: Board, filters: Filters, today: date, whose: Whose) -> Sheet:
    """Return a page of the board.

    Args:
        board: the kept one.
        filters: what is to be seen; counts in heads are of everybody all the same.
        today: the day in the trip's home zone.
        whose: key of a person → their groups.
    """
    rows = sorted(chosen(board, filters, whose), key=lambda row: _order(row, board.columns))
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(filters.page, 1), pages)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    columns = _columns(board, shown, filters)
    return Sheet(
        heads=tuple(head_of(board, column, today) for column in columns),
        groups=_groups(rows, shown, board.columns, columns),
        people=len(board.rows),
        found=len(rows),
        page=page,
        pages=pages,
    )


def _order(row: BoardRow, columns: Sequence[BoardColumn]) -> tuple[int, int, int, date]:
    """What sinks the trip first: the group, the worst that may stop it, the worst, the day.

    What is at risk satisfies the trip, so that it comes after warnings.
    """
    names = [name for name, _ in GROUPS]
    hard = (
        _RANK.get(letter, len(_RANK))
        for letter, column in zip(row.states, columns, strict=False)
        if column.severity == Severity.ERROR and letter != LETTERS[State.AT_RISK]
    )
    worst = min(hard, default=len(_RANK))
    return names.index(standing(row, columns)), worst, row.worst, row.due or date.max


def _columns(board: Board, rows: Iterable[BoardRow], filters: Filters) -> Sequence[BoardColumn]:
    """Return the columns; those in which nothing is open are left out where that is wanted."""
    if not filters.open:
        return board.columns
    texts = [row.states for row in rows]
    return [one for one in board.columns if any(text[one.rank] in _OPEN for text in texts)]


def _groups(
    rows: Sequence[BoardRow],
    shown: Sequence[BoardRow],
    every: Sequence[BoardColumn],
    columns: Sequence[BoardColumn],
) -> tuple[Group, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        name = standing(row, every)
        counts[name] = counts.get(name, 0) + 1
    lines: dict[str, list[Line]] = {}
    for row in shown:
        lines.setdefault(standing(row, every), []).append(line_of(row, columns))
    return tuple(
        Group(name, title, counts[name], tuple(lines[name]))
        for name, title in GROUPS
        if name in lines
    )


def head_of(board: Board, column: BoardColumn, today: date) -> Head:
    """Return a column's head, counted over the whole board."""
    letters = [row.states[column.rank] for row in board.rows]
    is_open = any(letter in _OPEN for letter in letters)
    mark = ""
    if is_open and column.due is not None and column.due <= today + SOON:
        mark = "late" if column.due < today else "soon"
    return Head(
        rank=column.rank,
        short=short_title(column.kind, column.title),
        title=title_of(column.kind, column.title),
        due=column.due,
        done=sum(letter in _DONE for letter in letters),
        asked=sum(letter != NOT_ASKED for letter in letters),
        mark=mark,
        warns=column.severity == Severity.WARNING,
    )


def line_of(row: BoardRow, columns: Iterable[BoardColumn]) -> Line:
    """Return a person's row."""
    age = str(row.minor_age) if row.minor_age is not None else ""
    role = row.role if row.role != "volunteer" else ""
    return Line(
        key=row.key,
        name=row.name,
        local_name=row.local_name,
        note=", ".join(part for part in (age, role) if part),
        open=row.open,
        due=row.due,
        cells=tuple(
            Cell(one.rank, title_of(one.kind, one.title), STATES[row.states[one.rank]])
            for one in columns
        ),
    )


def stopping(board: Board) -> int:
    """Return how many people stop the trip."""
    return sum(standing(row, board.columns) == "stops" for row in board.rows)


def trends(board: Board, said: Mapping[date, str]) -> tuple[str, ...]:
    """Return in words how the board moved since it was kept a week or more ago.

    Args:
        said: the day of `board.before` → how it is named.
    """
    before, kept = board.before, board.kept
    if before is None:
        return ()
    day = said[before.day]
    told = [_moved(kept.ready - before.ready, "ready")]
    words = ((State.MISSING, "missing"), (State.INVALID, "not valid"), (State.DUE, "due"))
    for state, word in words:
        was, now = before.counts.get(state.value, 0), kept.counts.get(state.value, 0)
        told.append(_moved(now - was, word))
    clashes = sum(not clash.overridden for clash in board.conflicts) - before.conflicts
    told.append(_moved(clashes, "clash" if abs(clashes) == 1 else "clashes"))
    found = [text for text in told if text]
    if not found:
        return (f"Nothing has moved since {day}",)
    return (f"{found[0]} than on {day}", *found[1:])


def _moved(by: int, what: str) -> str:
    if not by:
        return ""
    return f"{abs(by)} {'more' if by > 0 else 'fewer'} {what}"
