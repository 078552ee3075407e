"""Every address that a trip has given out, or could: whose, what it shows, how it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.capabilities import Purpose
from missions.accounts.model import CapabilityLink
from missions.accounts.queries import links_of
from missions.people.model import Person
from missions.privacy import Posture
from missions.renderers.wording import count_of, day_name
from missions.trips.model import Membership, Partner
from missions.trips.rules import AT_HOME
from missions.web.words import local

SCOPES: dict[tuple[Purpose, Posture], str] = {
    (
        Purpose.FAMILY,
        Posture.OPEN,
    ): "Days with titles and places, the travel, contacts for home.",
    (Purpose.FAMILY, Posture.GUARDED): "Labels with times, their own travel, the public contacts.",
    (Purpose.FAMILY, Posture.CLOSED): "Label, dates and the public contacts, nothing else.",
    (
        Purpose.HOST,
        Posture.OPEN,
    ): "Their own items with places, how many come, what they may eat.",
    (Purpose.HOST, Posture.GUARDED): (
        "Their own items, who comes by preferred name, how many, what they may eat."
    ),
    (Purpose.HOST, Posture.CLOSED): (
        "Label, dates, the times of their own items, how many come, what they may eat."
    ),
    (Purpose.FEED, Posture.OPEN): "Titles, places and times, with reminders.",
    (Purpose.FEED, Posture.GUARDED): "Public labels and marks with their times.",
    (Purpose.FEED, Posture.CLOSED): "Public labels and marks with their times, in UTC.",
    (Purpose.TRAINING, Posture.OPEN): "The trainings only: titles, places and times.",
    (Purpose.TRAINING, Posture.GUARDED): "The trainings only: “Training” with their times.",
    (Purpose.TRAINING, Posture.CLOSED): "The trainings only: “Training” with their times, in UTC.",
}
"""What whoever has an address reads, in words; the table is `policy.views`."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A member or partner and their newest address for one purpose, None where there was none."""

    purpose: Purpose
    owner: str
    key: str
    name: str
    link: CapabilityLink | None
    works: bool

    @property
    def state(self) -> str:
        """How the address stands, in one word."""
        if self.link is None:
            return "none"
        return "on" if self.works else "off"

    def stands(self, zone: str) -> str:
        """How the address stands and until when, by the clock at home."""
        if self.link is None:
            return "No address yet"
        if self.works:
            return f"On until {_day(self.link.expires_at, zone)}"
        if self.link.revoked_at is not None:
            return f"Switched off on {_day(self.link.revoked_at, zone)}"
        return f"Ended on {_day(self.link.expires_at, zone)}"

    def used(self, zone: str) -> str:
        """When it was last asked for, by what, and how often."""
        if self.link is None:
            return ""
        if self.link.last_fetched_at is None:
            return "never asked for"
        by = f" by {self.link.last_client}" if self.link.last_client else ""
        often = count_of(self.link.fetches, "time")
        return f"last asked for on {_day(self.link.last_fetched_at, zone)}{by}, {often} in all"


def _day(instant: datetime, zone: str) -> str:
    return day_name(local(instant, zone).date())


def rows_of(session: Session, trip_id: str, now: datetime) -> list[LinkRow]:
    """Return a row for each traveller's family, each host, and each traveller's own calendar.

    The calendar of the trainings only has a row where there ever was one.
    """
    people = [
        (member.id, member.key, name or member.key)
        for member, name in session.execute(
            select(Membership, Person.preferred_name)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.trip_id == trip_id, Membership.ended_at.is_(None))
            .order_by(Membership.position, Membership.id)
        )
        if member.role not in AT_HOME
    ]
    hosts = [
        (partner.id, partner.key, partner.alias or partner.key)
        for partner in session.scalars(
            select(Partner).where(Partner.trip_id == trip_id).order_by(Partner.position, Partner.id)
        )
    ]
    links = links_of(session, [one for one, *_ in people], [one for one, *_ in hosts])
    found = []
    for purpose, owners in (
        (Purpose.FAMILY, people),
        (Purpose.HOST, hosts),
        (Purpose.FEED, people),
        (Purpose.TRAINING, [one for one in people if (Purpose.TRAINING.value, one[0]) in links]),
    ):
        for owner, key, name in owners:
            link = links.get((purpose.value, owner))
            found.append(LinkRow(purpose, owner, key, name, link, _works(link, now)))
    return found


def _works(link: CapabilityLink | None, now: datetime) -> bool:
    return link is not None and link.revoked_at is None and link.expires_at > now


def address_of(links: str, purpose: Purpose, token: str) -> str:
    """Return the address of a token, on the neutral host."""
    if purpose.is_calendar:
        return f"{links}/calendar/{token}.ics"
    return f"{links}/shared/{token}"
