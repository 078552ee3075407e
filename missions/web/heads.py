"""What stands at the head of a leader's every page: how far off, whether it can go, the edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from missions import clock
from missions.briefing.queries import EditionLine, editions
from missions.readiness.verdict import Go
from missions.renderers.wording import day_name
from missions.web.board_queries import Standing, standings_of
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.words import days_to_go, is_over, local
from missions.zones import zone

GO_WORDS = {Go.GO: "Go", Go.NOT_YET: "Not yet", Go.NO_GO: "No-go"}
GO_SHAPES = {Go.GO: "met", Go.NOT_YET: "at_risk", Go.NO_GO: "invalid"}
"""The verdict on a trip → the state whose shape stands for it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Three facts, each a bold line over a quiet one.

    `go`, `go_shape`, `ready` are the kept verdict on the trip, "" while none is kept.
    """

    far: str
    when: str
    edition: str
    since: str
    go: str = ""
    go_shape: str = ""
    ready: str = ""


def head_of(part: Part) -> Head:
    """Return the head of a trip's pages; nothing is judged for it."""
    with installation().store.read() as session:
        newest = next(iter(editions(session, part.trip_id)), None)
        standing = standings_of(session, [part.trip_id]).get(part.trip_id)
    today = clock.now().astimezone(zone(part.home_zone)).date()
    found = head(part, newest, today)
    return found if standing is None else with_standing(found, standing, today)


def head(part: Part, newest: EditionLine | None, today: date, leave: str = "") -> Head:
    """Return the head, with what is known of leaving."""
    far = days_to_go(part, today)
    if today >= part.starts:
        leave = f"{'ended' if is_over(part, today) else 'until'} {day_name(part.ends)}"
    if newest is None:
        return Head(far, leave or day_name(part.starts), "Not published", "only leaders see it")
    since = day_name(local(newest.published_at, part.home_zone).date())
    return Head(
        far, leave or day_name(part.starts), f"Edition {newest.number}", f"out since {since}"
    )


def with_standing(head: Head, standing: Standing, today: date) -> Head:
    """Return the head with the kept verdict; one that isn't of now says of when it is."""
    go = Go(standing.go)
    ready = f"{standing.ready} of {standing.people} ready"
    if standing.day != today:
        ready += f" on {day_name(standing.day).partition(' ')[2]}"
    elif not standing.current:
        ready += " before the last change"
    return replace(head, go=GO_WORDS[go], go_shape=GO_SHAPES[go], ready=ready)
