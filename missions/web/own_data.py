"""What is kept about somebody, for them: to read, to take along, to erase."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.policy.actions import Action, Facts
from missions.retention.erasing import EraseRefused, erase, refusal
from missions.retention.own_archive import NAME, packed
from missions.retention.own_data import Section, everything, sections
from missions.retention.own_rows import whose
from missions.trips.model import Membership
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor

room = Blueprint("own_data", __name__, url_prefix="/my/<membership_id>/data")

WORD = "erase"
"""What is typed to erase oneself."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A member’s part, and the person that they are in it."""

    part: Part
    person_id: str


@room.get("")
@gate.declares(Action.DATA_READ)
def look(membership_id: str) -> ResponseReturnValue:
    """Say what is kept, kind by kind, and for how long; no seal is opened for it."""
    mine = _mine(membership_id)
    with installation().store.read() as database:
        one = whose(database, mine.person_id)
        kept = sections(database, one)
        why = refusal(database, [person.id for person in one.persons])
    return render_template(
        "pages/own_data/data.html",
        own={"part": mine.part},
        kept=[part for part in kept if part.rows],
        counted=_counted,
        why=why,
        word=WORD,
    )


@room.get("/about-you.zip")
@gate.declares(Action.DATA_READ)
def download(membership_id: str) -> ResponseReturnValue:
    """Hand everything over: one archive."""
    mine = _mine(membership_id)
    with installation().store.write() as database:
        data = everything(installation(), database, mine.person_id, visitor().account)
    response = Response(packed(data, clock.now()), content_type="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=NAME)
    return response


@room.post("/erase")
@gate.declares(Action.DATA_ERASE)
def forget(membership_id: str) -> ResponseReturnValue:
    """Erase the visitor, who has typed the word."""
    mine = _mine(membership_id)
    if request.form.get("word", "").strip().casefold() != WORD:
        flash(f"Nothing was erased. Type “{WORD}” if you mean it.", "warn")
        return redirect(url_for("own_data.look", membership_id=membership_id), 303)
    try:
        done = erase(installation(), mine.person_id, visitor().account)
    except EraseRefused as refused:
        flash(str(refused), "warn")
        return redirect(url_for("own_data.look", membership_id=membership_id), 303)
    if done.account_closed:
        session.clear()
    return render_template("pages/own_data/erased.html", done=done)


def _mine(membership_id: str) -> Mine:
    """Return the visitor’s own part; near a border of any trip of theirs the page rests."""
    who = visitor()
    part = who.own(membership_id)
    part = gate.granted(part, Facts(belongs=part is not None))
    return Mine(part, _person(who, membership_id))


def _person(who: Visitor, membership_id: str) -> str:
    with installation().store.read() as database:
        for part in who.parts:
            hold_newest(installation(), database, who, part.trip_id)
        return database.get_one(Membership, membership_id).person_id


_NOUNS = {
    "documents": ("document", "documents"),
    "scans": ("file", "files"),
    "parts": ("trip", "trips"),
    "log": ("entry", "entries"),
    "letters": ("letter", "letters"),
    "editions": ("edition", "editions"),
}


def _counted(part: Section) -> str:
    """Return how much of a kind there is: `3 documents`."""
    count = len(part.rows)
    one, many = _NOUNS.get(part.name, ("", ""))
    return f"{count} {one if count == 1 else many}".strip() if one or count > 1 else ""
