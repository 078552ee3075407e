"""An authenticator app: codes by time (RFC 6238), thirty seconds, one step of leeway either way.

The secret is sealed with the account's own key. A code works once: the step that was accepted is
kept, and none up to it is accepted again (RFC 6238 section 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.disclosure import SealedFact, reveal
from missions.installation import Installation
from missions.vault.scopes import account_scope, address

LEEWAY = 1
_WHY = "second-factor"


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that is shown while the app is set up; it counts once a code of it was typed.

    `token` is the secret, sealed; the browser's cookie keeps it until then.
    """

    secret: str = field(repr=False)
    token: bytes = field(repr=False)

    @property
    def groups(self) -> str:
        """The secret as it is typed by hand, in groups of four."""
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))

    def uri(self, label: str, issuer: str) -> str:
        """Return what the square code says to an authenticator app."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=label, issuer_name=issuer)


def new_offer(installation: Installation, account_id: str) -> Offer:
    """Make a secret; nothing is changed yet.

    Raises:
        OuterKeyUnusable: it can't be sealed.
    """
    secret = pyotp.random_base32()
    content = installation.keyring.seal_content(
        account_scope(account_id), _place(account_id, "offer"), secret.encode()
    )
    return Offer(secret, content)


def same_offer(
    installation: Installation, session: Session, account_id: str, token: bytes
) -> Offer:
    """Return an offer that was made before; may raise `OuterKeyUnusable`, `CannotOpen`."""
    return Offer(_opened(installation, session, account_id, token, "offer"), token)


def enrol(
    installation: Installation, session: Session, account_id: str, offer: Offer, typed: str
) -> bool:
    """Take an authenticator in place of the one there was, if the first code is right."""
    step = _step(offer.secret, typed)
    if step is None:
        return False
    account = session.get_one(Account, account_id)
    account.totp = installation.keyring.seal(
        account_scope(account_id), _place(account_id), offer.secret
    )
    account.totp_step, account.totp_since = step, clock.now()
    session.flush()
    return True


def accept(installation: Installation, session: Session, account_id: str, typed: str) -> bool:
    """Whether this is a code of the account's app that was not used before; it is used up.

    Of two requests with the same code one succeeds: the step is raised on condition.

    Raises:
        OuterKeyUnusable: the secret can't be opened.
    """
    account = session.get(Account, account_id, with_for_update=True)
    if account is None or account.totp is None or account.totp_since is None:
        return False
    step = _step(_opened(installation, session, account_id, account.totp), typed)
    if step is None:
        return False
    raised = session.execute(
        update(Account)
        .where(Account.id == account_id, or_(Account.totp_step.is_(None), Account.totp_step < step))
        .values(totp_step=step)
        .returning(Account.id)
    )
    return raised.first() is not None


def drop(session: Session, account_id: str) -> None:
    """Take an account's authenticator away."""
    account = session.get_one(Account, account_id)
    account.totp = account.totp_step = account.totp_since = None


def _step(secret: str, typed: str) -> int | None:
    """Return the time step of a code; None when it is of none near now."""
    code = "".join(typed.split())
    if not (code.isascii() and code.isdecimal()):
        return None
    at = int(clock.now().timestamp())
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=at, valid_window=LEEWAY)
    except OTPVerificationError:
        return None


def _place(account_id: str, column: str = "totp") -> str:
    return address("account", account_id, column)


def _opened(
    installation: Installation,
    session: Session,
    account_id: str,
    token: bytes,
    column: str = "totp",
) -> str:
    fact = SealedFact(account_scope(account_id), _place(account_id, column), token)
    (secret,) = reveal(installation, session, account_id, account_id, [fact], _WHY)
    return secret
