"""What an account leaves behind: how it signs in, addresses, letters, the log; never a secret."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from missions.accounts.model import (
    Account,
    CapabilityLink,
    Identity,
    Invitation,
    Passkey,
    RecoveryCode,
    SignInLink,
    WebSession,
)
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.outbox.model import Letter
from missions.retention.own_rows import Row, Whose, columns

_SECRETS = ("token_hash", "code_hash", "browser_hash", "credential", "public_key", "sign_count")
_SERVICE = frozenset({"worker", "feeds", "restore"})


def account_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield your account, and how it is secured; no secret itself."""
    row = session.get(Account, one.account) if one.account else None
    if row is not None:
        yield {
            "email": row.email,
            "created_at": row.created_at,
            "administrator": row.administrator,
            "password": row.password_hash is not None,
            "code_generator_since": row.totp_since,
        }


def factor_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield passkeys, recovery codes and the organisation’s sign-in."""
    for kind, model in (
        ("passkey", Passkey),
        ("recovery code", RecoveryCode),
        ("organisation’s sign-in", Identity),
    ):
        wanted = select(model).where(model.account_id == one.account).order_by(model.created_at)
        for row in session.scalars(wanted):
            yield {"kind": kind, **columns(row, without=_SECRETS)}


def sign_in_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield browsers that are signed in, and links that signed in or still may."""
    for kind, model in (("browser", WebSession), ("link", SignInLink)):
        wanted = select(model).where(model.account_id == one.account).order_by(model.created_at)
        for row in session.scalars(wanted):
            yield {"kind": kind, **columns(row, without=_SECRETS)}


def invitation_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield the invitations that went to you."""
    people = [person.id for person in one.persons]
    wanted = select(Invitation).where(Invitation.person_id.in_(people))
    for row in session.scalars(wanted.order_by(Invitation.created_at)):
        yield columns(row, without=(*_SECRETS, "made_by"))


def address_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield your calendar and shared addresses: when they were made and asked for."""
    wanted = select(CapabilityLink).where(CapabilityLink.membership_id.in_(one.members))
    for row in session.scalars(wanted.order_by(CapabilityLink.created_at)):
        left_out = (*_SECRETS, "made_by", "membership_id", "partner_id")
        yield columns(row, without=left_out)


def letter_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield which letters went to you, and when; a letter’s text is not kept."""
    people = [person.id for person in one.persons]
    invitations = session.scalars(select(Invitation.id).where(Invitation.person_id.in_(people)))
    ids = one.ids | set(invitations)
    for row in session.scalars(select(Letter).order_by(Letter.created_at, Letter.id)):
        if ids & set(map(str, row.facts.values())):
            yield {
                "letter": row.name,
                "created_at": row.created_at,
                "sent_at": row.sent_at,
                "given_up_at": row.given_up_at,
            }


def log_rows(session: Session, one: Whose) -> Iterator[Row]:
    """Yield what the log says you did, or was done to what is yours."""
    wanted = select(AuditEntry).where(
        or_(AuditEntry.actor.in_(one.ids), AuditEntry.subject.in_(one.ids))
    )
    for row in session.scalars(wanted.order_by(AuditEntry.number)):
        yield {"at": row.at, "what": row.action, "by": _by(one, row.actor)}


def _by(one: Whose, actor: str) -> str:
    if actor in one.ids:
        return "you"
    if actor in _SERVICE:
        return "the service"
    return "whoever runs the service" if actor == OPERATOR else "somebody else"
