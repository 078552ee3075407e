"""What a composer is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.installation import Installation
from missions.people.model import Person


@dataclass(frozen=True, slots=True)
class Errand:
    """One letter to compose: its facts, and where the rest is looked up."""

    installation: Installation
    session: Session
    facts: Mapping[str, str]

    def link(self, path: str) -> str:
        """Return a path of this service at its neutral address."""
        return f"{self.installation.settings.links}/{path}"

    @property
    def front_door(self) -> str:
        """The address of the pages; "" where letters go by a neutral one and must not name it."""
        settings = self.installation.settings
        return f"{settings.public_url}/" if settings.links == settings.public_url else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is set: for whom, under which name, and what its templates say."""

    address: str = field(repr=False)
    name: str = field(default="", repr=False)
    words: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A letter that is not sent, since what it was about is gone; `reason` names nobody."""

    reason: str


Composer = Callable[[Errand], Draft | Dropped]

NO_ACCOUNT = Dropped("The account is gone.")
NO_ADDRESS = Dropped("The account has no mail address.")


def to_account(errand: Errand, account_id: str, **words: str) -> Draft | Dropped:
    """Address a letter to an account, under a name that one of its persons goes by."""
    account = errand.session.get(Account, account_id)
    if account is None:
        return NO_ACCOUNT
    if not account.email:
        return NO_ADDRESS
    name = errand.session.scalar(
        select(Person.preferred_name)
        .where(Person.account_id == account_id, Person.preferred_name != "")
        .order_by(Person.id)
        .limit(1)
    )
    return Draft(account.email, name or "", words)


def is_over(expires_at: datetime) -> bool:
    """Whether a link could no longer be used."""
    return expires_at <= clock.now()


def day(at: datetime) -> str:
    """Return `3 March 2027`, the day in UTC."""
    return f"{at.day} {at:%B %Y}"


def moment(at: datetime) -> str:
    """Return `3 March 2027, 15:40 UTC`."""
    return f"{day(at)}, {at:%H:%M} UTC"
