"""A trip's trainings, for who leads it: looked at, planned, changed, taken out."""

from __future__ import annotations

from dataclasses import fields

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions.audit import log
from missions.policy.actions import Action
from missions.privacy import Posture
from missions.renderers.pdf.sign_in_sheet import render_sign_in_sheet
from missions.training import actions
from missions.training.certificates import awards
from missions.training.planning import RESERVED, Judged, Typed, judge
from missions.training.queries import register_of
from missions.training.rules import Lesson, Register, standing
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.training_papers import file_name, sign_in_sheet
from missions.web.training_rows import board_of, today_of, why
from missions.web.visitor import visitor

room = Blueprint("training", __name__, url_prefix="/trips/<code>/training")

MEANWHILE = "Somebody else has changed this session in the meantime. What you typed is still here."
"""What a lost race is told; the form keeps what was typed."""


def trip_of(session: Session, part: Part) -> Trip:
    """Return the trip's row."""
    return session.get_one(Trip, part.trip_id)


def register_here(part: Part) -> Register:
    """Return the trip's register in a transaction of its own."""
    with installation().store.read() as session:
        return register_of(session, trip_of(session, part))


def handle_of(lesson: Lesson) -> str:
    """Return what stands for a session in addresses: its id, which no other word can be."""
    return lesson.key if lesson.key not in RESERVED and "/" not in lesson.key else lesson.id


@room.get("")
@gate.declares(Action.TRAINING_READ)
def look(code: str) -> ResponseReturnValue:
    """Sessions by course, minutes against what is asked, people and what is open."""
    part = led(code)
    with installation().store.read() as session:
        trip = trip_of(session, part)
        register, closed = register_of(session, trip), trip.posture == Posture.CLOSED
    board = board_of(register, part, closed=closed)
    return render_template(
        "pages/training/list.html", part=part, board=board, handle=handle_of, why=why
    )


@room.get("/people/<person>")
@gate.declares(Action.TRAINING_READ)
def person(code: str, person: str) -> ResponseReturnValue:
    """One person's minutes by topic, what is open, and certificates."""
    part = led(code)
    register = register_here(part)
    member = gate.there(register.person(person))
    today = today_of(part)
    return render_template(
        "pages/training/person.html",
        part=part,
        member=member,
        stands=standing(register, member, today),
        lessons=[(one, register.mark(one, member)) for one in register.lessons_of(member)],
        awards=awards(register, member, today),
        today=today,
        handle=handle_of,
        why=why,
    )


@room.get("/<handle>/sheet.pdf")
@gate.declares(Action.TRAINING_READ)
def sheet(code: str, handle: str) -> ResponseReturnValue:
    """Hand out the sheet to sign at the door."""
    part = led(code)
    with installation().store.write() as session:
        trip = trip_of(session, part)
        register = register_of(session, trip)
        lesson = gate.there(register.lesson(handle))
        page = sign_in_sheet(trip, register, lesson)
        log.record(
            session, visitor().account, Action.TRAINING_READ, lesson.id, "sheet", part.trip_id
        )
    return pdf(render_sign_in_sheet(page), file_name(lesson))


