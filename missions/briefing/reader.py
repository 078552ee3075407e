"""Reading an edition for one audience: what may be unsealed, how things are called, whose they are.

Built by `release` alone; the section builders ask it for every private value, so that a fact
which the view does not grant stays an empty one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar

from missions.briefing.desk import Desk
from missions.briefing.diff import differences
from missions.briefing.difference import Difference
from missions.briefing.document import Moment, What
from missions.briefing.dossier import (
    Happening,
    Member,
    PartnerFacts,
    PersonSecrets,
    SiteFacts,
    TripSecrets,
)
from missions.policy.views import Detail, View
from missions.privacy import Audience, Sealed, Sensitivity
from missions.zones import zone as zone_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper: for whom it is written, about whom it is. `person` and `partner` are keys."""

    what: What
    audience: Audience
    person: str | None = None
    partner: str | None = None


class Reader:
    """An edition through the eyes of one audience and, for personal papers, one member."""

    def __init__(
        self,
        desk: Desk,
        asked: Asked,
        view: View,
        member: Member | None,
        partner: PartnerFacts | None,
    ) -> None:
        self.desk, self.asked, self.view = desk, asked, view
        self.member, self.partner = member, partner
        self.plan = desk.plan
        self.people = {row.id: row for row in self.plan.members}
        self.sites = {row.key: row for row in self.plan.sites}
        self.partners = {row.key: row for row in self.plan.partners}
        self.travellers = [row for row in self.plan.members if row.travels]

    @property
    def leads(self) -> bool:
        """Whether leaders read this."""
        return self.view.detail is Detail.FULL

    @property
    def told(self) -> bool:
        """Whether titles, aliases and preferred names are told."""
        return self.view.detail >= Detail.TEAM

    def leader(self, value: Sealed[T], nothing: T) -> T:
        """Return a leaders' fact, or `nothing` for everyone else."""
        return value.unseal() if self.leads else nothing

    def own(self, member: Member, value: Sealed[T], nothing: T) -> T:
        """Return a fact of `member` for leaders and, where the view grants it, for that member."""
        mine = self.view.own and self.member is not None and self.member.id == member.id
        return value.unseal() if self.leads or mine else nothing

    def real(self, value: Sealed[T], nothing: T) -> T:
        """Return a site's or partner's real side where it is told."""
        return value.unseal() if self.view.real else nothing

    def secrets_of(self, member_id: str) -> PersonSecrets:
        """Return a member's sealed facts; the caller decides by `leader` or `own`."""
        return self.desk.secrets_of(member_id)

    @property
    def _real_names(self) -> TripSecrets:
        """The real side of aliases; what leaders read is not made without it."""
        return self.desk.trip_secrets if self.leads else self.desk.real_names

    def site_name(self, key: str) -> str:
        """Return a site's real name where it is told."""
        if not self.view.real:
            return ""
        return self._real_names.site_names.unseal().get(key, "")

    def partner_name(self, key: str) -> str:
        """Return a partner's real name where it is told."""
        if not self.view.real:
            return ""
        return self._real_names.partner_names.unseal().get(key, "")

    def partner_phone(self, key: str) -> str:
        """Return a partner's phone where it is told."""
        if not self.view.real:
            return ""
        return self._real_names.partner_phones.unseal().get(key, "")

    def mine(self, people: Iterable[str]) -> bool:
        """Whether a list of people has to do with this paper: its member, or everybody's."""
        return self.member is None or self.member.id in people

    def concerns(self, thing: Happening) -> bool:
        """Whether a happening stands on this paper."""
        return self.mine(thing.people)

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return preferred names, where the view tells them."""
        if not self.told:
            return ()
        return tuple(self.people[member].name for member in ids if member in self.people)

    def everyone(self, ids: Iterable[str]) -> bool:
        """Whether all who travel are among `ids`."""
        return self.told and {m.id for m in self.travellers} <= set(ids)

    def called(self, text: str) -> str:
        """Return free text that may be a person's or a partner's key as a name to read."""
        if not self.told or not text:
            return ""
        folded = text.strip().casefold()
        for member in self.plan.members:
            if member.key.casefold() == folded:
                return member.name
        for partner in self.plan.partners:
            if partner.key.casefold() == folded:
                return partner.alias
        return text

    def alias(self, site: str) -> str:
        """Return a site's alias, "" where it is not told or there is none."""
        facts = self.sites.get(site)
        return facts.alias if facts is not None and self.told else ""

    def site(self, key: str) -> SiteFacts | None:
        """Return a site's facts."""
        return self.sites.get(key)

    def moment(self, wall: datetime, zone: str, utc: datetime) -> Moment:
        """Return a wall time with what the view tells beside it."""
        if self.view.utc:
            return Moment(wall=utc.replace(tzinfo=None), zone="UTC", utc=utc, offset=0)
        local = utc.astimezone(zone_of(zone))
        offset = local.utcoffset() or timedelta()
        name = local.tzname() or ""
        home = utc.astimezone(zone_of(self.plan.trip.home_zone)).replace(tzinfo=None)
        return Moment(
            wall=wall,
            zone=zone,
            utc=utc,
            offset=round(offset.total_seconds() / 60),
            abbreviation=name if name.isalpha() else "",
            home=home if self.view.home else None,
        )

    def noon(self, day: date, zone: str) -> Moment:
        """Return noon of a day in a zone: what its clock says against home's."""
        wall = datetime.combine(day, time(12))
        return self.moment(wall, zone, wall.replace(tzinfo=zone_of(zone)).astimezone(UTC))

    @property
    def dated(self) -> bool:
        """Whether this paper may speak of editions."""
        return self.asked.audience in (Audience.LEADER, Audience.TEAM)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What changed since the edition before, for this paper's reader."""
        if not self.dated or self.desk.before is None:
            return ()
        level = Sensitivity.LEADER if self.leads else Sensitivity.TEAM
        member = self.member.id if self.member else None
        found = differences(self.desk.before, self.plan, member)
        return tuple(row for row in found if row.sensitivity <= level)

    @cached_property
    def changed(self) -> dict[str, str]:
        """How an item changed since the edition before, by id."""
        return {row.uid: row.kind for row in self.differences if row.uid and row.kind != "gone"}
