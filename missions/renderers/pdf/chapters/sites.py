"""The places by their aliases; the real name and address stand beside where they are told."""

from __future__ import annotations

from missions.briefing.document import Briefing, Partner, Site
from missions.renderers.languages import spoken
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import DASH, joined

_SITES = Grid(
    (
        Column(4.6),
        Column(2.7, style=BASE.quiet),
        Column(1.9),
        Column(2.8),
    ),
    header=("Place", "For", "Open", "Host"),
    pad=3.5,
)
_PARTNERS = Grid(
    (Column(4.6, style=BASE.heavy), Column(4.6), Column(2.8, style=BASE.quiet)),
    header=("Host", "Name and phone", "Speaks"),
    pad=3.5,
)


def sites(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the table of places, then that of hosts."""
    blocks: list[Block] = []
    if briefing.sites:
        countries = {one.country: one.country_name for one in briefing.numbers}
        rows = [_site(site, countries) for site in briefing.sites]
        blocks.append(filled(typesetter, _SITES, rows))
    if briefing.partners:
        rows = [_partner(partner) for partner in briefing.partners]
        head = SectionHead(typesetter, "Hosts")
        blocks.append(Headed(head, filled(typesetter, _PARTNERS, rows)))
    return blocks


def _site(site: Site, countries: dict[str, str]) -> Row:
    place: list[Rich] = [Span(site.alias, BASE.heavy)]
    told = (site.name, site.address, site.local_address, site.phone)
    place += [text for text in dict.fromkeys(told) if text not in ("", site.alias)]
    if site.latitude is not None and site.longitude is not None:
        place.append(Span(f"{site.latitude:.5f}, {site.longitude:.5f}", SMALL.quiet))
    visitors = site.visitors if site.visitors not in ("", "all") else ""
    what = joined(site.kind, countries.get(site.country, ""))
    hours = joined(site.opens, site.closes, by=DASH)
    host: list[Rich] = [site.partner] if site.partner else []
    if visitors:
        host.append(Span(f"visitors: {visitors} only", SMALL.quiet))
    return Row((place, what, hours, host))


def _partner(partner: Partner) -> Row:
    return Row((partner.alias, joined(partner.name, partner.phone), spoken(partner.languages)))
