"""Who belongs to a trip, and until when: the only writes to a membership's standing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import capabilities, invitations, sessions
from missions.accounts.model import SignInLink
from missions.audit import log
from missions.outbox.actions import post
from missions.people.model import Person
from missions.policy.actions import Action
from missions.store.base import new_id
from missions.trips.model import CrossingLift, Membership, Trip
from missions.trips.rules import LEADING, ROLES, open_roles

LIFT_HOLDS = timedelta(hours=2)


def count_write(session: Session, trip: Trip) -> None:
    """Count a write to a trip, by which readers notice that what they keep of it is old.

    The database counts, so that of two writes at once neither is lost.
    """
    trip.version = Trip.version + 1
    session.flush()


class LastLeader(ValueError):
    """A trip would be left without anybody who leads it."""


class NotFromHere(ValueError):
    """A role that would let a traveller stay at home, or the other way round."""


class NoSuchRole(ValueError):
    """A role that no member can have."""


def end_membership(session: Session, membership_id: str, actor: str) -> None:
    """End a member's access: role, sessions, links, calendars, invitations and lifts, at once.

    The plan still holds the person until the roster changes.

    Args:
        session: the action's own transaction; everything ends with its commit.
        actor: the account that ends it, or `audit.log.OPERATOR`.

    Raises:
        LastLeader: nobody else leads the trip.
    """
    member = session.get_one(Membership, membership_id)
    if member.ended_at is not None:
        return
    _keep_a_leader(session, member)
    now = clock.now()
    member.ended_at = now
    account = session.scalar(select(Person.account_id).where(Person.id == member.person_id))
    if account is not None:
        sessions.end_sessions(session, account, actor)
        session.execute(delete(SignInLink).where(SignInLink.account_id == account))
    invitations.withdraw(session, member.person_id, actor)
    capabilities.end_all(session, memberships=[membership_id], actor=actor)
    _end_lifts(session, membership_id, now)
    log.record(session, actor, Action.ACCESS_CHANGE, membership_id, "ended", member.trip_id)


def restore_membership(session: Session, membership_id: str, actor: str) -> None:
    """Give a member access again; links and calendars that ended stay so."""
    member = session.get_one(Membership, membership_id)
    if member.ended_at is None:
        return
    member.ended_at = None
    log.record(session, actor, Action.ACCESS_CHANGE, membership_id, "restored", member.trip_id)


def change_role(session: Session, membership_id: str, role: str, actor: str) -> None:
    """Give a member another role.

    Raises:
        NoSuchRole: it is none of `ROLES`.
        LastLeader: nobody else leads the trip.
        NotFromHere: it says that somebody travels who stays at home, or the other way round; the
            folder has to, since the plan hangs on it.
    """
    if role not in ROLES:
        raise NoSuchRole(f"“{role}” is no role; one of these is wanted: {', '.join(ROLES)}.")
    member = session.get_one(Membership, membership_id)
    if member.role == role:
        return
    if role not in open_roles(member.role):
        raise NotFromHere(
            f"A {member.role} is made {role} in the folder: who travels and who stays at home"
            " changes the plan."
        )
    if role not in LEADING:
        _keep_a_leader(session, member)
    before, member.role = member.role, role
    count_write(session, session.get_one(Trip, member.trip_id))
    log.record(
        session, actor, Action.ACCESS_CHANGE, membership_id, f"role {before} {role}", member.trip_id
    )


def _keep_a_leader(session: Session, member: Membership) -> None:
    if member.role not in LEADING:
        return
    others = session.execute(
        select(Person.account_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.trip_id == member.trip_id,
            Membership.id != member.id,
            Membership.role.in_(LEADING),
            Membership.ended_at.is_(None),
        )
    ).all()
    if not others:
        raise LastLeader("Nobody else leads this trip. Make somebody else a leader first.")
    own = session.scalar(select(Person.account_id).where(Person.id == member.person_id))
    if own is not None and all(account is None for (account,) in others):
        raise LastLeader(
            "Nobody else who leads this trip can sign in yet. Invite another leader first."
        )


def lift_crossings(session: Session, membership_id: str, actor: str) -> datetime:
    """Let one member reach the service near a border for two hours; return until when."""
    member = session.get_one(Membership, membership_id)
    now = clock.now()
    _end_lifts(session, membership_id, now)
    lift = CrossingLift(
        id=new_id(),
        membership_id=membership_id,
        given_by=actor,
        given_at=now,
        until=now + LIFT_HOLDS,
    )
    session.add(lift)
    session.flush()
    post(session, "lift", {"lift": lift.id}, key=f"lift/{lift.id}", trip_id=member.trip_id)
    log.record(session, actor, Action.CROSSING_LIFT, membership_id, "given", member.trip_id)
    return lift.until


def end_lift(session: Session, membership_id: str, actor: str) -> None:
    """Take a member's leave back before it is over."""
    member = session.get_one(Membership, membership_id)
    if _end_lifts(session, membership_id, clock.now()):
        log.record(session, actor, Action.CROSSING_LIFT, membership_id, "ended", member.trip_id)


def _end_lifts(session: Session, membership_id: str, now: datetime) -> bool:
    ended = session.execute(
        update(CrossingLift)
        .where(
            CrossingLift.membership_id == membership_id,
            CrossingLift.ended_at.is_(None),
            CrossingLift.until > now,
        )
        .values(ended_at=now)
        .returning(CrossingLift.id)
    )
    return ended.first() is not None
