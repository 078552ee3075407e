"""What stands at the head of a leader's every page: how far off, which edition is out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions import clock
from missions.briefing.queries import EditionLine, editions
from missions.renderers.wording import day_name
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.words import days_to_go, is_over, local
from missions.zones import zone


@dataclass(frozen=True, slots=True)
class Head:
    """Two facts, each a bold line over a quiet one."""

    far: str
    when: str
    edition: str
    since: str


def head_of(part: Part) -> Head:
    """Return the head of a trip's pages."""
    with installation().store.read() as session:
        newest = next(iter(editions(session, part.trip_id)), None)
    today = clock.now().astimezone(zone(part.home_zone)).date()
    return head(part, newest, today)


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
