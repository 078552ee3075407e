"""The authenticator app: right codes once, within a step, and nothing readable in the database."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts import sign_in, totp
from missions.accounts.model import Account
from missions.audit.model import AuditEntry
from missions.installation import Installation, open_installation
from missions.vault.outer import OuterKeyUnusable
from missions.vault.sealing import CannotOpen
from tests.accounts.conftest import Someone

STEP = timedelta(seconds=30)


@pytest.fixture
def account(installation: Installation, someone: Someone, now: datetime) -> str:
    """The account of somebody."""
    with installation.store.write() as session:
        return sign_in.account_of(session, someone.person)


@pytest.fixture
def app(installation: Installation, account: str, now: datetime) -> pyotp.TOTP:
    """Their app, set up two minutes ago."""
    offer = totp.new_offer(installation, account)
    made = pyotp.TOTP(offer.secret)
    with clock.frozen(now - 4 * STEP), installation.store.write() as session:
        assert totp.enrol(installation, session, account, offer, made.at(clock.now()))
    return made


def accepted(installation: Installation, account: str, code: str) -> bool:
    with installation.store.write() as session:
        return totp.accept(installation, session, account, code)


def test_the_codes_are_those_of_the_standard(
    installation: Installation, account: str, now: datetime
) -> None:
    offer = totp.Offer("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", b"")
    at = datetime.fromisoformat("2005-03-18T01:58:29+00:00")

    with clock.frozen(at), installation.store.write() as session:
        assert not totp.enrol(installation, session, account, offer, "081805")
        assert totp.enrol(installation, session, account, offer, "081 804")


@pytest.mark.parametrize(
    ("steps", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_is_good_one_step_either_way(
    installation: Installation, account: str, app: pyotp.TOTP, steps: int, works: bool
) -> None:
    assert accepted(installation, account, app.at(clock.now() + steps * STEP)) == works


def test_a_code_works_once_and_none_before_it_any_more(
    installation: Installation, account: str, app: pyotp.TOTP, now: datetime
) -> None:
    codes = [app.at(now + step * STEP) for step in (0, 0, -1, 1, 1)]

    taken = [accepted(installation, account, code) for code in codes]

    assert taken == [True, False, False, True, False]


def test_the_code_of_the_set_up_is_used_up(
    installation: Installation, account: str, app: pyotp.TOTP, now: datetime
) -> None:
    with clock.frozen(now - 4 * STEP):
        assert not accepted(installation, account, app.at(clock.now()))


def test_of_many_with_the_same_code_one_passes(
    installation: Installation, account: str, app: pyotp.TOTP, now: datetime
) -> None:
    code = app.at(now)

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _turn: accepted(installation, account, code), range(4)))

    assert sorted(taken) == [False, False, False, True]


@pytest.mark.parametrize("code", ["", "abc", "12345", "０００００００", "1" * 3000, "\x00"])
def test_what_is_no_code_is_refused(
    installation: Installation, account: str, app: pyotp.TOTP, code: str
) -> None:
    assert not accepted(installation, account, code)


def test_who_has_no_app_has_no_code(installation: Installation, account: str) -> None:
    assert not accepted(installation, account, "000000")
    assert not accepted(installation, "nobody", "000000")


def test_the_secret_is_sealed_and_each_look_at_it_is_logged(
    installation: Installation, account: str, app: pyotp.TOTP, now: datetime
) -> None:
    accepted(installation, account, app.at(now))

    with installation.store.read() as session:
        row = session.get_one(Account, account)
        assert row.totp is not None
        assert app.secret.encode() not in row.totp
        assert row.totp_since == now - 4 * STEP
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
    assert actions == ["sealed:second-factor"]
    assert re.fullmatch(r"[A-Z2-7]{32}", app.secret)


def test_an_offer_is_of_its_account_only(
    installation: Installation, account: str, now: datetime
) -> None:
    offer = totp.new_offer(installation, account)

    with installation.store.write() as session:
        assert totp.same_offer(installation, session, account, offer.token) == offer
        with pytest.raises((CannotOpen, LookupError, RuntimeError)):
            totp.same_offer(installation, session, "another", offer.token)
        with pytest.raises(CannotOpen):
            totp.same_offer(installation, session, account, b"")


def test_without_the_outer_key_it_says_so(
    installation: Installation, account: str, app: pyotp.TOTP, now: datetime
) -> None:
    installation.settings.key_file.unlink()
    started_without = open_installation(installation.settings)

    with pytest.raises(OuterKeyUnusable):
        accepted(started_without, account, app.at(now))

    started_without.close()
