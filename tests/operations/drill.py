"""A restore drill's parts: a full installation, what can be asked of it, and its ruin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from missions import clock, feeds, schema
from missions.accounts.model import (
    Account,
    CapabilityLink,
    Invitation,
    SignInLink,
    WebSession,
)
from missions.accounts.tokens import digest
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.briefing.desk import open_desk
from missions.briefing.dossier import Secrets
from missions.briefing.model import Feed
from missions.documents.actions import keep_scan, read_scan
from missions.documents.model import Document, Scan
from missions.installation import Installation, create, open_installation
from missions.outbox.actions import post
from missions.people.model import Person
from missions.settings import Settings, at_home
from missions.store.base import new_id
from missions.trips.model import Membership
from tests.documents.uploads import jpeg
from tests.factories.canary_trip import CanaryTrip, build


def fill(installation: Installation) -> CanaryTrip:
    """Write a published trip of canaries, a scan, an account and what it holds."""
    trip = build(installation, "guarded")
    publish(installation, trip.code, OPERATOR, "First plan")
    feeds.rebuild_waiting(installation)
    with installation.store.write() as session:
        document = session.query(Document).filter_by(key="mei-passport").one()
        member = session.query(Membership).filter_by(key="mei").one()
        keep_scan(installation, session, document.id, member.person_id, jpeg(), OPERATOR)
    with installation.store.write() as session:
        _account(session, member)
    return trip


def _account(session: Session, member: Membership) -> None:
    now, later = clock.now(), clock.now() + timedelta(days=30)
    account = Account(id=new_id(), created_at=now, email="mei@example.org")
    session.add(account)
    session.flush()
    session.get_one(Person, member.person_id).account_id = account.id
    times = {"created_at": now, "expires_at": later}
    session.add_all(
        [
            WebSession(
                account_id=account.id, token_hash=digest("browser"), last_seen_at=now, **times
            ),
            SignInLink(account_id=account.id, token_hash=digest("link"), **times),
            Invitation(
                person_id=member.person_id,
                email="mei@example.org",
                made_by=OPERATOR,
                token_hash=digest("invitation"),
                **times,
            ),
            CapabilityLink(
                membership_id=member.id, made_by=OPERATOR, token_hash=digest("feed"), **times
            ),
        ]
    )
    post(session, "sign-in", {"account": account.id}, key="sign-in/1")


@dataclass(frozen=True)
class Told:
    """What an installation tells of its trip: seals opened, feeds, the scan's picture."""

    purpose: str
    secrets: Secrets
    digest: str
    feeds: dict[str, bytes]
    picture: bytes


def told(installation: Installation, trip: CanaryTrip) -> Told:
    """Open everything that is sealed, and return it with the feeds."""
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip.trip_id)
        feeds_by_member = {feed.membership_id: feed.body for feed in session.query(Feed)}
        scan = session.query(Scan).one()
        return Told(
            purpose=desk.trip_secrets.purpose.unseal(),
            secrets=desk.secrets,
            digest=desk.digest,
            feeds=feeds_by_member,
            picture=read_scan(installation, session, OPERATOR, scan),
        )


def wreck(installation: Installation) -> None:
    """Destroy the database and the scans; the keys stay."""
    shutil.rmtree(installation.settings.scan_store)
    installation.close()
    url = make_url(installation.settings.database_url)
    if url.get_backend_name() == "sqlite":
        for part in Path(url.database or "").parent.glob(f"{Path(url.database or '').name}*"):
            part.unlink()
        return
    with closing(psycopg.connect(_conninfo(installation.settings.database_url))) as connection:
        connection.autocommit = True
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def reopened(settings: Settings) -> Iterator[Installation]:
    """An installation whose missing parts were made anew."""
    create(settings)
    installation = open_installation(settings)
    try:
        yield installation
    finally:
        installation.close()


def settings_at(home: Path, url: str) -> Settings:
    """Settings of a home on a database."""
    return replace(at_home(home), database_url=url)


def triggers(installation: Installation) -> list[str]:
    """Return the names of the log's triggers, as the database has them."""
    with installation.store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        else:
            query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        assert inspect(connection).get_table_names()
        return sorted(row[0] for row in connection.exec_driver_sql(query))


def everything(installation: Installation) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, as the models' types read it."""
    with installation.store.engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table in schema.metadata.sorted_tables
        }
