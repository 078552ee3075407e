"""A trip at a glance, for who leads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from missions import clock
from missions.board.keeping import board_of
from missions.board.queries import Board
from missions.briefing.document import Briefing, Leg
from missions.briefing.queries import EditionLine, editions
from missions.installation import Installation
from missions.policy.actions import Action, Facts
from missions.renderers.wording import clock as at
from missions.renderers.wording import day_name
from missions.web import gate, route
from missions.web.board_queries import Standing
from missions.web.heads import Head, head, with_standing
from missions.web.here import installation
from missions.web.leading import draft_book
from missions.web.now_next import Clock, city_of
from missions.web.queries import Part
from missions.web.timeline import Mark, first_out, timeline
from missions.web.visitor import Visitor, visitor
from missions.web.words import is_over
from missions.zones import zone as zone_of

room = Blueprint("overview", __name__)

MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """The draft as the team may read it, and what follows from it.

    `newest` is the edition that is out, None before the first; `clocks` are those of home and of
    where the trip goes.
    """

    part: Part
    briefing: Briefing
    newest: EditionLine | None
    now: datetime
    today: date
    clocks: tuple[Clock, ...]
    marks: tuple[Mark, ...]
    route: route.Route | None
    out: Leg | None
    board: Board

    @property
    def head(self) -> Head:
        """The page's head, with when most leave."""
        leave = ""
        if self.out is not None:
            verb = "Fly" if self.out.mode == "flight" else "Leave"
            start = self.out.start.wall
            leave = f"{verb} {day_name(start.date())}, {at(start)}"
        found = head(self.part, self.newest, self.today, leave)
        kept = self.board.kept
        standing = Standing(kept.go, kept.ready, kept.people, kept.day, current=True)
        return with_standing(found, standing, self.today)

    @property
    def sinking(self) -> tuple[str, ...]:
        """What speaks against going, the worst first, at most five sentences."""
        return tuple(self.board.kept.reasons[:MOST_REASONS])

    @property
    def over(self) -> bool:
        """Whether the trip's last day is past."""
        return is_over(self.part, self.today)

    @property
    def next_number(self) -> int:
        """The number that publishing would give."""
        return self.newest.number + 1 if self.newest else 1


@room.get("/trips/<code>")
@gate.declares(Action.TRIP_READ)
def overview(code: str) -> ResponseReturnValue:
    """What next, what changed, what is coming, who is on it."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    seen = look_at(installation(), visitor(), part)
    return render_template("pages/trips/overview.html", part=part, seen=seen)


def look_at(installation: Installation, who: Visitor, part: Part) -> Overview:
    """Gather what the overview shows.

    Raises:
        ClosedNow: a border is near.
    """
    now = clock.now()
    with installation.store.read() as session:
        briefing = draft_book(installation, session, who, part)
        newest = next(iter(editions(session, part.trip_id)), None)
    today = now.astimezone(zone_of(part.home_zone)).date()
    return Overview(
        part=part,
        briefing=briefing,
        newest=newest,
        now=now,
        today=today,
        clocks=_clocks(briefing, part, now),
        marks=timeline(briefing, now, today),
        route=route.draw(briefing),
        out=first_out(briefing),
        board=board_of(installation, part.trip_id, who.account),
    )


def _clocks(briefing: Briefing, part: Part, now: datetime) -> tuple[Clock, ...]:
    """Return home's clock and that of the place where most days are spent."""
    home = Clock(city_of(part.home_zone), _wall(now, part.home_zone))
    zones = [day.zone for day in briefing.days if day.zone and day.zone != part.home_zone]
    if not zones:
        return (home,)
    zone = max(zones, key=zones.count)
    there = Clock(city_of(zone), _wall(now, zone))
    places = [day.place for day in briefing.days if day.zone == zone and day.place]
    if places:
        there = replace(there, place=max(places, key=places.count))
    return (home, there) if there.wall != home.wall else (home,)


def _wall(now: datetime, zone: str) -> datetime:
    return now.astimezone(zone_of(zone)).replace(tzinfo=None)
