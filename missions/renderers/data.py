"""Any Briefing as data: JSON of its dataclasses, without what is empty or as by default.

Dates are ISO, a Moment is `{wall, zone, utc, home?}`, keys are the document's own names, sorted.
A paper that doesn't name its audience doesn't do so here either.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from typing import Any

from missions.briefing.document import Briefing, Moment
from missions.privacy import NAMED_ON_PAPER

_TELLING = frozenset({"audience", "what", "neutral"})


def as_data(briefing: Briefing) -> dict[str, Any]:
    """Return the Briefing as nested dictionaries, lists and scalars."""
    data: dict[str, Any] = _plain(briefing)
    if briefing.audience in NAMED_ON_PAPER:
        return data
    return {key: value for key, value in data.items() if key not in _TELLING}


def render_json(briefing: Briefing) -> bytes:
    """Return the Briefing as UTF-8 JSON, readable and the same for the same Briefing."""
    text = json.dumps(as_data(briefing), ensure_ascii=False, indent=2, sort_keys=True)
    return (text + "\n").encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return _moment(value)
    if isinstance(value, datetime):
        return _instant(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kept = (f for f in fields(value) if _says_something(f, getattr(value, f.name)))
        return {field.name: _plain(getattr(value, field.name)) for field in kept}
    return value


def _says_something(field: Field[Any], value: Any) -> bool:
    """False for an empty value and for one that the document gives by itself."""
    if value is None or value in ("", ()):
        return False
    return field.default is MISSING or bool(value != field.default)


def _moment(moment: Moment) -> dict[str, str]:
    data = {"wall": moment.wall.isoformat(), "zone": moment.zone, "utc": _instant(moment.utc)}
    return data if moment.home is None else data | {"home": moment.home.isoformat()}


def _instant(value: datetime) -> str:
    """Wall times have no zone; instants of the past and UTC end in Z."""
    return value.isoformat().replace("+00:00", "Z")
