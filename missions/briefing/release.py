"""The one door: where documents leave.

`release` asks the table of postures and audiences (`policy.views`), builds each section that the
paper prints, and returns a plain `Briefing`. What is not granted was never unsealed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from missions import clock
from missions.briefing import section_papers as papers
from missions.briefing import section_people as people
from missions.briefing import section_places as places
from missions.briefing import section_plan as plan
from missions.briefing import section_travel as travel
from missions.briefing.desk import Desk
from missions.briefing.document import Briefing, Change, Person, Stamp, What
from missions.briefing.dossier import Member, PartnerFacts
from missions.briefing.reader import Asked, Reader
from missions.briefing.section_calendar import calendar
from missions.policy.crossings import Held, held
from missions.policy.views import TABLE, Detail
from missions.privacy import NAMED_ON_PAPER, Audience, FieldAccess

__all__ = ["Asked", "ClosedNow", "NotReleased", "Viewer", "audience_now", "release"]

OPERATOR = "operator"
_LEADERS = frozenset({"leader", "co-leader"})
_SHARED = frozenset({What.BOOK, What.MANIFEST, What.ROOMING})


class NotReleased(LookupError):
    """There is no such paper, or it is not for this viewer; the two are not told apart."""


class ClosedNow(RuntimeError):
    """A crossing is near: `instead` is what may be had until `until` (None: no end known)."""

    def __init__(self, instead: Audience, until: datetime | None) -> None:
        super().__init__("This paper rests while a border is near.")
        self.instead, self.until = instead, until


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: an account's id with their role and key in this trip, or the operator."""

    actor: str
    role: str = OPERATOR
    member: str | None = None

    @property
    def operator(self) -> bool:
        """Whether the installation's operator asks; crossings don't bind them."""
        return self.role == OPERATOR


def release(desk: Desk, viewer: Viewer, asked: Asked) -> Briefing:
    """Return the paper that was asked for, as its audience may see it.

    Raises:
        NotReleased: no such paper, or not for this viewer.
        ClosedNow: a member asks for more than a crossing allows now.
        OuterKeyUnusable: the paper holds sealed facts and the outer key is missing.
    """
    member, partner = _whose(desk, asked)
    if not _may(desk, viewer, asked, member):
        raise NotReleased("There is no such paper.")
    if not viewer.operator:
        _hold(desk, viewer, asked)
    view = TABLE[(desk.posture, asked.audience)]
    reader = Reader(desk, asked, view, member, partner)
    return _SECTIONS[asked.what](reader, _heading(reader))


def _whose(desk: Desk, asked: Asked) -> tuple[Member | None, PartnerFacts | None]:
    member = next((m for m in desk.plan.members if m.key == asked.person), None)
    partner = next((p for p in desk.plan.partners if p.key == asked.partner), None)
    if (asked.person and member is None) or (asked.partner and partner is None):
        raise NotReleased("There is no such paper.")
    return member, partner


def _may(desk: Desk, viewer: Viewer, asked: Asked, member: Member | None) -> bool:
    if not exists(asked, member):
        return False
    if viewer.operator:
        return True
    if asked.audience is Audience.LEADER:
        return False
    if viewer.role in _LEADERS:
        return True
    if asked.what in _SHARED and asked.audience is Audience.TEAM:
        return True
    if asked.audience not in (Audience.TEAM, Audience.BORDER, Audience.CALENDAR):
        return False
    if member is None:
        return asked.what is What.CALENDAR and asked.audience is Audience.TEAM
    return viewer.member == member.key or _guards(desk, viewer, member)


def _guards(desk: Desk, viewer: Viewer, member: Member) -> bool:
    """Whether the viewer is a guardian of this minor."""
    if not member.minor.unseal() or viewer.member is None:
        return False
    own = next((m for m in desk.plan.members if m.key == viewer.member), None)
    if own is None:
        return False
    handles = {handle.casefold() for handle in member.guardians.unseal()}
    return bool(handles & {own.key.casefold(), own.name.casefold()})


_AUDIENCES: dict[What, frozenset[Audience]] = {
    What.BOOK: NAMED_ON_PAPER,
    What.PACKET: NAMED_ON_PAPER | {Audience.BORDER},
    What.CARD: NAMED_ON_PAPER,
    What.MANIFEST: NAMED_ON_PAPER,
    What.ROOMING: NAMED_ON_PAPER,
    What.HOST_SHEET: frozenset({Audience.HOST}),
    What.FAMILY_SHEET: frozenset({Audience.FAMILY}),
    What.CALENDAR: frozenset(Audience) - {Audience.LEADER},
}


def exists(asked: Asked, member: Member | None) -> bool:
    """Whether the table of papers knows this one: what, for whom, about whom."""
    if asked.audience not in _AUDIENCES[asked.what]:
        return False
    if member is not None and not member.travels:
        return False
    personal = asked.what in (What.PACKET, What.FAMILY_SHEET)
    personal |= asked.what is What.CARD and asked.audience is Audience.TEAM
    hosts = asked.audience is Audience.HOST
    if asked.what is What.CALENDAR and not hosts:
        return asked.partner is None
    return (personal == (asked.person is not None)) and (hosts == (asked.partner is not None))


