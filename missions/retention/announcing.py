"""Announcing, confirming and withdrawing a purge: two roles, two accounts, time between."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.installation import Installation
from missions.outbox.actions import post
from missions.policy.actions import Action
from missions.retention.model import Purge
from missions.retention.queries import (
    PurgeState,
    accounts_concerned,
    is_open,
    newest_purge,
    state_of,
)
from missions.retention.rules import LEAST_DAYS, MOST_DAYS, USUAL_DAYS, Hand, Role, is_past
from missions.store.base import new_id
from missions.trips.model import Trip
from missions.zones import zone


class PurgeRefused(ValueError):
    """This step of a purge can't be taken; the message says why and what to do."""


def announce(
    installation: Installation,
    trip_id: str,
    actor: str,
    as_role: Role,
    days: int = USUAL_DAYS,
    *,
    even_though_ahead: bool = False,
) -> PurgeState:
    """Announce a trip's purge and tell its leaders and all administrators.

    Args:
        actor: an account's id, or `audit.log.OPERATOR`.
        as_role: the role of the trip or the installation in which they act.
        days: how many days from now it is due.
        even_though_ahead: also for a trip that is not over.

    Raises:
        PurgeRefused: it is announced already, the days are too few or many, the trip isn't over.
        LookupError: there is no such trip.
    """
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise PurgeRefused(f"Between {LEAST_DAYS} and {MOST_DAYS} days are wanted, not {days}.")
    now = clock.now()
    with installation.store.write() as session:
        trip = _locked(session, trip_id)
        newest = newest_purge(session, trip_id)
        if newest is not None and newest.open:
            raise PurgeRefused("A purge of this trip is announced already.")
        if not over(trip) and not even_though_ahead:
            raise PurgeRefused(
                "This trip is not over: a purge would destroy a plan that people still need."
            )
        row = Purge(
            id=new_id(),
            trip_id=trip_id,
            announced_by=Hand(as_role, actor, even_though_ahead).written(),
            announced_at=now,
            due_at=now + timedelta(days=days),
        )
        session.add(row)
        for account in accounts_concerned(session, trip_id):
            facts = {"purge": row.id, "account": account}
            post(session, "purge-announced", facts, f"purge/{row.id}/{account}", trip_id)
        detail = f"announce as={as_role} days={days}"
        log.record(session, actor, Action.PURGE_CHANGE, row.id, detail, trip_id)
        return state_of(row)


def confirm(installation: Installation, purge_id: str, actor: str, as_role: Role) -> PurgeState:
    """Confirm a purge in the other role, as somebody else.

    Raises:
        PurgeRefused: it is not open any more, confirmed already, or not this one's to confirm.
    """
    with installation.store.write() as session:
        known = _known(session, purge_id)
        if known.announced.actor == actor:
            raise PurgeRefused("Whoever announced a purge can’t confirm it; another person has to.")
        if known.announced.role is as_role:
            raise PurgeRefused(f"It takes the other role: {_a(as_role.other)} has to confirm it.")
        values = {"confirmed_by": Hand(as_role, actor).written(), "confirmed_at": clock.now()}
        row = _step(session, purge_id, Purge.confirmed_at.is_(None), values)
        if row is None:
            raise PurgeRefused("It was confirmed, withdrawn or done in the meantime.")
        detail = f"confirm as={as_role}"
        log.record(session, actor, Action.PURGE_CHANGE, purge_id, detail, row.trip_id)
        return state_of(row)


def withdraw(installation: Installation, purge_id: str, actor: str, as_role: Role) -> PurgeState:
    """Withdraw a purge; either role may, until it is done.

    Raises:
        PurgeRefused: it is withdrawn or done already.
    """
    with installation.store.write() as session:
        row = _step(session, purge_id, is_open(), {"withdrawn_at": clock.now()})
        if row is None:
            raise PurgeRefused("There is nothing to withdraw: it was withdrawn or done already.")
        detail = f"withdraw as={as_role}"
        log.record(session, actor, Action.PURGE_CHANGE, purge_id, detail, row.trip_id)
        return state_of(row)


def over(trip: Trip) -> bool:
    """Whether a trip's last day is past, at home."""
    return is_past(trip.ends, clock.now().astimezone(zone(trip.home_zone)).date())


def _a(role: Role) -> str:
    return "a leader" if role is Role.LEADER else "an administrator"


def _locked(session: Session, trip_id: str) -> Trip:
    trip = session.scalar(select(Trip).where(Trip.id == trip_id).with_for_update())
    if trip is None:
        raise LookupError(trip_id)
    return trip


def _known(session: Session, purge_id: str) -> PurgeState:
    row = session.get(Purge, purge_id)
    if row is None:
        raise PurgeRefused("There is no such purge.")
    return state_of(row)


def _step(
    session: Session, purge_id: str, wanted: ColumnElement[bool], values: dict[str, object]
) -> Purge | None:
    """Take a step of an open purge; None where another was faster."""
    return session.scalar(
        update(Purge)
        .where(Purge.id == purge_id, is_open(), wanted)
        .values(**values)
        .returning(Purge)
        .execution_options(populate_existing=True)
    )
