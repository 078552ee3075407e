"""One member's trip as it may be shown to them now: released, and narrowed near a border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import Briefing, What
from missions.briefing.release import Asked, NotReleased, Viewer, audience_now, release
from missions.briefing.shut import shut_desk
from missions.installation import Installation
from missions.policy.actions import Facts
from missions.privacy import Audience
from missions.web.queries import Part
from missions.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Own:
    """A member's released plan.

    `mine` is false where a guardian reads a minor's. `shut` says why sealed facts are left out:
    "stale" until the reader shows who they are, "key" where the service's key is missing. `until`
    is when a border is passed.
    """

    part: Part
    briefing: Briefing
    edition: int
    mine: bool
    shut: str = ""
    until: datetime | None = None


def asked_for(who: Visitor, membership_id: str) -> tuple[Part | None, Facts]:
    """Return the member's part and what the gate wants to know; guardians have no own page."""
    own, ward = who.own(membership_id), who.ward(membership_id)
    if own is not None and own.role == "guardian":
        own = None
    return own or ward, Facts(belongs=own is not None, guards=ward is not None)


def viewer_of(who: Visitor, trip_id: str) -> Viewer:
    """Return who reads, with the role and key they have in this trip."""
    part = next((part for part in who.parts if part.trip_id == trip_id), None)
    if part is None:
        return Viewer(actor=who.account, role="")
    lifted = part.lifted_until is not None and clock.now() < part.lifted_until
    return Viewer(actor=who.account, role=part.role, member=part.key, lifted=lifted)


def own_trip(installation: Installation, who: Visitor, part: Part) -> Own | None:
    """Return the member's plan of the newest edition; None while no edition has them.

    Raises:
        ClosedNow: a border is near and even the neutral plan can't be had.
    """
    viewer = viewer_of(who, part.trip_id)
    with installation.store.write() as session:
        try:
            desk = _desk(installation, session, who, part)
            held = audience_now(desk, viewer, Audience.TEAM, clock.now())
            briefing = release(desk, viewer, _asked(part, held.audience))
        except (NoEdition, NotReleased):
            return None
    return Own(
        part=part,
        briefing=briefing,
        edition=desk.number,
        mine=viewer.member == part.key,
        shut=_why_shut(installation, who),
        until=held.until,
    )


def _why_shut(installation: Installation, who: Visitor) -> str:
    if not installation.keyring.available():
        return "key"
    return "" if who.fresh else "stale"


def _desk(installation: Installation, session: Session, who: Visitor, part: Part) -> Desk:
    """Return the newest edition's desk, shut unless the reader has just shown who they are."""
    if _why_shut(installation, who):
        return shut_desk(installation, session, part.trip_id, who.account)
    return open_desk(installation, session, part.trip_id, viewer=who.account)


def _asked(part: Part, audience: Audience) -> Asked:
    """Return the paper that the pages are made of: one's packet; the book for who is at home."""
    if part.travels:
        return Asked(What.PACKET, audience, part.key)
    return Asked(What.BOOK, Audience.TEAM)


def held_part(installation: Installation, who: Visitor) -> Part | None:
    """Return the part of a trip in which a border is near for the visitor now."""
    for part in who.parts:
        if not part.travels:
            continue
        with installation.store.read() as session:
            try:
                desk = open_desk(installation, session, part.trip_id, viewer=who.account)
            except NoEdition:
                continue
            held = audience_now(desk, viewer_of(who, part.trip_id), Audience.TEAM, clock.now())
        if held.audience is not Audience.TEAM:
            return part
    return None
