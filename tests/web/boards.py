"""Boards as they are kept, written out by hand: columns, rows of letters, nothing judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from missions.board.queries import Board, BoardColumn, BoardRow
from missions.readiness.model import KeptBoard, KeptConflict, ReadinessDay
from missions.readiness.verdict import LETTERS, OPEN, WORST_FIRST

DAY = date(2027, 2, 1)
_RANK = {LETTERS[state]: place for place, state in enumerate(WORST_FIRST)}
_OPEN = {LETTERS[state] for state in OPEN}


def column(rank: int, kind: str, due: date | None = None, severity: str = "error") -> BoardColumn:
    """Return a requirement of a kind; a form's title is "Form"."""
    return BoardColumn(rank, kind, "Form" if kind == "form" else "", due, severity)


def row(key: str, states: str, due: date | None = None, **more: object) -> BoardRow:
    """Return a person's row; the name is the key with a capital letter."""
    known: dict[str, object] = {
        "name": key.capitalize(),
        "local_name": "",
        "role": "volunteer",
        "minor_age": None,
    }
    ranks = [_RANK[letter] for letter in states if letter in _RANK]
    return BoardRow(
        key=key,
        states=states,
        worst=min(ranks, default=len(_RANK)),
        open=sum(letter in _OPEN for letter in states),
        due=due,
        **{**known, **more},  # type: ignore[arg-type]
    )


def kept(ready: int, people: int, counts: Mapping[str, int] | None = None) -> KeptBoard:
    """Return the head of a kept board of `DAY`."""
    return KeptBoard(
        trip_id="t",
        trip_version=1,
        day=DAY,
        rules="",
        judged_at=datetime(2027, 2, 1, 15, 40, tzinfo=UTC),
        opened=True,
        go="no-go",
        reasons=[],
        notes=[],
        people=people,
        ready=ready,
        counts=dict(counts or {}),
        columns=[],
    )


def board(
    columns: Sequence[BoardColumn],
    rows: Sequence[BoardRow],
    head: KeptBoard | None = None,
    before: ReadinessDay | None = None,
    conflicts: Sequence[KeptConflict] = (),
) -> Board:
    """Return a kept board."""
    found = head or kept(0, len(rows))
    return Board(found, tuple(columns), tuple(rows), conflicts, before)
