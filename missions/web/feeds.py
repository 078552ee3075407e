"""Calendar addresses: `/calendar/<token>.ics`, always what a provider may hold.

An unchanged calendar costs one look-up by index: the row of the link, its member, and the tag of
the calendar. The body is in the same row and leaves the database only when the reader hasn't got
it. A calendar that is not written yet, because an edition has just come out, is written on the way.

The address of a member's trainings reads the same row and leaves the other events out. Its tag is
the whole calendar's with a suffix, so it too costs one look-up where nothing changed.

An address that is over serves an empty calendar for a month, so that phones which follow it empty
themselves; after that it is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, func, null, or_, select

from missions import clock, feeds
from missions.accounts.capabilities import REMEMBERED, Purpose
from missions.accounts.fetches import FETCHES, program
from missions.accounts.model import CapabilityLink
from missions.accounts.tokens import digest
from missions.briefing.model import Feed
from missions.installation import Installation
from missions.policy.actions import Action, Facts
from missions.trips.model import Membership, Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.prepared import Prepared
from missions.web.security import BARE
from missions.web.training_feed import SUFFIX, trainings_of, trainings_only

room = Blueprint("feeds", __name__)

Given = BindParameter[datetime] | datetime
_PREPARED = "feeds"


def is_remembered(since: Given) -> ColumnElement[bool]:
    """Whether an address works or was over after `since`; a membership's end is its links' too."""
    ended = func.coalesce(CapabilityLink.revoked_at, Membership.ended_at, CapabilityLink.expires_at)
    return ended > since


def works(now: Given) -> ColumnElement[bool]:
    """Whether a membership's address works: not ended, not expired, and its member still there."""
    return and_(
        CapabilityLink.revoked_at.is_(None),
        CapabilityLink.expires_at > now,
        Membership.id.is_not(None),
        Membership.ended_at.is_(None),
    )


_LOOK_UP = (
    select(
        CapabilityLink.id,
        CapabilityLink.membership_id,
        works(bindparam("now")).label("works"),
        CapabilityLink.purpose,
        Feed.etag,
        case(
            (
                and_(
                    Feed.etag == bindparam("known"),
                    CapabilityLink.purpose == bindparam("known_as"),
                ),
                null(),
            ),
            else_=Feed.body,
        ),
    )
    .outerjoin(Membership, Membership.id == CapabilityLink.membership_id)
    .outerjoin(Feed, and_(Feed.membership_id == Membership.id, works(bindparam("as_of"))))
    .where(
        CapabilityLink.token_hash == bindparam("hash"),
        or_(
            CapabilityLink.purpose == bindparam("whole"),
            CapabilityLink.purpose == bindparam("trainings"),
        ),
        is_remembered(bindparam("since")),
    )
)
"""Each value has one place and so a name of its own: drivers without names count the places."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind an address.

    `purpose` says whether it is the whole calendar or the trainings. `etag` is None while no
    calendar is written for it, and where the address no longer `works`.
    """

    link_id: str
    membership_id: str | None
    works: bool
    purpose: str
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
    found = look_up(prepared, token, known_tag(), now)
    if found is not None and found.works and found.etag is None:
        _write(installation(), found.membership_id)
        found = look_up(prepared, token, known_tag(), now)
    ready = found if found is not None and (found.etag or not found.works) else None
    ready = gate.granted(ready, Facts(holds_token=ready is not None))
    FETCHES.note(ready.link_id, now, client())
    if not ready.works:
        return nothing()
    if ready.purpose == Purpose.TRAINING:
        return _trainings(ready)
    return calendar(ready.etag or "", ready.body)


def _trainings(ready: Found) -> Response:
    """Serve the trainings of a calendar."""
    body = ready.body
    if body is not None:
        with installation().store.read() as session:
            body = trainings_only(body, trainings_of(session, ready.membership_id or ""))
    return calendar(f"{ready.etag}{SUFFIX}", body)


def look_up(prepared: Prepared, token: str, known: str, now: datetime) -> Found | None:
    """Return what stands behind an address; no body where its tag is `known`."""
    row = prepared.first(
        {
            "hash": digest(token),
            "known": known.removesuffix(SUFFIX),
            "known_as": (Purpose.TRAINING if known.endswith(SUFFIX) else Purpose.FEED).value,
            "now": now,
            "as_of": now,
            "since": now - REMEMBERED,
            "whole": Purpose.FEED.value,
            "trainings": Purpose.TRAINING.value,
        }
    )
    if row is None:
        return None
    link_id, membership_id, still, purpose, etag, body = row
    return Found(link_id, membership_id, bool(still), purpose, etag, body)


def _write(installation: Installation, membership_id: str | None) -> None:
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


def client() -> str:
    """Return what kind of program asks, in a few words."""
    return program(request.headers.get("User-Agent", ""))


def known_tag() -> str:
    """Return the one tag that the reader says it has, "" for none or several."""
    return request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')


def nothing(more: Iterable[tuple[str, str]] = BARE) -> Response:
    """Answer with the calendar of an address that is over."""
    body = feeds.nothing()
    return calendar(feeds.etag_of(body), body, more)


def calendar(etag: str, body: bytes | None, more: Iterable[tuple[str, str]] = BARE) -> Response:
    """Answer with a calendar, or 304 where the reader has it; `more` are headers to add."""
    headers = [
        ("ETag", f'"{etag}"'),
        ("Cache-Control", "private, no-cache"),
        ("Content-Type", "text/calendar; charset=utf-8"),
        *more,
    ]
    if body is None or request.if_none_match.contains_weak(etag):
        return Response(status=304, headers=headers)
    headers.append(("Content-Disposition", 'inline; filename="calendar.ics"'))
    return Response(body, headers=headers)
