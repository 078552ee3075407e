"""What a leader decides: to waive a requirement, to let a clash be; and to take it back.

Each is one transaction with its audit row, and counts as a write to the trip.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.policy.actions import Action
from missions.readiness.model import Exemption, Override
from missions.readiness.verdict import Identity
from missions.store.base import new_id
from missions.trips.actions import count_write
from missions.trips.model import Membership, Requirement, Trip

LONGEST = 500
"""Characters of a reason."""


class NotDecided(ValueError):
    """A decision lacks what it needs; the message says what."""


def waive(
    session: Session,
    trip: Trip,
    person: str,
    kind: str,
    title: str,
    reason: str,
    by: str,
    actor: str,
) -> Exemption:
    """Waive a requirement for a person; a second time replaces the reason.

    Args:
        person: the member's key.
        kind, title: which requirement; `title` is "" for all but forms.
        by: what to call who decides, for papers and folders.
        actor: the account that decides, or `audit.log.OPERATOR`.

    Raises:
        NotDecided: no reason, no such member, or nothing of the kind is asked.
    """
    why = _reason(reason)
    member = session.scalar(
        select(Membership).where(Membership.trip_id == trip.id, Membership.key == person)
    )
    if member is None:
        raise NotDecided(f"“{person}” is nobody of this trip. Give a person's key.")
    asked = select(Requirement.id).where(
        Requirement.trip_id == trip.id, Requirement.kind == kind, Requirement.title == title
    )
    if session.scalar(asked.limit(1)) is None:
        named = f"{kind} “{title}”" if title else kind
        raise NotDecided(f"This trip asks for no {named}. Give a requirement of the trip.")
    row = _exemption(session, trip.id, person, kind, title)
    if row is None:
        row = Exemption(
            id=new_id(),
            trip_id=trip.id,
            position=_next(session, Exemption, trip.id),
            person=person,
            kind=kind,
            title=title,
        )
        session.add(row)
    row.by, row.reason, row.made_at = by, why, clock.now()
    count_write(session, trip)
    log.record(session, actor, Action.BOARD_CHANGE, member.id, f"waived {kind}", trip.id)
    return row


def ask_again(session: Session, trip: Trip, person: str, kind: str, title: str, actor: str) -> bool:
    """Take a waiver back; False where there is none."""
    row = _exemption(session, trip.id, person, kind, title)
    if row is None:
        return False
    session.delete(row)
    count_write(session, trip)
    log.record(session, actor, Action.BOARD_CHANGE, row.id, f"asked again {kind}", trip.id)
    return True


def let_be(
    session: Session, trip: Trip, identity: Identity, reason: str, by: str, actor: str
) -> Override:
    """Let a clash be, with the reason; a second time replaces it.

    It holds for exactly these items and people: another clash is another decision.

    Raises:
        NotDecided: there is no reason.
    """
    why = _reason(reason)
    row = _override(session, trip.id, identity)
    if row is None:
        kind, items, people = identity
        row = Override(
            id=new_id(),
            trip_id=trip.id,
            position=_next(session, Override, trip.id),
            kind=kind,
            items=_listed(items),
            people=_listed(people),
        )
        session.add(row)
    row.by, row.reason, row.made_at = by, why, clock.now()
    count_write(session, trip)
    log.record(session, actor, Action.BOARD_CHANGE, row.id, f"let be {identity[0]}", trip.id)
    return row


def mind_again(session: Session, trip: Trip, identity: Identity, actor: str) -> bool:
    """Take back that a clash is let be; False where it is not."""
    row = _override(session, trip.id, identity)
    if row is None:
        return False
    session.delete(row)
    count_write(session, trip)
    log.record(session, actor, Action.BOARD_CHANGE, row.id, f"minded {identity[0]}", trip.id)
    return True


def _reason(text: str) -> str:
    why = " ".join(text.split())
    if not why:
        raise NotDecided("The reason is blank. Say why, in a few words; it is kept and printed.")
    if len(why) > LONGEST:
        raise NotDecided(f"The reason has {len(why)} characters; at most {LONGEST} are kept.")
    return why


def _listed(keys: tuple[str, ...]) -> str:
    return "; ".join(sorted(keys))


def _exemption(
    session: Session, trip_id: str, person: str, kind: str, title: str
) -> Exemption | None:
    return session.scalar(
        select(Exemption).where(
            Exemption.trip_id == trip_id,
            Exemption.person == person,
            Exemption.kind == kind,
            Exemption.title == title,
        )
    )


def _override(session: Session, trip_id: str, identity: Identity) -> Override | None:
    kind, items, people = identity
    return session.scalar(
        select(Override).where(
            Override.trip_id == trip_id,
            Override.kind == kind,
            Override.items == _listed(items),
            Override.people == _listed(people),
        )
    )


def _next(session: Session, model: type[Exemption] | type[Override], trip_id: str) -> int:
    last = session.scalar(select(func.max(model.position)).where(model.trip_id == trip_id))
    return 0 if last is None else last + 1
