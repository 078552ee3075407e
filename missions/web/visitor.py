"""Who is at the door: the signed-in account of this request, and its parts in trips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g, session
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account, WebSession
from missions.accounts.queries import open_session
from missions.accounts.rules import is_fresh, still_holds
from missions.accounts.sessions import see_again
from missions.web.here import installation
from missions.web.queries import Part, parts_of, wards_of

TOKEN = "token"  # noqa: S105 - the name of a cookie's field
"""Where the signed cookie keeps the session's token."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """An account and what it belongs to; nobody has account "".

    `session` is the id of the browser's session; `strong`: it has shown a second factor; `fresh`:
    its user has shown who they are within the last minutes; `administers`: the account is an
    administrator.
    """

    account: str = ""
    parts: tuple[Part, ...] = ()
    wards: tuple[Part, ...] = ()
    session: str = ""
    strong: bool = False
    fresh: bool = False
    administers: bool = False

    @property
    def leads_one(self) -> bool:
        """Whether some trip is led by this account."""
        return any(part.leads for part in self.parts)

    @property
    def careful(self) -> bool:
        """Whether this account needs a second factor: who leads or administers."""
        return self.leads_one or self.administers

    def leading(self, code: str) -> Part | None:
        """Return the part by which this account leads the trip with this code."""
        return next((part for part in self.parts if part.code == code and part.leads), None)

    def own(self, membership_id: str) -> Part | None:
        """Return the account's own part with this id."""
        return next((part for part in self.parts if part.id == membership_id), None)

    def ward(self, membership_id: str) -> Part | None:
        """Return the part of a minor whose guardian this account is."""
        return next((part for part in self.wards if part.id == membership_id), None)


NOBODY = Visitor()


def visitor() -> Visitor:
    """Return who asks; looked up once a request."""
    if "visitor" not in g:
        g.visitor = _look_up(session.get(TOKEN))
    found: Visitor = g.visitor
    return found


def _look_up(token: str | None) -> Visitor:
    if not token:
        return NOBODY
    now = clock.now()
    with installation().store.read() as database:
        row = open_session(database, token, now)
        found = _visitor(database, row, now) if row is not None else NOBODY
    if row is None:
        return NOBODY
    if not still_holds(row.created_at, row.last_seen_at, now, leads=found.careful):
        return NOBODY
    see_again(installation(), row, now)
    return found


def _visitor(database: Session, row: WebSession, now: datetime) -> Visitor:
    parts = parts_of(database, row.account_id)
    return Visitor(
        account=row.account_id,
        parts=parts,
        wards=wards_of(database, parts),
        session=row.id,
        strong=row.proved_at is not None,
        fresh=is_fresh(row.confirmed_at, now),
        administers=database.get_one(Account, row.account_id).administrator,
    )
