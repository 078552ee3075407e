"""The readiness board as a page, with the panel of one cell beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import current_app, render_template, request

from missions.board.keeping import board_of
from missions.board.queries import Board
from missions.documents.queries import waiting
from missions.readiness.verdict import State
from missions.renderers.wording import day_name
from missions.web import gate
from missions.web.board_filters import Filters, choices, filters_of, number_of
from missions.web.board_panel import Panel, panel_at, sealed_detail
from missions.web.board_plan import clashes_of
from missions.web.board_queries import groups_of, of_person
from missions.web.board_rows import Line, Sheet, head_of, line_of, sheet_of, stopping, trends
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor

STATE_CHOICES = (
    State.INVALID,
    State.MISSING,
    State.DUE,
    State.AT_RISK,
    State.WAIVED,
    State.MET,
)
REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Wrong:
    """A decision that lacked something: about which person and requirement, or which clash.

    Attributes:
        about: `token` of a clash, or "" for the panel that is open.
        reason: what was typed.
    """

    about: str
    reason: str
    fault: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One cell, opened.

    Attributes:
        panel: None where this isn't asked of the person.
        up, down: keys of the people above and below, "" at the ends.
        detail: what is under seal, None where nobody asked for it.
    """

    line: Line
    rank: int
    title: str
    panel: Panel | None
    up: str
    down: str
    detail: str | None


def kept(part: Part) -> Board:
    """Return the trip's board as of today."""
    return board_of(installation(), part.trip_id, visitor().account)


def board_page(part: Part, wrong: Wrong | None = None, at: tuple[str, int] | None = None) -> str:
    """Return the page, or its panel alone where only that is asked for.

    Args:
        wrong: what a decision lacked.
        at: person and requirement to open, in the place of those in the address.
    """
    board = kept(part)
    only = request.args.get("only") == "panel" and wrong is None
    filters = filters_of(request.args)
    today = board.kept.day
    with installation().store.read() as session:
        whose = groups_of(session, part.trip_id)
        clashes = None if only else clashes_of(session, part.trip_id, board)
        to_review = 0 if only else len(waiting(session, part.trip_id))
    sheet = sheet_of(board, filters, today, whose)
    seen = _seen(part, board, sheet, at or _asked_at())
    return render_template(
        "pages/board/panel.html" if only else "pages/board/board.html",
        part=part,
        board=board,
        filters=filters,
        sheet=sheet,
        choices=choices(board, whose),
        states=STATE_CHOICES,
        columns=[head_of(board, column, today) for column in board.columns],
        today=today,
        trends=_trends(board),
        stopping=stopping(board),
        clashes=clashes,
        to_review=to_review,
        plan=request.args.get("view") == "plan",
        cell=seen,
        wrong=wrong,
        query=query_of(filters),
        reason_length=REASON_LENGTH,
        fresh=visitor().fresh,
        has=has,
    )


def query_of(filters: Filters, **more: str) -> str:
    """Return filters, page and more as the query string of a link."""
    page = urlencode({"page": filters.page}) if filters.page > 1 else ""
    return "&".join(part for part in (filters.query, page, urlencode(more)) if part)


def has(endpoint: str) -> bool:
    """Whether the service has this page."""
    return endpoint in current_app.view_functions


def _trends(board: Board) -> tuple[str, ...]:
    before = board.before
    named = day_name(before.day).partition(" ")[2] if before else ""
    return trends(board, {before.day: named} if before else {})


def _asked_at() -> tuple[str, int] | None:
    person, rank = request.args.get("person", ""), number_of(request.args.get("ask", ""))
    return (person, rank) if person and rank is not None else None


def _seen(part: Part, board: Board, sheet: Sheet, at: tuple[str, int] | None) -> Seen | None:
    """Return the opened cell; a person or requirement that isn't on the board is 404."""
    if at is None:
        return None
    key, rank = at
    row = gate.there(next((row for row in board.rows if row.key == key), None))
    column = gate.there(next((one for one in board.columns if one.rank == rank), None))
    lines = sheet.lines
    place = next((n for n, line in enumerate(lines) if line.key == key), None)
    above = lines[place - 1].key if place else ""
    below = lines[place + 1 :][:1] if place is not None else ()
    with installation().store.read() as session:
        panel = panel_at(of_person(session, part.trip_id, key), rank, part.home_zone)
    return Seen(
        line=line_of(row, board.columns),
        rank=rank,
        title=head_of(board, column, board.kept.day).title,
        panel=panel,
        up=above,
        down=below[0].key if below else "",
        detail=opened_detail(part, key, rank, board.kept.day) if panel else None,
    )


def opened_detail(part: Part, key: str, rank: int, on: date) -> str | None:
    """Return what is under seal where it is asked for, from who has shown who they are."""
    if request.args.get("detail") != "yes":
        return None
    gate.want_fresh()
    with installation().store.write() as session:
        return sealed_detail(
            installation(), session, part.trip_id, key, rank, visitor().account, on
        )
