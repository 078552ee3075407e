"""Recovery codes: ten, shown once, each good once in place of a lost second factor.

A code has 80 random bits, so that its plain SHA-256 can be kept: there is nothing to guess from.
"""

from __future__ import annotations

import secrets

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import RecoveryCode
from missions.accounts.tokens import digest
from missions.audit import log
from missions.policy.actions import Action

HOW_MANY = 10
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Thirty-two that are not mistaken for each other: five bits each."""
GROUPS, GROUP = 4, 4


def make_codes(session: Session, account_id: str) -> tuple[str, ...]:
    """Make new codes in place of all older ones, and return them: `ABCD-EFGH-JKLM-NPQR`."""
    codes = tuple(_code() for _ in range(HOW_MANY))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    now = clock.now()
    session.add_all(
        RecoveryCode(created_at=now, account_id=account_id, code_hash=_kept(code)) for code in codes
    )
    log.record(session, account_id, Action.ACCOUNT_CHANGE, account_id, f"codes={HOW_MANY}")
    return codes


def use_code(session: Session, account_id: str, typed: str) -> int | None:
    """Use a code up; return how many are left, None when it is not one that can be used.

    Of two requests with the same code one succeeds: the row is marked on condition.
    """
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == _kept(typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    if used.first() is None:
        return None
    left = session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    )
    log.record(session, account_id, Action.FACTOR_PROVE, account_id, f"code left={left}")
    return left or 0


def _code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _kept(typed: str) -> str:
    """Return the digest of a code, however its case and groups were typed."""
    return digest("".join(letter for letter in typed.upper() if letter.isalnum()))
