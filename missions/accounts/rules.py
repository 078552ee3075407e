"""How long a browser stays signed in; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

SIGN_IN_LINK_HOLDS = timedelta(hours=24)
SESSION_HOLDS = timedelta(hours=24)
LEADERS_SESSION_HOLDS = timedelta(hours=12)
LEADERS_SESSION_IDLES = timedelta(minutes=60)
SEEN_AGAIN = timedelta(minutes=1)
"""A session's last use is written down at most this often."""


def still_holds(started: datetime, last_seen: datetime, now: datetime, *, leads: bool) -> bool:
    """Whether a session may still be used.

    Args:
        started: when its browser signed in.
        last_seen: when it was last used.
        now: the present instant.
        leads: whether the account leads a trip; then twelve hours and an idle hour are the end.
    """
    if not leads:
        return now - started < SESSION_HOLDS
    return now - started < LEADERS_SESSION_HOLDS and now - last_seen < LEADERS_SESSION_IDLES
