"""The rule that was dropped last in this browser, kept in its cookie until it is put back."""

from __future__ import annotations

from dataclasses import asdict, fields

from flask import session

from missions import clock
from missions.reference.rulebook import KEYS, Value
from missions.web.rules_typed import Typed, judge, typed_of

_NAME = "dropped_rule"


def keep(value: Value) -> None:
    """Keep what was dropped, in the place of what was kept before."""
    session[_NAME] = {"key": value.key, **asdict(typed_of(value))}


def dropped() -> Value | None:
    """Return what was dropped last, None where there is nothing to put back."""
    kept = session.get(_NAME)
    if not isinstance(kept, dict) or kept.get("key") not in KEYS:
        return None
    typed = Typed(**{one.name: kept[one.name] for one in fields(Typed) if one.name in kept})
    return judge(kept["key"], typed, clock.now().date()).value


def forget() -> None:
    """Keep nothing any more."""
    session.pop(_NAME, None)
