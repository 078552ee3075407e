"""A plain travel itinerary, as any agent would print: nothing large, no accent, no wash."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.document import Briefing, Contact, Leg, Paper, Stay
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.brevity import address_lines, stays_joined
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import Chapter, SectionHead, Title
from missions.renderers.pdf.label_days import label_blocks
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, LARGE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_PAD = 2.7
_LEGS = Grid(
    (
        *(Column(1.9), Column(1.6), Column(2.5), Column(2.4)),
        *(Column(1.15), Column(1.25), Column(1.2, right=True)),
    ),
    header=("Date", "Number", "From", "To", "Departs", "Arrives", "Booking"),
    pad=_PAD,
    rule=True,
)
_STAYS = Grid((Column(1.9), Column(3.6), Column(4.3), Column(2.2, right=True)), (), _PAD, True)
_PAPERS = Grid((Column(1.9), Column(3.6), Column(2.7), Column(3.8, right=True)), (), _PAD, True)


def render_itinerary(briefing: Briefing) -> bytes:
    """Return the itinerary under the traveller's name."""
    ts = typesetter_for(briefing)
    reader = briefing.reader
    name = (reader.legal_name or reader.name) if reader else ""
    story: list[Block] = [
        Chapter("Itinerary", "itinerary", level=None),
        Title(ts, briefing.title, w.date_range(briefing.starts, briefing.ends), LARGE.heavy),
        *_section(ts, pick.travel_name(briefing.legs), _LEGS, map(_leg, briefing.legs)),
        *_section(ts, "Stays", _STAYS, map(_stay, stays_joined(briefing.stays))),
        *_section(ts, "Insurance and entry", _PAPERS, _papers(briefing)),
        *label_blocks(ts, briefing),
    ]
    return paper_for(briefing, ts, running=name).build(story)


def _section(ts: Typesetter, name: str, grid: Grid, rows: Iterator[Row]) -> list[Block]:
    """Return a head over a table, or nothing where there are no rows."""
    found = list(rows)
    if not found:
        return []
    return [Headed(SectionHead(ts, name, minor=True), Rows(ts, grid, found))]


def _leg(leg: Leg) -> Row:
    shift = w.day_shift(leg.start.wall, leg.end.wall)
    arrives = (Span(w.clock(leg.end.wall)), Span(f" {shift}" if shift else "", SMALL.quiet))
    locators = ", ".join(dict.fromkeys(note.text for note in leg.locators))
    return Row(
        (
            w.day_name(leg.start.wall),
            Span(leg.number or w.sentence(leg.mode) or leg.label, BASE.heavy),
            w.place_text(leg.origin),
            w.place_text(leg.destination),
            w.clock(leg.start.wall),
            arrives,
            Span(locators, BASE.heavy),
        )
    )


def _stay(stay: Stay) -> Row:
    lines: list[Rich] = [*address_lines(stay.local_address, stay.address)]
    name = Span(stay.site_name or stay.site, BASE.heavy)
    return Row((w.days_range(stay.check_in, stay.check_out), name, lines, stay.phone))


def _papers(briefing: Briefing) -> Iterator[Row]:
    insurers = [contact for contact in briefing.contacts if contact.role == "insurer"]
    for paper in sorted(briefing.papers, key=lambda paper: paper.kind != "insurance"):
        if paper.kind == "insurance" and insurers:
            yield _insurance(paper, insurers.pop(0))
        else:
            yield _paper(paper, pick.country(briefing, paper.country) or paper.country)
    for contact in (*insurers, *(one for one in briefing.contacts if one.role != "insurer")):
        yield Row((w.sentence(contact.role), Span(contact.name, BASE.heavy), "", contact.phone))


def _insurance(paper: Paper, insurer: Contact) -> Row:
    name = Span(insurer.name or pick.paper_name(paper), BASE.heavy)
    policy = f"policy {paper.number}" if paper.number else ""
    return Row(("Insurance", name, policy, insurer.phone))


def _paper(paper: Paper, country: str) -> Row:
    valid = ""
    if paper.expires:
        start = paper.valid_from or paper.issued
        until = w.date_plain(paper.expires)
        valid = w.date_range(start, paper.expires) if start else f"until {until}"
    number: Rich = paper.number or (f"by {paper.by}" if paper.by else "")
    label = country or ("Consent" if paper.kind == "guardian_consent" and paper.title else "")
    return Row((label, Span(pick.paper_name(paper), BASE.heavy), number, valid))
