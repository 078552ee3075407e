"""Capability links: addresses that open one thing for whoever has them.

One works per membership or partner and purpose; making it again ends the one before. They take ids,
since trips stand one floor up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import CapabilityLink
from missions.accounts.tokens import digest, new_token
from missions.audit import log
from missions.installation import Installation
from missions.policy.actions import Action

REMEMBERED = timedelta(days=30)
"""So long an address that is over says so, by an empty calendar; after that it is not there."""


class Purpose(StrEnum):
    """What an address opens."""

    FEED = "feed"
    TRAINING = "training"
    FAMILY = "family"
    HOST = "host"

    @property
    def of_partner(self) -> bool:
        """Whether it belongs to a partner; the others belong to a membership."""
        return self is Purpose.HOST

    @property
    def is_calendar(self) -> bool:
        """Whether a calendar program follows it: the whole plan, or the trainings only."""
        return self in (Purpose.FEED, Purpose.TRAINING)


@dataclass(frozen=True, slots=True)
class Ended:
    """An address that was ended just now: its id, what it opened, and whose it was."""

    id: str
    purpose: Purpose
    owner: str


def expiry(last_day: date, days: int) -> datetime:
    """Return when an address ends that shall outlive a trip's last day by some days.

    Noon in UTC on the day after, so that the last day is over everywhere but at the very edge.
    """
    return datetime.combine(last_day, time(12), UTC) + timedelta(days=days + 1)


def make(
    installation: Installation,
    purpose: Purpose,
    owner: str,
    actor: str,
    expires_at: datetime,
    trip_id: str = "",
) -> str:
    """Make an address in place of the one before; return its token, which is kept nowhere.

    Args:
        installation: where the trip lives.
        purpose: what it opens.
        owner: the id of a membership, for `HOST` of a partner.
        actor: an account's id, or `audit.log.OPERATOR`.
        expires_at: when it ends by itself.
        trip_id: whose leaders read of it in the log.
    """
    token, now = new_token(), clock.now()
    with installation.store.write() as session:
        before = _end(session, _of(purpose, owner), now)
        link = CapabilityLink(
            token_hash=digest(token),
            created_at=now,
            expires_at=expires_at,
            purpose=str(purpose),
            membership_id=None if purpose.of_partner else owner,
            partner_id=owner if purpose.of_partner else None,
            made_by=actor,
            fetches=0,
        )
        session.add(link)
        word = "replaced" if before else "made"
        log.record(session, actor, _action(purpose, made=True), owner, f"{purpose} {word}", trip_id)
        # The log's lock is held now, so one that was made at the same time is seen, and ends.
        _end(session, and_(_of(purpose, owner), CapabilityLink.id != link.id), now)
    return token


def revoke(
    installation: Installation, purpose: Purpose, owner: str, actor: str, trip_id: str = ""
) -> bool:
    """Let an address end; return whether there was one."""
    with installation.store.write() as session:
        ended = _end(session, _of(purpose, owner), clock.now())
        tell(session, ended, actor, trip_id)
    return bool(ended)


def end_all(
    session: Session,
    *,
    memberships: Iterable[str] = (),
    partners: Iterable[str] = (),
    actor: str,
    trip_id: str = "",
) -> int:
    """End every address of these memberships and partners; return how many there were.

    It writes to the log, so it comes late in the action.

    Args:
        session: the action's own transaction.
        memberships: ids of memberships.
        partners: ids of partners.
        actor: an account's id, or `audit.log.OPERATOR`.
        trip_id: whose leaders read of it in the log.
    """
    ended = end_quietly(session, memberships=memberships, partners=partners)
    tell(session, ended, actor, trip_id)
    return len(ended)


def end_quietly(
    session: Session, *, memberships: Iterable[str] = (), partners: Iterable[str] = ()
) -> list[Ended]:
    """End every address of these rows, which are about to be deleted; `tell` writes to the log."""
    members, hosts = list(memberships), list(partners)
    if not members and not hosts:
        return []
    whose = or_(CapabilityLink.membership_id.in_(members), CapabilityLink.partner_id.in_(hosts))
    return _end(session, whose, clock.now())


def make_feed_link(
    installation: Installation,
    membership_id: str,
    actor: str,
    expires_at: datetime,
    trip_id: str = "",
) -> str:
    """Make a membership's calendar address, in place of the one it had; return its token."""
    return make(installation, Purpose.FEED, membership_id, actor, expires_at, trip_id)


def revoke_feed_link(
    installation: Installation, membership_id: str, actor: str, trip_id: str = ""
) -> bool:
    """Let a membership's calendar address end; return whether there was one."""
    return revoke(installation, Purpose.FEED, membership_id, actor, trip_id)


def _of(purpose: Purpose, owner: str) -> ColumnElement[bool]:
    column = CapabilityLink.partner_id if purpose.of_partner else CapabilityLink.membership_id
    return and_(CapabilityLink.purpose == str(purpose), column == owner)


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> list[Ended]:
    """End those that still work."""
    rows = session.execute(
        update(CapabilityLink)
        .where(which, CapabilityLink.revoked_at.is_(None), CapabilityLink.expires_at > now)
        .values(revoked_at=now)
        .returning(
            CapabilityLink.id,
            CapabilityLink.purpose,
            CapabilityLink.membership_id,
            CapabilityLink.partner_id,
        )
    )
    found = [
        Ended(link, Purpose(purpose), member or partner or "")
        for link, purpose, member, partner in rows
    ]
    return sorted(found, key=lambda ended: ended.id)


def tell(session: Session, ended: Iterable[Ended], actor: str, trip_id: str = "") -> None:
    """Write to the log which addresses were ended."""
    for one in ended:
        action, detail = _action(one.purpose, made=False), f"{one.purpose} ended"
        log.record(session, actor, action, one.owner, detail, trip_id)


def _action(purpose: Purpose, *, made: bool) -> Action:
    if not purpose.is_calendar:
        return Action.LINK_CHANGE
    return Action.FEED_LINK_MAKE if made else Action.FEED_LINK_REVOKE
