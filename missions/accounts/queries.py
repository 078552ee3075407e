"""What is asked of accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.model import FeedLink, SignInLink, WebSession
from missions.accounts.tokens import digest


def usable_sign_in_link(session: Session, token: str, now: datetime) -> SignInLink | None:
    """Return the link that `token` opens; None when it is unknown, spent or too old."""
    return session.scalar(
        select(SignInLink).where(
            SignInLink.token_hash == digest(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
        )
    )


def open_session(session: Session, token: str, now: datetime) -> WebSession | None:
    """Return the signed-in browser that holds `token`; None when it is unknown or over."""
    return session.scalar(
        select(WebSession).where(
            WebSession.token_hash == digest(token),
            WebSession.revoked_at.is_(None),
            WebSession.expires_at > now,
        )
    )


def live_feed_link(session: Session, membership_id: str, now: datetime) -> FeedLink | None:
    """Return a membership's calendar address that works now."""
    return session.scalar(
        select(FeedLink)
        .where(
            FeedLink.membership_id == membership_id,
            FeedLink.revoked_at.is_(None),
            FeedLink.expires_at > now,
        )
        .order_by(FeedLink.created_at.desc())
        .limit(1)
    )
