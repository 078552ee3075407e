"""`missions training`: sessions, who was there, sheets, certificates, a curriculum carried over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from missions import clock
from missions.audit import log
from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option
from missions.policy.actions import Action
from missions.renderers.pdf.certificate import render_certificate
from missions.renderers.pdf.sign_in_sheet import render_sign_in_sheet
from missions.training import actions, attendance
from missions.training.attendance import KEEP, Given, MarkedMeanwhile, NotMarked
from missions.training.certificates import award
from missions.training.queries import register_of
from missions.training.rules import STATES, Lesson, Register, tally
from missions.trips.rules import OnRoster
from missions.web.training_papers import certificate as paper_of
from missions.web.training_papers import sign_in_sheet
from missions.web.training_rows import why
from missions.web.words import local

COMMANDS: Table = {
    "list": ("missions.cli.training:list_", "Show a trip's sessions and how many were there."),
    "mark": ("missions.cli.training:mark", "Write down how somebody stands with a session."),
    "sheet": ("missions.cli.training:sheet", "Write a session's sheet to sign at the door."),
    "certificate": ("missions.cli.training:certificate", "Write somebody's certificate."),
    "copy": ("missions.cli.training:copy", "Carry a trip's sessions over to another trip."),
}
UNMARKED = "none"
"""The word that takes a mark back."""
OUT = click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)


@click.group(cls=LazyGroup, table=COMMANDS)
def training() -> None:
    """Sessions, who was there, sheets to sign, certificates."""


@click.command("list")
@click.argument("code")
@json_option
@guarded
def list_(code: str, as_json: bool) -> None:
    """Show the sessions of trip CODE in the order of time, and how many of whom were there."""
    with installed() as installation, installation.store.read() as session:
        register = register_of(session, trip_by_code(session, code))
    rows = [_row(register, lesson) for lesson in register.lessons]
    lines = [
        f"{row['starts']:%Y-%m-%d %H:%M}  {row['key']:<16} {row['minutes']:>4} min"
        f"  {row['there']} of {row['people']} there  {row['title']}"
        for row in rows
    ]
    answer(rows, as_json, *(lines or ["No trainings yet."]))


def _row(register: Register, lesson: Lesson) -> dict[str, Any]:
    count = tally(register, lesson)
    return {
        "key": lesson.key,
        "title": lesson.title,
        "course": lesson.course or None,
        "topic": lesson.topic or None,
        "starts": lesson.starts,
        "ends": lesson.ends,
        "zone": lesson.zone,
        "place": lesson.place or None,
        "required": lesson.required,
        "minutes": lesson.minutes,
        "people": count.people,
        "there": count.there,
        "excused": count.excused,
        "missed": count.missed,
        "unmarked": count.unmarked,
    }


@click.command()
@click.argument("code")
@click.argument("handle", metavar="TRAINING")
@click.argument("person")
@click.argument("state", type=click.Choice((*STATES, UNMARKED)))
@click.option("--date", "day", default="", help="When it was made up, as 2026-07-10.")
@click.option("--note", default=None, help="A note for leaders; without it the old one stays.")
@json_option
@guarded
def mark(
    code: str, handle: str, person: str, state: str, day: str, note: str | None, as_json: bool
) -> None:
    """Write down how PERSON stands with session TRAINING of CODE; STATE none takes it back."""
    given = Given(
        person=person,
        state="" if state == UNMARKED else state,
        date=_day(day),
        note=KEEP if note is None else note,
    )
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        lesson = _lesson(register_of(session, trip), code, handle)
        try:
            before = attendance.mark(session, trip.id, lesson.id, given, OPERATOR)
        except (NotMarked, MarkedMeanwhile) as error:
            fail(str(error), BAD_INPUT)
    document = {
        "code": code,
        "training": lesson.key,
        "person": person,
        "state": given.state or None,
        "before": before.state or None,
    }
    answer(document, as_json, f"{person}, “{lesson.title}”: {given.state or 'not marked'}.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.UsageError(f"“{text}” is no day. One as 2026-07-10 is wanted.") from None


@click.command()
@click.argument("code")
@click.argument("handle", metavar="TRAINING")
@OUT
@json_option
@guarded
def sheet(code: str, handle: str, out: Path, as_json: bool) -> None:
    """Write the sheet to sign at the door of session TRAINING of CODE, as PDF."""
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        register = register_of(session, trip)
        lesson = _lesson(register, code, handle)
        page = sign_in_sheet(trip, register, lesson)
        log.record(session, OPERATOR, Action.TRAINING_READ, lesson.id, "sheet", trip.id)
    _write(out, render_sign_in_sheet(page))
    document = {"code": code, "training": lesson.key, "file": str(out), "people": len(page.names)}
    answer(document, as_json, f"{out}: {len(page.names)} names.")


@click.command()
@click.argument("code")
@click.argument("person")
@click.option("--course", default="", help="A course; without it, all that is required.")
@OUT
@json_option
@guarded
def certificate(code: str, person: str, course: str, out: Path, as_json: bool) -> None:
    """Write the certificate of PERSON of trip CODE, as PDF; says what is missing otherwise."""
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        register, today = register_of(session, trip), local(clock.now(), trip.home_zone).date()
        member = _member(register, code, person)
        found = award(register, member, course, today)
        if found is None:
            named = f"course “{course}”" if course else "required training"
            raise click.UsageError(f"There is no {named} for “{person}” in {code}.")
        if not found.earned:
            missing = "; ".join(f"{one.lesson.title}: {why(one)}" for one in found.missing)
            fail(f"No certificate yet. Missing: {missing}.")
        paper = paper_of(session, trip, member.key, found, today)
        log.record(session, OPERATOR, Action.CERTIFICATE_READ, member.id, "", trip.id)
    _write(out, render_certificate(paper))
    document = {"code": code, "person": person, "file": str(out), "minutes": paper.minutes}
    answer(document, as_json, f"{out}: {paper.name}, {len(paper.lines)} sessions.")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@json_option
@guarded
def copy(source: str, target: str, as_json: bool) -> None:
    """Carry the sessions of trip FROM over to trip TO; attendance stays behind."""
    if source == target:
        raise click.UsageError("A trip can't be copied onto itself; two codes are wanted.")
    with installed() as installation, installation.store.write() as session:
        old, new = trip_by_code(session, source), trip_by_code(session, target)
        fresh = actions.copy(session, old.id, new.id, OPERATOR)
    rows = [{"key": one.key, "starts": one.planned.starts, "was": one.was.starts} for one in fresh]
    lines = [f"{row['starts']:%Y-%m-%d %H:%M}  {row['key']}" for row in rows]
    lines += [f"{one.key}: {remark}" for one in fresh for remark in one.remarks]
    answer({"from": source, "to": target, "copied": rows}, as_json, *(lines or ["Nothing new."]))


def _lesson(register: Register, code: str, handle: str) -> Lesson:
    found = register.lesson(handle)
    if found is None:
        known = ", ".join(one.key for one in register.lessons) or "none"
        raise click.UsageError(f"There is no training “{handle}” in {code}. Known: {known}")
    return found


def _member(register: Register, code: str, key: str) -> OnRoster:
    found = register.person(key)
    if found is None:
        raise click.UsageError(f"There is nobody “{key}” in {code}; a key of people.csv is wanted.")
    return found


def _write(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as error:
        fail(f"{path} can't be written: {error.strerror}.")
