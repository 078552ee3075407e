"""Who has a shared address, and the papers that it opens: exactly these, of the newest edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from missions.accounts.capabilities import REMEMBERED, Purpose
from missions.accounts.model import CapabilityLink
from missions.accounts.tokens import digest
from missions.audit import log
from missions.briefing.desk import Desk, open_desk
from missions.briefing.document import Briefing, What
from missions.briefing.release import Asked, NotReleased, Viewer, release
from missions.installation import Installation
from missions.policy.actions import Action
from missions.privacy import Audience
from missions.trips.model import Membership, Partner
from missions.web import feeds

SHEETS = {
    Purpose.FAMILY: (What.FAMILY_SHEET, Audience.FAMILY),
    Purpose.HOST: (What.HOST_SHEET, Audience.HOST),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared address: `owner` is the id of a member or partner, "" once the row is gone."""

    id: str
    purpose: Purpose
    owner: str
    trip_id: str
    works: bool

    @property
    def actor(self) -> str:
        """By what name the log knows who has it."""
        return f"link:{self.id}"


def find(session: Session, token: str, now: datetime) -> Shared | None:
    """Return what a shared address opens; None for one that is unknown or long over."""
    works = and_(
        CapabilityLink.revoked_at.is_(None),
        CapabilityLink.expires_at > now,
        or_(Partner.id.is_not(None), feeds.works(now)),
    )
    row = session.execute(
        select(CapabilityLink, Membership.trip_id, Partner.trip_id, works)
        .outerjoin(Membership, Membership.id == CapabilityLink.membership_id)
        .outerjoin(Partner, Partner.id == CapabilityLink.partner_id)
        .where(
            CapabilityLink.token_hash == digest(token),
            CapabilityLink.purpose.in_(SHEETS),
            feeds.is_remembered(now - REMEMBERED),
        )
    ).first()
    if row is None:
        return None
    link, of_member, of_partner, still = row
    purpose = Purpose(link.purpose)
    owner = link.partner_id if purpose.of_partner else link.membership_id
    trip_id = of_partner if purpose.of_partner else of_member
    return Shared(link.id, purpose, owner or "", trip_id or "", bool(still and owner and trip_id))


def papers_of(desk: Desk, purpose: Purpose, owner: str) -> tuple[Asked, Asked]:
    """Return the sheet and the calendar of a member or partner, found by id in this edition.

    Raises:
        NotReleased: this edition doesn't have them.
    """
    what, audience = SHEETS[purpose]
    rows = desk.plan.partners if purpose.of_partner else desk.plan.members
    key = next((row.key for row in rows if row.id == owner), None)
    if key is None:
        raise NotReleased("There is no such paper.")
    if purpose.of_partner:
        return Asked(what, audience, partner=key), Asked(What.CALENDAR, audience, partner=key)
    return Asked(what, audience, key), Asked(What.CALENDAR, audience, key)


def released(
    installation: Installation, link: Shared, what: What, fmt: str, number: int | None = None
) -> Briefing:
    """Ask the one door as who has exactly these papers, and write down what left.

    A calendar is fetched all day long by itself: that is counted, not written down.
    """
    with installation.store.write() as session:
        desk = open_desk(installation, session, link.trip_id, number, viewer=link.actor)
        asked = {one.what: one for one in papers_of(desk, link.purpose, link.owner)}
        viewer = Viewer(actor=link.actor, role="", opens=frozenset(asked.values()))
        briefing = release(desk, viewer, asked[what])
        if what is not What.CALENDAR:
            detail = f"{what} {briefing.audience} {fmt}"
            log.record(
                session, link.actor, Action.SHARED_READ, desk.edition_id, detail, link.trip_id
            )
        return briefing
