"""Changing the rules of travel: an organisation's own values in the place of the shipped ones."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.policy.actions import Action
from missions.reference.model import RuleValue
from missions.reference.queries import value_of
from missions.reference.rulebook import Value
from missions.reference.rulebook import write_value as written
from missions.reference.rulebook_keys_faults import faults_of
from missions.store.base import new_id


class ChangedMeanwhile(Exception):
    """Somebody else has changed our value for the same since it was looked at."""


class NoSuchRow(LookupError):
    """There is no such value of our own any more."""


def own_value(session: Session, like: Value) -> RuleValue | None:
    """Return our own value for the same people, places and first day, None where there is none."""
    return session.scalar(
        select(RuleValue).where(
            RuleValue.key == like.key,
            RuleValue.nationality == like.nationality,
            RuleValue.destination == like.destination,
            RuleValue.place == like.place,
            RuleValue.from_day == _first(like),
        )
    )


def stamp_of(row: RuleValue | None) -> str:
    """Return what tells one state of our own value from another; "" where there is none."""
    if row is None:
        return ""
    told = f"{row.id} {row.changed_at.isoformat()} {value_of(row)!r}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def set_value(session: Session, value: Value, actor: str, seen: str | None = None) -> RuleValue:
    """Keep a value of the organisation's own, in the place of its former one for the same.

    Args:
        seen: the stamp of our own value for the same as it was looked at; None for whatever it is.

    Raises:
        ValueError: something is wrong with it; the message says what is wanted.
        ChangedMeanwhile: another one is kept than the one that was seen.
    """
    faults = faults_of(value, clock.now().date())
    if faults:
        raise ValueError(" ".join(faults.values()))
    row = own_value(session, value)
    if seen is not None and stamp_of(row) != seen:
        raise ChangedMeanwhile(value.key)
    if row is None:
        row = RuleValue(
            id=new_id(),
            key=value.key,
            nationality=value.nationality,
            destination=value.destination,
            place=value.place,
            from_day=_first(value),
        )
        session.add(row)
    row.value, row.until, row.source = written(value.value), value.until, value.source
    row.read_on, row.verified, row.note = value.read_on, value.verified, value.note
    row.changed_by, row.changed_at = actor, clock.now()
    log.record(session, actor, Action.RULES_CHANGE, row.id, f"set {value.key}")
    return row


def take_value(session: Session, row_id: str, actor: str) -> Value:
    """Let the shipped value hold again; return what was dropped, so that it can be put back.

    Raises:
        NoSuchRow: it isn't kept any more.
    """
    row = session.get(RuleValue, row_id)
    if row is None:
        raise NoSuchRow(row_id)
    value = value_of(row)
    session.delete(row)
    log.record(session, actor, Action.RULES_CHANGE, row_id, f"dropped {value.key}")
    return value


def _first(value: Value) -> str:
    return value.from_day.isoformat() if value.from_day else ""
