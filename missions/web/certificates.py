"""One's own trainings, and the certificate for them: one's own paper, a ward's, a team member's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions.audit import log
from missions.policy.actions import Action, Facts
from missions.renderers.pdf.certificate import render_certificate
from missions.training.certificates import Award, award, awards
from missions.training.queries import register_of
from missions.training.rules import Lesson, Mark, Register, Standing, standing
from missions.trips.model import Trip
from missions.trips.rules import OnRoster
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.own import asked_for
from missions.web.queries import Part, part_of
from missions.web.training import pdf
from missions.web.training_papers import certificate
from missions.web.training_rows import today_of, why
from missions.web.visitor import Visitor, visitor

room = Blueprint("certificates", __name__, url_prefix="/my/<membership_id>/training")


@dataclass(frozen=True, slots=True)
class Own:
    """A member's trainings as they may see them; `mine` is false where a guardian reads."""

    part: Part
    mine: bool
    today: date
    stands: Standing
    lessons: tuple[tuple[Lesson, Mark | None], ...]
    awards: tuple[Award, ...]


@room.get("")
@gate.declares(Action.CERTIFICATE_READ)
def look(membership_id: str) -> ResponseReturnValue:
    """One's trainings, minutes, and which certificate is there or what it still wants.

    A leader of the trip is led to the leaders' page of the same person.
    """
    part, facts = _granted(membership_id)
    if not facts.belongs and not facts.guards:
        return redirect(url_for("training.person", code=part.code, person=part.key), 303)
    with installation().store.read() as session:
        own = _own(register_of(session, session.get_one(Trip, part.trip_id)), part, facts)
    return render_template("pages/training/own.html", own=own, why=why)


@room.get("/certificate.pdf")
@gate.declares(Action.CERTIFICATE_READ)
def take(membership_id: str) -> ResponseReturnValue:
    """Hand the certificate out; where something is missing, the page says what."""
    part, _facts = _granted(membership_id)
    course, today = request.args.get("course", ""), today_of(part)
    with installation().store.write() as session:
        trip = session.get_one(Trip, part.trip_id)
        register = register_of(session, trip)
        found = gate.there(award(register, _member(register, part), course, today))
        if not found.earned:
            return redirect(url_for("certificates.look", membership_id=part.id), 303)
        paper = certificate(session, trip, part.key, found, today)
        who = visitor().account
        log.record(session, who, Action.CERTIFICATE_READ, part.id, "", part.trip_id)
    return pdf(render_certificate(paper), "certificate.pdf")


def _own(register: Register, part: Part, facts: Facts) -> Own:
    member, today = _member(register, part), today_of(part)
    return Own(
        part=part,
        mine=facts.belongs,
        today=today,
        stands=standing(register, member, today),
        lessons=tuple((one, register.mark(one, member)) for one in register.lessons_of(member)),
        awards=awards(register, member, today),
    )


def _member(register: Register, part: Part) -> OnRoster:
    return gate.there(register.person(part.key))


def _granted(membership_id: str) -> tuple[Part, Facts]:
    """Return the member's part and who asks, unless a border is near.

    Raises:
        ClosedNow: a border is near for who asks.
    """
    who = visitor()
    with installation().store.read() as session:
        found, facts = _asked(session, who, membership_id)
    part = gate.granted(found, facts)
    with installation().store.read() as session:
        hold_newest(installation(), session, who, part.trip_id)
    return part, facts


def _asked(session: Session, who: Visitor, membership_id: str) -> tuple[Part | None, Facts]:
    """Own and wards' as on own pages; and whose trip the visitor leads."""
    own, facts = asked_for(who, membership_id)
    if own is not None:
        return own, facts
    part = part_of(session, membership_id)
    leads = part is not None and who.leading(part.code) is not None
    return part if leads else None, Facts(leads=leads)
