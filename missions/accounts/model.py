"""Accounts: who signs in, how they prove it, and the tokens they hold.

Tokens are kept as SHA-256 only, passwords as Argon2id, an authenticator's secret sealed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public, sealed
from missions.store.types import Instant


class Account(Identified, Base):
    """Somebody who can sign in; persons of several trips may share one.

    `email` is kept in lower case. `totp` is sealed with the account's own key; `totp_step` is the
    last time step that was accepted, so that a code works once (RFC 6238 section 5.2).
    """

    __tablename__ = "account"

    created_at: Mapped[datetime] = leader(Instant)
    email: Mapped[str | None] = leader(Text, unique=True)
    administrator: Mapped[bool] = leader(Boolean, default=False)
    password_hash: Mapped[str | None] = leader(Text)
    totp: Mapped[bytes | None] = sealed()
    totp_step: Mapped[int | None] = leader(BigInteger)
    totp_since: Mapped[datetime | None] = leader(Instant)


class OfAccount(Identified):
    """A row that ends with its account."""

    created_at: Mapped[datetime] = leader(Instant)
    account_id: Mapped[str] = public(
        String(32), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )


class Passkey(OfAccount, Base):
    """A public-key credential of an account (W3C Web Authentication Level 3)."""

    __tablename__ = "passkey"

    credential: Mapped[bytes] = leader(LargeBinary, unique=True)
    public_key: Mapped[bytes] = leader(LargeBinary)
    sign_count: Mapped[int] = leader(BigInteger, default=0)
    name: Mapped[str] = leader(Text, default="")
    last_used_at: Mapped[datetime | None] = leader(Instant)


class RecoveryCode(OfAccount, Base):
    """A code that stands in once for a lost second factor."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = leader(String(64), unique=True)
    used_at: Mapped[datetime | None] = leader(Instant)


class Identity(OfAccount, Base):
    """An account's name at the organisation's OpenID Connect provider."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    issuer: Mapped[str] = leader(Text)
    subject: Mapped[str] = leader(Text)


class _Token(Identified):
    token_hash: Mapped[str] = leader(String(64), unique=True)
    created_at: Mapped[datetime] = leader(Instant)
    expires_at: Mapped[datetime] = leader(Instant)


class Invitation(_Token, Base):
    """A letter's link that joins a person of a trip to an account; single use, 48 hours."""

    __tablename__ = "invitation"

    person_id: Mapped[str] = public(
        String(32), ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = leader(Text)
    made_by: Mapped[str] = leader(String(64))
    accepted_at: Mapped[datetime | None] = leader(Instant)
    revoked_at: Mapped[datetime | None] = leader(Instant)


class SignInLink(_Token, Base):
    """A link that signs in once.

    `browser_hash` is the digest of a secret in the asking browser's cookie; a link that the
    operator made has none. `vouched`: the operator answers for the second factor.
    """

    __tablename__ = "sign_in_link"

    account_id: Mapped[str] = public(
        String(32), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    browser_hash: Mapped[str | None] = leader(String(64))
    vouched: Mapped[bool] = leader(Boolean, default=False)
    used_at: Mapped[datetime | None] = leader(Instant)


class WebSession(_Token, Base):
    """A browser that is signed in.

    `proved_at`: when a second factor was shown in it; `confirmed_at`: when its user last showed
    again who they are (step-up); `client`: what browser it is, in two words.
    """

    __tablename__ = "web_session"

    account_id: Mapped[str] = public(
        String(32), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    last_seen_at: Mapped[datetime] = leader(Instant)
    revoked_at: Mapped[datetime | None] = leader(Instant)
    proved_at: Mapped[datetime | None] = leader(Instant)
    confirmed_at: Mapped[datetime | None] = leader(Instant)
    client: Mapped[str] = leader(Text, default="")


class CapabilityLink(_Token, Base):
    """An address that opens one thing for whoever has it.

    `purpose` is `feed` (a membership's calendar), `family` (who waits for a member at home) or
    `host` (a local partner’s sheet); one of the two ids is set, none once the row it named is gone.
    """

    __tablename__ = "capability_link"

    purpose: Mapped[str] = leader(String(8), default="feed")
    membership_id: Mapped[str | None] = public(
        String(32), ForeignKey("membership.id", ondelete="SET NULL"), index=True
    )
    partner_id: Mapped[str | None] = public(
        String(32), ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    made_by: Mapped[str] = leader(String(64), default="")
    revoked_at: Mapped[datetime | None] = leader(Instant)
    last_fetched_at: Mapped[datetime | None] = leader(Instant)
    last_client: Mapped[str] = leader(Text, default="")
    fetches: Mapped[int] = leader(Integer, default=0)


class Attempt(Base):
    """How often something was tried in a window of time, over all processes.

    `bucket` is the digest of what is counted (an address, a network), never the thing itself.
    """

    __tablename__ = "attempt"

    bucket: Mapped[str] = leader(String(64), primary_key=True)
    window: Mapped[datetime] = leader(Instant, primary_key=True)
    count: Mapped[int] = leader(Integer, default=0)
