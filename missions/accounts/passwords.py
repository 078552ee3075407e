"""Passwords: optional, kept as Argon2id (RFC 9106, the second recommended option)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.audit import log

SHORTEST, LONGEST = 12, 256
"""Characters (NIST SP 800-63B-4 section 3.1.1 asks for fifteen where nothing else is asked)."""

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_NOBODYS = _HASHER.hash("a password that nobody has")


class PasswordRefused(ValueError):
    """A new password can't be taken; the message says why."""


def set_password(session: Session, account: Account, password: str, actor: str) -> None:
    """Give an account a password in place of the one it had.

    Raises:
        PasswordRefused: it is too short or too long, or is the account's own address.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(
            f"The password has {len(password)} characters; between {SHORTEST} and {LONGEST} are"
            " wanted. A few unrelated words are easy to remember."
        )
    if account.email and password.casefold() in {account.email, account.email.split("@")[0]}:
        raise PasswordRefused("The password is your own address. Choose something unrelated.")
    if len(set(password)) < 5:
        raise PasswordRefused("The password repeats very few characters. Choose something longer.")
    account.password_hash = _HASHER.hash(password)
    log.record(session, actor, "password:set", account.id)


def drop_password(session: Session, account: Account, actor: str) -> None:
    """Take an account's password away; links by mail and passkeys remain."""
    account.password_hash = None
    log.record(session, actor, "password:drop", account.id)


def fits(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; as slow where there is none."""
    kept = account.password_hash if account is not None else None
    try:
        _HASHER.verify(kept or _NOBODYS, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
