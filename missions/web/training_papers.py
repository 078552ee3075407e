"""The training room's papers: what may stand on them, by the trip's posture.

In a closed trip a sheet that lies on a table says the trip's label, “Training” and the time, and no
audience; a certificate leaves topics out. Neither ever says a purpose, a code or an organisation.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.briefing.document.training import Certificate, CertificateLine, SignInSheet
from missions.people.model import Person
from missions.privacy import Audience, Posture
from missions.training.certificates import Award
from missions.training.rules import Lesson, Register
from missions.training.times import clock_name
from missions.trips.model import Membership, Trip
from missions.trips.rules import split_list

GUESTS = 6
"""Blank rows for whoever comes along."""


def sign_in_sheet(trip: Trip, register: Register, lesson: Lesson) -> SignInSheet:
    """Return a session's sheet: whom it is for, by preferred name."""
    closed = trip.posture == Posture.CLOSED
    return SignInSheet(
        label=trip.label or "Trip",
        title="" if closed else lesson.title,
        starts=lesson.starts,
        ends=lesson.ends,
        minutes=lesson.minutes,
        place="" if closed else lesson.place,
        clock=clock_name(lesson.starts, lesson.zone),
        names=tuple(person.name for person in register.concerned(lesson)),
        guests=GUESTS,
        paper=trip.paper,
        audience="" if closed else Audience.TEAM.value,
        languages=split_list(trip.languages) or ("en",),
    )


def certificate(session: Session, trip: Trip, key: str, earned: Award, day: date) -> Certificate:
    """Return the certificate of a member, by the name in their passport where it is known.

    Args:
        key: the member's key.
        earned: an award that `earned` says yes of.
        day: the date of issue, at home.
    """
    closed = trip.posture == Posture.CLOSED
    return Certificate(
        name=_own_name(session, trip.id, key),
        label=trip.label or "Trip",
        issued=day,
        course=earned.course,
        minutes=earned.minutes,
        lines=tuple(
            CertificateLine(
                title=one.lesson.title,
                day=one.day,
                minutes=one.lesson.minutes,
                topic="" if closed else one.lesson.topic,
                made_up=one.made_up,
            )
            for one in earned.had
        ),
        topics=() if closed else earned.topics,
        paper=trip.paper,
        audience=Audience.TEAM.value,
        languages=split_list(trip.languages) or ("en",),
    )


def file_name(lesson: Lesson) -> str:
    """Return a sheet's file name, which says no more than the day."""
    moment: datetime = lesson.starts
    return f"sign-in-{moment:%Y-%m-%d}.pdf"


def _own_name(session: Session, trip_id: str, key: str) -> str:
    person = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.trip_id == trip_id, Membership.key == key)
    ).one()
    if person.surname or person.given_names:
        return " ".join(part for part in (person.given_names, person.surname) if part)
    surname, comma, given = person.legal_name.partition(",")
    turned = f"{given.strip()} {surname.strip()}" if comma else person.legal_name
    return turned.strip() or person.preferred_name or key
