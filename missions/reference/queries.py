"""The rules of travel that hold: shipped values, and the organisation's own laid over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.reference.model import RuleValue
from missions.reference.rulebook import Rulebook, Value, parse_value, shipped


@dataclass(frozen=True, slots=True)
class Rules:
    """The rulebook, and a stamp that is another when a value is."""

    book: Rulebook
    stamp: str


def rules_of(session: Session) -> Rules:
    """Return the rules that hold; one query."""
    own = tuple(value_of(row) for row in own_values(session))
    if not own:
        return Rules(shipped(), _shipped_stamp())
    stamp = hashlib.sha256((_shipped_stamp() + repr(own)).encode()).hexdigest()
    return Rules(shipped().with_changes(own), stamp)


@cache
def _shipped_stamp() -> str:
    return hashlib.sha256(repr(shipped().values).encode()).hexdigest()


def own_values(session: Session) -> list[RuleValue]:
    """Return the organisation's own values, by key and by whom they are for."""
    ordered = select(RuleValue).order_by(
        RuleValue.key,
        RuleValue.nationality,
        RuleValue.destination,
        RuleValue.place,
        RuleValue.from_day,
    )
    return list(session.scalars(ordered))


def value_of(row: RuleValue) -> Value:
    """Return a row as the rulebook reads it."""
    return Value(
        key=row.key,
        nationality=row.nationality,
        destination=row.destination,
        place=row.place,
        value=parse_value(row.key, row.value),
        from_day=date.fromisoformat(row.from_day) if row.from_day else None,
        until=row.until,
        source=row.source,
        read_on=row.read_on,
        verified=row.verified,
        note=row.note,
    )
