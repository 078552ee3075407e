"""What to call who holds a copy and who handed it out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.people.model import Person
from missions.trips.model import Membership

OPERATOR_NAME = "the operator"


@dataclass(frozen=True, slots=True)
class Names:
    """What a trip's people are called, by the folder's key and by account."""

    keys: dict[str, str]
    accounts: dict[str, str]

    def person(self, key: str) -> str:
        """Return a name for a key; who has left the trip keeps the key."""
        return self.keys.get(key, key) or OPERATOR_NAME

    def actor(self, account: str) -> str:
        """Return a name for who did something."""
        return self.accounts.get(account, OPERATOR_NAME)


def names_of(session: Session, trip_id: str) -> Names:
    """Return the names of a trip's people."""
    rows = session.execute(
        select(Membership.key, Person.preferred_name, Person.account_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip_id)
    ).all()
    return Names(
        {key: name or key for key, name, _ in rows},
        {account: name or key for key, name, account in rows if account},
    )
