"""Where things happen: the ends of a segment, sites, crossings; and so in which zone.

A flight's ends are airports, whose zones come from reference data; a site brings its own zone;
free text needs one beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from missions.intake.cells import closest
from missions.intake.columns import Row
from missions.intake.faults import Cause, Findings
from missions.intake.folder import Table, TripFolder
from missions.intake.plan_rows import TravelRow
from missions.intake.rows import SiteRow
from missions.reference.airports import airport, likely_airports
from missions.reference.countries import country_name, zones_of

ENDS = (("origin", "from_zone"), ("destination", "to_zone"))


def end_zone(mode: str, place: str, given: str, sites: Mapping[str, SiteRow]) -> str:
    """Return the zone that holds at an end of a segment, "" where nothing says."""
    if mode != "flight" and place in sites:
        return sites[place].zone or given
    found = airport(place) if mode == "flight" or _code_like(place) else None
    if found is not None and (mode == "flight" or not given):
        return found.zone
    return given


def _code_like(place: str) -> bool:
    return len(place) == 3 and place.isascii() and place.isupper()


def check_places(folder: TripFolder, findings: Findings) -> None:
    """Find unknown airports and missing zones; make those that follow from something else."""
    for site in folder.site.rows:
        _complete_site(folder.site, site, findings)
    sites = {row.key: row for row in folder.site.rows}
    for row in folder.travel.rows:
        for place, zone in ENDS:
            _check_end(folder, row, place, zone, sites, findings)
    for crossing in folder.crossings.rows:
        held = crossing.zone or end_zone("", crossing.place, "", sites)
        if held and not crossing.zone:
            crossing.make("zone", held)
        elif not held and not folder.site.broken:
            _missing_zone(folder.crossings, crossing, "zone", crossing.place, findings)
    for training in folder.training.rows:
        if not training.zone and folder.settings.home_zone:
            training.make("zone", folder.settings.home_zone)
    _check_used_sites(folder, sites, findings)


def _complete_site(table: Table[SiteRow], site: SiteRow, findings: Findings) -> None:
    zones = zones_of(site.country)
    if not site.zone and len(zones) == 1:
        site.make("zone", zones[0])
        text = f"It is blank: {zones[0]} is taken, the only zone of {country_name(site.country)}."
        findings.notice(table.place(site, "zone"), text)


def _check_end(
    folder: TripFolder,
    row: TravelRow,
    place: str,
    zone: str,
    sites: Mapping[str, SiteRow],
    findings: Findings,
) -> None:
    table, text, given = folder.travel, getattr(row, place), getattr(row, zone)
    if row.mode == "flight" and text:
        found = airport(text.upper())
        if found is None:
            likely = findings.likely(partial(_likely_codes, text))
            findings.fault(
                Cause.UNKNOWN_AIRPORT,
                table.place(row, place),
                table.cell(row, place),
                "an airport's three letters (IATA) as ICN",
                likely,
            )
            return
        setattr(row, place, found.code)
        text = found.code
    held = end_zone(row.mode, text, given, sites)
    if held and given and held != given:
        reason = f"{text} is in {held}, which is taken instead of {given}."
        findings.warn(table.place(row, zone), reason)
    elif text and row.mode and not held and not (text in sites or folder.site.broken):
        meant = findings.likely(partial(_likely_site, text, sites))
        _missing_zone(table, row, zone, text, findings, meant)


def _likely_site(place: str, sites: Mapping[str, SiteRow]) -> str:
    named = {name.casefold(): key for key, row in sites.items() for name in (row.alias, key)}
    near = closest(place, named, 0.75)
    return f"the site {named[near]}" if near else ""


def _zone_of_city(place: str) -> str:
    named = (each for each in likely_airports(place) if each.city.casefold() == place.casefold())
    return next((each.zone for each in named), "")


def _likely_codes(text: str) -> str:
    return " or ".join(each.code for each in likely_airports(text))


def _missing_zone(
    table: Table[Any], row: Row, attribute: str, place: str, findings: Findings, meant: str = ""
) -> None:
    found = table.place(row, attribute)
    if findings.blames(found):
        return
    wanted = f"the time zone of “{place}”, as Asia/Seoul; it is neither an airport nor a site"
    likely = meant or findings.likely(partial(_zone_of_city, place))
    findings.fault(Cause.UNKNOWN_ZONE, found, table.cell(row, attribute), wanted, likely)


def _check_used_sites(folder: TripFolder, sites: Mapping[str, SiteRow], findings: Findings) -> None:
    """A site at which something has a time must say in which zone."""
    used = {row.site for row in folder.schedule.rows}
    used |= {row.origin for row in folder.travel.rows if row.mode != "flight"}
    used |= {row.destination for row in folder.travel.rows if row.mode != "flight"}
    for key in sorted(used & sites.keys()):
        site = sites[key]
        if not site.zone and not findings.blames(folder.site.place(site, "zone")):
            zones = zones_of(site.country)
            wanted = "the site's time zone as Asia/Seoul; something is planned there"
            likely = " or ".join(zones) if len(zones) <= 3 else ""
            findings.fault(
                Cause.UNKNOWN_ZONE,
                folder.site.place(site, "zone"),
                folder.site.cell(site, "zone"),
                wanted,
                likely,
            )
