"""A house with a marked trip of one posture: published twice, changed since, links given out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.administrators import make_administrator
from missions.accounts.capabilities import Purpose, make
from missions.accounts.sign_in import make_link_for_account
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.documents.actions import files_of
from missions.documents.model import Document, Scan
from missions.installation import Installation, open_installation
from missions.settings import Settings
from missions.store.base import new_id
from missions.trips.model import Membership, Partner
from missions.vault.scopes import file_address, person_scope
from missions.web.app import create_app
from tests.factories.canary_trip import CanaryTrip
from tests.factories.installations import sqlite_installation
from tests.proof.marks import Marks
from tests.proof.trip import CAST, furnish, hand_out, move
from tests.web.house import Caller, House

JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
"""Three weeks before the trip."""
AT_THE_BORDER = datetime(2026, 7, 11, 6, tzinfo=UTC)
TRAVELLERS = tuple(
    key for key, (role, _) in CAST.items() if "leader" in role or role == "volunteer"
)


@dataclass
class World:
    """The house, its trip, and what leads in without signing in."""

    house: House
    trip: CanaryTrip
    members: dict[str, str]
    links: dict[str, str]

    @property
    def marks(self) -> Marks:
        """The trip's marks."""
        assert isinstance(self.trip.canary, Marks)
        return self.trip.canary

    def sign_in(self, key: str, *, vouched: bool = True) -> Caller:
        """Return a member's browser; vouched, it has shown a second factor."""
        caller = self.house.anyone()
        path = self.house.link(self.trip.code, key, vouched=vouched)
        assert caller.post(path).status_code == 303
        return caller

    def administrator(self) -> Caller:
        """Return the browser of somebody who looks after the installation and is on no trip."""
        here = self.house.installation
        with here.store.write() as session:
            made = make_administrator(session, "ruth@example.org", OPERATOR)
            url = make_link_for_account(here, session, made.id, OPERATOR, vouched=True)
        caller = self.house.anyone()
        assert caller.post(url.removeprefix(here.settings.public_url)).status_code == 303
        return caller


def mailing(settings: Settings) -> Settings:
    """Return the settings with a mail server, so that letters can be composed; none is sent."""
    sender = "News <news@post.invalid>"
    return replace(settings, mail_url="smtp://127.0.0.1:1", mail_from=sender)


@contextmanager
def world(home: Path, posture: str) -> Iterator[World]:
    """Yield a house with such a trip, three weeks before it starts."""
    with clock.frozen(JUNE):
        first = sqlite_installation(home)
        first.close()
        installation = open_installation(mailing(first.settings))
        made = built(installation, posture)
        yield made
        installation.close()


def built(installation: Installation, posture: str, start: int = 0) -> World:
    """Write, publish, change, publish, change; give links out and keep scans.

    Args:
        start: the number of the first mark, for a second trip.
    """
    trip = furnish(installation, posture, Marks(start))
    publish(installation, trip.code, OPERATOR, trip.canary("edition.first.note"))
    with installation.store.write() as session:
        rows = select(Membership.key, Membership.id).where(Membership.trip_id == trip.trip_id)
        members = {key: member for key, member in session.execute(rows)}
        hand_out(session, trip, members)
        _scans(installation, session, trip)
        move(session, trip, "second")
    publish(installation, trip.code, OPERATOR, trip.canary("edition.second.note"))
    with installation.store.write() as session:
        move(session, trip, "draft")
        host = session.scalars(
            select(Partner.id).where(Partner.trip_id == trip.trip_id, Partner.key == "lee")
        ).one()
    owners = {purpose: members["mei"] for purpose in Purpose if not purpose.of_partner}
    owners[Purpose.HOST] = host
    ends = clock.now() + timedelta(days=60)
    links = {
        str(purpose): make(installation, purpose, owner, OPERATOR, ends, trip.trip_id)
        for purpose, owner in owners.items()
    }
    return World(House(installation, create_app(installation)), trip, members, links)


def _scans(installation: Installation, session: Session, trip: CanaryTrip) -> None:
    """Keep a scan of every passport, with a mark in it."""
    owners = select(Document, Membership.person_id).join(
        Membership,
        (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
    )
    wanted = owners.where(Document.trip_id == trip.trip_id, Document.kind == "passport")
    for document, person in session.execute(wanted).all():
        scan = Scan(id=new_id(), document_id=document.id, person_id=person)
        scan.object_name, scan.media_type, scan.size = new_id(), "image/png", 9
        scan.made_at, scan.made_by = clock.now(), OPERATOR
        content = trip.canary(f"scan.{document.person}.content").encode()
        sealed = installation.keyring.seal_content(
            person_scope(person), file_address(scan.id), content
        )
        files_of(installation).put(scan.object_name, sealed)
        session.add(scan)
