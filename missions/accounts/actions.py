"""Signing in and out, and calendar addresses: the only writes to accounts.

Each takes ids, since trips and memberships stand one floor up.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account, FeedLink, SignInLink, WebSession
from missions.accounts.queries import open_session, usable_sign_in_link
from missions.accounts.rules import SEEN_AGAIN, SESSION_HOLDS, SIGN_IN_LINK_HOLDS
from missions.accounts.tokens import digest, new_token
from missions.audit import log
from missions.installation import Installation
from missions.people.model import Person
from missions.policy.actions import Action
from missions.store.base import new_id


def make_link_for_person(installation: Installation, person_id: str, actor: str) -> str:
    """Make an address that signs a person in once, within a day; return it.

    The person gets an account where there is none.

    Raises:
        LookupError: there is no such person.
    """
    token, now = new_token(), clock.now()
    with installation.store.write() as session:
        account_id = _account_of(session, person_id, now)
        session.add(
            SignInLink(
                token_hash=digest(token),
                created_at=now,
                expires_at=now + SIGN_IN_LINK_HOLDS,
                account_id=account_id,
            )
        )
        log.record(session, actor, Action.SIGN_IN_LINK_MAKE, account_id)
    return f"{installation.settings.public_url}/sign-in/{token}"


def _account_of(session: Session, person_id: str, now: datetime) -> str:
    person = session.get(Person, person_id)
    if person is None:
        raise LookupError(person_id)
    if person.account_id is None:
        account = Account(id=new_id(), created_at=now)
        session.add(account)
        session.flush()
        person.account_id = account.id
    return person.account_id


def spend_sign_in_link(installation: Installation, token: str) -> str | None:
    """Spend a link; return the token of the session it opens, None when it is spent or too old."""
    now, opened = clock.now(), new_token()
    with installation.store.write() as session:
        link = usable_sign_in_link(session, token, now)
        if link is None or not _mark_used(session, link, now):
            return None
        session.add(
            WebSession(
                token_hash=digest(opened),
                created_at=now,
                expires_at=now + SESSION_HOLDS,
                last_seen_at=now,
                account_id=link.account_id,
            )
        )
        log.record(session, link.account_id, Action.SIGN_IN, link.account_id)
    return opened


def _mark_used(session: Session, link: SignInLink, now: datetime) -> bool:
    """Mark the link as used; False when another request was faster."""
    marked = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
        .returning(SignInLink.id)
    )
    return marked.first() is not None


def see_again(installation: Installation, row: WebSession, now: datetime) -> None:
    """Write down that a session is in use, when the last note is older than a minute."""
    if now - row.last_seen_at < SEEN_AGAIN:
        return
    with installation.store.write() as session:
        session.execute(update(WebSession).where(WebSession.id == row.id).values(last_seen_at=now))


def sign_out(installation: Installation, token: str) -> None:
    """End the session that `token` opens, if there is one."""
    now = clock.now()
    with installation.store.write() as session:
        row = open_session(session, token, now)
        if row is not None:
            row.revoked_at = now
            log.record(session, row.account_id, Action.SIGN_OUT, row.account_id)


def make_feed_link(
    installation: Installation, membership_id: str, actor: str, expires_at: datetime
) -> str:
    """Make a membership's calendar address, in place of the one it had; return its token."""
    token, now = new_token(), clock.now()
    with installation.store.write() as session:
        _revoke_feed_links(session, membership_id, now)
        session.add(
            FeedLink(
                token_hash=digest(token),
                created_at=now,
                expires_at=expires_at,
                membership_id=membership_id,
                fetches=0,
            )
        )
        log.record(session, actor, Action.FEED_LINK_MAKE, membership_id)
    return token


def revoke_feed_link(installation: Installation, membership_id: str, actor: str) -> bool:
    """Let a membership's calendar address end; return whether there was one."""
    with installation.store.write() as session:
        ended = _revoke_feed_links(session, membership_id, clock.now())
        if ended:
            log.record(session, actor, Action.FEED_LINK_REVOKE, membership_id)
    return ended


def _revoke_feed_links(session: Session, membership_id: str, now: datetime) -> bool:
    ended = session.execute(
        update(FeedLink)
        .where(FeedLink.membership_id == membership_id, FeedLink.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(FeedLink.id)
    )
    return ended.first() is not None


def forget_what_is_over(installation: Installation) -> None:
    """Delete sign-in links and sessions that can no longer be used."""
    now = clock.now()
    with installation.store.write() as session:
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= now))
        session.execute(
            delete(WebSession).where(
                or_(WebSession.expires_at <= now, WebSession.revoked_at.is_not(None))
            )
        )
