"""An edition or the draft as a leader's pages may show it: what the team may know, at most.

Leaders' facts wait for a second factor; and leaders who travel are bound by crossings like
everybody else.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import Briefing, What
from missions.briefing.draft import draft_desk
from missions.briefing.release import Asked, ClosedNow, Viewer, audience_now, release
from missions.installation import Installation
from missions.policy.actions import Facts
from missions.privacy import Audience
from missions.web import gate
from missions.web.here import installation
from missions.web.own import viewer_of
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor


def hold(desk: Desk, viewer: Viewer, audience: Audience, at: datetime) -> None:
    """Raise `ClosedNow` where a border is near and allows less than `audience`."""
    now = audience_now(desk, viewer, audience, at)
    if now.audience is not audience:
        raise ClosedNow(now.audience, now.until)


def led(code: str) -> Part:
    """Ask the gate, and return the part by which the visitor leads the trip with this code.

    Raises:
        ClosedNow: a border is near.
    """
    who = visitor()
    part = who.leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    with installation().store.read() as session:
        hold_newest(installation(), session, who, part.trip_id)
    return part


def hold_newest(
    installation: Installation,
    session: Session,
    who: Visitor,
    trip_id: str,
    audience: Audience = Audience.TEAM,
) -> None:
    """Raise `ClosedNow` by the crossings of the newest edition, if there is one."""
    try:
        desk = open_desk(installation, session, trip_id, viewer=who.account)
    except NoEdition:
        return
    hold(desk, viewer_of(who, trip_id), audience, clock.now())


def edition_desk(
    installation: Installation, session: Session, who: Visitor, part: Part, number: int | None
) -> Desk:
    """Return the desk of an edition, unless a border is near.

    Raises:
        NoEdition: there is no such edition.
        ClosedNow: a border is near.
    """
    hold_newest(installation, session, who, part.trip_id)
    return open_desk(installation, session, part.trip_id, number, viewer=who.account)


def draft_book(installation: Installation, session: Session, who: Visitor, part: Part) -> Briefing:
    """Return the draft as the team's book; its changes are those since the newest edition.

    Raises:
        ClosedNow: a border is near.
    """
    hold_newest(installation, session, who, part.trip_id)
    desk = draft_desk(installation, session, part.trip_id, who.account)
    viewer = viewer_of(who, part.trip_id)
    return release(desk, viewer, Asked(What.BOOK, Audience.TEAM))
