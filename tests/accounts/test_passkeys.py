"""Passkeys: kept when all is right, refused for each thing that is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts import passkeys, sign_in
from missions.accounts.model import Passkey
from missions.accounts.passkeys import Challenge, Party, Refused
from missions.installation import Installation
from tests.accounts.authenticator import PRESENT, VERIFIED, Authenticator
from tests.accounts.conftest import Someone

PARTY = Party("trips.example", "https://trips.example")
OTHER = b"another challenge, thirty-two by."
Change = Callable[[Authenticator], Authenticator]


@pytest.fixture
def account(installation: Installation, someone: Someone, now: datetime) -> str:
    """The account of somebody."""
    with installation.store.write() as session:
        return sign_in.account_of(session, someone.person)


@pytest.fixture
def device(account: str) -> Authenticator:
    """Their authenticator."""
    return Authenticator(PARTY.id, PARTY.origin, account.encode())


def register(installation: Installation, account: str, device: Authenticator) -> None:
    challenge = passkeys.new_challenge()
    with installation.store.write() as session:
        passkeys.register(
            session, PARTY, challenge, account, device.made(challenge.value), " Grace’s phone "
        )


def show(
    installation: Installation,
    device: Authenticator,
    account: str | None,
    challenge: Challenge | None = None,
) -> str:
    """Return whose passkey it was."""
    given = challenge or passkeys.new_challenge()
    with installation.store.write() as session:
        shown = device.shown(given.value)
        return passkeys.prove(session, PARTY, given, shown, account).account_id


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://Trips.example", Party("trips.example", "https://trips.example")),
        ("https://trips.example:443", Party("trips.example", "https://trips.example")),
        ("https://trips.example:8443/x", Party("trips.example", "https://trips.example:8443")),
        ("http://localhost:8080", Party("localhost", "http://localhost:8080")),
        ("http://127.0.0.1:8080", Party("localhost", "http://localhost:8080")),
        ("http://[::1]:8080", Party("localhost", "http://localhost:8080")),
        ("http://192.168.1.20:8080", None),
        ("https://[2001:db8::1]", None),
    ],
)
def test_passkeys_are_made_for_a_name(url: str, party: Party | None) -> None:
    assert passkeys.party_of(url) == party


def test_a_passkey_is_kept_and_shown(
    installation: Installation, account: str, device: Authenticator, now: datetime
) -> None:
    register(installation, account, device)
    device.count = 5

    assert show(installation, device, account) == account
    device.count = 6
    assert show(installation, device, None) == account

    with installation.store.read() as session:
        row = session.scalars(select(Passkey)).one()
        assert (row.account_id, row.credential, row.sign_count, row.name, row.last_used_at) == (
            account,
            b"credential-1",
            6,
            "Grace’s phone",
            now,
        )


WRONG: dict[str, Change] = {
    "another origin": lambda device: replace(device, origin="https://trips.example.evil"),
    "another name": lambda device: replace(device, id="evil.example"),
    "a user who was not verified": lambda device: replace(device, flags=PRESENT),
    "nobody there": lambda device: replace(device, flags=VERIFIED),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_made_or_shown_wrongly_is_refused(
    installation: Installation, account: str, device: Authenticator, wrong: str
) -> None:
    with pytest.raises(Refused):
        register(installation, account, WRONG[wrong](device))
    register(installation, account, device)

    with pytest.raises(Refused):
        show(installation, WRONG[wrong](device), account)

    assert show(installation, device, account) == account


def test_a_proof_of_another_challenge_key_user_or_account_is_refused(
    installation: Installation, someone: Someone, account: str, device: Authenticator
) -> None:
    register(installation, account, device)
    challenge = passkeys.new_challenge()
    forged = Authenticator(PARTY.id, PARTY.origin, account.encode())
    wrong = [
        (device.shown(OTHER), account),
        (forged.shown(challenge.value), account),
        (replace(device, handle=b"somebody else").shown(challenge.value), None),
        (replace(device, credential=b"unknown").shown(challenge.value), None),
        (device.shown(challenge.value), "another account"),
    ]

    for answer, whose in wrong:
        with installation.store.write() as session, pytest.raises(Refused):
            passkeys.prove(session, PARTY, challenge, answer, whose)

    assert show(installation, device, account, challenge) == account


@pytest.mark.parametrize(("then", "taken"), [(9, False), (8, False), (0, False), (10, True)])
def test_a_counter_that_does_not_rise_tells_of_a_copy(
    installation: Installation, account: str, device: Authenticator, then: int, taken: bool
) -> None:
    register(installation, account, device)
    device.count = 9
    show(installation, device, account)

    device.count = then
    if taken:
        assert show(installation, device, account) == account
    else:
        with pytest.raises(Refused):
            show(installation, device, account)


def test_a_passkey_is_registered_once(
    installation: Installation, account: str, device: Authenticator
) -> None:
    register(installation, account, device)

    with pytest.raises(Refused):
        register(installation, account, device)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[" * 5000,
        "{}",
        '{"id":"!","rawId":"!","type":"public-key","response":{}}',
        json.dumps(
            {
                "id": "YQ",
                "rawId": "YQ",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "attestationObject": "oA",
                    "authenticatorData": "AA",
                    "signature": "AA",
                    "userHandle": 5,
                },
            }
        ),
    ],
)
def test_nonsense_is_refused(installation: Installation, account: str, answer: str) -> None:
    challenge = passkeys.new_challenge()

    with installation.store.write() as session:
        with pytest.raises(Refused):
            passkeys.register(session, PARTY, challenge, account, answer, "")
        with pytest.raises(Refused):
            passkeys.prove(session, PARTY, challenge, answer, account)


def test_an_answer_that_is_cut_or_altered_anywhere_is_refused(
    installation: Installation, account: str, device: Authenticator
) -> None:
    register(installation, account, device)
    challenge = passkeys.new_challenge()
    whole = device.shown(challenge.value)
    made = replace(device, credential=b"second").made(challenge.value)

    with installation.store.read() as session:
        for place in range(0, len(whole), 7):
            with pytest.raises(Refused):
                passkeys.prove(session, PARTY, challenge, whole[:place], account)
        for place in range(0, len(made), 7):
            with pytest.raises(Refused):
                passkeys.register(session, PARTY, challenge, account, made[:place], "")


def test_a_challenge_holds_five_minutes_and_is_spent_once(
    installation: Installation, now: datetime
) -> None:
    challenge, late = passkeys.new_challenge(), passkeys.new_challenge()

    with clock.frozen(now + timedelta(minutes=5) - timedelta(seconds=1)):
        assert passkeys.spend(installation, challenge) == challenge
        with pytest.raises(Refused):
            passkeys.spend(installation, challenge)
    with clock.frozen(now + timedelta(minutes=5)), pytest.raises(Refused):
        passkeys.spend(installation, late)
    with clock.frozen(now - timedelta(seconds=1)), pytest.raises(Refused):
        passkeys.spend(installation, late)
    with pytest.raises(Refused):
        passkeys.spend(installation, None)


def test_of_many_who_spend_a_challenge_at_once_one_does(
    installation: Installation, now: datetime
) -> None:
    challenge = passkeys.new_challenge()

    def spent(_turn: int) -> bool:
        try:
            passkeys.spend(installation, challenge)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(spent, range(4))) == [False, False, False, True]


def test_what_the_browser_is_asked_for(account: str) -> None:
    challenge = Challenge(b"c" * 32, datetime(2027, 2, 1))
    known = Passkey(credential=b"known")

    new = json.loads(passkeys.wanted_new(PARTY, challenge, account, "grace@x.example", [known]))
    proof = json.loads(passkeys.wanted_proof(PARTY, challenge, [known]))

    assert new["rp"] == {"name": "trips.example", "id": "trips.example"}
    assert new["user"]["name"] == "grace@x.example"
    assert new["excludeCredentials"] == [{"id": "a25vd24", "type": "public-key"}]
    assert new["attestation"] == "none"
    assert new["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert proof == {
        "challenge": "Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M",
        "timeout": 300000,
        "rpId": "trips.example",
        "allowCredentials": [{"id": "a25vd24", "type": "public-key"}],
        "userVerification": "required",
    }
