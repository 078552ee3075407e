"""One door to every PDF: which paper a Briefing is."""

from __future__ import annotations

from collections.abc import Callable

from missions.briefing.document import Briefing, What
from missions.renderers.pdf.book import render_book
from missions.renderers.pdf.card import render_card
from missions.renderers.pdf.day_sheets import render_family_sheet, render_host_sheet
from missions.renderers.pdf.manifest import render_manifest
from missions.renderers.pdf.packet import render_packet
from missions.renderers.pdf.rooming import render_rooming

_PAPERS: dict[What, Callable[[Briefing], bytes]] = {
    What.BOOK: render_book,
    What.PACKET: render_packet,
    What.CARD: render_card,
    What.MANIFEST: render_manifest,
    What.ROOMING: render_rooming,
    What.HOST_SHEET: render_host_sheet,
    What.FAMILY_SHEET: render_family_sheet,
}


def render_pdf(briefing: Briefing) -> bytes:
    """Return the Briefing's paper; a calendar has none."""
    render = _PAPERS.get(briefing.what)
    if render is None:
        raise ValueError(f"there is no paper for a {briefing.what}")
    return render(briefing)
