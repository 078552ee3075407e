"""The board as the paper wants it: names for keys, words for letters, in the page’s order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from missions.board.queries import Board, BoardRow
from missions.briefing.document.readiness import BoardClash, BoardLine, BoardPaper, Stop
from missions.readiness.model import KeptConflict, KeptVerdict
from missions.readiness.titles import short_title, title_of
from missions.readiness.verdict import LETTERS, NOT_ASKED, WORST_FIRST, Severity, State
from missions.trips.model import Trip
from missions.trips.rules import LEADING, split_list

NOT_JUDGED = "Sealed facts could not be opened, and were not judged."
_WORDS = {letter: state.value for state, letter in LETTERS.items()} | {NOT_ASKED: "not_asked"}
_RANK = {state.value: rank for rank, state in enumerate(WORST_FIRST)}
_STOPPING = frozenset({LETTERS[State.INVALID], LETTERS[State.MISSING]})


def board_paper(
    board: Board,
    open_verdicts: Iterable[KeptVerdict],
    trip: Trip,
    edition: int = 0,
    copy: str = "",
) -> BoardPaper:
    """Return the board of a trip for the leaders' paper.

    Args:
        board: as it is kept.
        open_verdicts: those in which something is missing or invalid.
        trip: whose it is.
        edition: the number of the newest edition, 0 for none.
        copy: what stands at the foot of this copy.
    """
    stopping = [row for row in board.rows if _stops(board, row)]
    chasing = [row for row in board.rows if row.open and row not in stopping]
    notes = list(board.kept.notes)
    return BoardPaper(
        label=trip.label or trip.code,
        verdict=board.kept.go,
        day=board.kept.day,
        starts=trip.starts,
        ends=trip.ends,
        columns=tuple(short_title(column.kind, column.title) for column in board.columns),
        groups=tuple(_groups(board.rows)),
        stopping=len(stopping),
        chasing=len(chasing),
        stops=tuple(_stops_told(board.rows, open_verdicts)),
        clashes=tuple(_clashes(board.conflicts)),
        notes=tuple(notes if board.kept.opened else [NOT_JUDGED, *notes]),
        paper=trip.paper,
        languages=split_list(trip.languages) or ("en",),
        edition=edition,
        copy=copy,
    )


def _stops(board: Board, row: BoardRow) -> bool:
    """Whether a person lacks something without which the trip doesn't go."""
    return any(
        letter in _STOPPING and column.severity == Severity.ERROR
        for letter, column in zip(row.states, board.columns, strict=True)
    )


def _groups(rows: Sequence[BoardRow]) -> Iterator[tuple[BoardLine, ...]]:
    """Yield leaders, then the others, minors last; each in the roster's order."""
    minors = [row for row in rows if row.minor_age is not None]
    grown = [row for row in rows if row.minor_age is None]
    leaders = [row for row in grown if row.role in LEADING]
    others = [row for row in grown if row.role not in LEADING]
    for group in (leaders, others, minors):
        if group:
            yield tuple(map(_line, group))


def _line(row: BoardRow) -> BoardLine:
    role = row.role if row.role in LEADING else ""
    return BoardLine(
        name=row.name,
        states=tuple(_WORDS[letter] for letter in row.states),
        open=row.open,
        local_name=row.local_name if row.local_name != row.name else "",
        note=role if row.minor_age is None else str(row.minor_age),
    )


def _stops_told(rows: Sequence[BoardRow], verdicts: Iterable[KeptVerdict]) -> Iterator[Stop]:
    """Yield what stops the trip: a person's together, who has the worst and soonest first."""
    found: dict[str, list[KeptVerdict]] = {}
    for verdict in verdicts:
        if verdict.severity == Severity.ERROR:
            found.setdefault(verdict.person, []).append(verdict)
    place = {row.key: at for at, row in enumerate(rows)}
    names = {row.key: row.name for row in rows}
    for its in found.values():
        its.sort(key=_urgency)
    people = (key for key in found if key in names)
    for key in sorted(people, key=lambda one: (_urgency(found[one][0])[:2], place[one])):
        yield from (_stop(names[key], verdict) for verdict in found[key])


def _urgency(verdict: KeptVerdict) -> tuple[int, date, int]:
    return _RANK[verdict.state], verdict.due or date.max, verdict.rank


def _stop(name: str, verdict: KeptVerdict) -> Stop:
    return Stop(
        person=name,
        title=title_of(verdict.kind, verdict.title),
        state=verdict.state,
        reason=verdict.reason,
        next_step=verdict.next_step,
        due=verdict.due,
    )


def _clashes(conflicts: Iterable[KeptConflict]) -> Iterator[BoardClash]:
    """Yield the clashes that are open; they are kept with what stops the trip first."""
    for clash in conflicts:
        if not clash.overridden:
            stops = clash.severity == Severity.ERROR
            yield BoardClash(clash.reason, clash.fix, clash.day, stops)
