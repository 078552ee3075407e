"""Browsers that are signed in: opened, seen, confirmed, listed, ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import WebSession
from missions.accounts.queries import open_session
from missions.accounts.rules import SEEN_AGAIN, SESSION_HOLDS
from missions.accounts.tokens import digest, new_token
from missions.audit import log
from missions.installation import Installation
from missions.policy.actions import Action


def open_browser(
    session: Session, account_id: str, client: str = "", *, proved: bool, vouched: bool = False
) -> str:
    """Sign a browser in and return its token; call it in the action that proved who it is.

    Args:
        client: what browser it is, in two words.
        proved: whether a second factor was shown, or the operator answers for it.
        vouched: whether it is the operator who does.
    """
    token, now = new_token(), clock.now()
    session.add(
        WebSession(
            token_hash=digest(token),
            created_at=now,
            expires_at=now + SESSION_HOLDS,
            last_seen_at=now,
            confirmed_at=now,
            proved_at=now if proved else None,
            client=client,
            account_id=account_id,
        )
    )
    proof = "vouched" if vouched else "proved" if proved else ""
    log.record(session, account_id, Action.SIGN_IN, account_id, proof)
    return token


def confirm(session: Session, session_id: str, *, proved: bool) -> None:
    """Write down that the user of a signed-in browser has shown again who they are."""
    now = clock.now()
    row = session.get_one(WebSession, session_id)
    row.confirmed_at = now
    if proved:
        row.proved_at = now
    log.record(session, row.account_id, Action.CONFIRM, row.account_id, "proved" if proved else "")


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


def open_sessions(session: Session, account_id: str) -> list[WebSession]:
    """Return an account's browsers that are not signed out, the last used first.

    Some may have been idle too long to be used (`rules.still_holds`).
    """
    return list(
        session.scalars(
            select(WebSession)
            .where(
                WebSession.account_id == account_id,
                WebSession.revoked_at.is_(None),
                WebSession.expires_at > clock.now(),
            )
            .order_by(WebSession.last_seen_at.desc())
        )
    )


def end_session(session: Session, account_id: str, session_id: str, actor: str) -> bool:
    """Sign one browser of an account out; return whether there was one."""
    ended = session.execute(
        update(WebSession)
        .where(
            WebSession.id == session_id,
            WebSession.account_id == account_id,
            WebSession.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
        .returning(WebSession.id)
    ).first()
    if ended is not None:
        log.record(session, actor, Action.SIGN_OUT, account_id, "one")
    return ended is not None


def end_sessions(session: Session, account_id: str, actor: str, but: str = "") -> int:
    """Sign all browsers of an account out, except the session with id `but`; return how many."""
    ended = session.execute(
        update(WebSession)
        .where(
            WebSession.account_id == account_id,
            WebSession.id != but,
            WebSession.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
        .returning(WebSession.id)
    ).all()
    if ended:
        log.record(session, actor, Action.SIGN_OUT, account_id, f"all={len(ended)}")
    return len(ended)
