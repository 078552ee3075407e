"""Signing in: a link works once, for a day; nothing that opens a door is kept as it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from missions import clock
from missions.accounts import sessions, sign_in, upkeep
from missions.accounts.model import Account, SignInLink, WebSession
from missions.accounts.queries import open_session
from missions.accounts.tokens import digest
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.people.model import Person
from tests.accounts.conftest import Someone

DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def _token(installation: Installation, someone: Someone) -> str:
    url = sign_in.make_link_for_person(installation, someone.person, OPERATOR)
    return url.rpartition("/")[2]


def test_a_link_leads_to_the_service_and_makes_an_account_once(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    first = sign_in.make_link_for_person(installation, someone.person, OPERATOR)
    sign_in.make_link_for_person(installation, someone.person, OPERATOR)

    assert first.startswith(f"{installation.settings.public_url}/sign-in/")
    with installation.store.read() as session:
        accounts = session.scalars(select(Account.id)).all()
        assert session.get_one(Person, someone.person).account_id == accounts[0]
        assert len(accounts) == 1


def test_a_link_for_nobody_is_refused(installation: Installation) -> None:
    with pytest.raises(LookupError):
        sign_in.make_link_for_person(installation, "nobody", OPERATOR)


def test_a_link_opens_one_session_and_is_spent(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    token = _token(installation, someone)

    opened = sign_in.spend_sign_in_link(installation, token)

    assert opened is not None
    assert sign_in.spend_sign_in_link(installation, token) is None
    with installation.store.read() as session:
        row = open_session(session, opened, now)
        assert row is not None
        assert row.account_id == session.get_one(Person, someone.person).account_id


@pytest.mark.parametrize(("after", "works"), [(DAY - SECOND, True), (DAY, False)])
def test_a_link_is_good_for_a_day(
    installation: Installation, someone: Someone, now: datetime, after: timedelta, works: bool
) -> None:
    token = _token(installation, someone)

    with clock.frozen(now + after):
        assert (sign_in.spend_sign_in_link(installation, token) is not None) == works


def test_of_many_who_spend_a_link_at_once_one_gets_in(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    token = _token(installation, someone)

    with ThreadPoolExecutor(4) as pool:
        opened = list(
            pool.map(lambda _turn: sign_in.spend_sign_in_link(installation, token), range(4))
        )

    assert sum(session is not None for session in opened) == 1


def test_only_digests_are_kept_and_logged(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    token = _token(installation, someone)
    opened = sign_in.spend_sign_in_link(installation, token)
    assert opened is not None

    with installation.store.read() as session:
        assert session.scalars(select(SignInLink.token_hash)).all() == [digest(token)]
        assert session.scalars(select(WebSession.token_hash)).all() == [digest(opened)]
        account = session.scalar(select(Account.id))
        log = session.execute(
            select(AuditEntry.actor, AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
        )
        assert [tuple(row) for row in log] == [
            (OPERATOR, "sign-in-link:make", account, ""),
            (account, "sign-in", account, ""),
        ]


def test_signing_out_ends_the_session(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    opened = sign_in.spend_sign_in_link(installation, _token(installation, someone))
    assert opened is not None

    sessions.sign_out(installation, opened)
    sessions.sign_out(installation, "unknown")

    with installation.store.read() as session:
        assert open_session(session, opened, now) is None


def test_what_is_over_is_forgotten_and_nothing_else(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    spent, waiting = _token(installation, someone), _token(installation, someone)
    opened = sign_in.spend_sign_in_link(installation, spent)
    assert opened is not None

    with clock.frozen(now + DAY - SECOND):
        upkeep.forget_what_is_over(installation)
        assert sign_in.spend_sign_in_link(installation, waiting) is not None
    with clock.frozen(now + DAY):
        upkeep.forget_what_is_over(installation)

    with installation.store.read() as session:
        links = session.scalar(select(func.count()).select_from(SignInLink))
        sessions = session.scalar(select(func.count()).select_from(WebSession))
    assert (links, sessions) == (0, 1)


def test_use_is_written_down_once_a_minute(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    opened = sign_in.spend_sign_in_link(installation, _token(installation, someone))
    assert opened is not None
    seen = []

    for seconds in (59, 60):
        at = now + timedelta(seconds=seconds)
        with installation.store.read() as session:
            row = open_session(session, opened, at)
        assert row is not None
        sessions.see_again(installation, row, at)
        with installation.store.read() as session:
            seen.append(session.scalar(select(WebSession.last_seen_at)))

    assert seen == [now, now + timedelta(seconds=60)]