def pdf(body: bytes, name: str) -> Response:
    """Answer with a paper to keep."""
    response = Response(body, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@room.get("/new")
@gate.declares(Action.TRAINING_CHANGE)
def blank(code: str) -> ResponseReturnValue:
    """An empty form, in the zone at home."""
    part = led(code)
    return _form(part, Typed(zone=part.home_zone, required=True))


@room.post("/new")
@gate.declares(Action.TRAINING_CHANGE)
def add(code: str) -> ResponseReturnValue:
    """Plan a session."""
    part = led(code)
    typed = _typed()
    judged = judge(typed, register_here(part).roster)
    if judged.planned is None:
        return _form(part, typed, judged=judged), 422
    with installation().store.write() as session:
        row = actions.add(session, part.trip_id, judged.planned, visitor().account)
    flash(f"“{row.title}” is planned. Calendars learn of it with the next edition.")
    return _told(part, judged)


@room.get("/<handle>/edit")
@gate.declares(Action.TRAINING_CHANGE)
def edit(code: str, handle: str) -> ResponseReturnValue:
    """The form of a session."""
    part = led(code)
    lesson = gate.there(register_here(part).lesson(handle))
    return _form(part, _as_typed(lesson), lesson)


@room.post("/<handle>/edit")
@gate.declares(Action.TRAINING_CHANGE)
def change(code: str, handle: str) -> ResponseReturnValue:
    """Change a session; a lost race keeps what was typed."""
    part = led(code)
    register, typed = register_here(part), _typed()
    lesson = gate.there(register.lesson(handle))
    judged = judge(typed, register.roster)
    if judged.planned is None:
        return _form(part, typed, lesson, judged, seen=request.form.get("seen", "")), 422
    try:
        with installation().store.write() as session:
            who, seen = visitor().account, request.form.get("seen", "")
            actions.change(session, part.trip_id, lesson.id, judged.planned, seen, who)
    except actions.ChangedMeanwhile:
        now = gate.there(register_here(part).lesson(handle))
        return _form(part, typed, now, clash=MEANWHILE), 409
    except actions.NoTraining:
        return _form(part, typed, clash="The session was taken out. You can plan it anew."), 409
    flash(f"“{judged.planned.title}” is changed. Calendars learn of it with the next edition.")
    return _told(part, judged)


@room.get("/<handle>/remove")
@gate.declares(Action.TRAINING_CHANGE)
def ask_to_remove(code: str, handle: str) -> ResponseReturnValue:
    """Say what goes when a session is taken out."""
    part = led(code)
    register = register_here(part)
    return _removal(part, register, gate.there(register.lesson(handle)))


@room.post("/<handle>/remove")
@gate.declares(Action.TRAINING_CHANGE)
def remove(code: str, handle: str) -> ResponseReturnValue:
    """Take a session out, once it was said what goes with it."""
    part = led(code)
    register = register_here(part)
    lesson = gate.there(register.lesson(handle))
    seen, marks = request.form.get("seen", ""), request.form.get("marks", -1, type=int)
    try:
        with installation().store.write() as session:
            actions.remove(session, part.trip_id, lesson.id, seen, marks, visitor().account)
    except (actions.ChangedMeanwhile, actions.NoTraining):
        again = register_here(part)
        return _removal(part, again, gate.there(again.lesson(handle)), changed=True), 409
    flash(f"“{lesson.title}” is taken out. Calendars learn of it with the next edition.")
    return redirect(url_for("training.look", code=part.code), 303)


def _removal(part: Part, register: Register, lesson: Lesson, *, changed: bool = False) -> str:
    marks = [one for one in register.marks if one[0] == lesson.key]
    return render_template(
        "pages/training/remove.html",
        part=part,
        lesson=lesson,
        handle=handle_of(lesson),
        seen=actions.stamp_of(lesson),
        marks=len(marks),
        changed=changed,
    )


def _form(
    part: Part,
    typed: Typed,
    lesson: Lesson | None = None,
    judged: Judged | None = None,
    *,
    clash: str = "",
    seen: str = "",
) -> str:
    """Return the form; where it clashed, beside what stands there now."""
    courses = dict.fromkeys(one.course for one in register_here(part).lessons if one.course)
    return render_template(
        "pages/training/form.html",
        part=part,
        typed=typed,
        lesson=lesson,
        handle=handle_of(lesson) if lesson else "",
        faults=judged.faults if judged else {},
        clash=clash,
        now=_as_typed(lesson) if lesson and clash else None,
        seen=seen or (actions.stamp_of(lesson) if lesson else ""),
        courses=list(courses),
    )


def _told(part: Part, judged: Judged) -> ResponseReturnValue:
    for notice in judged.notices:
        flash(notice, "warn")
    return redirect(url_for("training.look", code=part.code), 303)


def _typed() -> Typed:
    texts = {
        one.name: request.form.get(one.name, "") for one in fields(Typed) if one.name != "required"
    }
    return Typed(**texts, required=bool(request.form.get("required")))


def _as_typed(lesson: Lesson) -> Typed:
    ends_day = "" if lesson.ends.date() == lesson.day else f"{lesson.ends:%Y-%m-%d}"
    return Typed(
        title=lesson.title,
        course=lesson.course,
        day=f"{lesson.starts:%Y-%m-%d}",
        starts=f"{lesson.starts:%H:%M}",
        ends=f"{lesson.ends:%H:%M}",
        ends_day=ends_day,
        zone=lesson.zone,
        place=lesson.place,
        topic=lesson.topic,
        applies=lesson.applies,
        note=lesson.note,
        required=lesson.required,
    )
