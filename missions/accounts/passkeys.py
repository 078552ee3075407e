"""Passkeys (W3C Web Authentication Level 3): registered, shown, counted.

Each ceremony answers a challenge that holds five minutes and is spent once, over all processes. The
authenticator must have verified its user, so a passkey counts as a second factor by itself.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from struct import error as StructError
from urllib.parse import urlsplit

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from missions import clock
from missions.accounts.model import Attempt, Passkey
from missions.installation import Installation

CHALLENGE_HOLDS = timedelta(minutes=5)
NAME_LENGTH = 60
CREDENTIAL_LENGTH = 20_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_REQUIRED = UserVerificationRequirement.REQUIRED
_MALFORMED = (
    WebAuthnException,
    UnsupportedAlgorithm,
    StructError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""What the reader of foreign bytes raises when they are not what they should be."""


class Refused(ValueError):
    """The passkey's answer can't be taken; why is nobody's business but the log's."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom passkeys are made for: a host's name, and the origin of its pages."""

    id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """Random bytes that an authenticator signs, and when they were given out."""

    value: bytes
    at: datetime


def party_of(public_url: str) -> Party | None:
    """Return whom passkeys are made for; None where the service has no name but a number.

    A number can't have passkeys. This machine's own has a name besides, which does for a trial.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        number = ip_address(host)
    except ValueError:
        number = None
    if number is not None:
        host = "localhost" if number.is_loopback else ""
    named = parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme)
    port = f":{parts.port}" if named else ""
    return Party(host, f"{parts.scheme}://{host}{port}") if host else None


def new_challenge() -> Challenge:
    """Return 256 random bits."""
    return Challenge(secrets.token_bytes(32), clock.now().replace(microsecond=0))


def spend(installation: Installation, challenge: Challenge | None) -> Challenge:
    """Use a challenge up.

    Raises:
        Refused: there is none, it is too old, or it was used before.
    """
    if challenge is None or not timedelta() <= clock.now() - challenge.at < CHALLENGE_HOLDS:
        raise Refused("no challenge")
    bucket = hashlib.sha256(b"challenge\0" + challenge.value).hexdigest()
    try:
        with installation.store.write() as session:
            session.add(Attempt(bucket=bucket, window=challenge.at, count=1))
    except IntegrityError:
        raise Refused("the challenge was used before") from None
    return challenge


def wanted_new(
    party: Party, challenge: Challenge, account_id: str, label: str, known: Iterable[Passkey]
) -> str:
    """Return, as JSON, what the browser needs to make a passkey.

    Args:
        label: what the authenticator shows beside the service's name: the account's address.
        known: the account's passkeys; a device that holds one makes no second one.
    """
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.id,
        user_id=account_id.encode("ascii"),
        user_name=label or party.id,
        challenge=challenge.value,
        timeout=int(CHALLENGE_HOLDS.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_named(known),
    )
    return webauthn.options_to_json(options)


def wanted_proof(party: Party, challenge: Challenge, known: Iterable[Passkey] = ()) -> str:
    """Return, as JSON, what the browser needs to show a passkey: one of these, or any it has."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge.value,
        timeout=int(CHALLENGE_HOLDS.total_seconds() * 1000),
        allow_credentials=_named(known),
        user_verification=_REQUIRED,
    )
    return webauthn.options_to_json(options)


def _named(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=passkey.credential) for passkey in known]


def register(
    session: Session, party: Party, challenge: Challenge, account_id: str, answer: str, name: str
) -> Passkey:
    """Keep a new passkey of an account.

    Args:
        challenge: what `spend` returned.
        answer: what the authenticator answered, as the browser's JSON.

    Raises:
        Refused: the answer is not to this challenge, from another origin, or the passkey is known.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=answer[:CREDENTIAL_LENGTH],
            expected_challenge=challenge.value,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise Refused("not verified") from error
    known = select(Passkey.id).where(Passkey.credential == made.credential_id)
    if session.scalar(known) is not None:
        raise Refused("known already")
    passkey = Passkey(
        created_at=clock.now(),
        account_id=account_id,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name.strip()[:NAME_LENGTH] or "Passkey",
    )
    session.add(passkey)
    session.flush()
    return passkey


def prove(
    session: Session, party: Party, challenge: Challenge, answer: str, account_id: str | None = None
) -> Passkey:
    """Return the passkey that answered a challenge, its use written down.

    Args:
        challenge: what `spend` returned.
        answer: what the authenticator answered, as the browser's JSON.
        account_id: whose it must be; None where it says itself who signs in.

    Raises:
        Refused: it is not known, another account's, or its answer can't be verified; a counter
            that does not rise tells of a copy.
    """
    try:
        credential = parse_authentication_credential_json(answer[:CREDENTIAL_LENGTH])
        passkey = _known(session, credential.raw_id, account_id, credential.response.user_handle)
        shown = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.value,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Refused:
        raise
    except _MALFORMED as error:
        raise Refused("not verified") from error
    _count(session, passkey, shown.new_sign_count)
    return passkey


def _known(
    session: Session, credential: bytes, account_id: str | None, handle: bytes | None
) -> Passkey:
    passkey = session.scalar(select(Passkey).where(Passkey.credential == credential))
    if passkey is None or account_id not in (None, passkey.account_id):
        raise Refused("not of this account")
    named = passkey.account_id.encode("ascii")
    if handle != named and not (handle is None and account_id):
        raise Refused("of another user")
    return passkey


def _count(session: Session, passkey: Passkey, count: int) -> None:
    """Write a use down, unless another request was faster."""
    counted = session.execute(
        update(Passkey)
        .where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
        .values(sign_count=count, last_used_at=clock.now())
        .returning(Passkey.id)
    )
    if counted.first() is None:
        raise Refused("shown twice at once")
