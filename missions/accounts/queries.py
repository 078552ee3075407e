"""What is asked of accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from missions.accounts.model import CapabilityLink, SignInLink, WebSession
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


def live_feed_link(session: Session, membership_id: str, now: datetime) -> CapabilityLink | None:
    """Return a membership's calendar address that works now."""
    return live_link(session, membership_id, "feed", now)


def live_link(
    session: Session, membership_id: str, purpose: str, now: datetime
) -> CapabilityLink | None:
    """Return a membership's address for one purpose that works now."""
    return session.scalar(
        select(CapabilityLink)
        .where(
            CapabilityLink.membership_id == membership_id,
            CapabilityLink.purpose == purpose,
            CapabilityLink.revoked_at.is_(None),
            CapabilityLink.expires_at > now,
        )
        .order_by(CapabilityLink.created_at.desc())
        .limit(1)
    )


def links_of(
    session: Session, memberships: Sequence[str], partners: Sequence[str]
) -> dict[tuple[str, str], CapabilityLink]:
    """Return the newest address of each of these rows, by purpose and the row's id.

    Those that are over are among them: what last asked for one tells who has it still.
    """
    found = session.scalars(
        select(CapabilityLink)
        .where(
            or_(
                CapabilityLink.membership_id.in_(memberships),
                CapabilityLink.partner_id.in_(partners),
            )
        )
        .order_by(CapabilityLink.created_at, CapabilityLink.revoked_at.is_(None))
    )
    return {(link.purpose, link.membership_id or link.partner_id or ""): link for link in found}
