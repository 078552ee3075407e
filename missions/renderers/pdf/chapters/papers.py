"""The state of everybody's travel documents and forms: for leaders only."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.document import Briefing, Paper
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.people import ranked
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import paper_name
from missions.renderers.wording import date_brief, joined, state_word

_GRID = Grid(
    (
        Column(2.5, style=BASE.heavy),
        Column(3),
        Column(2.6),
        Column(1.8),
        Column(2.1, right=True, style=BASE.quiet),
    ),
    header=("Person", "Document", "Number", "State", "Valid until"),
    pad=1.8,
)
_SHAPES = {
    "held": "met",
    "accepted": "met",
    "applied": "due",
    "wanted": "missing",
    "returned": "invalid",
    "lost": "invalid",
}


def papers(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return a row for each document, the person's name on the first."""
    rows: list[Row] = []
    for person, found in _by_person(briefing):
        for index, paper in enumerate(found):
            rows.append(_row("" if index else person, paper, close=index > 0))
    return [filled(typesetter, _GRID, rows)] if rows else []


def _by_person(briefing: Briefing) -> Iterator[tuple[str, list[Paper]]]:
    names = [person.name for person in ranked(briefing.people)]
    for person in dict.fromkeys((*names, *(paper.person for paper in briefing.papers))):
        yield person, [paper for paper in briefing.papers if paper.person == person]


def _row(person: str, paper: Paper, close: bool) -> Row:
    number = joined(paper.number, paper.country)
    state: Rich = Span(state_word(paper.state))
    if paper.state in _SHAPES:
        state = (marked(_SHAPES[paper.state], SMALL), Span(state_word(paper.state)))
    until = date_brief(paper.expires) if paper.expires else ""
    name: list[Rich] = [paper_name(paper)]
    entries = "" if paper.entries in paper_name(paper) else paper.entries
    if by := joined(entries, f"by {paper.by}" if paper.by else ""):
        name.append(Span(by, SMALL.quiet))
    return Row((person, name, number, state, until), close=close)
