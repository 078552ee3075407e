"""Taking a trip's rows away: its own, those of persons whom no other trip holds, its addresses."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import CapabilityLink
from missions.briefing.codec import unpack_body
from missions.briefing.model import Edition
from missions.outbox.model import Letter
from missions.people.model import Person
from missions.trips.model import Membership, Partner, Trip


def persons_of(session: Session, trip_id: str) -> list[str]:
    """Return whom no other trip holds, of the trip's draft and of its editions."""
    members = session.scalars(select(Membership.person_id).where(Membership.trip_id == trip_id))
    known = set(members)
    for body in session.scalars(select(Edition.open_part).where(Edition.trip_id == trip_id)):
        known |= {member.person_id for member in unpack_body(body).plan.members}
    elsewhere = set(
        session.scalars(select(Membership.person_id).where(Membership.trip_id != trip_id))
    )
    return sorted(known - elsewhere)


def delete_trip(session: Session, trip_id: str) -> None:
    """Delete everything that ends with a trip, but its persons.

    The rows of its plan and its editions refer to it and go with it (`ON DELETE CASCADE`).
    """
    members = select(Membership.id).where(Membership.trip_id == trip_id)
    partners = select(Partner.id).where(Partner.trip_id == trip_id)
    end_links(session, CapabilityLink.membership_id.in_(members))
    end_links(session, CapabilityLink.partner_id.in_(partners))
    session.execute(delete(Letter).where(Letter.trip_id == trip_id))
    session.execute(delete(Trip).where(Trip.id == trip_id))


def delete_persons(session: Session, persons: Iterable[str]) -> None:
    """Delete persons with their documents’ scans and their invitations."""
    session.execute(delete(Person).where(Person.id.in_(list(persons))))


def end_links(session: Session, which: ColumnElement[bool]) -> None:
    """Let addresses end. Of each a digest stays, so that calendars that still ask are emptied."""
    session.execute(
        update(CapabilityLink)
        .where(which)
        .values(
            revoked_at=func.coalesce(CapabilityLink.revoked_at, clock.now()),
            membership_id=None,
            partner_id=None,
            last_client="",
        )
        .execution_options(synchronize_session=False)
    )
