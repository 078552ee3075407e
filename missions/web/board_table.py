"""The kept board as the plain values that its files are made of."""

from __future__ import annotations

from missions.board.queries import Board
from missions.readiness.titles import title_of
from missions.renderers.board_table import BoardTable, TableClash, TableRow
from missions.web.board_rows import STATES, UNASKED
from missions.web.words import local


def table_of(board: Board, home_zone: str) -> BoardTable:
    """Return the kept board as plain values, people in the roster's order."""
    names = {row.key: row.name for row in board.rows}
    return BoardTable(
        columns=tuple(title_of(one.kind, one.title) for one in board.columns),
        rows=tuple(
            TableRow(
                key=row.key,
                name=row.name,
                role=row.role,
                states=tuple(
                    "" if STATES[letter] == UNASKED else STATES[letter] for letter in row.states
                ),
                open=row.open,
                due=row.due,
            )
            for row in board.rows
        ),
        clashes=tuple(
            TableClash(
                severity=clash.severity,
                kind=clash.kind.replace("_", " "),
                day=clash.day,
                reason=clash.reason,
                people=tuple(names.get(key, key) for key in clash.people),
                items=tuple(clash.items),
                fix=clash.fix,
                overridden=clash.overridden,
            )
            for clash in board.conflicts
        ),
        made=local(board.kept.judged_at, home_zone),
    )
