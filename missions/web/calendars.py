"""Writing the calendars that addresses serve: once an edition, for all addresses in use."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import FeedLink
from missions.audit.log import OPERATOR
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import CalendarDocument, What
from missions.briefing.model import Feed
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, release
from missions.installation import Installation
from missions.privacy import Audience
from missions.renderers import ics
from missions.trips.model import Membership, Trip
from missions.trips.rules import AT_HOME


def write_feeds(installation: Installation, membership_id: str) -> None:
    """Write the calendars of the newest edition for every address in use on this trip.

    The trip's row is locked, so that an edition that comes out meanwhile waits and then finds
    these calendars to throw away. Without an edition nothing is written.
    """
    with installation.store.write() as session:
        trip_id = session.scalar(
            select(Trip.id)
            .join(Membership, Membership.trip_id == Trip.id)
            .where(Membership.id == membership_id)
            .with_for_update(of=Trip)
        )
        if trip_id is None:
            return
        try:
            desk = open_desk(installation, session, trip_id, viewer=OPERATOR)
        except NoEdition:
            return
        _write(installation, session, desk, _waiting(session, trip_id))


def _waiting(session: Session, trip_id: str) -> dict[str, str | None]:
    """Return whose calendar to write: membership id and key; no key for the team's calendar."""
    rows = session.execute(
        select(Membership.id, Membership.key, Membership.role)
        .join(FeedLink, FeedLink.membership_id == Membership.id)
        .outerjoin(Feed, Feed.membership_id == Membership.id)
        .where(
            Membership.trip_id == trip_id,
            FeedLink.revoked_at.is_(None),
            FeedLink.expires_at > clock.now(),
            Feed.id.is_(None),
        )
    )
    return {id_: None if role in AT_HOME else key for id_, key, role in rows}


def _write(
    installation: Installation, session: Session, desk: Desk, waiting: dict[str, str | None]
) -> None:
    documents = {id_: _document(desk, key) for id_, key in waiting.items()}
    settings = replace(ics.NEUTRAL, domain=installation.settings.uid_domain)
    entries = [entry for document in documents.values() for entry in document.entries]
    if not documents:
        return
    first = next(iter(documents.values()))
    ready = ics.pieces(entries, first.stamp, first.in_utc, settings)
    for membership_id, document in documents.items():
        body = ics.join(ready, document, settings)
        session.add(
            Feed(
                membership_id=membership_id,
                edition_id=desk.edition_id,
                etag=hashlib.sha256(body).hexdigest(),
                body=body,
            )
        )


def _document(desk: Desk, key: str | None) -> CalendarDocument:
    asked = Asked(What.CALENDAR, Audience.CALENDAR, key)
    document = release(desk, Viewer(OPERATOR), asked).calendar
    if document is None:
        raise ValueError("a calendar without a calendar")
    return document
