"""Telling members that an edition is out: a letter without content, never near a border."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.briefing.dossier import Member, Plan
from missions.outbox.actions import post
from missions.people.model import Person
from missions.policy.crossings import held
from missions.privacy import Audience, FieldAccess, Posture
from missions.trips.model import Membership


def tell_members(session: Session, plan: Plan, edition_id: str) -> int:
    """Put a notice into the outbox for every member with an address; return how many.

    A letter that would ring at a border waits until it is passed; one without a known end is left
    out.
    """
    reachable = session.scalars(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.id == Person.account_id)
        .where(
            Membership.trip_id == plan.trip.id,
            Membership.ended_at.is_(None),
            Account.email.is_not(None),
        )
    ).all()
    members = {member.id: member for member in plan.members}
    told = 0
    for membership_id in reachable:
        member = members.get(membership_id)
        due = _due(plan, member, clock.now()) if member is not None else None
        if due is not None:
            facts = {"membership": membership_id}
            key = f"published/{edition_id}/{membership_id}"
            post(session, "published", facts, key, trip_id=plan.trip.id, due_at=due)
            told += 1
    return told


def _due(plan: Plan, member: Member, now: datetime) -> datetime | None:
    """Return when a member may be told: now, or when the border that is near is passed."""
    windows = [
        (row.closes.unseal(), row.opens.unseal())
        for row in plan.crossings
        if member.id in row.people.unseal()
    ]
    near = held(Posture(plan.trip.posture), FieldAccess(plan.trip.field_access), windows, now)
    return now if near.audience is Audience.TEAM else near.until
