"""Travel, crossings and activities as the plan's facts. Pure."""

from __future__ import annotations

from missions.briefing import dossier as facts
from missions.briefing.queries import TripRows
from missions.privacy import for_leaders
from missions.reference.airports import airport
from missions.schedule.model import Activity, Segment
from missions.schedule.rules import CROSSING_MARGIN, international
from missions.trips.model import Site
from missions.trips.rules import Roster, split_list
from missions.zones import country_of


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
        origin=_end(row.mode, row.origin, row.departs_zone, places),
        destination=_end(row.mode, row.destination, row.arrives_zone, places),
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


def _end(mode: str, text: str, zone: str, places: dict[str, Site]) -> facts.End:
    """Return an end of a leg; the zone says the country where nothing else does."""
    found = airport(text) if mode == "flight" else None
    if found is not None:
        return facts.End(text=found.name, code=found.code, city=found.city, country=found.country)
    site = places.get(text)
    if site is not None:
        return facts.End(
            text=site.alias or site.key, country=site.country or country_of(zone), site=site.key
        )
    found = airport(text) if len(text) == 3 and text.isupper() else None
    if found is not None:
        return facts.End(text=found.name, code=found.code, city=found.city, country=found.country)
    return facts.End(text=text, country=country_of(zone))


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
