"""Who changed a rule of travel, and when: from the log, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.policy.actions import Action
from missions.reference.model import RuleValue
from missions.web.rules_words import whom

MOST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when (UTC), by whom, "set" or "dropped"; for whom where that is still kept."""

    at: datetime
    by: str
    did: str
    whom: str


def changes_of(session: Session, key: str) -> list[Change]:
    """Return what was done to our own values of a key, the newest first, at most twenty."""
    rows = session.execute(
        select(AuditEntry, Account.email, RuleValue)
        .outerjoin(Account, Account.id == AuditEntry.actor)
        .outerjoin(RuleValue, RuleValue.id == AuditEntry.subject)
        .where(
            AuditEntry.action == str(Action.RULES_CHANGE),
            AuditEntry.detail.in_((f"set {key}", f"dropped {key}")),
        )
        .order_by(AuditEntry.number.desc())
        .limit(MOST)
    )
    return [
        Change(
            at=entry.at,
            by=_name(entry.actor, email),
            did=entry.detail.partition(" ")[0],
            whom=whom((row.nationality,), (row.destination,), (row.place,)) if row else "",
        )
        for entry, email, row in rows
    ]


def _name(actor: str, email: str | None) -> str:
    if actor == OPERATOR:
        return "The command line"
    return email or "Somebody whose account is gone"
