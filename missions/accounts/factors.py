"""What an account can show beside its address: second factors, password, mail; and its rules.

A second factor is a passkey or an authenticator app. Recovery codes stand in for one and end with
the last of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from missions.accounts import recovery, sessions
from missions.accounts.model import Account, Passkey, RecoveryCode
from missions.audit import log
from missions.outbox.actions import post
from missions.policy.actions import Action
from missions.store.base import new_id


class Way(StrEnum):
    """How somebody shows who they are."""

    PASSKEY = "passkey"
    APP = "app"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - a word of a form
    LETTER = "letter"


SECOND = frozenset({Way.PASSKEY, Way.APP, Way.CODE})
"""The ways that count as a second factor."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has; `codes` are the recovery codes that are left."""

    email: str = field(default="", repr=False)
    passkeys: tuple[Passkey, ...] = ()
    app_since: datetime | None = None
    codes: int = 0
    password: bool = False

    @property
    def second(self) -> bool:
        """Whether there is a second factor."""
        return bool(self.passkeys) or self.app_since is not None

    @property
    def sole(self) -> bool:
        """Whether there is one second factor and no other."""
        return len(self.passkeys) + (self.app_since is not None) == 1


class LastFactor(ValueError):
    """The last second factor of somebody who leads or administers can't be removed."""


class NotProved(ValueError):
    """The account has a second factor, and this session has not shown it."""


def factors_of(session: Session, account_id: str) -> Factors:
    """Return what an account has; nothing for an unknown one."""
    account = session.get(Account, account_id)
    if account is None:
        return Factors()
    passkeys = session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.created_at)
    )
    codes = session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    )
    return Factors(
        email=account.email or "",
        passkeys=tuple(passkeys),
        app_since=account.totp_since if account.totp is not None else None,
        codes=codes or 0,
        password=account.password_hash is not None,
    )


def ways_to_prove(held: Factors) -> tuple[Way, ...]:
    """Return how a second factor can be shown, the best first."""
    if not held.second:
        return ()
    has = {
        Way.PASSKEY: bool(held.passkeys),
        Way.APP: held.app_since is not None,
        Way.CODE: held.codes > 0,
    }
    return tuple(way for way, there in has.items() if there)


def ways_to_confirm(held: Factors, *, careful: bool, mail: bool) -> tuple[Way, ...]:
    """Return how somebody who is signed in may show once more who they are, the best first.

    Args:
        held: what the account has.
        careful: whether it leads or administers; then a second factor, once there is one, must
            be used, or a thief of the mailbox would need no more than that.
        mail: whether this service sends letters.
    """
    strong = ways_to_prove(held)
    if strong and careful:
        return strong
    has = {Way.PASSWORD: held.password, Way.LETTER: mail and bool(held.email)}
    return strong + tuple(way for way, there in has.items() if there)


def locked(session: Session, account_id: str, *, strong: bool) -> Factors:
    """Lock an account for a change of its factors, and return what it has.

    Args:
        strong: whether the session has shown a second factor.

    Raises:
        NotProved: there is one, and the session has not shown it.
    """
    session.get(Account, account_id, with_for_update=True)
    held = factors_of(session, account_id)
    if held.second and not strong:
        raise NotProved
    return held


def added(session: Session, account_id: str, session_id: str, what: str) -> tuple[str, ...]:
    """Finish adding a factor that was just shown; return new recovery codes where there were none.

    Args:
        session_id: the browser in which it was shown; it counts as proved from now on.
        what: a word for the log.
    """
    sessions.confirm(session, session_id, proved=True)
    first = factors_of(session, account_id).codes == 0
    codes = recovery.make_codes(session, account_id) if first else ()
    announce(session, account_id, what)
    return codes


def require_spare(held: Factors, *, careful: bool) -> None:
    """Raise `LastFactor` when one more may not be removed."""
    if careful and held.sole:
        raise LastFactor


def removed(session: Session, account_id: str, session_id: str, what: str) -> None:
    """Finish removing a factor: other browsers are signed out, codes end with the last factor."""
    session.flush()
    if not factors_of(session, account_id).second:
        session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    sessions.end_sessions(session, account_id, account_id, but=session_id)
    announce(session, account_id, what)


def announce(session: Session, account_id: str, what: str, letter: str = "factor-changed") -> None:
    """Write a change of how one signs in down, and put a letter about it into the outbox."""
    account = session.get_one(Account, account_id)
    if account.email:
        post(session, letter, {"account": account_id}, key=f"{letter}/{new_id()}")
    log.record(session, account_id, Action.ACCOUNT_CHANGE, account_id, what)
