"""Forgetting what can no longer be used."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from missions import clock
from missions.accounts.model import Attempt, Invitation, SignInLink, WebSession
from missions.installation import Installation

ATTEMPTS_KEPT = timedelta(days=1)
INVITATIONS_KEPT = timedelta(days=30)
"""So long its maker sees that an invitation was not taken up."""


def forget_what_is_over(installation: Installation) -> None:
    """Delete links, sessions, invitations and counts that can no longer be used."""
    now = clock.now()
    with installation.store.write() as session:
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= now))
        session.execute(
            delete(WebSession).where(
                or_(WebSession.expires_at <= now, WebSession.revoked_at.is_not(None))
            )
        )
        session.execute(delete(Invitation).where(Invitation.expires_at <= now - INVITATIONS_KEPT))
        session.execute(delete(Attempt).where(Attempt.window <= now - ATTEMPTS_KEPT))
