"""Administrators: who looks after the installation itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account, Passkey, WebSession
from missions.accounts.sessions import end_sessions
from missions.accounts.sign_in import account_with, same_address
from missions.audit import log
from missions.policy.actions import Action
from missions.store.base import new_id


class LastAdministrator(ValueError):
    """Nobody would look after the installation any more."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list. `seen_at`: when a browser of it was last here."""

    id: str
    email: str
    administrator: bool
    strong: bool
    seen_at: datetime | None


def accounts(session: Session, limit: int = 200) -> list[AccountLine]:
    """Return accounts with an address or a part to play, administrators first."""
    seen = (
        select(func.max(WebSession.last_seen_at))
        .where(WebSession.account_id == Account.id)
        .correlate(Account)
        .scalar_subquery()
    )
    keyed = select(Passkey.id).where(Passkey.account_id == Account.id).exists()
    rows = session.execute(
        select(Account, seen, keyed)
        .where(Account.email.is_not(None))
        .order_by(Account.administrator.desc(), Account.email)
        .limit(limit)
    )
    return [
        AccountLine(row.id, row.email or "", row.administrator, strong or bool(row.totp_since), at)
        for row, at, strong in rows
    ]


def make_administrator(session: Session, email: str, actor: str) -> Account:
    """Make the account with this address an administrator, a new one where there is none."""
    account = account_with(session, email)
    if account is None:
        account = Account(id=new_id(), created_at=clock.now(), email=same_address(email))
        session.add(account)
    account.administrator = True
    session.flush()
    log.record(session, actor, Action.ADMIN_CHANGE, account.id, "administrator made")
    return account


def drop_administrator(session: Session, account_id: str, actor: str) -> None:
    """Let an account be an administrator no longer; its browsers are signed out.

    Raises:
        LastAdministrator: there is no other.
    """
    account = session.get_one(Account, account_id)
    if not account.administrator:
        return
    others = select(Account.id).where(Account.administrator, Account.id != account_id).limit(1)
    if session.scalar(others) is None:
        raise LastAdministrator("There is no other administrator. Make somebody else one first.")
    account.administrator = False
    end_sessions(session, account_id, actor)
    log.record(session, actor, Action.ADMIN_CHANGE, account_id, "administrator dropped")
