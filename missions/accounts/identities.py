"""Accounts by the name that the organisation's provider knows them by.

The subject counts, never the address: it is permanent, while an address may change or be given to
somebody else. An address joins an account to a subject once, when the provider has verified it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account, Attempt, Identity
from missions.accounts.sign_in import account_with
from missions.audit import log
from missions.installation import Installation
from missions.policy.actions import Action

STATE_HOLDS = timedelta(minutes=10)
"""So long somebody may take at the provider."""
_KNOWN = frozenset({"pwd", "pin"})
_HELD = frozenset({"hwk", "swk", "sc", "otp", "fido"})


class Unverified(ValueError):
    """The provider does not answer for the address, and the subject isn't known yet."""


class NotKnown(ValueError):
    """Nobody here is meant; why not is nobody's business."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the provider says of whoever signs in.

    `methods` are its authentication method references (RFC 8176).
    """

    issuer: str
    subject: str
    email: str = field(default="", repr=False)
    verified: bool = False
    methods: frozenset[str] = frozenset()

    @property
    def strong(self) -> bool:
        """Whether two factors were shown: it says so, or names one known and one held."""
        both = bool(self.methods & _KNOWN) and bool(self.methods & _HELD)
        return "mfa" in self.methods or both


def account_for(session: Session, said: Said) -> str:
    """Return the account of whoever signs in; a first time joins it by the verified address.

    Raises:
        Unverified: the provider does not answer for the address.
        NotKnown: no account has the address, or it is another subject's already.
    """
    known = session.scalar(
        select(Identity.account_id).where(
            Identity.issuer == said.issuer, Identity.subject == said.subject
        )
    )
    return known or _joined(session, said)


def _joined(session: Session, said: Said) -> str:
    if not said.verified:
        raise Unverified
    account = account_with(session, said.email) if said.email.strip() else None
    if account is None:
        raise NotKnown
    session.get(Account, account.id, with_for_update=True)
    held = session.scalars(
        select(Identity.subject).where(
            Identity.account_id == account.id, Identity.issuer == said.issuer
        )
    ).all()
    if not held:
        _join(session, account.id, said)
    elif said.subject not in held:
        raise NotKnown
    return account.id


def _join(session: Session, account_id: str, said: Said) -> None:
    session.add(
        Identity(
            created_at=clock.now(),
            account_id=account_id,
            issuer=said.issuer,
            subject=said.subject,
        )
    )
    log.record(session, account_id, Action.ACCOUNT_CHANGE, account_id, "organisation joined")


def spend(installation: Installation, state: str, at: datetime) -> bool:
    """Use the state of a sign-in up, over all processes; False when it is too old or was used.

    Args:
        state: what the browser brought back.
        at: when it was given out.
    """
    if not timedelta() <= clock.now() - at < STATE_HOLDS:
        return False
    bucket = hashlib.sha256(b"organisation\0" + state.encode()).hexdigest()
    try:
        with installation.store.write() as session:
            session.add(Attempt(bucket=bucket, window=at, count=1))
    except IntegrityError:
        return False
    return True
