"""Closing accounts that no trip has held for a while."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.audit import log
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.people.model import Person
from missions.retention import journal
from missions.retention.ending import finish
from missions.retention.journal import Ended
from missions.retention.rules import ACCOUNT_KEPT
from missions.store.base import new_id
from missions.vault.scopes import account_scope

CLOSE = "account:close"


def close_idle(installation: Installation) -> int:
    """Close the accounts that hold no person and were not used for half a year; return how many."""
    with installation.store.read() as session:
        if not _idle(session):
            return 0
    with installation.store.write() as session:
        accounts = _idle(session, held=True)
        if not accounts:
            return 0
        ended = Ended(new_id(), tuple(map(account_scope, accounts)))
        journal.begin(journal.file_of(installation.settings), ended)
        session.execute(delete(Account).where(Account.id.in_(accounts)))
        for account in accounts:
            log.record(session, "worker", CLOSE, account)
    finish(installation, ended)
    return len(accounts)


def _idle(session: Session, *, held: bool = False) -> Sequence[str]:
    """Return the accounts to close; `held`: locked for it."""
    since = clock.now() - ACCOUNT_KEPT
    has_person = select(Person.id).where(Person.account_id == Account.id).exists()
    used = (
        select(AuditEntry.number)
        .where(AuditEntry.actor == Account.id, AuditEntry.at > since)
        .exists()
    )
    wanted = select(Account.id).where(
        ~Account.administrator, Account.created_at <= since, ~has_person, ~used
    )
    wanted = wanted.order_by(Account.id)
    return session.scalars(wanted.with_for_update() if held else wanted).all()
