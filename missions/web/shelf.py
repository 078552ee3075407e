"""Papers to choose from: what each is called, whom it is for, and its addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from missions.briefing.document import What
from missions.briefing.papers import formats
from missions.briefing.release import Asked
from missions.privacy import Audience
from missions.web.addresses import PaperAddress, seal

HIDDEN_FORMATS = frozenset({"json"})
"""Formats for programs; the command line writes them."""
LOCKED_FORMAT = "pdf"
"""The format that pages hand out under a passphrase."""

TITLES: dict[tuple[What, Audience], tuple[str, str]] = {
    (What.BOOK, Audience.LEADER): ("Leaders’ book", "real names, addresses, everybody’s card"),
    (What.PACKET, Audience.LEADER): ("Packet, in full", "with notes and confirmations"),
    (What.CARD, Audience.LEADER): ("All wallet cards", "everybody’s medical facts and contacts"),
    (What.MANIFEST, Audience.LEADER): ("Manifest", "passports and bookings on each leg"),
    (What.ROOMING, Audience.LEADER): ("Rooming list", "beds, addresses, confirmations"),
    (What.BOARD, Audience.LEADER): ("Who is ready", "the board on paper, and what stops the team"),
    (What.BOOK, Audience.TEAM): ("Team book", "everything the team shares, on paper"),
    (What.PACKET, Audience.TEAM): ("Packet", "days, travel, room, what to bring, wallet card"),
    (What.CARD, Audience.TEAM): ("Wallet card", "to cut out and fold"),
    (What.MANIFEST, Audience.TEAM): ("Who travels when", "everyone on each leg"),
    (What.ROOMING, Audience.TEAM): ("Rooms", "who sleeps where"),
    (What.CALENDAR, Audience.TEAM): ("Calendar file, in full", "titles and places"),
    (What.PACKET, Audience.BORDER): ("Itinerary", "what an ordinary traveller carries"),
    (What.CALENDAR, Audience.BORDER): ("Itinerary as a calendar file", "labels and times"),
    (What.CALENDAR, Audience.CALENDAR): ("Calendar file", "what a calendar provider may hold"),
    (What.FAMILY_SHEET, Audience.FAMILY): ("Sheet for home", "for who waits at home"),
    (What.CALENDAR, Audience.FAMILY): ("Calendar file for home", "for who waits at home"),
    (What.HOST_SHEET, Audience.HOST): ("Day sheet", "their own items and head counts"),
    (What.CALENDAR, Audience.HOST): ("Calendar file", "their own items"),
}


SHORT: dict[tuple[What, Audience], str] = {
    (What.CARD, Audience.TEAM): "Card",
    (What.FAMILY_SHEET, Audience.FAMILY): "Sheet",
    **{(What.CALENDAR, audience): "Calendar" for audience in Audience},
}
"""What a paper is called where its column says for whom it is."""


@dataclass(frozen=True, slots=True)
class Link:
    """One format of a paper."""

    fmt: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper on the shelf."""

    title: str
    short: str
    line: str
    asked: Asked
    links: tuple[Link, ...]


def sheet(trip_id: str, edition: int, asked: Asked) -> Sheet:
    """Return a paper with the address of each format that a person reads."""
    title, line = TITLES[(asked.what, asked.audience)]
    wanted = [fmt for fmt in formats(asked.what) if fmt not in HIDDEN_FORMATS]
    links = tuple(Link(fmt, _address(PaperAddress(trip_id, edition, asked, fmt))) for fmt in wanted)
    return Sheet(title, SHORT.get((asked.what, asked.audience), title), line, asked, links)


def _address(address: PaperAddress) -> str:
    return url_for("papers.download", sealed=seal(address))


def sheets(trip_id: str, edition: int, asked: Iterable[Asked]) -> list[Sheet]:
    """Return the papers that a page may offer; leaders' papers are never among them."""
    return [sheet(trip_id, edition, one) for one in asked if one.audience is not Audience.LEADER]


def leaders_sheets(trip_id: str, edition: int, asked: Iterable[Asked]) -> list[Sheet]:
    """Return leaders' papers, each with the address that locks it under a passphrase."""
    return [
        _locked(PaperAddress(trip_id, edition, one, LOCKED_FORMAT))
        for one in asked
        if one.audience is Audience.LEADER
    ]


def _locked(address: PaperAddress) -> Sheet:
    asked = address.asked
    title, line = TITLES[(asked.what, asked.audience)]
    link = Link(address.fmt, url_for("locked.lock", sealed=seal(address)))
    return Sheet(title, title, line, asked, (link,))


_OWN = (
    (What.PACKET, Audience.TEAM),
    (What.CARD, Audience.TEAM),
    (What.PACKET, Audience.BORDER),
    (What.CALENDAR, Audience.TEAM),
    (What.CALENDAR, Audience.CALENDAR),
)
_SHARED = (What.BOOK, What.MANIFEST, What.ROOMING)
_NEAR_A_BORDER = ((What.PACKET, Audience.BORDER), (What.CALENDAR, Audience.BORDER))


def own_sheets(trip_id: str, edition: int, key: str) -> list[Sheet]:
    """Return a traveller's own papers."""
    return sheets(trip_id, edition, [Asked(what, who, key) for what, who in _OWN])


def shared_sheets(trip_id: str, edition: int) -> list[Sheet]:
    """Return the papers that the whole team shares."""
    return sheets(trip_id, edition, [Asked(what, Audience.TEAM) for what in _SHARED])


def plain_sheets(trip_id: str, edition: int, key: str) -> list[Sheet]:
    """Return what a traveller may have while a border is near."""
    return sheets(trip_id, edition, [Asked(what, who, key) for what, who in _NEAR_A_BORDER])
