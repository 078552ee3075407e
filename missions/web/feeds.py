"""Calendar addresses: `/calendar/<token>.ics`, always what a provider may hold.

An unchanged calendar costs one look-up by index: the row of the link and the tag of its calendar.
The body is in the same row and leaves the database only when the reader hasn't got it. A calendar
that is not written yet, because an edition has just come out, is written on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy import bindparam, case, null, select

from missions import clock, feeds
from missions.accounts.fetches import FETCHES
from missions.accounts.model import FeedLink
from missions.accounts.tokens import digest
from missions.briefing.model import Feed
from missions.installation import Installation
from missions.policy.actions import Action, Facts
from missions.trips.model import Membership, Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.prepared import Prepared
from missions.web.security import BARE

room = Blueprint("feeds", __name__)

_PREPARED = "feeds"
_LOOK_UP = (
    select(
        FeedLink.id,
        FeedLink.membership_id,
        Feed.etag,
        case((Feed.etag == bindparam("known"), null()), else_=Feed.body),
    )
    .outerjoin(Feed, Feed.membership_id == FeedLink.membership_id)
    .where(
        FeedLink.token_hash == bindparam("hash"),
        FeedLink.revoked_at.is_(None),
        FeedLink.expires_at > bindparam("now"),
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind an address; `etag` is None while no calendar is written for it."""

    link_id: str
    membership_id: str
    etag: str | None
    body: bytes | None


@room.record
def _set_up(state: BlueprintSetupState) -> None:
    """Write the look-up once, for the application's own store."""
    made: Installation = state.app.extensions["installation"]
    state.app.extensions[_PREPARED] = Prepared(made.store, _LOOK_UP)


@room.get("/calendar/<token>.ics")
@gate.declares(Action.FEED_READ)
def feed(token: str) -> Response:
    """Serve the calendar, or 304 where the reader has it."""
    now, prepared = clock.now(), current_app.extensions[_PREPARED]
    found = look_up(prepared, token, _known(), now)
    if found is not None and found.etag is None:
        _write(installation(), found.membership_id)
        found = look_up(prepared, token, _known(), now)
    ready = found if found is not None and found.etag is not None else None
    ready = gate.granted(ready, Facts(holds_token=ready is not None))
    FETCHES.note(ready.link_id, now)
    return _answer(ready)


def look_up(prepared: Prepared, token: str, known: str, now: datetime) -> Found | None:
    """Return what stands behind a live address; no body where its tag is `known`."""
    row = prepared.first({"hash": digest(token), "known": known, "now": now})
    return Found(*row) if row is not None else None


def _write(installation: Installation, membership_id: str) -> None:
    """Write the trip's calendars; its row is locked, so that two readers don't write at once."""
    with installation.store.write() as session:
        trip_id = session.scalar(
            select(Trip.id)
            .join(Membership, Membership.trip_id == Trip.id)
            .where(Membership.id == membership_id)
            .with_for_update(of=Trip)
        )
        if trip_id is not None:
            feeds.rebuild(installation, session, trip_id)


def _known() -> str:
    """Return the one tag that the reader says it has, "" for none or several."""
    return request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')


def _answer(found: Found) -> Response:
    headers = [
        ("ETag", f'"{found.etag}"'),
        ("Cache-Control", "private, no-cache"),
        ("Content-Type", "text/calendar; charset=utf-8"),
        *BARE,
    ]
    if found.body is None or request.if_none_match.contains_weak(found.etag or ""):
        return Response(status=304, headers=headers)
    headers.append(("Content-Disposition", 'inline; filename="calendar.ics"'))
    return Response(found.body, headers=headers)
