"""Asking for a link by mail, passwords and invitations: the same for the known and the unknown."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from missions import clock
from missions.accounts import invitations, passwords, sign_in
from missions.accounts.model import Account, Invitation, SignInLink, WebSession
from missions.accounts.tokens import digest, letter_token
from missions.installation import Installation
from missions.outbox.model import Letter
from missions.people.model import Person
from missions.store.base import new_id
from tests.accounts.conftest import Someone

KNOWN = "mei@example.org"


@pytest.fixture
def account(installation: Installation, now: datetime) -> str:
    """The id of an account with an address."""
    made = new_id()
    with installation.store.write() as session:
        session.add(Account(id=made, created_at=now, email=KNOWN))
    return made


def _statements(engine: Engine, email: str, installation: Installation) -> Counter[str]:
    seen: Counter[str] = Counter()

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen[" ".join(statement.split()[:3])] += 1

    event.listen(engine, "before_cursor_execute", note)
    sign_in.ask_for_link(installation, email, "browser")
    event.remove(engine, "before_cursor_execute", note)
    return seen


def test_an_unknown_address_costs_the_same_work_and_leaves_no_letter(
    installation: Installation, account: str
) -> None:
    engine = installation.store.engine
    sign_in.ask_for_link(installation, KNOWN, "warm")

    known = _statements(engine, KNOWN, installation)
    unknown = _statements(engine, "nobody@example.org", installation)

    points = {"SAVEPOINT", "RELEASE", "ROLLBACK"}
    work = [
        Counter({name: n for name, n in seen.items() if name.split()[0] not in points})
        for seen in (known, unknown)
    ]
    assert work[1] - work[0] == Counter({"INSERT INTO account": 1})
    assert work[0] - work[1] == Counter()
    with installation.store.read() as session:
        assert len(session.scalars(select(Letter.id)).all()) == 2
        assert session.scalars(select(Account.id)).all() == [account]


def _token(installation: Installation) -> str:
    with installation.store.read() as session:
        link = session.scalars(select(SignInLink).order_by(SignInLink.created_at.desc())).first()
    assert link is not None
    return letter_token(installation.web_key, link.id)


def test_a_link_by_mail_works_once_in_the_browser_that_asked(
    installation: Installation, account: str
) -> None:
    sign_in.ask_for_link(installation, " MEI@Example.org", "phone")
    token = _token(installation)

    elsewhere = sign_in.spend_sign_in_link(installation, token, "laptop")
    nowhere = sign_in.spend_sign_in_link(installation, token)
    here = sign_in.spend_sign_in_link(installation, token, "phone")
    again = sign_in.spend_sign_in_link(installation, token, "phone")

    assert (elsewhere, nowhere, again) == (None, None, None)
    assert here is not None
    with installation.store.read() as session:
        row = session.scalars(select(WebSession)).one()
    assert (row.token_hash, row.account_id, row.proved_at) == (digest(here), account, None)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False)])
def test_a_link_by_mail_holds_a_quarter_of_an_hour(
    installation: Installation, account: str, now: datetime, minutes: int, works: bool
) -> None:
    sign_in.ask_for_link(installation, KNOWN, "phone")
    token = _token(installation)

    with clock.frozen(now + timedelta(minutes=minutes)):
        opened = sign_in.spend_sign_in_link(installation, token, "phone")

    assert (opened is not None) == works


@pytest.mark.parametrize(
    "password", ["short", "x" * 257, "mei@example.org", "aaaaaaaaaaaaaa", "ababababababab"]
)
def test_a_weak_password_is_refused_with_what_is_wanted(
    installation: Installation, account: str, password: str
) -> None:
    with pytest.raises(passwords.PasswordRefused), installation.store.write() as session:
        passwords.set_password(session, session.get_one(Account, account), password, account)


def test_a_password_is_kept_as_argon2id_and_fits_nobody_else(
    installation: Installation, account: str
) -> None:
    with installation.store.write() as session:
        row = session.get_one(Account, account)
        passwords.set_password(session, row, "four unrelated quiet words", account)

    assert (row.password_hash or "").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(row, "four unrelated quiet words")
    assert not passwords.fits(row, "four unrelated quiet word")
    assert not passwords.fits(None, "a password that nobody has")
    assert not passwords.fits(Account(id="x"), "a password that nobody has")


def test_an_invitation_joins_person_and_account_once(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    with installation.store.write() as session:
        row = invitations.invite(installation, session, someone.person, KNOWN, "leader")
    token = letter_token(installation.web_key, row.id)

    opened, again = (invitations.accept(installation, token) for _turn in range(2))

    assert (opened is not None, again) == (True, None)
    with installation.store.read() as session:
        account = session.scalars(select(Account)).one()
        assert (account.email, account.administrator) == (KNOWN, False)
        assert session.get_one(Person, someone.person).account_id == account.id


@pytest.mark.parametrize(("hours", "works"), [(47, True), (48, False)])
def test_an_invitation_holds_two_days(
    installation: Installation, someone: Someone, now: datetime, hours: int, works: bool
) -> None:
    with installation.store.write() as session:
        row = invitations.invite(installation, session, someone.person, KNOWN, "leader")

    with clock.frozen(now + timedelta(hours=hours)):
        opened = invitations.accept(installation, letter_token(installation.web_key, row.id))

    assert (opened is not None) == works


def test_a_second_invitation_ends_the_first(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    with installation.store.write() as session:
        first = invitations.invite(installation, session, someone.person, KNOWN, "leader")
    with installation.store.write() as session:
        invitations.invite(installation, session, someone.person, "m@example.org", "leader")
        ends = session.execute(select(Invitation.email, Invitation.revoked_at)).all()

    assert dict(tuple(row) for row in ends) == {KNOWN: now, "m@example.org": None}
    assert invitations.accept(installation, letter_token(installation.web_key, first.id)) is None


@pytest.mark.parametrize(
    "email", ["mei", "mei@home", "a@b.c, d@e.f", "mei @example.org", "mei@example.org\nBcc: x@y.zz"]
)
def test_what_is_no_address_is_named(
    installation: Installation, someone: Someone, email: str
) -> None:
    with pytest.raises(invitations.NoAddress), installation.store.write() as session:
        invitations.invite(installation, session, someone.person, email, "leader")
