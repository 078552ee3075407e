"""Which papers exist, in which formats, and what their files are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from missions.briefing.desk import Desk
from missions.briefing.document import Briefing, What
from missions.briefing.reader import Asked
from missions.privacy import NAMED_ON_PAPER, Audience

FORMATS: dict[What, tuple[str, ...]] = {
    What.BOOK: ("pdf", "json"),
    What.PACKET: ("pdf", "json"),
    What.CARD: ("pdf", "json"),
    What.MANIFEST: ("pdf", "csv", "json"),
    What.ROOMING: ("pdf", "csv", "json"),
    What.HOST_SHEET: ("pdf", "json"),
    What.FAMILY_SHEET: ("pdf", "json"),
    What.CALENDAR: ("ics", "json"),
}
PAGE = "html"
"""The page of the same Briefing; written when asked for by name."""


def formats(what: What) -> tuple[str, ...]:
    """Return the formats of a paper by the table, the one for people first."""
    return FORMATS[what]


def papers(desk: Desk) -> tuple[Asked, ...]:
    """Return every paper that exists for an edition."""
    return tuple(_papers(desk))


def _papers(desk: Desk) -> Iterator[Asked]:
    travellers = [member.key for member in desk.plan.members if member.travels]
    hosts = [partner.key for partner in desk.plan.partners]
    for audience in (Audience.LEADER, Audience.TEAM):
        yield Asked(What.BOOK, audience)
        yield from (Asked(What.PACKET, audience, key) for key in travellers)
        if audience is Audience.LEADER:
            yield Asked(What.CARD, audience)
        else:
            yield from (Asked(What.CARD, audience, key) for key in travellers)
        yield Asked(What.MANIFEST, audience)
        yield Asked(What.ROOMING, audience)
    yield from (Asked(What.PACKET, Audience.BORDER, key) for key in travellers)
    yield from (Asked(What.FAMILY_SHEET, Audience.FAMILY, key) for key in travellers)
    yield from (Asked(What.HOST_SHEET, Audience.HOST, partner=key) for key in hosts)
    for audience in (Audience.TEAM, Audience.FAMILY, Audience.BORDER, Audience.CALENDAR):
        yield Asked(What.CALENDAR, audience)
        yield from (Asked(What.CALENDAR, audience, key) for key in travellers)
    yield from (Asked(What.CALENDAR, Audience.HOST, partner=key) for key in hosts)


_PLAIN = {
    (What.PACKET, Audience.BORDER): "itinerary",
    (What.CALENDAR, Audience.BORDER): "itinerary-calendar",
    (What.CALENDAR, Audience.CALENDAR): "calendar",
    (What.CALENDAR, Audience.FAMILY): "dates-calendar",
    (What.FAMILY_SHEET, Audience.FAMILY): "dates",
    (What.HOST_SHEET, Audience.HOST): "visits",
    (What.CALENDAR, Audience.HOST): "visits-calendar",
}


def file_name(asked: Asked, edition: int, fmt: str) -> str:
    """Return a file's name; only leader and team papers name their audience and edition."""
    if asked.audience not in NAMED_ON_PAPER:
        return f"{_PLAIN[(asked.what, asked.audience)]}.{fmt}"
    numbered = f"edition-{edition}" if edition else ""
    parts = [str(asked.what), asked.person or "", str(asked.audience), numbered]
    return "-".join(slug(part) for part in parts if part) + f".{fmt}"


def folder_of(desk: Desk, asked: Asked) -> str:
    """Return the folder, below the one asked for, in which an exported file stands.

    Leader and team papers stand in a folder of that name. The others stand in a folder per
    person, numbered in the roster's order, since a name or key would tell too much.
    """
    if asked.audience in NAMED_ON_PAPER:
        return str(asked.audience)
    if asked.partner is not None:
        keys = [partner.key for partner in desk.plan.partners]
        return f"local-{keys.index(asked.partner) + 1:02}"
    if asked.person is None:
        return "everyone"
    keys = [member.key for member in desk.plan.members if member.travels]
    return f"traveller-{keys.index(asked.person) + 1:02}"


def download_name(briefing: Briefing, fmt: str) -> str:
    """Return the name under which a browser keeps a paper."""
    person = briefing.reader.key if briefing.reader else None
    asked = Asked(briefing.what, briefing.audience, person or None)
    return file_name(asked, briefing.stamp.edition if briefing.stamp else 0, fmt)


def slug(text: str) -> str:
    """Return text as a file's name may hold it: a-z, 0-9 and hyphens; never blank."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "paper"
