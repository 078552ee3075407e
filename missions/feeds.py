"""Calendar feeds: finished bytes for each member, made from the newest edition.

Publishing throws a trip's feeds away; `rebuild` makes them anew, right after publishing or when
the first client asks. A fetch then costs one indexed query.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import CalendarDocument, What
from missions.briefing.model import Edition, Feed
from missions.briefing.release import Asked, Viewer, release
from missions.installation import Installation
from missions.privacy import Audience
from missions.renderers import ics
from missions.renderers.zones import vtimezone
from missions.store.base import new_id
from missions.trips.model import Membership, Trip

FEEDS = Viewer(actor="feeds")
"""The feeds' own errand: always the audience `calendar`, which crossings do not narrow."""

NAME_OF_NOTHING = "Itinerary"
"""The name of a calendar that is over; it tells nothing of whose it was."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ZONE = "UTC"


def etag_of(body: bytes) -> str:
    """Return a strong entity tag's text for these bytes."""
    return hashlib.sha256(body).hexdigest()[:32]


@cache
def nothing() -> bytes:
    """Return the calendar of an address that is over: no event, so that phones empty themselves.

    A calendar has at least one component (RFC 5545, 3.6), or a reader may refuse it and keep what
    it has; a time zone is one.
    """
    document = CalendarDocument(NAME_OF_NOTHING, _LONG_AGO, in_utc=True)
    body = ics.render(document)
    foot = b"END:VCALENDAR\r\n"
    return body.removesuffix(foot) + vtimezone(_ZONE, _LONG_AGO, _LONG_AGO) + foot


def _documents(desk: Desk) -> dict[str, CalendarDocument]:
    found = {}
    for member in desk.plan.members:
        if member.travels:
            asked = Asked(What.CALENDAR, Audience.CALENDAR, member.key)
            calendar = release(desk, FEEDS, asked).calendar
            if calendar is not None:
                found[member.id] = calendar
    return found


def bodies(desk: Desk) -> dict[str, bytes]:
    """Return each traveller's feed by membership id; every VEVENT is written once."""
    documents = _documents(desk)
    settings = replace(ics.NEUTRAL, domain=desk.uid_domain)
    shared = {entry: entry for document in documents.values() for entry in document.entries}
    documents = {
        member: replace(document, entries=tuple(shared[entry] for entry in document.entries))
        for member, document in documents.items()
    }
    if not documents:
        return {}
    first = next(iter(documents.values()))
    pieces = ics.pieces(shared, first.stamp, first.in_utc, settings)
    return {member: ics.join(pieces, document, settings) for member, document in documents.items()}


def rebuild(installation: Installation, session: Session, trip_id: str) -> int:
    """Make the feeds of a trip's newest edition; return how many. No edition, no feeds.

    `session` is a writing one: opening a trip's real names leaves an audit row.
    """
    session.execute(select(Trip.id).where(Trip.id == trip_id).with_for_update())
    try:
        desk = open_desk(installation, session, trip_id, viewer=FEEDS.actor)
    except NoEdition:
        return 0
    made = bodies(desk)
    members = select(Membership.id).where(Membership.trip_id == trip_id)
    known = set(session.scalars(members))
    session.execute(delete(Feed).where(Feed.membership_id.in_(members)))
    session.add_all(
        Feed(
            id=new_id(),
            membership_id=member,
            edition_id=desk.edition_id,
            etag=etag_of(body),
            body=body,
        )
        for member, body in made.items()
        if member in known
    )
    return len(made)


def waiting(session: Session) -> list[str]:
    """Return the trips whose newest edition has no feeds yet."""
    newest = (
        select(Edition.trip_id, func.max(Edition.number).label("number"))
        .group_by(Edition.trip_id)
        .subquery()
    )
    wanted = (
        select(Edition.trip_id)
        .join(newest, (newest.c.trip_id == Edition.trip_id) & (newest.c.number == Edition.number))
        .where(~select(Feed.id).where(Feed.edition_id == Edition.id).exists())
    )
    return list(session.scalars(wanted))


def rebuild_waiting(installation: Installation) -> int:
    """Make the feeds that publishing threw away; return for how many trips."""
    with installation.store.read() as session:
        trips = waiting(session)
    for trip_id in trips:
        with installation.store.write() as session:
            rebuild(installation, session, trip_id)
    return len(trips)
