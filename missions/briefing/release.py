"""The one door: where documents leave.

`release` asks who may have the paper (`admission`) and the table of postures and audiences
(`policy.views`), builds each section that the paper prints, and returns a plain `Briefing`. What is
not granted was never unsealed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from missions.briefing import section_let_be as let_be
from missions.briefing import section_lists as lists
from missions.briefing import section_papers as papers
from missions.briefing import section_people as people
from missions.briefing import section_places as places
from missions.briefing import section_plan as plan
from missions.briefing import section_travel as travel
from missions.briefing.admission import (
    ClosedNow,
    NotReleased,
    Viewer,
    audience_now,
    hold,
    may,
    whose,
)
from missions.briefing.copy_codes import code_of
from missions.briefing.desk import Desk
from missions.briefing.document import Briefing, Change, Person, Stamp, What
from missions.briefing.reader import Asked, Reader
from missions.briefing.section_calendar import calendar
from missions.briefing.section_card import card
from missions.policy.views import TABLE, Detail
from missions.privacy import Audience, Posture
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable

__all__ = [
    "Asked",
    "ClosedNow",
    "NotReleased",
    "Viewer",
    "audience_now",
    "opens_seals",
    "release",
]


def release(desk: Desk, viewer: Viewer, asked: Asked) -> Briefing:
    """Return the paper that was asked for, as its audience may see it.

    Raises:
        NotReleased: no such paper, or not for this viewer.
        ClosedNow: a member asks for more than a crossing allows now.
        OuterKeyUnusable: the paper holds sealed facts and the outer key is missing.
    """
    reader = _admitted(desk, viewer, asked)
    with suppress(OuterKeyUnusable, KeyShredded):  # what can't do without raises when it asks
        desk.unlock(_sealed_owners(reader))
    return _SECTIONS[asked.what](reader, _heading(reader, viewer))


def opens_seals(desk: Desk, viewer: Viewer, asked: Asked) -> bool:
    """Whether releasing this paper opens somebody's sealed facts; nothing is opened to tell.

    The real side of aliases doesn't count where the trip is open: there it is the team's.

    Raises:
        NotReleased, ClosedNow: as `release`.
    """
    reader = _admitted(desk, viewer, asked)
    known = {desk.plan.trip.id} if desk.posture is Posture.OPEN and not reader.leads else set()
    return bool(set(_sealed_owners(reader)) - known)


def _admitted(desk: Desk, viewer: Viewer, asked: Asked) -> Reader:
    """Return the edition through the eyes of who may have the paper now."""
    member, partner = whose(desk, asked)
    if not may(desk, viewer, asked, member):
        raise NotReleased("There is no such paper.")
    if not viewer.operator:
        hold(desk, viewer, asked)
    return Reader(desk, asked, TABLE[(desk.posture, asked.audience)], member, partner)


def _sealed_owners(reader: Reader) -> list[str]:
    """Return whose sealed facts the paper will ask for, so that one row tells of them all."""
    if reader.asked.what is What.CALENDAR:
        return []
    trip = reader.plan.trip.id
    if reader.asked.audience is Audience.HOST:
        people = {person for row in plan.chosen(reader) for person in row.people}
        return [trip, *people] if reader.view.real else [*people]
    if reader.member is not None:
        asks = reader.view.own or reader.view.desk
        return [trip, reader.member.id] if asks else []
    if reader.leads and reader.asked.what is not What.ROOMING:
        return [trip, *(member.id for member in reader.plan.members)]
    return [trip] if reader.view.real else []


def _heading(reader: Reader, viewer: Viewer) -> Briefing:
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
        stamp=_stamp(reader, viewer),
        home_zone=trip.home_zone if reader.view.home else "",
        reader=_addressee(reader),
        code=trip.code if reader.leads else "",
    )


def _addressee(reader: Reader) -> Person | None:
    """Return whose paper it is; calendars have no head, and must do without sealed facts."""
    if reader.member is None or reader.asked.what is What.CALENDAR:
        return None
    if reader.view.desk:
        return people.at_the_desk(reader.member)
    return people.person(reader, reader.member) if reader.told else None


def _stamp(reader: Reader, viewer: Viewer) -> Stamp | None:
    if not reader.dated:
        return None
    return Stamp(
        edition=reader.desk.number,
        audience=str(reader.asked.audience),
        published=reader.desk.published_at,
        home_zone=reader.plan.trip.home_zone,
        copy=code_of(reader.desk, viewer, reader.asked),
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
    cards = tuple(card(reader, m) for m in reader.travellers) if reader.leads else ()
    return replace(
        _shared(reader, plain),
        pages=people.pages(reader),
        purpose=reader.desk.trip_secrets.purpose.unseal() if reader.leads else "",
        cards=cards,
        waived=let_be.waived(reader),
        let_be=let_be.let_be(reader),
    )


def _packet(reader: Reader, plain: Briefing) -> Briefing:
    made = _shared(reader, plain)
    if not reader.told or reader.member is None:
        return made
    debts, asked = papers.owed(reader, reader.member)
    own = card(reader, reader.member)
    return replace(made, owed=debts, asked=asked, cards=(own,))


def _card(reader: Reader, plain: Briefing) -> Briefing:
    whose = [reader.member] if reader.member else reader.travellers
    return replace(plain, cards=tuple(card(reader, member) for member in whose))


def _manifest(reader: Reader, plain: Briefing) -> Briefing:
    rows = lists.manifest(reader)
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
        counts=lists.counts(reader, sorted(present)),
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
    return replace(plain, calendar=calendar(reader))


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
