"""What if: a trip judged as it is and as it would be, from one reading; nothing is kept.

Applying is in `applying`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.board.judging import Judgement, judge_party
from missions.board.queries import exemptions_of, overrides_of
from missions.briefing.gather import gather_plan
from missions.briefing.gather_party import gather_party
from missions.briefing.happenings import SegmentFacts
from missions.briefing.party import asked_of
from missions.installation import Installation
from missions.readiness.differing import Difference, Stood, difference
from missions.readiness.supposing import Renew, Supposed, Supposition, Texts, suppose
from missions.reference.holiday_days import holidays_of
from missions.reference.queries import rules_of
from missions.training.model import Training
from missions.trips.model import Requirement, Trip


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A trip as it is, and as it would be.

    `version` is the trip's when it was read: what is applied later must be to the same.
    """

    version: int
    now: Judgement
    then: Judgement
    supposed: Supposed
    difference: Difference


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a supposition can be about: its key, and how people call it."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Who travels, in the roster's order, and the legs of travel by time."""

    people: tuple[Choice, ...]
    legs: tuple[Choice, ...]


def what_if(
    installation: Installation,
    session: Session,
    trip: Trip,
    viewer: str,
    suppositions: Sequence[Supposition],
    on: date,
) -> WhatIf:
    """Judge a trip twice as of a day; writes nothing but the audit row of opened seals.

    A passport that is renewed without a day of issue counts as issued on that day. The number of
    queries does not depend on the trip's size.

    Raises:
        CannotSuppose: a supposition makes no sense for this trip.
    """
    rules = rules_of(session)
    gathered = gather_party(installation, session, trip, viewer, rules.book)
    party, asked = gathered.party, asked_of(gathered.plan)
    waived, let_be = exemptions_of(session, trip.id), overrides_of(session, trip.id)
    texts = _texts(session, trip.id)
    supposed = suppose(party, asked, texts, _dated(suppositions, on), holidays_of)
    now = judge_party(party, asked, waived, let_be, on, rules.stamp)
    then = judge_party(supposed.party, supposed.asked, waived, let_be, on, rules.stamp)
    return WhatIf(
        version=trip.version,
        now=now,
        then=then,
        supposed=supposed,
        difference=difference(_stood(now), _stood(then), supposed.gone),
    )


def _dated(suppositions: Sequence[Supposition], on: date) -> tuple[Supposition, ...]:
    return tuple(
        replace(one, issued=on) if isinstance(one, Renew) and one.issued is None else one
        for one in suppositions
    )


def choices_of(session: Session, trip: Trip) -> Choices:
    """Return what suppositions can be about; opens no seal."""
    plan = gather_plan(session, trip)
    return Choices(
        people=tuple(Choice(one.key, one.name) for one in plan.members if one.travels),
        legs=tuple(Choice(leg.key, _called(leg)) for leg in plan.segments),
    )


def _called(leg: SegmentFacts) -> str:
    ends = " to ".join(end.code or end.text for end in (leg.origin, leg.destination))
    day = f"{leg.departs.day} {leg.departs:%B}"
    return ", ".join(part for part in (leg.number, ends, day) if part)


def _texts(session: Session, trip_id: str) -> Texts:
    """Return the plan's texts in the order in which a plan is gathered."""
    asked = session.execute(
        select(Requirement.due, Requirement.applies)
        .where(Requirement.trip_id == trip_id)
        .order_by(Requirement.position, Requirement.id)
    )
    lessons = session.execute(
        select(Training.key, Training.applies).where(Training.trip_id == trip_id)
    )
    return Texts(
        requirements=tuple((due, applies) for due, applies in asked),
        lessons={key: applies for key, applies in lessons},
    )


def _stood(judgement: Judgement) -> Stood:
    people = sum(member.travels for member in judgement.party.members)
    return Stood(judgement.go, judgement.judged, judgement.conflicts, people)
