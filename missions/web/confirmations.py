"""Flights from carriers' confirmations by page: each is shown before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from missions import clock
from missions.intake.confirmations.codec import from_json, to_json
from missions.intake.confirmations.extractor import find_extractor
from missions.intake.confirmations.laying import Sight, keep, look
from missions.intake.confirmations.model import MAX_SIZE, Found, FoundSegment
from missions.intake.confirmations.proposals import ASKS, Answer
from missions.intake.confirmations.several import MOST_FILES, Handed, read_several
from missions.intake.faults import IntakeRefused, in_order
from missions.intake.joined import TripMoved
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.carried import GONE, carried, carry, drop
from missions.web.confirmation_cards import cards_of
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import local

room = Blueprint("confirmations", __name__)

PURPOSE = "flights"
MOST_CARDS = 60
"""So many segments are shown at once: a form has room for their answers."""
NOTHING = (
    "Nothing was handed in. Wanted: a carrier’s mail (.eml), its page (.html), its calendar file"
    " (.ics), a boarding pass’s text, or one of them pasted."
)
NONE_TICKED = "Nothing is ticked, so nothing was kept. Tick what belongs into the plan."
MOVED = (
    "Somebody changed the trip since you looked. Nothing was kept; look again at what each is now."
)


@room.get("/trips/<code>/folder/flights")
@gate.declares(Action.TRIP_REIMPORT)
def ask(code: str) -> ResponseReturnValue:
    """Ask for confirmations."""
    return _form(_part(code))


@room.post("/trips/<code>/folder/flights")
@gate.declares(Action.TRIP_REIMPORT)
def go(code: str) -> ResponseReturnValue:
    """Read what was handed in, or keep what was ticked of it."""
    part = _part(code)
    if request.form.get("step") != "keep":
        return _handed_in(part)
    token = request.form.get("held", "")
    kept = carried(token, PURPOSE, part)
    if kept is None:
        return _form(part, [GONE]), 422
    return _keep(part, token, from_json(kept))


def _part(code: str) -> Part:
    part = visitor().leading(code)
    return gate.granted(part, Facts(leads=part is not None))


def _form(part: Part, problems: Sequence[str] = (), pasted: str = "") -> str:
    return render_template(
        "pages/bulk/flights.html",
        part=part,
        problems=problems,
        pasted=pasted,
        opens_pdf=find_extractor(installation().settings.kitinerary) is not None,
        most=MOST_FILES,
    )


def _handed_in(part: Part) -> ResponseReturnValue:
    pasted = request.form.get("text", "")
    handed = [
        Handed(_plain_name(each.filename or ""), each.read(MAX_SIZE + 1))
        for each in request.files.getlist("files")
        if each.filename
    ]
    if pasted.strip():
        handed.append(Handed("", pasted.encode()))
    if not handed:
        return _form(part, [NOTHING]), 422
    on = local(clock.now(), part.home_zone).date()
    extractor = find_extractor(installation().settings.kitinerary)
    found = _first(read_several(handed, on, extractor))
    if not found.segments:
        return _form(part, found.not_understood, pasted), 422
    token = carry(to_json(found), PURPOSE, part)
    return _cards_page(part, token, found, look(installation(), part.code, found))


def _first(found: Found) -> Found:
    if len(found.segments) <= MOST_CARDS:
        return found
    left = f"Only the first {MOST_CARDS} of {len(found.segments)} segments are shown at once."
    return Found(found.segments[:MOST_CARDS], (*found.not_understood, left))


def _plain_name(filename: str) -> str:
    """Return a file's name for messages, without folders; it is never used as a path."""
    return " ".join(filename.replace("\\", "/").rsplit("/", 1)[-1].split())[:80]


def _answers(found: Found) -> tuple[Answer, ...]:
    """Return what the form says of each card."""
    return tuple(_answer(number, segment) for number, segment in enumerate(found.segments, start=1))


def _answer(number: int, segment: FoundSegment) -> Answer:
    form = request.form
    people = {
        name: form.get(f"who-{number}-{place}", "")
        for place, name in enumerate(segment.passengers)
        if f"who-{number}-{place}" in form
    }
    filled = {ask: form[f"{ask}-{number}"] for ask in ASKS if f"{ask}-{number}" in form}
    also = tuple(form.getlist(f"also-{number}"))
    return Answer(form.get(f"keep-{number}") == "yes", people, also, filled)


def _keep(part: Part, token: str, found: Found) -> ResponseReturnValue:
    answers = _answers(found)
    if not any(answer.keep for answer in answers):
        return _again(part, token, found, answers, NONE_TICKED), 422
    version = request.form.get("version", default=0, type=int)
    try:
        result = keep(installation(), part.code, found, answers, visitor().account, version)
    except TripMoved:
        return _again(part, token, found, answers, MOVED), 409
    except IntakeRefused as refused:
        return _again(part, token, found, answers, refused=refused), 422
    drop(token)
    return render_template("pages/bulk/flights_done.html", part=part, result=result)


def _again(
    part: Part,
    token: str,
    found: Found,
    answers: tuple[Answer, ...],
    note: str = "",
    refused: IntakeRefused | None = None,
) -> str:
    """Return the cards once more, with everything that was typed and ticked."""
    sight = look(installation(), part.code, found, answers)
    if refused is not None and not sight.faults:
        faults = in_order(refused.faults)
        sight = Sight(sight.version, sight.known, sight.cards, faults, sight.remarks)
    return _cards_page(part, token, found, sight, answers, note)


def _cards_page(
    part: Part,
    token: str,
    found: Found,
    sight: Sight,
    answers: tuple[Answer, ...] = (),
    note: str = "",
) -> str:
    cards = cards_of(sight, answers)
    numbers = {card.number for card in cards}
    return render_template(
        "pages/bulk/flights_cards.html",
        part=part,
        token=token,
        sight=sight,
        cards=cards,
        people=[(each.key, each.preferred_name or each.key) for each in sight.known.people],
        not_understood=found.not_understood,
        others=[fault for fault in sight.faults if fault.place.row not in numbers],
        note=note,
    )
