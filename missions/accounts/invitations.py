"""Invitations: a letter's link that joins a person of a trip to an account."""

from __future__ import annotations

import re

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import sessions
from missions.accounts.model import Account, Invitation
from missions.accounts.rules import INVITATION_HOLDS
from missions.accounts.sign_in import account_with, same_address
from missions.accounts.tokens import digest, letter_token
from missions.audit import log
from missions.installation import Installation
from missions.outbox.actions import post
from missions.people.model import Person
from missions.policy.actions import Action
from missions.store.base import new_id

_LONGEST, _LONGEST_NAME = 254, 64
"""Characters of an address, and before its @ (RFC 5321 section 4.5.3.1)."""
_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")


class NoAddress(ValueError):
    """A letter can't go to this address; the message says what stands there."""


def invite(
    installation: Installation, session: Session, person_id: str, email: str, actor: str
) -> Invitation:
    """Put an invitation for a person into the outbox; one that waits is replaced.

    Args:
        session: the action's own transaction.
        email: where it goes.
        actor: the account that invites, or `audit.log.OPERATOR`.

    Raises:
        LookupError: there is no such person.
        NoAddress: that is no mail address.
    """
    address = same_address(email)
    too_long = len(address) > _LONGEST or len(address.partition("@")[0]) > _LONGEST_NAME
    if too_long or _ADDRESS.fullmatch(address) is None:
        raise NoAddress(f"“{email}” is no mail address; one like name@example.org is wanted.")
    if session.get(Person, person_id) is None:
        raise LookupError(person_id)
    withdraw(session, person_id, actor)
    now = clock.now()
    row = Invitation(id=new_id(), person_id=person_id, email=address, made_by=actor, created_at=now)
    row.token_hash = digest(letter_token(installation.web_key, row.id))
    row.expires_at = now + INVITATION_HOLDS
    session.add(row)
    post(session, "invitation", {"invitation": row.id}, key=f"invitation/{row.id}")
    log.record(session, actor, "invitation:make", person_id)
    return row


def withdraw(session: Session, person_id: str, actor: str) -> bool:
    """Let a person's open invitation end; return whether there was one."""
    ended = session.execute(
        update(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
        .returning(Invitation.id)
    ).first()
    if ended is not None:
        log.record(session, actor, "invitation:withdraw", person_id)
    return ended is not None


def usable(session: Session, token: str) -> Invitation | None:
    """Return the invitation that `token` opens; None when it is unknown, taken up or too old."""
    return session.scalar(
        select(Invitation).where(
            Invitation.token_hash == digest(token),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )


def accept(installation: Installation, token: str, client: str = "") -> str | None:
    """Take an invitation up; return the token of the session it opens, None when it can't be used.

    Whoever opens the letter has the address, so the account with that address becomes the
    person's; it is made where there is none.
    """
    with installation.store.write() as session:
        found = usable(session, token)
        if found is None or not _mark_accepted(session, found):
            return None
        person = session.get_one(Person, found.person_id)
        account = account_with(session, found.email) or _new_account(session, found.email)
        person.account_id = account.id
        log.record(session, account.id, Action.INVITATION_ACCEPT, person.id)
        return sessions.open_browser(session, account.id, client, proved=False)


def _mark_accepted(session: Session, found: Invitation) -> bool:
    marked = session.execute(
        update(Invitation)
        .where(Invitation.id == found.id, Invitation.accepted_at.is_(None))
        .values(accepted_at=clock.now())
        .returning(Invitation.id)
    )
    return marked.first() is not None


def _new_account(session: Session, email: str) -> Account:
    account = Account(id=new_id(), created_at=clock.now(), email=email)
    session.add(account)
    session.flush()
    return account
