"""Erasing a person: what is theirs goes from every trip that held them, and their account goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.audit import log
from missions.installation import Installation
from missions.people.model import Person
from missions.policy.actions import Action
from missions.retention import journal
from missions.retention.announcing import over
from missions.retention.blanking import blank_persons, trips_of
from missions.retention.ending import finish, scans_of
from missions.retention.journal import Ended
from missions.retention.safeguarding import keep_records
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from missions.vault.scopes import account_scope, person_scope


class EraseRefused(ValueError):
    """Nobody is erased while a trip counts on them; the message says what to do first."""


STILL_COUNTED_ON = (
    "You are on a trip that is ahead or running, and its team counts on what is kept about you."
    " Leave the trip first: ask your leader."
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: how many trips it went through, and whether an account was closed."""

    trips: int
    records: int
    account_closed: bool


def one_human(session: Session, person_id: str) -> list[str]:
    """Return the person with all others of the same account: one human being on several trips."""
    account = session.scalar(select(Person.account_id).where(Person.id == person_id))
    if account is None:
        return [person_id]
    return sorted(session.scalars(select(Person.id).where(Person.account_id == account)))


def refusal(session: Session, persons: Sequence[str]) -> str:
    """Return why these persons can't be erased now, "" where they can."""
    trips = session.scalars(
        select(Trip)
        .join(Membership, Membership.trip_id == Trip.id)
        .where(Membership.person_id.in_(list(persons)), Membership.ended_at.is_(None))
    )
    return "" if all(over(trip) for trip in trips) else STILL_COUNTED_ON


def erase(installation: Installation, person_id: str, actor: str) -> Erased:
    """Erase a human being: rows emptied, papers and scans deleted, keys shredded, editions blanked.

    The records of safeguarding are made before. An administrator's account stays.

    Args:
        actor: an account's id, or `audit.log.OPERATOR`.

    Raises:
        EraseRefused: a trip of theirs is ahead or running.
        OuterKeyUnusable: records for safeguarding can't be sealed; nothing was deleted.
        LookupError: there is no such person.
    """
    with installation.store.write() as session:
        persons = _locked(session, person_id)
        why = refusal(session, persons)
        if why:
            raise EraseRefused(why)
        ended, erased = _delete(installation, session, persons)
        detail = f"persons={len(persons)} trips={erased.trips} records={erased.records}"
        log.record(session, actor, Action.DATA_ERASE, person_id, detail)
    finish(installation, ended)
    return erased


def _locked(session: Session, person_id: str) -> list[str]:
    persons = one_human(session, person_id)
    found = session.scalars(
        select(Person.id).where(Person.id.in_(persons)).order_by(Person.id).with_for_update()
    ).all()
    if not found:
        raise LookupError(person_id)
    return list(found)


def _delete(
    installation: Installation, session: Session, persons: list[str]
) -> tuple[Ended, Erased]:
    """Delete in the action's transaction; the list of ids is written before."""
    trips = trips_of(session, persons)
    records = records_of(installation, session, trips, persons)
    accounts = closing(session, persons)
    files = scans_of(session, persons)
    names = (*map(person_scope, persons), *map(account_scope, accounts), *files)
    ended = Ended(new_id(), names)
    session.flush()
    journal.begin(journal.file_of(installation.settings), ended)
    blank_persons(session, persons)
    session.execute(delete(Account).where(Account.id.in_(accounts)))
    return ended, Erased(len(trips), records, bool(accounts))


def records_of(
    installation: Installation, session: Session, trips: Iterable[Trip], persons: Iterable[str]
) -> int:
    """Make the records of safeguarding of these persons' trips; return how many."""
    whose = set(persons)
    return sum(len(keep_records(installation, session, trip, whose)) for trip in trips)


def closing(session: Session, persons: Iterable[str]) -> list[str]:
    """Return the accounts that hold nothing else; an administrator's is needed."""
    return sorted(
        session.scalars(
            select(Account.id)
            .join(Person, Person.account_id == Account.id)
            .where(Person.id.in_(list(persons)), ~Account.administrator)
            .distinct()
        )
    )
