"""Reminding a team of what it owes: who would be written to, why others wouldn't, the press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.board.keeping import board_of
from missions.board.reminding import Planned, plan_of, remind
from missions.letters.post_office import why_waiting
from missions.policy.actions import Action
from missions.readiness.reminding import Why
from missions.renderers.wording import count_of, day_name
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("reminders", __name__, url_prefix="/trips/<code>/remind")


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the page: what they owe in titles, and why they get a letter or don't."""

    membership_id: str
    name: str
    owes: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """Who gets a letter, who could all the same, and who gets none; `idle` owe nothing.

    `waiting` is why no letter goes out at all, `by_itself` whether the worker reminds people too.
    """

    gets: tuple[Row, ...]
    could: tuple[Row, ...]
    none: tuple[Row, ...]
    idle: int
    waiting: str
    by_itself: bool


@room.get("")
@gate.declares(Action.REMINDER_SEND)
def look(code: str) -> ResponseReturnValue:
    """Who would be written to now, and why others would not."""
    part = led(code)
    return render_template("pages/board/remind.html", part=part, seen_people=_look(part))


@room.post("")
@gate.declares(Action.REMINDER_SEND)
def send(code: str) -> ResponseReturnValue:
    """Write to those who were chosen; nobody gets a second letter by a second press."""
    part = led(code)
    board_of(installation(), part.trip_id, visitor().account)
    written = remind(
        installation(),
        part.trip_id,
        visitor().account,
        frozenset(request.form.getlist("to")),
        frozenset(request.form.getlist("anyway")),
    )
    flash(_sent(len(written)))
    return redirect(url_for("reminders.look", code=part.code), 303)


def _sent(letters: int) -> str:
    if not letters:
        return "No letter was written: nobody was chosen, or they were just reminded."
    return f"{count_of(letters, 'letter')} {'is' if letters == 1 else 'are'} on the way."


def _look(part: Part) -> Look:
    here = installation()
    board_of(here, part.trip_id, visitor().account)
    with here.store.read() as session:
        people = plan_of(session, session.get_one(Trip, part.trip_id))
    owing = [one for one in people if one.reader.owed]
    return Look(
        gets=_rows(one for one in owing if one.sends),
        could=_rows(one for one in owing if one.anyway),
        none=_rows(one for one in owing if not one.sends and not one.anyway),
        idle=sum(one.reader.travels and not one.reader.owed for one in people),
        waiting=why_waiting(here.settings),
        by_itself=here.settings.reminders,
    )


def _rows(people: Iterable[Planned]) -> tuple[Row, ...]:
    now = clock.now()
    return tuple(
        Row(one.reader.membership_id, one.reader.name, owes(one), why(one, now)) for one in people
    )


def owes(one: Planned) -> str:
    """Return what somebody owes, by title; a guardian's wards by name."""
    return "; ".join(
        f"{'' if share.own else f'for {share.name}: '}{', '.join(o.called for o in share.owed)}"
        for share in one.reader.shares
    )


def why(one: Planned, now: datetime) -> str:
    """Return why somebody gets a letter, or why not, in a sentence."""
    if not one.reader.reachable:
        return "No account with an address yet: invite them first."
    if one.call.sends:
        return _when(one, now)
    if one.call.why is Why.BORDER:
        return "Near a border: no letter rings there."
    if one.call.why is Why.OVER:
        return "The trip is over before a letter may ring."
    if one.call.why is Why.NOT_YET:
        return "Nothing of it is due within three weeks."
    return _told(one, now)


def _when(one: Planned, now: datetime) -> str:
    """Return when a letter rings that goes out."""
    at = one.call.due_at
    urgent = "Urgent. " if one.call.why is Why.URGENT else ""
    if at is None or at <= now:
        return f"{urgent}Goes out now."
    local = at.astimezone(one.reader.zone)
    return f"{urgent}Goes out on {day_name(local.date())} at {local:%H:%M}, where they live."


def _told(one: Planned, now: datetime) -> str:
    """Return when somebody was reminded, or will be."""
    if one.told is None:
        return "Was to be reminded this week."
    local = one.told.astimezone(one.reader.zone)
    if one.told > now:
        return f"A letter waits; it goes out on {day_name(local.date())} at {local:%H:%M}."
    return f"Reminded on {day_name(local.date())}."
