"""What holds for members while a border is near. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from missions.privacy import Audience, FieldAccess, Posture

Window = tuple[datetime, datetime]
"""When a crossing closes and opens again, as UTC instants."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a member gets now: `audience` instead of `team`, and until when (None: no end known)."""

    audience: Audience
    until: datetime | None = None


def held(posture: Posture, access: FieldAccess, windows: Sequence[Window], at: datetime) -> Held:
    """Return what members' pages and downloads are at `at`.

    Inside a crossing they are `border`; between crossings too where `access` is `none`, until the
    last is over. An open trip knows no crossings.
    """
    if posture is Posture.OPEN or not windows:
        return Held(Audience.TEAM)
    last = max(opens for _, opens in windows)
    if access is FieldAccess.NONE and min(closes for closes, _ in windows) <= at < last:
        return Held(Audience.BORDER, last)
    inside = [opens for closes, opens in windows if closes <= at < opens]
    return Held(Audience.BORDER, max(inside)) if inside else Held(Audience.TEAM)
