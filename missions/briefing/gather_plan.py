"""The tables of a trip, one by one, as the plan's facts. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from missions.briefing import dossier as facts
from missions.briefing.queries import TripRows
from missions.people.model import Person
from missions.privacy import FieldAccess, Posture, for_leaders
from missions.reference.airports import airport
from missions.schedule.model import Activity, Segment, Stay
from missions.schedule.rules import CROSSING_MARGIN, international
from missions.trips.model import Membership, Site, Trip
from missions.trips.rules import OnRoster, Roster, is_minor, split_list


def trip_facts(trip: Trip) -> facts.TripFacts:
    """Return the trip itself; a blank field access is `none` for closed trips, else `web`."""
    closed = trip.posture == Posture.CLOSED
    return facts.TripFacts(
        id=trip.id,
        code=trip.code,
        label=trip.label or "Trip",
        name=for_leaders(trip.name),
        posture=trip.posture,
        field_access=trip.field_access or (FieldAccess.NONE if closed else FieldAccess.WEB),
        starts=trip.starts,
        ends=trip.ends,
        home_zone=trip.home_zone,
        paper=trip.paper,
        languages=split_list(trip.languages) or ("en",),
    )


def roster_of(rows: TripRows) -> Roster:
    """Return who can be chosen by lists."""
    return Roster(
        OnRoster(
            id=membership.id,
            key=membership.key,
            name=called(membership, person),
            role=membership.role,
            groups=split_list(membership.groups),
            joins=membership.joins,
            leaves=membership.leaves,
            minor=is_minor(person.birth_date, rows.trip.starts),
        )
        for membership, person in rows.members
    )


def called(membership: Membership, person: Person) -> str:
    """Return the name that everybody may read."""
    return person.preferred_name or membership.key


def members(rows: TripRows, roster: Roster) -> tuple[facts.Member, ...]:
    """Return the roster's people."""
    known = {member.id: member for member in roster.members}
    return tuple(
        _member(membership, person, known[membership.id]) for membership, person in rows.members
    )


def _member(membership: Membership, person: Person, known: OnRoster) -> facts.Member:
    return facts.Member(
        id=membership.id,
        person_id=person.id,
        key=membership.key,
        name=known.name,
        role=membership.role,
        travels=known.travels,
        groups=known.groups,
        skills=split_list(person.skills),
        languages=split_list(person.languages),
        minor=for_leaders(known.minor),
        legal_name=for_leaders(person.legal_name or _legal(person)),
        surname=for_leaders(person.surname),
        given_names=for_leaders(person.given_names),
        local_name=for_leaders(person.local_name),
        birth_date=for_leaders(person.birth_date),
        gender=for_leaders(person.gender),
        nationality=for_leaders(person.nationality),
        email=for_leaders(person.email),
        phone=for_leaders(person.phone),
        diet=for_leaders(person.diet),
        emergency_name=for_leaders(person.emergency_name),
        emergency_relation=for_leaders(person.emergency_relation),
        emergency_phone=for_leaders(person.emergency_phone),
        guardians=for_leaders(split_list(membership.guardians)),
        drives=for_leaders(person.drives),
        joins=for_leaders(membership.joins),
        leaves=for_leaders(membership.leaves),
    )


def _legal(person: Person) -> str:
    return ", ".join(part for part in (person.surname, person.given_names) if part)


def sites(rows: TripRows) -> tuple[facts.SiteFacts, ...]:
    """Return the places under their aliases."""
    return tuple(
        facts.SiteFacts(
            id=site.id,
            key=site.key,
            alias=site.alias or site.key,
            mark=site.mark,
            kind=site.kind,
            country=site.country,
            zone=site.zone,
            opens=site.opens,
            closes=site.closes,
            partner=site.partner or "",
            address=for_leaders(site.address),
            local_address=for_leaders(site.local_address),
            phone=for_leaders(site.phone),
            latitude=for_leaders(site.latitude),
            longitude=for_leaders(site.longitude),
            carry=for_leaders(site.carry),
            visitors=for_leaders(site.visitors),
        )
        for site in rows.sites
    )


def partners(rows: TripRows) -> tuple[facts.PartnerFacts, ...]:
    """Return the hosts under their aliases."""
    return tuple(
        facts.PartnerFacts(
            id=partner.id,
            key=partner.key,
            alias=partner.alias or partner.key,
            mark=partner.mark,
            languages=split_list(partner.languages),
        )
        for partner in rows.partners
    )


def segments(rows: TripRows, roster: Roster) -> tuple[facts.SegmentFacts, ...]:
    """Return the legs in order of departure."""
    places = {site.key: site for site in rows.sites}
    ordered = sorted(rows.segments, key=lambda row: (row.departs_utc, row.position))
    return tuple(_segment(row, places, roster) for row in ordered)


def _segment(row: Segment, places: dict[str, Site], roster: Roster) -> facts.SegmentFacts:
    return facts.SegmentFacts(
        id=row.id,
        key=row.key,
        mode=row.mode,
        carrier=row.carrier,
        number=row.number,
        origin=_end(row.mode, row.origin, places),
        destination=_end(row.mode, row.destination, places),
        departs=row.departs,
        departs_zone=row.departs_zone,
        departs_utc=row.departs_utc,
        arrives=row.arrives,
        arrives_zone=row.arrives_zone,
        arrives_utc=row.arrives_utc,
        people=roster.choose(row.people, row.departs.date()),
        seats=row.seats,
        baggage=row.baggage,
        vehicle=row.vehicle,
        driver=row.driver,
        met_by=row.met_by,
        locator=for_leaders(row.locator),
        ticketed_as=for_leaders(_ticketed(row.ticketed_as, roster)),
        note=for_leaders(row.note),
    )


