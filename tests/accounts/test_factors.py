"""Which ways stand open to whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from missions.accounts.factors import (
    Factors,
    LastFactor,
    Way,
    require_spare,
    ways_to_confirm,
    ways_to_prove,
)
from missions.accounts.model import Passkey

SINCE = datetime(2027, 2, 1, tzinfo=UTC)
KEY = Passkey(credential=b"1")
PASSWORD, LETTER = Way.PASSWORD, Way.LETTER


@pytest.mark.parametrize(
    ("held", "careful", "mail", "ways"),
    [
        (Factors(), True, True, ()),
        (Factors(email="a@b.c"), False, False, ()),
        (Factors(email="a@b.c"), True, True, (LETTER,)),
        (Factors(email="a@b.c", password=True), True, True, (PASSWORD, LETTER)),
        (Factors(email="a@b.c", passkeys=(KEY,), password=True), True, True, (Way.PASSKEY,)),
        (
            Factors(email="a@b.c", passkeys=(KEY,), app_since=SINCE, codes=3, password=True),
            True,
            True,
            (Way.PASSKEY, Way.APP, Way.CODE),
        ),
        (Factors(email="a@b.c", app_since=SINCE), False, True, (Way.APP, LETTER)),
        (Factors(email="a@b.c", codes=3), True, True, (LETTER,)),
    ],
)
def test_who_has_a_second_factor_and_leads_must_use_it(
    held: Factors, careful: bool, mail: bool, ways: tuple[Way, ...]
) -> None:
    assert ways_to_confirm(held, careful=careful, mail=mail) == ways


def test_a_code_alone_is_no_second_factor() -> None:
    assert ways_to_prove(Factors(codes=3)) == ()
    assert ways_to_prove(Factors(codes=3, passkeys=(KEY,))) == (Way.PASSKEY, Way.CODE)


def test_the_last_factor_of_who_leads_stays() -> None:
    sole, two = Factors(passkeys=(KEY,)), Factors(passkeys=(KEY,), app_since=SINCE)

    require_spare(sole, careful=False)
    require_spare(two, careful=True)
    with pytest.raises(LastFactor):
        require_spare(sole, careful=True)
    with pytest.raises(LastFactor):
        require_spare(Factors(app_since=SINCE), careful=True)
