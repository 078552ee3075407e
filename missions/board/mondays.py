"""Mondays' letter to leaders: who gets one, and when it may ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.board.readers import zone_or
from missions.board.reminding import over
from missions.briefing.borders import Borders, borders_of
from missions.installation import Installation
from missions.outbox.actions import post
from missions.outbox.model import Letter
from missions.people.model import Person
from missions.policy.crossings import Held
from missions.privacy import Audience
from missions.readiness.model import KeptBoard
from missions.readiness.reminding import SLEEPS, WAKES, WEEK, rings_at, week_of
from missions.trips.model import Membership, Trip
from missions.trips.rules import LEADING
from missions.zones import zone

LETTER = "digest"
MONDAY = 0
_DAY = timedelta(days=1)
_FREE = Held(Audience.TEAM)


@dataclass(frozen=True, slots=True)
class Led:
    """A trip that somebody leads. `zone` is where they live, "" where that isn't known."""

    membership_id: str
    trip: Trip
    zone: str


def post_digests(installation: Installation) -> int:
    """Post Monday's letters, from 08:00 on at the home of the trip that is next; return how many.

    On other days it takes one query. Who is near a border gets it when that is passed, or not.
    """
    if not installation.settings.reminders:
        return 0
    now = clock.now()
    with installation.store.read() as session:
        due = _due(session, now)
    if not due:
        return 0
    with installation.store.write() as session:
        for key, (account, at) in due.items():
            post(session, LETTER, {"account": account}, key, due_at=at)
    return len(due)


def leaders(session: Session, account_id: str | None = None) -> dict[str, tuple[Led, ...]]:
    """Return by account the trips that it leads and that aren't over, the next first; one query.

    Only trips that were judged, and accounts that have an address.

    Args:
        account_id: only this account; None for all.
    """
    wanted = (
        select(Account.id, Membership.id, Trip, Person.zone)
        .join(Person, Person.account_id == Account.id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Trip, Trip.id == Membership.trip_id)
        .join(KeptBoard, KeptBoard.trip_id == Trip.id)
        .where(
            Membership.role.in_(sorted(LEADING)),
            Membership.ended_at.is_(None),
            Account.email.is_not(None),
            Trip.ends >= clock.now().date() - _DAY,
        )
        .order_by(Trip.starts, Trip.code)
    )
    if account_id is not None:
        wanted = wanted.where(Account.id == account_id)
    found: dict[str, tuple[Led, ...]] = {}
    for account, member, trip, lives in session.execute(wanted):
        if not over(trip):
            found[account] = (*found.get(account, ()), Led(member, trip, lives))
    return found


def is_held(session: Session, led: Sequence[Led], now: datetime) -> bool:
    """Whether a leader is near a border on one of these trips."""
    return nearness_of(session, led).near(now).audience is not Audience.TEAM


@dataclass(frozen=True, slots=True)
class Nearness:
    """When a leader is near a border on any of their trips."""

    found: tuple[tuple[Borders, str], ...]

    def near(self, at: datetime) -> Held:
        """Return what holds at an instant."""
        held = (borders.near(member, at) for borders, member in self.found)
        return next((one for one in held if one.audience is not Audience.TEAM), _FREE)


def nearness_of(session: Session, led: Sequence[Led]) -> Nearness:
    """Look up when a leader is near a border; a fixed number of queries a trip that isn't open."""
    return Nearness(tuple((borders_of(session, one.trip), one.membership_id) for one in led))


def _due(session: Session, now: datetime) -> dict[str, tuple[str, datetime]]:
    """Return the letters that are to be posted: key → account, and when it rings."""
    waiting = {
        f"{LETTER}/{account}/{week_of(now, _home(led))}": (account, led)
        for account, led in leaders(session).items()
        if _is_morning(now.astimezone(_home(led)))
    }
    if not waiting:
        return {}
    known = set(
        session.scalars(
            select(Letter.idempotency_key).where(Letter.idempotency_key.in_(list(waiting)))
        )
    )
    due: dict[str, tuple[str, datetime]] = {}
    for key, (account, led) in waiting.items():
        at = _rings(session, led, now) if key not in known else None
        if at is not None:
            due[key] = account, at
    return due


def _home(led: Sequence[Led]) -> ZoneInfo:
    return zone(led[0].trip.home_zone)


def _is_morning(local: datetime) -> bool:
    """Whether it is Monday, and day."""
    return local.weekday() == MONDAY and WAKES <= local.time() < SLEEPS


def _rings(session: Session, led: Sequence[Led], now: datetime) -> datetime | None:
    """Return when the letter may ring; None where that is nearly next week, or isn't known."""
    lives = zone_or(next((one.zone for one in led if one.zone), ""), led[0].trip.home_zone)
    at = rings_at(now, lives, nearness_of(session, led).near)
    return at if at is not None and at - now < WEEK - _DAY else None