def _end(mode: str, text: str, places: dict[str, Site]) -> facts.End:
    found = airport(text) if mode == "flight" else None
    if found is not None:
        return facts.End(text=found.name, code=found.code, city=found.city, country=found.country)
    site = places.get(text)
    if site is not None:
        return facts.End(text=site.alias or site.key, country=site.country, site=site.key)
    found = airport(text) if len(text) == 3 and text.isupper() else None
    if found is not None:
        return facts.End(text=found.name, code=found.code, city=found.city, country=found.country)
    return facts.End(text=text)


def _ticketed(text: str, roster: Roster) -> dict[str, str]:
    names = {}
    for part in text.split(";"):
        handle, equals, name = part.partition("=")
        member = roster.find(handle)
        if equals and member is not None:
            names[member.id] = name.strip()
    return names


def crossings(
    rows: TripRows, roster: Roster, legs: tuple[facts.SegmentFacts, ...]
) -> tuple[facts.CrossingFacts, ...]:
    """Return the crossings set by hand, or one for each segment between two countries."""
    if rows.crossings:
        return tuple(
            facts.CrossingFacts(
                place=for_leaders(row.place),
                zone=for_leaders(row.zone),
                closes=for_leaders(row.closes_utc),
                opens=for_leaders(row.opens_utc),
                people=for_leaders(roster.choose(row.people, row.closes.date())),
                note=for_leaders(row.note),
            )
            for row in rows.crossings
        )
    return tuple(
        facts.CrossingFacts(
            place=for_leaders(leg.destination.code or leg.destination.text),
            zone=for_leaders(leg.arrives_zone),
            closes=for_leaders(leg.departs_utc - CROSSING_MARGIN),
            opens=for_leaders(leg.arrives_utc + CROSSING_MARGIN),
            people=for_leaders(leg.people),
            note=for_leaders(""),
        )
        for leg in legs
        if international(leg.origin.country, leg.destination.country)
    )


def stays(rows: TripRows, roster: Roster) -> tuple[facts.StayFacts, ...]:
    """Return the stays with their rooms and everyone whom each concerns."""
    beds = {room.id: roster.choose(room.people) if room.people else () for room in rows.rooms}
    by_stay: dict[str, set[str]] = {stay.key: set() for stay in rows.stays}
    for room in rows.rooms:
        by_stay[room.stay].update(beds[room.id])
    ordered = sorted(rows.stays, key=lambda stay: (stay.check_in, stay.position))
    return tuple(
        facts.StayFacts(
            id=stay.id,
            key=stay.key,
            site=stay.site or "",
            check_in=stay.check_in,
            check_out=stay.check_out,
            rooms=tuple(
                facts.RoomFacts(
                    room=room.room,
                    floor=room.floor,
                    people=beds[room.id],
                    capacity=for_leaders(room.capacity),
                )
                for room in rows.rooms
                if room.stay == stay.key
            ),
            people=roster.in_order(_concerned(stay, rows, roster, by_stay)),
            confirmation=for_leaders(stay.confirmation),
            note=for_leaders(stay.note),
        )
        for stay in ordered
    )


def nights(check_in: date, check_out: date) -> list[date]:
    """Return the nights of a stay, each by the day it begins; a day's stay is that day's night."""
    count = max((check_out - check_in).days, 1)
    return [check_in + timedelta(days=place) for place in range(count)]


def _concerned(
    stay: Stay, rows: TripRows, roster: Roster, by_stay: dict[str, set[str]]
) -> set[str]:
    chosen = set(by_stay[stay.key])
    others = [row for row in rows.stays if row.key != stay.key]
    for night in nights(stay.check_in, stay.check_out):
        placed = {
            sleeper
            for other in others
            if night in nights(other.check_in, other.check_out)
            for sleeper in by_stay[other.key]
        }
        there = {m.id for m in roster.members if m.travels and m.there_on(night)}
        chosen |= there - placed
    return chosen


def activities(rows: TripRows, roster: Roster) -> tuple[facts.ActivityFacts, ...]:
    """Return the activities in order of day and time, those of the whole day first."""
    ordered = sorted(
        rows.activities,
        key=lambda row: (row.day, row.starts is not None, row.starts or row.day, row.position),
    )
    return tuple(_activity(row, roster) for row in ordered)


def things(text: str) -> tuple[str, ...]:
    """Return what to bring: parted by `;`, or by commas where there is no `;`."""
    if ";" not in text:
        return split_list(text)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _activity(row: Activity, roster: Roster) -> facts.ActivityFacts:
    lead = roster.choose(row.lead) if row.lead else ()
    return facts.ActivityFacts(
        id=row.id,
        key=row.key,
        day=row.day,
        zone=row.zone,
        starts=row.starts,
        starts_utc=row.starts_utc,
        ends=row.ends,
        ends_utc=row.ends_utc,
        site=row.site or "",
        title=row.title,
        plain_title=row.plain_title,
        kind=row.kind,
        lead=lead,
        people=roster.in_order({*roster.choose(row.people, row.day), *lead}),
        partner=row.partner or "",
        status=row.status or "confirmed",
        meet_at=row.meet_at,
        meet_time=row.meet_time,
        vehicle=row.vehicle,
        bring=things(row.bring),
        with_children=for_leaders(row.with_children),
        backup=for_leaders(row.backup),
        note=for_leaders(row.note),
    )
