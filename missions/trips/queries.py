"""What is asked of memberships: who may reach what, and who was let through near a border."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.model import Account, Invitation, Passkey, WebSession
from missions.people.model import Person
from missions.trips.model import CrossingLift, Membership


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's way in: who they are, by what address, and how far they have come.

    `invited_until`: an invitation waits until then. `account_id` is "" while no account is theirs,
    `strong` says whether it has a second factor. `seen_at`: when a browser of theirs was last here.
    """

    membership_id: str
    person_id: str
    key: str
    name: str
    role: str
    email: str
    address: str
    account_id: str
    strong: bool
    invited_until: datetime | None
    seen_at: datetime | None
    ended_at: datetime | None

    @property
    def joined(self) -> bool:
        """Whether an account is theirs."""
        return bool(self.account_id)

    @property
    def called(self) -> str:
        """What to call this member."""
        return self.name or self.key


def standings(session: Session, trip_id: str, now: datetime) -> list[Standing]:
    """Return every member's way in, in the order of the folder; four queries."""
    invited = dict(
        session.execute(
            select(Invitation.person_id, Invitation.expires_at)
            .join(Membership, Membership.person_id == Invitation.person_id)
            .where(
                Membership.trip_id == trip_id,
                Invitation.accepted_at.is_(None),
                Invitation.revoked_at.is_(None),
                Invitation.expires_at > now,
            )
        ).all()
    )
    rows = session.execute(
        select(Membership, Person, Account)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Membership.trip_id == trip_id)
        .order_by(Membership.position)
    ).all()
    accounts = [account.id for _, _, account in rows if account is not None]
    seen = _seen(session, accounts)
    keyed = set(session.scalars(select(Passkey.account_id).where(Passkey.account_id.in_(accounts))))
    found = [_standing(member, person, account, invited, seen) for member, person, account in rows]
    return [replace(row, strong=row.strong or row.account_id in keyed) for row in found]


def _seen(session: Session, accounts: list[str]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for account, at in session.execute(
        select(WebSession.account_id, WebSession.last_seen_at).where(
            WebSession.account_id.in_(accounts)
        )
    ):
        found[account] = max(at, found.get(account, at))
    return found


def _standing(
    member: Membership,
    person: Person,
    account: Account | None,
    invited: dict[str, datetime],
    seen: dict[str, datetime],
) -> Standing:
    return Standing(
        membership_id=member.id,
        person_id=person.id,
        key=member.key,
        name=person.preferred_name,
        role=member.role,
        email=person.email,
        address=(account.email or "") if account else "",
        account_id=account.id if account is not None else "",
        strong=account is not None and account.totp_since is not None,
        invited_until=invited.get(person.id),
        seen_at=seen.get(account.id) if account else None,
        ended_at=member.ended_at,
    )


def lifts(session: Session, trip_id: str, now: datetime) -> dict[str, datetime]:
    """Return until when members are let through near a border, by membership id."""
    found: dict[str, datetime] = {}
    for member, until in session.execute(
        select(CrossingLift.membership_id, CrossingLift.until)
        .join(Membership, Membership.id == CrossingLift.membership_id)
        .where(
            Membership.trip_id == trip_id,
            CrossingLift.ended_at.is_(None),
            CrossingLift.until > now,
        )
    ):
        found[member] = max(until, found.get(member, until))
    return found
