"""Bringing a trip folder in by page: as a .zip or an .xlsx, with its faults shown in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from missions.intake.faults import Cause, Fault, IntakeRefused, Place
from missions.intake.read import Reading, read_trip
from missions.intake.template import write_template
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.findings import Refusal, refusal_of
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.takes import take
from missions.web.visitor import Visitor, visitor

room = Blueprint("imports", __name__)

KINDS = (".zip", ".xlsx")
WORKBOOK = "trip.xlsx"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WANTED = "a .zip of the trip folder, or one .xlsx workbook"


@room.get("/import")
@gate.declares(Action.TRIP_IMPORT)
def form() -> ResponseReturnValue:
    """Ask for the folder of a new trip."""
    gate.ask(_facts(visitor()))
    return render_template("pages/imports/new.html", refusal=None)


@room.post("/import")
@gate.declares(Action.TRIP_IMPORT)
def bring() -> ResponseReturnValue:
    """Take the folder of a new trip, or of one that the visitor leads."""
    gate.ask(_facts(visitor()))
    return _taken("pages/imports/new.html", None)


@room.get("/trips/<code>/folder")
@gate.declares(Action.TRIP_REIMPORT)
def again(code: str) -> ResponseReturnValue:
    """Ask for a newer folder of a trip."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    return render_template("pages/imports/again.html", part=part, refusal=None)


@room.post("/trips/<code>/folder")
@gate.declares(Action.TRIP_REIMPORT)
def bring_again(code: str) -> ResponseReturnValue:
    """Bring a trip to what its newer folder says."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    return _taken("pages/imports/again.html", part)


@room.get("/import/workbook")
@gate.declares(Action.TRIP_IMPORT)
def template() -> ResponseReturnValue:
    """Hand out the empty workbook."""
    gate.ask(_facts(visitor()))
    with TemporaryDirectory(prefix="workbook-") as folder:
        body = write_template(Path(folder) / WORKBOOK).read_bytes()
    response = Response(body, content_type=WORKBOOK_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=WORKBOOK)
    return response


def _facts(who: Visitor) -> Facts:
    return Facts(leads_one=who.leads_one)


def _taken(page: str, part: Part | None) -> ResponseReturnValue:
    """Take what was handed in; answer with what it did, or with its faults."""
    remove = request.form.get("remove") == "yes"
    code = part.code if part else ""
    try:
        reading = _read(request.files.get("folder"))
        result = take(installation(), visitor(), reading, code=code, remove=remove)
    except IntakeRefused as refused:
        return _refused(page, part, refusal_of(refused.faults))
    return render_template("pages/imports/done.html", result=result, code=result.code)


def _refused(page: str, part: Part | None, refusal: Refusal) -> ResponseReturnValue:
    return render_template(page, part=part, refusal=refusal), 422


def _read(upload: FileStorage | None) -> Reading:
    """Read what was handed in.

    Raises:
        IntakeRefused: it is no file of the two kinds.
    """
    name = secure_filename(upload.filename or "") if upload else ""
    if upload is None or not name.lower().endswith(KINDS):
        place = Place(name or "No file was chosen")
        raise IntakeRefused([Fault(Cause.FILE, place, "", WANTED)])
    with _kept(upload, name) as path:
        return read_trip(path)


@contextmanager
def _kept(upload: FileStorage, name: str) -> Iterator[Path]:
    """Keep the upload in a folder that only this process may enter, while the block runs."""
    with TemporaryDirectory(prefix="folder-") as folder:
        path = Path(folder) / name
        upload.save(path)
        yield path
