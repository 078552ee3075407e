"""What leaders let be: waived requirements and clashes that stay, by whom and why. For leaders."""

from __future__ import annotations

from missions.briefing.document import Briefing, LetBe, Waived
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import joined

WAIVED = "Requirements waived"
CLASHES = "Clashes that stay"
LAPSED = "It no longer clashes in this plan."
_WAIVED = Grid((Column(3, style=BASE.heavy), Column(3.4), Column(5.6)), pad=3.5)
_CLASHES = Grid((Column(6.4), Column(5.6)), pad=3.5)


def let_be(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return what was waived, a row a person and requirement, then the clashes."""
    blocks: list[Block] = []
    if briefing.waived:
        rows = Rows(typesetter, _WAIVED, _waived_rows(briefing.waived))
        blocks.append(Headed(SectionHead(typesetter, WAIVED).spaced(before=0), rows))
    if briefing.let_be:
        rows = Rows(typesetter, _CLASHES, [_clash(clash) for clash in briefing.let_be])
        head = SectionHead(typesetter, CLASHES)
        blocks.append(Headed(head if blocks else head.spaced(before=0), rows))
    return blocks


def _waived_rows(waived: tuple[Waived, ...]) -> list[Row]:
    """Return the rows, a person named at the first of theirs."""
    rows, named = [], ""
    for one in waived:
        again = one.person == named
        what = (marked("waived", BASE), Span(one.title))
        rows.append(Row(("" if again else one.person, what, _why(one.reason, one.by)), close=again))
        named = one.person
    return rows


def _clash(clash: LetBe) -> Row:
    named = f"{clash.what[:1].upper()}{clash.what[1:]}"
    what: list[Rich] = [(marked("waived", BASE), Span(named))]
    if clash.lapsed:
        about = joined(*clash.items, *clash.people)
        what += [Span(line, SMALL.quiet) for line in (about, LAPSED) if line]
    return Row((what, _why(clash.reason, clash.by)))


def _why(reason: str, by: str) -> list[Rich]:
    lines: list[Rich] = [reason] if reason else []
    return [*lines, *([Span(by, SMALL.quiet)] if by else [])]
