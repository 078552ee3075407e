"""Sites, partners and stays as the plan's facts. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from missions.briefing import dossier as facts
from missions.briefing.queries import TripRows
from missions.privacy import for_leaders
from missions.schedule.model import Stay
from missions.trips.rules import Roster, split_list


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
