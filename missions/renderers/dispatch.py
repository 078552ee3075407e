"""A Briefing as bytes, by the format's name."""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import Briefing, What
from missions.renderers import ics
from missions.renderers.csv import render_csv
from missions.renderers.data import render_json
from missions.renderers.html import render_html
from missions.renderers.pdf.render import render_pdf

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


class NoSuchFormat(LookupError):
    """The paper does not exist in this format."""


def media_type(fmt: str) -> str:
    """Return the media type of a format."""
    return MEDIA_TYPES[fmt]


def render(briefing: Briefing, fmt: str, uid_domain: str = ics.NEUTRAL.domain) -> bytes:
    """Return the paper as bytes; equal Briefings give equal bytes.

    Args:
        fmt: pdf, ics, csv, json or html.
        uid_domain: what follows the @ of calendar identifiers.

    Raises:
        NoSuchFormat: this paper has no such format.
    """
    if fmt == "ics" and briefing.calendar is not None:
        return ics.render(briefing.calendar, replace(ics.NEUTRAL, domain=uid_domain))
    if fmt == "json":
        return render_json(_uncopied(briefing))
    if fmt == "html":
        return render_html(briefing)
    if fmt == "csv" and briefing.what in (What.MANIFEST, What.ROOMING):
        return render_csv(briefing)
    if fmt == "pdf" and briefing.what is not What.CALENDAR:
        return render_pdf(briefing)
    raise NoSuchFormat(f"There is no {fmt} of this paper.")


def _uncopied(briefing: Briefing) -> Briefing:
    """Return the Briefing without the code that only pages carry: data is no copy on paper."""
    if briefing.stamp is None:
        return briefing
    return replace(briefing, stamp=replace(briefing.stamp, copy=""))