def audience_now(desk: Desk, viewer: Viewer, audience: Audience, at: datetime) -> Held:
    """Return what a member gets for `audience` at an instant, crossings considered."""
    mine = next((m.id for m in desk.plan.members if m.key == viewer.member), None)
    windows = [
        (row.closes.unseal(), row.opens.unseal())
        for row in desk.plan.crossings
        if mine is None or mine in row.people.unseal()
    ]
    now = held(desk.posture, FieldAccess(desk.plan.trip.field_access), windows, at)
    if now.audience is Audience.TEAM or audience in (Audience.BORDER, Audience.CALENDAR):
        return Held(audience)
    return now


def _hold(desk: Desk, viewer: Viewer, asked: Asked) -> None:
    now = audience_now(desk, viewer, asked.audience, clock.now())
    if now.audience is not asked.audience:
        raise ClosedNow(now.audience, now.until)


def _heading(reader: Reader) -> Briefing:
    trip = reader.plan.trip
    desk = reader.view.desk
    title = trip.name.unseal() if reader.leads and trip.name else trip.label
    return Briefing(
        what=reader.asked.what,
        audience=reader.asked.audience,
        title="Itinerary" if desk else title,
        starts=trip.starts,
        ends=trip.ends,
        paper=trip.paper,
        languages=trip.languages if not desk else ("en",),
        neutral=desk,
        stamp=_stamp(reader),
        home_zone=trip.home_zone if reader.view.home else "",
        reader=_addressee(reader),
        code=trip.code if reader.leads else "",
    )


def _addressee(reader: Reader) -> Person | None:
    if reader.member is None:
        return None
    if reader.view.desk:
        return people.at_the_desk(reader.member)
    return people.person(reader, reader.member) if reader.told else None


def _stamp(reader: Reader) -> Stamp | None:
    if not reader.dated:
        return None
    return Stamp(
        edition=reader.desk.number,
        audience=str(reader.asked.audience),
        published=reader.desk.published_at,
        home_zone=reader.plan.trip.home_zone,
        since=reader.desk.number - 1 if reader.desk.before is not None else None,
    )


def _changes(reader: Reader) -> tuple[Change, ...]:
    return tuple(
        Change(kind=row.kind, now=row.now, was=row.was, day=row.day, uid=row.uid)
        for row in reader.differences
    )


def _shared(reader: Reader, plain: Briefing) -> Briefing:
    """The sections of book and packet, each empty where the view does not grant it."""
    stays = places.stays(reader)
    return replace(
        plain,
        people=people.people(reader),
        head_count=len(reader.travellers) if reader.told else 0,
        route=travel.route(reader),
        days=plan.days(reader, stays),
        legs=travel.legs(reader),
        stays=stays,
        sites=places.sites(reader),
        partners=places.partners(reader),
        trainings=people.trainings(reader),
        contacts=papers.insurer(reader) if reader.view.desk else people.contacts(reader),
        numbers=people.numbers(reader, people.countries(reader)) if reader.told else (),
        papers=papers.papers(reader),
        changes=_changes(reader),
    )


def _book(reader: Reader, plain: Briefing) -> Briefing:
    cards = tuple(papers.card(reader, m) for m in reader.travellers) if reader.leads else ()
    return replace(
        _shared(reader, plain),
        pages=people.pages(reader),
        purpose=reader.desk.secrets.trip.purpose.unseal() if reader.leads else "",
        cards=cards,
    )


def _packet(reader: Reader, plain: Briefing) -> Briefing:
    made = _shared(reader, plain)
    if not reader.told or reader.member is None:
        return made
    debts, asked = papers.owed(reader, reader.member)
    card = papers.card(reader, reader.member)
    return replace(made, owed=debts, asked=asked, cards=(card,))


def _card(reader: Reader, plain: Briefing) -> Briefing:
    whose = [reader.member] if reader.member else reader.travellers
    return replace(plain, cards=tuple(papers.card(reader, member) for member in whose))


def _manifest(reader: Reader, plain: Briefing) -> Briefing:
    rows = papers.manifest(reader)
    return replace(plain, manifest=rows, head_count=len(reader.travellers))


def _rooming(reader: Reader, plain: Briefing) -> Briefing:
    return replace(plain, stays=places.stays(reader), head_count=len(reader.travellers))


def _host(reader: Reader, plain: Briefing) -> Briefing:
    rows = list(plan.chosen(reader))
    present = {person for row in rows for person in row.people}
    present = {person for person in present if person in reader.people}
    bare = reader.view.detail is Detail.BARE
    keys = {row.site for row in rows}
    return replace(
        plain,
        host=places.partner(reader, reader.partner) if reader.partner and not bare else None,
        days=plan.days(reader),
        legs=plan.met_legs(reader),
        sites=places.sites(reader, keys),
        head_count=len(present),
        counts=papers.counts(reader, sorted(present)),
    )


def _family(reader: Reader, plain: Briefing) -> Briefing:
    stays = places.stays(reader)
    return replace(
        plain,
        route=travel.route(reader),
        days=plan.days(reader, stays),
        legs=travel.legs(reader),
        stays=stays,
        contacts=people.contacts(reader),
    )


def _calendar(reader: Reader, plain: Briefing) -> Briefing:
    return replace(plain, reader=None, calendar=calendar(reader))


_SECTIONS: dict[What, Callable[[Reader, Briefing], Briefing]] = {
    What.BOOK: _book,
    What.PACKET: _packet,
    What.CARD: _card,
    What.MANIFEST: _manifest,
    What.ROOMING: _rooming,
    What.HOST_SHEET: _host,
    What.FAMILY_SHEET: _family,
    What.CALENDAR: _calendar,
}
