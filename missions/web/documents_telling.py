"""Who is told that a paper came back: its owner, or a minor's guardians; never near a border."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.gather_people import roster_of
from missions.briefing.queries import rows_of
from missions.briefing.release import Viewer, audience_now
from missions.documents.owning import Owner
from missions.documents.reviewing import Reader
from missions.installation import Installation
from missions.people.model import Person
from missions.privacy import Audience
from missions.trips.model import Membership
from missions.trips.rules import is_minor, split_list


def readers_of(
    installation: Installation, session: Session, owner: Owner, actor: str
) -> list[Reader]:
    """Return whom a letter can reach, and when.

    A letter that would ring at a border waits until it is passed; one without a known end is left
    out.
    """
    desk = _desk(installation, session, owner, actor)
    people = [(owner.member, session.get_one(Person, owner.person_id))]
    if is_minor(people[0][1].birth_date, owner.trip.starts):
        people += _guardians(session, owner)
    found: dict[str, Reader] = {}
    for member, person in people:
        account = person.account_id
        reachable = account and session.scalar(select(Account.email).where(Account.id == account))
        reader = _reader(desk, member, account) if account and reachable else None
        if reader is not None and member.ended_at is None:
            found[reader.account] = reader
    return list(found.values())


def _desk(installation: Installation, session: Session, owner: Owner, actor: str) -> Desk | None:
    try:
        return open_desk(installation, session, owner.trip.id, viewer=actor)
    except NoEdition:
        return None


def _guardians(session: Session, owner: Owner) -> list[tuple[Membership, Person]]:
    rows = rows_of(session, owner.trip)
    roster = roster_of(rows)
    named = {roster.find(handle) for handle in split_list(owner.member.guardians)}
    keys = {one.key for one in named if one is not None}
    return [(member, person) for member, person in rows.members if member.key in keys]


def _reader(desk: Desk | None, member: Membership, account: str) -> Reader | None:
    if desk is None:
        return Reader(account)
    viewer = Viewer(actor=account, role=member.role, member=member.key)
    near = audience_now(desk, viewer, Audience.TEAM, clock.now())
    if near.audience is Audience.TEAM:
        return Reader(account)
    return Reader(account, near.until) if near.until else None
