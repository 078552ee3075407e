"""What a folder changes in who may reach a trip: roles that change, people who are taken out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions.accounts.model import SignInLink
from missions.accounts.sessions import end_sessions
from missions.audit import log
from missions.intake.changes import Changes
from missions.people.model import Person
from missions.policy.actions import Action
from missions.trips.model import Membership


@dataclass(frozen=True, slots=True)
class Standings:
    """Role changes as (membership, before, after), and the accounts of who is taken out."""

    roles: tuple[tuple[str, str, str], ...]
    leaving: tuple[tuple[str, str | None], ...]


def standings_of(session: Session, changes: Changes) -> Standings:
    """Return what the changes do to who may reach the trip; call it before they are written."""
    after = {row["id"]: row["role"] for row in changes.updates.get("membership", ())}
    before = dict(
        session.execute(
            select(Membership.id, Membership.role).where(Membership.id.in_(after))
        ).all()
    )
    gone = changes.deletes.get("membership", ())
    leaving = session.execute(
        select(Membership.id, Person.account_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(gone))
    )
    return Standings(
        roles=tuple((id_, before[id_], role) for id_, role in after.items() if before[id_] != role),
        leaving=tuple((member, account) for member, account in leaving),
    )


def carry_out(session: Session, standings: Standings, actor: str, trip_id: str) -> None:
    """Sign out who was taken out, and write all of it into the log."""
    for member, account in standings.leaving:
        if account is not None:
            end_sessions(session, account, actor)
            session.execute(delete(SignInLink).where(SignInLink.account_id == account))
        log.record(session, actor, Action.ACCESS_CHANGE, member, "ended", trip_id)
    for member, before, after in standings.roles:
        log.record(session, actor, Action.ACCESS_CHANGE, member, f"role {before} {after}", trip_id)
