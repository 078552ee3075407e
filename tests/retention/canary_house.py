"""A published canary trip with everything that belongs to one: accounts, links, scans, letters."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock, feeds, schema
from missions.accounts.invitations import invite
from missions.accounts.model import Account, CapabilityLink
from missions.accounts.sessions import open_browser
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.briefing.model import Edition, PaperCopy
from missions.documents.actions import files_of
from missions.documents.model import Document, Scan
from missions.installation import Installation
from missions.outbox.actions import post
from missions.people.model import Person
from missions.store.base import new_id
from missions.trips.model import CrossingLift, Membership
from missions.vault.scopes import file_address, person_scope
from tests.factories.canary_trip import CanaryTrip, build

BEFORE = datetime(2026, 6, 20, 12, tzinfo=UTC)
"""Three weeks before the trip."""
RUNNING = datetime(2026, 7, 12, 12, tzinfo=UTC)
AFTER = datetime(2026, 9, 1, 12, tzinfo=UTC)
"""Seven weeks after its last day."""


@dataclass
class CanaryHouse:
    """The trip, its people's accounts by key, and ids by key."""

    installation: Installation
    trip: CanaryTrip
    accounts: dict[str, str]
    administrator: str
    persons: dict[str, str]
    members: dict[str, str]

    @property
    def trip_id(self) -> str:
        """The trip's id."""
        return self.trip.trip_id

    def canaries(self, *keys: str) -> dict[str, str]:
        """Return the canaries of these people: place → token."""
        marks = [f".{key}." for key in keys]
        tokens = self.trip.canary.token
        return {place: text for place, text in tokens.items() if any(m in place for m in marks)}


def furnish(
    installation: Installation, posture: str = "closed", code: str = "canary"
) -> CanaryHouse:
    """Build and publish the trip, give everybody an account, and leave something of each kind."""
    with clock.frozen(BEFORE):
        trip = build(installation, posture, code)
        with installation.store.write() as session:
            house = _people(installation, session, trip)
        publish(installation, code, OPERATOR, trip.canary("edition.note"))
        feeds.rebuild_waiting(installation)
        with installation.store.write() as session:
            for key in house.members:
                _leave_traces(house, session, key)
    return house


def _people(installation: Installation, session: Session, trip: CanaryTrip) -> CanaryHouse:
    now = clock.now()
    rows = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip.trip_id)
    ).all()
    administrator = Account(id=new_id(), created_at=now, administrator=True)
    session.add(administrator)
    house = CanaryHouse(installation, trip, {}, administrator.id, {}, {})
    for membership, person in rows:
        key = membership.key
        mail = f"{trip.canary(f'account.{key}.email')}@{len(trip.code)}.example"
        account = Account(id=new_id(), created_at=now, email=mail, administrator=False)
        session.add(account)
        session.flush()
        person.account_id = account.id
        house.accounts[key] = account.id
        house.persons[key], house.members[key] = person.id, membership.id
    return house


def _leave_traces(house: CanaryHouse, session: Session, key: str) -> None:
    installation, canary = house.installation, house.trip.canary
    account = house.accounts[key]
    invite(
        installation,
        session,
        house.persons[key],
        f"{canary(f'invite.{key}.mail')}@a.example",
        OPERATOR,
    )
    open_browser(session, account, canary(f"session.{key}.client"), proved=True)
    post(
        session,
        "published",
        {"membership": house.members[key]},
        f"published/{key}{_apart(house)}",
        house.trip_id,
    )
    now = clock.now()
    session.add(
        CapabilityLink(
            token_hash=f"digest-of-{key}{_apart(house)}",
            created_at=now,
            expires_at=now + timedelta(days=400),
            purpose="feed",
            membership_id=house.members[key],
            last_client=canary(f"link.{key}.client"),
        )
    )
    session.add(
        CrossingLift(
            membership_id=house.members[key],
            given_by=OPERATOR,
            given_at=now,
            until=now + timedelta(hours=2),
        )
    )
    edition = session.scalar(select(Edition.id).where(Edition.trip_id == house.trip_id))
    session.add(
        PaperCopy(
            edition_id=edition,
            code=key,
            what="packet",
            audience="team",
            person=key,
            times=1,
            issued_at=now,
            issued_by=OPERATOR,
            note=canary(f"copy.{key}.note"),
        )
    )
    _scan(house, session, key)


def _apart(house: CanaryHouse) -> str:
    """Return what tells a second trip's traces from the first one's."""
    return "" if house.trip.code == "canary" else f"-{house.trip.code}"


def _scan(house: CanaryHouse, session: Session, key: str) -> None:
    passport = session.scalar(
        select(Document).where(
            Document.trip_id == house.trip_id, Document.person == key, Document.kind == "passport"
        )
    )
    if passport is None:
        return
    person = house.persons[key]
    scan = Scan(
        id=new_id(),
        document_id=passport.id,
        person_id=person,
        object_name=f"scan-of-{key}{_apart(house)}",
        media_type="image/png",
        size=9,
        made_at=clock.now(),
        made_by=OPERATOR,
    )
    content = house.trip.canary(f"scan.{key}.content").encode()
    keyring = house.installation.keyring
    sealed = keyring.seal_content(person_scope(person), file_address(scan.id), content)
    files_of(house.installation).put(scan.object_name, sealed)
    session.add(scan)


def rows_of(installation: Installation) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    with installation.store.read() as session:
        return {
            name: [dict(row) for row in session.execute(select(table)).mappings()]
            for name, table in schema.metadata.tables.items()
        }


def counted(installation: Installation) -> dict[str, int]:
    """Return how many rows the tables have that have any."""
    return {name: len(rows) for name, rows in rows_of(installation).items() if rows}


def told(installation: Installation, tokens: dict[str, str]) -> set[str]:
    """Return the places whose token stands in some row; editions and feeds are unpacked."""
    texts = "".join(_readable(rows) for rows in rows_of(installation).values())
    return {place for place, token in tokens.items() if token in texts}


def _readable(rows: list[dict[str, Any]]) -> str:
    return repr([{name: _text(name, value) for name, value in row.items()} for row in rows])


def _text(name: str, value: Any) -> Any:
    if name == "open_part":
        return zlib.decompress(value).decode()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def files(home: Path) -> bytes:
    """Return the bytes of every file below a home, one after the other."""
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
