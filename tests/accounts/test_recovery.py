"""Recovery codes: ten, each once, of their account only."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select

from missions.accounts import recovery, sign_in
from missions.accounts.model import Account, RecoveryCode
from missions.accounts.tokens import digest
from missions.installation import Installation
from missions.store.base import new_id
from tests.accounts.conftest import Someone


@pytest.fixture
def account(installation: Installation, someone: Someone, now: datetime) -> str:
    """The account of somebody."""
    with installation.store.write() as session:
        return sign_in.account_of(session, someone.person)


def made(installation: Installation, account: str) -> tuple[str, ...]:
    with installation.store.write() as session:
        return recovery.make_codes(session, account)


def used(installation: Installation, account: str, code: str) -> int | None:
    with installation.store.write() as session:
        return recovery.use_code(session, account, code)


def test_ten_codes_of_eighty_bits_are_kept_as_digests(
    installation: Installation, account: str
) -> None:
    codes = made(installation, account)

    assert len(recovery.LETTERS) ** 16 == 2**80
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}", code) for code in codes)
    with installation.store.read() as session:
        kept = set(session.scalars(select(RecoveryCode.code_hash)))
    assert kept == {digest(code.replace("-", "")) for code in codes}


def test_each_works_once_however_it_is_typed(installation: Installation, account: str) -> None:
    first, second, *_others = made(installation, account)

    assert used(installation, account, first) == 9
    assert used(installation, account, first) is None
    assert used(installation, account, second.lower().replace("-", " ")) == 8
    assert used(installation, account, "") is None


def test_of_many_with_the_same_code_one_passes(installation: Installation, account: str) -> None:
    code = made(installation, account)[0]

    with ThreadPoolExecutor(4) as pool:
        left = list(pool.map(lambda _turn: used(installation, account, code), range(4)))

    assert sorted(left, key=str) == [9, None, None, None]


def test_new_codes_end_the_older_ones(installation: Installation, account: str) -> None:
    old, new = made(installation, account), made(installation, account)

    assert used(installation, account, old[0]) is None
    assert used(installation, account, new[0]) == 9


def test_another_account_s_code_opens_nothing(
    installation: Installation, account: str, now: datetime
) -> None:
    other = new_id()
    with installation.store.write() as session:
        session.add(Account(id=other, created_at=now))
    code = made(installation, account)[0]
    made(installation, other)

    assert used(installation, other, code) is None
    assert used(installation, account, code) == 9
