"""A service that may send letters, and a canary trip whose people have accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from missions import clock
from missions.accounts.model import Account, Invitation, SignInLink
from missions.accounts.tokens import digest, letter_token
from missions.installation import Installation
from missions.outbox.leases import LetterToSend
from missions.people.model import Person
from missions.retention.model import Purge
from missions.store.base import new_id
from missions.trips.model import CrossingLift, Membership
from tests.clients.smtp import Postbox, certificate, postbox
from tests.factories.canary_trip import CanaryTrip, build

__all__ = ["certificate", "postbox"]

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
LINKS = "https://go.invalid"
MAIL_FROM = "News <news@post.invalid>"
Prepare = Callable[..., Installation]


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield NOON


def mailing(installation: Installation, url: str = "smtp://127.0.0.1:1") -> Installation:
    """Return the installation with a mail server, a neutral sender and a neutral address."""
    settings = replace(
        installation.settings,
        mail_url=url,
        mail_from=MAIL_FROM,
        link_url=LINKS,
        audit_mail="heads@audit.invalid",
    )
    return replace(installation, settings=settings)


@pytest.fixture
def sending(installation: Installation, postbox: Postbox) -> Installation:
    """An installation whose letters go to the postbox."""
    return mailing(installation, postbox.url)


@dataclass
class Trip:
    """The canary trip, and the rows that letters are about."""

    canaries: CanaryTrip
    membership: str
    person: str
    account: str
    invitation: str
    link: str
    purge: str
    lift: str

    def letter(self, name: str, **facts: str) -> LetterToSend:
        """Return a letter that a worker has."""
        return LetterToSend("0" * 31 + "1", name, facts, self.canaries.trip_id, NOON, 1)


def account(installation: Installation, email: str | None) -> str:
    """Make an account and return its id."""
    made = Account(id=new_id(), created_at=NOON, email=email)
    with installation.store.write() as session:
        session.add(made)
    return made.id


def peopled(installation: Installation, posture: str = "closed") -> Trip:
    """Make a canary trip in which Mei has an account and every letter has its subject."""
    canaries = build(installation, posture)
    mine = account(installation, "mei@mail.invalid")
    with installation.store.write() as session:
        membership = session.query(Membership).filter_by(key="mei").one()
        session.get_one(Person, membership.person_id).account_id = mine
        invitation = Invitation(id=new_id(), email="mei@mail.invalid", made_by="operator")
        invitation.person_id = membership.person_id
        link = SignInLink(id=new_id(), account_id=mine)
        for row, holds in ((invitation, timedelta(hours=48)), (link, timedelta(minutes=15))):
            row.token_hash = digest(letter_token(installation.web_key, row.id))
            row.created_at, row.expires_at = NOON, NOON + holds
        purge = Purge(id=new_id(), trip_id=canaries.trip_id, announced_by="a", announced_at=NOON)
        purge.due_at = NOON + timedelta(days=30)
        lift = CrossingLift(id=new_id(), membership_id=membership.id, given_by=mine, given_at=NOON)
        lift.until = NOON + timedelta(hours=2)
        session.add_all([invitation, link, purge, lift])
        session.flush()
        return Trip(
            canaries,
            membership.id,
            membership.person_id,
            mine,
            invitation.id,
            link.id,
            purge.id,
            lift.id,
        )
