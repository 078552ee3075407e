"""How long things hold, and what counts as having shown who one is; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SIGN_IN_LINK_HOLDS = timedelta(hours=24)
"""A link that the operator made at the server."""
MAGIC_LINK_HOLDS = timedelta(minutes=15)
INVITATION_HOLDS = timedelta(hours=48)
SESSION_HOLDS = timedelta(hours=24)
SESSION_IDLES = timedelta(minutes=30)
LEADERS_SESSION_HOLDS = timedelta(hours=12)
LEADERS_SESSION_IDLES = timedelta(minutes=15)
STEP_UP_HOLDS = timedelta(minutes=5)
SEEN_AGAIN = timedelta(minutes=1)
"""A session's last use is written down at most this often."""


@dataclass(frozen=True, slots=True)
class Holds:
    """How long a session lasts from its start, and how long it may lie idle."""

    whole: timedelta
    idle: timedelta


LEADERS = Holds(LEADERS_SESSION_HOLDS, LEADERS_SESSION_IDLES)
OTHERS = Holds(SESSION_HOLDS, SESSION_IDLES)


def still_holds(started: datetime, last_seen: datetime, now: datetime, *, leads: bool) -> bool:
    """Whether a session may still be used.

    Args:
        started: when its browser signed in.
        last_seen: when it was last used.
        now: the present instant.
        leads: whether the account leads a trip or administers; such sessions end sooner.
    """
    holds = LEADERS if leads else OTHERS
    return now - started < holds.whole and now - last_seen < holds.idle


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether somebody has shown who they are within the last five minutes."""
    return confirmed_at is not None and now - confirmed_at < STEP_UP_HOLDS
