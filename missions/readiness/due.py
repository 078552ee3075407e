"""By when a requirement is due. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = re.compile(r"([+-]?\d{1,5})\s*d", re.IGNORECASE)


def due_date(text: str, starts: date) -> date:
    """Return the last day on which something may come.

    Args:
        text: days before the trip's first day as "-60d" (after it without the sign), an ISO date,
            or blank for that first day.
        starts: the trip's first day.

    Raises:
        ValueError: the text is none of these.
    """
    wanted = text.strip()
    if not wanted:
        return starts
    found = _DAYS.fullmatch(wanted)
    try:
        if found:
            return starts + timedelta(days=int(found.group(1)))
        return date.fromisoformat(wanted)
    except (ValueError, OverflowError):
        raise ValueError(f"“{wanted}” is neither days as -60d nor a date as 2026-06-10.") from None
