"""Where people sleep and go: stays, rooms, sites, partners."""

from __future__ import annotations

from missions.briefing.document import Partner, Room, Site, Stay
from missions.briefing.dossier import PartnerFacts, RoomFacts, SiteFacts, StayFacts
from missions.briefing.reader import Reader

NO_SITE = "Lodging"


def stays(reader: Reader) -> tuple[Stay, ...]:
    """Return the stays of this paper; for a desk only those that a traveller may name there."""
    found = []
    for row in reader.plan.stays:
        if not reader.mine(row.people):
            continue
        site = reader.sites.get(row.site)
        if reader.view.desk:
            if site is not None and site.carry.unseal():
                found.append(_at_the_desk(reader, row, site))
        elif reader.told:
            found.append(_told(reader, row, site))
    return tuple(found)


def _nights(row: StayFacts) -> int:
    return (row.check_out - row.check_in).days


def _at_the_desk(reader: Reader, row: StayFacts, site: SiteFacts) -> Stay:
    name = reader.desk.real_names.site_names.unseal().get(site.key, "")
    return Stay(
        uid=row.id,
        site="",
        site_name=name,
        check_in=row.check_in,
        check_out=row.check_out,
        nights=_nights(row),
        address=site.address.unseal(),
        local_address=site.local_address.unseal(),
        phone=site.phone.unseal(),
    )


def _told(reader: Reader, row: StayFacts, site: SiteFacts | None) -> Stay:
    placed = {person for room in row.rooms for person in room.people}
    rooms = [room for room in row.rooms if reader.member is None or reader.mine(room.people)]
    without = [person for person in row.people if person not in placed and reader.mine([person])]
    return Stay(
        uid=row.id,
        site=site.alias if site else NO_SITE,
        check_in=row.check_in,
        check_out=row.check_out,
        nights=_nights(row),
        site_name=reader.site_name(row.site),
        address=reader.real(site.address, "") if site else "",
        local_address=reader.real(site.local_address, "") if site else "",
        phone=reader.real(site.phone, "") if site else "",
        zone=site.zone if site else "",
        country=site.country if site else "",
        kind=site.kind if site else "",
        rooms=tuple(_room(reader, room) for room in rooms),
        unplaced=reader.names(without),
        confirmation=reader.leader(row.confirmation, ""),
        note=reader.leader(row.note, ""),
    )


def _room(reader: Reader, room: RoomFacts) -> Room:
    return Room(
        room=room.room,
        floor=room.floor,
        capacity=reader.leader(room.capacity, None),
        people=reader.names(room.people),
    )


def sites(reader: Reader, only: set[str] | None = None) -> tuple[Site, ...]:
    """Return the places under their aliases, the real side beside them where it is told."""
    if not reader.told:
        return ()
    return tuple(_site(reader, row) for row in reader.plan.sites if only is None or row.key in only)


def _site(reader: Reader, row: SiteFacts) -> Site:
    host = reader.partners.get(row.partner)
    return Site(
        alias=row.alias,
        mark=row.mark,
        kind=row.kind,
        country=row.country,
        zone=row.zone,
        opens=row.opens,
        closes=row.closes,
        partner=host.alias if host else "",
        name=reader.site_name(row.key),
        address=reader.real(row.address, ""),
        local_address=reader.real(row.local_address, ""),
        phone=reader.real(row.phone, ""),
        latitude=reader.real(row.latitude, None),
        longitude=reader.real(row.longitude, None),
        carry=reader.leader(row.carry, False),
        visitors=reader.leader(row.visitors, ""),
    )


def partners(reader: Reader) -> tuple[Partner, ...]:
    """Return the hosts under their aliases."""
    if not reader.told:
        return ()
    return tuple(partner(reader, row) for row in reader.plan.partners)


def partner(reader: Reader, row: PartnerFacts) -> Partner:
    """Return one host."""
    return Partner(
        alias=row.alias,
        mark=row.mark,
        languages=row.languages,
        name=reader.partner_name(row.key),
        phone=reader.partner_phone(row.key),
    )
