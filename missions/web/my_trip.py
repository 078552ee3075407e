"""A member's own pages: today, days, people, papers and more."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts.queries import live_feed_link
from missions.policy.actions import Action
from missions.web import gate, shelf, training_address
from missions.web.calendar_address import SHOWN_ONCE, subscription, too_late
from missions.web.here import installation
from missions.web.now_next import now_of
from missions.web.own import Own, asked_for, own_trip
from missions.web.visitor import visitor

room = Blueprint("my_trip", __name__, url_prefix="/my/<membership_id>")


@room.get("")
@gate.declares(Action.MY_TRIP_READ)
def today(membership_id: str) -> ResponseReturnValue:
    """Now and next, today, and what is owed."""
    return _page("today", membership_id)


@room.get("/days")
@gate.declares(Action.MY_TRIP_READ)
def days(membership_id: str) -> ResponseReturnValue:
    """Every day of the trip."""
    return _page("days", membership_id)


@room.get("/people")
@gate.declares(Action.MY_TRIP_READ)
def people(membership_id: str) -> ResponseReturnValue:
    """Whom to call, and who is on the team."""
    return _page("people", membership_id)


@room.get("/papers")
@gate.declares(Action.MY_TRIP_READ)
def papers(membership_id: str) -> ResponseReturnValue:
    """What can be taken along: papers and the calendar."""
    return _page("papers", membership_id)


@room.get("/more")
@gate.declares(Action.MY_TRIP_READ)
def more(membership_id: str) -> ResponseReturnValue:
    """Nights, trainings, other trips, signing out."""
    return _page("more", membership_id)


def _page(name: str, membership_id: str) -> ResponseReturnValue:
    """Answer with one of the pages, or with the plain one near a border."""
    who = visitor()
    part = gate.granted(*asked_for(who, membership_id))
    own = own_trip(installation(), who, part)
    if own is None:
        return render_template("pages/my_trip/waiting.html", part=part, now=clock.now())
    if own.briefing.neutral:
        return _plain(name, own)
    return _dressed(name, own)


def _dressed(name: str, own: Own) -> str:
    part = own.part
    sheets = shelf.own_sheets(part.trip_id, own.edition, part.key) if part.travels else []
    return render_template(
        f"pages/my_trip/{name}.html",
        own=own,
        b=own.briefing,
        now=now_of(own.briefing, part.home_zone, clock.now()),
        sheets=sheets,
        shared=shelf.shared_sheets(part.trip_id, own.edition),
        **_calendar(own),
    )


def _plain(name: str, own: Own) -> ResponseReturnValue:
    """Answer with the neutral itinerary: one page, whichever was asked for."""
    part = own.part
    if name != "today":
        return redirect(url_for("my_trip.today", membership_id=part.id), 303)
    sheets = shelf.plain_sheets(part.trip_id, own.edition, part.key)
    return render_template(
        "pages/my_trip/itinerary.html", own=own, b=own.briefing, sheets=sheets, today=clock.now()
    )


def _calendar(own: Own) -> dict[str, object]:
    """Return what the pages say of the calendar address; the address itself is shown once."""
    with installation().store.read() as database:
        link = live_feed_link(database, own.part.id, clock.now())
    shown = session.pop(SHOWN_ONCE, None) if own.mine else None
    fresh = shown["token"] if shown and shown["part"] == own.part.id else ""
    return {
        "too_late": too_late(own.part),
        "may_subscribe": own.mine and own.part.travels,
        "link": link,
        "subscription": subscription(fresh) if fresh else None,
        "training_link": training_address.link_of(own.part),
        "training_subscription": training_address.shown_once(own.part, mine=own.mine),
    }
