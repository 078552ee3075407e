"""Moments worked out with zoneinfo, for sample Briefings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from missions.briefing.document import Moment

HOME = "America/Chicago"

wall = datetime.fromisoformat
day = date.fromisoformat


def moment(text: str, zone: str = HOME, home: str = HOME) -> Moment:
    """Return the Moment of a wall time such as `2026-07-10 13:10`; `home` "" tells no home time."""
    local = wall(text).replace(tzinfo=ZoneInfo(zone))
    offset = local.utcoffset()
    name = local.tzname() or ""
    return Moment(
        wall=local.replace(tzinfo=None),
        zone=zone,
        utc=local.astimezone(UTC),
        offset=int(offset.total_seconds()) // 60 if offset else 0,
        abbreviation=name if name.isalpha() else "",
        home=local.astimezone(ZoneInfo(home)).replace(tzinfo=None) if home else None,
    )


def offset_of(text: str, zone: str) -> int:
    """Return the minutes east of UTC of a zone at a wall time."""
    return moment(text, zone).offset
