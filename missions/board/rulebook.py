"""Changing the rules of travel: an organisation's own values in the place of the shipped ones."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.policy.actions import Action
from missions.reference.model import RuleValue
from missions.reference.rulebook import Value, check_value
from missions.reference.rulebook import write_value as written
from missions.store.base import new_id


def set_value(session: Session, value: Value, actor: str) -> RuleValue:
    """Keep a value of the organisation's own, in the place of its former one for the same.

    Raises:
        ValueError: the value does not fit its key; the message says what is wanted.
    """
    check_value(value.key, value.value)
    from_day = value.from_day.isoformat() if value.from_day else ""
    row = session.scalar(
        select(RuleValue).where(
            RuleValue.key == value.key,
            RuleValue.nationality == value.nationality,
            RuleValue.destination == value.destination,
            RuleValue.place == value.place,
            RuleValue.from_day == from_day,
        )
    )
    if row is None:
        row = RuleValue(
            id=new_id(),
            key=value.key,
            nationality=value.nationality,
            destination=value.destination,
            place=value.place,
            from_day=from_day,
        )
        session.add(row)
    row.value, row.until, row.source = written(value.value), value.until, value.source
    row.read_on, row.verified, row.note = value.read_on, value.verified, value.note
    row.changed_by, row.changed_at = actor, clock.now()
    log.record(session, actor, Action.RULES_CHANGE, row.id, f"set {value.key}")
    return row


def drop_value(session: Session, row_id: str, actor: str) -> bool:
    """Let the shipped value hold again; False where there is no such value of our own."""
    row = session.get(RuleValue, row_id)
    if row is None:
        return False
    key = row.key
    session.delete(row)
    log.record(session, actor, Action.RULES_CHANGE, row_id, f"dropped {key}")
    return True
