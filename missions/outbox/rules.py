"""How long a worker has a letter, when it is tried again, when it is given up; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
"""So long nobody else takes a letter; longer than one may take to reach the mail server."""

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=14),
    timedelta(hours=28),
)
"""What lies between one try and the next: two days from the first to the last."""

MOST_TRIES = len(PAUSES) + 1

KEPT = timedelta(days=30)
"""So long it can be seen that a letter went out or was given up."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when a letter that failed is tried again; None when it is given up.

    Args:
        tries: how often it was tried, this time included.
        now: the present instant.
    """
    return now + PAUSES[tries - 1] if tries < MOST_TRIES else None
