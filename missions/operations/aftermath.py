"""What an older state of the database must not bring back to life, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import CapabilityLink, Invitation, SignInLink, WebSession
from missions.audit import log
from missions.audit.anchors import BadHeads, read_heads
from missions.audit.verdicts import told
from missions.audit.verify import verify
from missions.briefing.model import Edition
from missions.operations.envelope import BackupRefused
from missions.outbox.model import Letter
from missions.vault.keyring import trip_scope

RESTORE = "database:restore"
"""The log's word for a database that was put back."""
MAYBE_SENT = "It waited when the backup was made, and may have gone out since."


@dataclass(frozen=True, slots=True)
class Ended:
    """How many of each were ended: browsers, sign-in links, invitations, letters that were due."""

    browsers: int
    sign_in_links: int
    invitations: int
    letters: int


def require_whole_log(session: Session) -> None:
    """Refuse a log that the present audit.key does not fit: what is added would not fit either.

    Raises:
        BackupRefused: with what was found.
    """
    verdict = verify(session)
    if verdict.fault is not None:
        raise BackupRefused(
            f"{told(verdict)} Nothing was changed. Put the audit.key of the backup's time back and"
            " try again, or go on without with --unverified-log."
        )


def end_what_was_open(session: Session, made_at: str) -> Ended:
    """End what a thief of older times could hold, and hold back letters that may have gone out."""
    ended = Ended(
        browsers=_end_browsers(session),
        sign_in_links=_end_sign_in_links(session),
        invitations=_end_invitations(session),
        letters=_hold_letters_back(session),
    )
    log.record(session, log.OPERATOR, RESTORE, "", f"made={made_at}")
    return ended


def _end_browsers(session: Session) -> int:
    open_ones = update(WebSession).where(WebSession.revoked_at.is_(None))
    change = open_ones.values(revoked_at=clock.now()).returning(WebSession.id)
    return len(session.execute(change).all())


def _end_sign_in_links(session: Session) -> int:
    unused = update(SignInLink).where(SignInLink.used_at.is_(None))
    change = unused.values(used_at=clock.now()).returning(SignInLink.id)
    return len(session.execute(change).all())


def _end_invitations(session: Session) -> int:
    waiting = update(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    )
    change = waiting.values(revoked_at=clock.now()).returning(Invitation.id)
    return len(session.execute(change).all())


def _hold_letters_back(session: Session) -> int:
    now = clock.now()
    due = update(Letter).where(
        Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.due_at <= now
    )
    held = due.values(given_up_at=now, leased_by="", problem=MAYBE_SENT)
    return len(session.execute(held.returning(Letter.id)).all())


def live_links(session: Session) -> int:
    """Return how many calendar addresses and shared links open something now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(CapabilityLink)
            .where(CapabilityLink.revoked_at.is_(None), CapabilityLink.expires_at > clock.now())
        )
        or 0
    )


def trips_without_key(session: Session, scopes: Collection[str]) -> int:
    """Return how many trips' editions can't be opened, since the store of keys lacks theirs."""
    sealed = select(Edition.trip_id).where(Edition.sealed_part.is_not(None)).distinct()
    return sum(trip_scope(trip_id) not in scopes for trip_id in session.scalars(sealed))


def put_heads_aside(session: Session, path: Path) -> Path | None:
    """Move the file of daily heads aside where it knows more than the log that was put back.

    What it says is true of the log that was replaced. Returns where it is now, None where it fits.
    """
    if not path.exists():
        return None
    try:
        whole = verify(session, read_heads(path)).fault is None
    except BadHeads:
        whole = False
    if whole or verify(session).fault is not None:
        return None
    aside = path.with_name(f"{path.name}.before-restore-{clock.now():%Y%m%d%H%M%S}")
    path.replace(aside)
    return aside
