"""Who and what is ready, by page: the board, one person, and what a leader decides about it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from missions.board.actions import NotDecided, ask_again, let_be, mind_again, waive
from missions.board.queries import Board
from missions.policy.actions import Action
from missions.readiness.titles import title_of
from missions.trips.model import Trip
from missions.web import gate
from missions.web.board_filters import filters_of, number_of
from missions.web.board_page import (
    REASON_LENGTH,
    Wrong,
    board_page,
    has,
    kept,
    opened_detail,
    query_of,
)
from missions.web.board_panel import panels_of
from missions.web.board_plan import identity_named
from missions.web.board_queries import of_person
from missions.web.board_rows import line_of
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("board", __name__, url_prefix="/trips/<code>/ready")

GONE = "That clash is no longer there. This is how the plan stands now."
NOT_WAIVED = "It was not waived any more."


@room.get("")
@gate.declares(Action.BOARD_READ)
def look(code: str) -> ResponseReturnValue:
    """People by what stops us, requirements across, the clashes of the plan below."""
    return board_page(led(code))


@room.get("/<path:person>")
@gate.declares(Action.BOARD_READ)
def one(code: str, person: str) -> ResponseReturnValue:
    """Everything that is asked of one person, the worst first."""
    return _person(led(code), person)


@room.post("/waive")
@gate.declares(Action.BOARD_CHANGE)
def waive_it(code: str) -> ResponseReturnValue:
    """Waive a requirement for a person, with a reason."""
    part = led(code)
    person, kind, title = _form("person"), _form("kind"), _form("title")
    reason = request.form.get("reason", "")
    try:
        with installation().store.write() as session:
            trip = session.get_one(Trip, part.trip_id)
            who = visitor().account
            waive(session, trip, person, kind, title, reason, part.called, who)
    except NotDecided as error:
        return _undecided(part, person, (kind, title), Wrong("", reason, str(error))), 422
    flash(f"{title_of(kind, title)} is waived. The reason is kept and printed.")
    return _back(part, person, (kind, title))


@room.post("/ask-again")
@gate.declares(Action.BOARD_CHANGE)
def ask_it_again(code: str) -> ResponseReturnValue:
    """Take a waiver back."""
    part = led(code)
    person, kind, title = _form("person"), _form("kind"), _form("title")
    with installation().store.write() as session:
        trip = session.get_one(Trip, part.trip_id)
        done = ask_again(session, trip, person, kind, title, visitor().account)
    flash(f"{title_of(kind, title)} is asked for again." if done else NOT_WAIVED)
    return _back(part, person, (kind, title))


@room.post("/let-be")
@gate.declares(Action.BOARD_CHANGE)
def let_it_be(code: str) -> ResponseReturnValue:
    """Let a clash be, with a reason."""
    part = led(code)
    token, reason = _form("clash"), request.form.get("reason", "")
    identity = identity_named(kept(part), token)
    if identity is None:
        flash(GONE, "warn")
        return _to_plan(part)
    try:
        with installation().store.write() as session:
            trip = session.get_one(Trip, part.trip_id)
            let_be(session, trip, identity, reason, part.called, visitor().account)
    except NotDecided as error:
        return board_page(part, Wrong(token, reason, str(error))), 422
    flash("It is let be. The reason is kept and printed.")
    return _to_plan(part)


@room.post("/mind-again")
@gate.declares(Action.BOARD_CHANGE)
def mind_it_again(code: str) -> ResponseReturnValue:
    """Take back that a clash is let be."""
    part = led(code)
    identity = identity_named(kept(part), _form("clash"))
    done = False
    if identity is not None:
        with installation().store.write() as session:
            trip = session.get_one(Trip, part.trip_id)
            done = mind_again(session, trip, identity, visitor().account)
    flash("It counts again." if done else GONE)
    return _to_plan(part)


def _form(name: str) -> str:
    return request.form.get(name, "")


def _rank(board: Board, kind: str, title: str) -> int | None:
    places = (c.rank for c in board.columns if (c.kind, c.title) == (kind, title))
    return next(places, None)


def _undecided(part: Part, person: str, asked: tuple[str, str], wrong: Wrong) -> str:
    """Return the page again with what was typed, where the person and requirement are there."""
    board = kept(part)
    rank = _rank(board, *asked)
    there = rank is not None and any(row.key == person for row in board.rows)
    if request.form.get("from") == "person" and there:
        return _person(part, person, rank, wrong)
    return board_page(part, wrong, (person, rank) if there and rank is not None else None)


def _back(part: Part, person: str, asked: tuple[str, str]) -> ResponseReturnValue:
    """Lead back to where the decision was taken."""
    rank = _rank(kept(part), *asked)
    if request.form.get("from") == "person":
        path = url_for("board.one", code=part.code, person=person)
        return redirect(f"{path}#ask-{rank}", 303)
    path = url_for("board.look", code=part.code)
    more = {"person": person, "ask": str(rank)} if rank is not None else {}
    return redirect(f"{path}?{query_of(filters_of(request.args), **more)}#panel", 303)


def _to_plan(part: Part) -> ResponseReturnValue:
    path = url_for("board.look", code=part.code)
    view = "?view=plan" if request.args.get("view") == "plan" else ""
    return redirect(f"{path}{view}#plan", 303)


def _person(part: Part, key: str, rank: int | None = None, wrong: Wrong | None = None) -> str:
    board = kept(part)
    keys = [row.key for row in board.rows]
    gate.there(key if key in keys else None)
    place = keys.index(key)
    with installation().store.read() as session:
        known = of_person(session, part.trip_id, key)
    asked = number_of(request.args.get("ask", "")) if rank is None else rank
    detail = None
    if any(one.rank == asked for one in known.verdicts) and asked is not None:
        detail = opened_detail(part, key, asked, board.kept.day)
    around = (board.rows[place - 1] if place else None, *board.rows[place + 1 : place + 2])
    return render_template(
        "pages/board/person.html",
        part=part,
        board=board,
        line=line_of(board.rows[place], board.columns),
        panels=panels_of(known, part.home_zone),
        before=around[0],
        after=around[1] if len(around) > 1 else None,
        asked=asked,
        detail=detail,
        wrong=wrong,
        reason_length=REASON_LENGTH,
        fresh=visitor().fresh,
        has=has,
    )
