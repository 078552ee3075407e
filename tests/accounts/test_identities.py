"""Accounts by the provider's subject: joined once by a verified address, never moved."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts import identities
from missions.accounts.identities import NotKnown, Said, Unverified
from missions.accounts.model import Account, Identity
from missions.audit.model import AuditEntry
from missions.installation import Installation

ISSUER = "https://id.example"
MEI = Said(ISSUER, "1", "Mei@Example.org ", verified=True)


@pytest.fixture
def account(installation: Installation, now: datetime) -> str:
    """Mei's account."""
    with installation.store.write() as session:
        made = Account(created_at=now, email="mei@example.org")
        session.add(made)
        session.flush()
        return made.id


def _in(installation: Installation, said: Said) -> str:
    with installation.store.write() as session:
        return identities.account_for(session, said)


def _kept(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.store.read() as session:
        rows = session.scalars(select(Identity).order_by(Identity.subject))
        return [(row.account_id, row.issuer, row.subject) for row in rows]


def test_a_verified_address_joins_once_and_the_log_says_so(
    installation: Installation, account: str
) -> None:
    assert [_in(installation, MEI), _in(installation, MEI)] == [account, account]

    assert _kept(installation) == [(account, ISSUER, "1")]
    with installation.store.read() as session:
        entries = session.scalars(select(AuditEntry)).all()
    assert [(row.actor, row.action, row.subject, row.detail) for row in entries] == [
        (account, "account:change", account, "organisation joined")
    ]


def test_from_then_on_the_address_does_not_matter(installation: Installation, account: str) -> None:
    _in(installation, MEI)
    with installation.store.write() as session:
        session.add(Account(created_at=clock.now(), email="other@example.org"))

    later = [
        Said(ISSUER, "1"),
        Said(ISSUER, "1", "other@example.org", verified=True),
        Said(ISSUER, "1", "mei@example.org", verified=False),
    ]

    assert [_in(installation, said) for said in later] == [account] * 3
    assert _kept(installation) == [(account, ISSUER, "1")]


@pytest.mark.parametrize(
    "said",
    [
        Said(ISSUER, "2", "mei@example.org", verified=True),
        Said(ISSUER, "2", "nobody@example.org", verified=True),
        Said(ISSUER, "2", "", verified=True),
        Said(ISSUER, "2", "  ", verified=True),
    ],
    ids=["the address went to somebody else", "unknown", "none", "blank"],
)
def test_another_subject_is_not_let_in(
    installation: Installation, account: str, said: Said
) -> None:
    with installation.store.write() as session:
        session.add(Account(created_at=clock.now()))
    _in(installation, MEI)

    with pytest.raises(NotKnown):
        _in(installation, said)

    assert _kept(installation) == [(account, ISSUER, "1")]


@pytest.mark.parametrize("email", ["mei@example.org", "nobody@example.org"])
def test_an_address_that_is_not_verified_joins_nothing(
    installation: Installation, account: str, email: str
) -> None:
    with pytest.raises(Unverified):
        _in(installation, Said(ISSUER, "1", email))

    assert _kept(installation) == []


def test_the_same_subject_of_another_issuer_is_somebody_else(
    installation: Installation, account: str
) -> None:
    _in(installation, MEI)

    with pytest.raises(Unverified):
        _in(installation, Said("https://other.example", "1"))


@pytest.mark.parametrize(
    ("methods", "strong"),
    [
        ({"mfa"}, True),
        ({"pwd", "mfa"}, True),
        ({"pwd", "otp"}, True),
        ({"pin", "hwk"}, True),
        ({"pwd", "fido"}, True),
        ({"pwd"}, False),
        ({"otp"}, False),
        ({"hwk"}, False),
        ({"pwd", "pin"}, False),
        ({"pwd", "sms"}, False),
        ({"pwd", "kba"}, False),
        ({"MFA"}, False),
        (set(), False),
    ],
)
def test_two_factors_are_one_known_and_one_held(methods: set[str], strong: bool) -> None:
    assert Said(ISSUER, "1", methods=frozenset(methods)).strong == strong


def test_a_state_is_used_once_within_ten_minutes(installation: Installation, now: datetime) -> None:
    ten = timedelta(minutes=10)

    assert [
        identities.spend(installation, "a", now),
        identities.spend(installation, "a", now),
        identities.spend(installation, "b", now - ten + timedelta(seconds=1)),
        identities.spend(installation, "c", now - ten),
        identities.spend(installation, "d", now + timedelta(seconds=1)),
    ] == [True, False, True, False, False]
