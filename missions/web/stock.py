"""What the download centre holds: an edition's papers, by audience and by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.briefing.desk import Desk
from missions.briefing.papers import papers
from missions.briefing.queries import EditionLine, editions
from missions.briefing.release import Asked
from missions.installation import Installation
from missions.web.leading import edition_desk
from missions.web.queries import Part
from missions.web.shelf import Sheet, leaders_sheets, sheets
from missions.web.visitor import Visitor

MOST_PEOPLE = 60
"""So many travellers are listed at once; more are found by name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One traveller or host, and their papers; `leaders` are those that leaders have of them."""

    name: str
    line: str
    sheets: tuple[Sheet, ...]
    leaders: tuple[Sheet, ...] = ()

    def of(self, audience: str) -> list[Sheet]:
        """Return the papers for one audience."""
        return [sheet for sheet in self.sheets if sheet.asked.audience == audience]


@dataclass(frozen=True, slots=True)
class Stock:
    """The shelves of one edition; `number` is None before the first.

    `people` are those whose name was asked for, at most `MOST_PEOPLE`; `travellers` is how many
    there are.
    """

    number: int | None
    newest: bool = True
    editions: tuple[EditionLine, ...] = ()
    shared: tuple[Sheet, ...] = ()
    people: tuple[Row, ...] = ()
    travellers: int = 0
    name: str = ""
    hosts: tuple[Row, ...] = ()
    leaders: tuple[Sheet, ...] = ()


def stock_of(
    installation: Installation, who: Visitor, part: Part, number: int | None, name: str
) -> Stock:
    """Return an edition's papers, of people called `name`; nothing before the first edition.

    Raises:
        NoEdition: there are editions, but not this one.
        ClosedNow: a border is near.
    """
    with installation.store.read() as session:
        known = tuple(editions(session, part.trip_id))
        if not known and number is None:
            return Stock(None)
        desk = edition_desk(installation, session, who, part, number)
        return _stock(desk, known, name.strip())


def _stock(desk: Desk, known: Sequence[EditionLine], name: str) -> Stock:
    asked, plan = papers(desk), desk.plan
    travellers = [member for member in plan.members if member.travels]
    named = [member for member in travellers if name.casefold() in member.name.casefold()]
    own: dict[str | None, list[Asked]] = {}
    for one in asked:
        own.setdefault(one.person, []).append(one)
    return Stock(
        number=desk.number,
        newest=desk.number == known[0].number,
        editions=tuple(known),
        shared=_sheets(desk, [one for one in own.get(None, []) if not one.partner]),
        people=tuple(
            Row(
                member.name,
                member.role,
                _sheets(desk, own.get(member.key, [])),
                _locked(desk, own.get(member.key, [])),
            )
            for member in named[:MOST_PEOPLE]
        ),
        travellers=len(travellers),
        name=name,
        hosts=tuple(
            Row(host.alias, "", _sheets(desk, [p for p in own[None] if p.partner == host.key]))
            for host in plan.partners
        ),
        leaders=_locked(desk, own.get(None, [])),
    )


def _sheets(desk: Desk, asked: Sequence[Asked]) -> tuple[Sheet, ...]:
    return tuple(sheets(desk.plan.trip.id, desk.number, asked))


def _locked(desk: Desk, asked: Sequence[Asked]) -> tuple[Sheet, ...]:
    return tuple(leaders_sheets(desk.plan.trip.id, desk.number, asked))
