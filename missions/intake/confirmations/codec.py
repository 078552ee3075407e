"""What was found, as JSON and back: so that it can wait until somebody has looked at it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from missions.intake.confirmations.model import Found, FoundSegment

_MOMENTS = frozenset({"departs", "arrives"})
_LISTS = frozenset({"passengers", "notices"})


def to_json(found: Found) -> bytes:
    """Return what was found as bytes."""
    segments = [
        {each.name: _plain(getattr(segment, each.name)) for each in fields(segment)}
        for segment in found.segments
    ]
    document = {"segments": segments, "not_understood": list(found.not_understood)}
    return json.dumps(document, ensure_ascii=False).encode()


def from_json(data: bytes) -> Found:
    """Return what `to_json` wrote."""
    document = json.loads(data)
    segments = tuple(
        FoundSegment(**{name: _value(name, value) for name, value in each.items()})
        for each in document["segments"]
    )
    return Found(segments, tuple(document["not_understood"]))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(value)
    if value is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name == "day" else value
