"""Accounts: who signs in, and the tokens they hold. Tokens are kept as SHA-256 only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public
from missions.store.types import Instant


class Account(Identified, Base):
    """Somebody who can sign in; persons of several trips may share one."""

    __tablename__ = "account"

    created_at: Mapped[datetime] = leader(Instant)


class _Token(Identified):
    token_hash: Mapped[str] = leader(String(64), unique=True)
    created_at: Mapped[datetime] = leader(Instant)
    expires_at: Mapped[datetime] = leader(Instant)


class SignInLink(_Token, Base):
    """A link that signs in once."""

    __tablename__ = "sign_in_link"

    account_id: Mapped[str] = public(
        String(32), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    used_at: Mapped[datetime | None] = leader(Instant)


class WebSession(_Token, Base):
    """A browser that is signed in."""

    __tablename__ = "web_session"

    account_id: Mapped[str] = public(
        String(32), ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    last_seen_at: Mapped[datetime] = leader(Instant)
    revoked_at: Mapped[datetime | None] = leader(Instant)


class FeedLink(_Token, Base):
    """A calendar address: a capability of one membership."""

    __tablename__ = "feed_link"

    membership_id: Mapped[str] = public(
        String(32), ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    revoked_at: Mapped[datetime | None] = leader(Instant)
    last_fetched_at: Mapped[datetime | None] = leader(Instant)
    fetches: Mapped[int] = leader(Integer, default=0)
