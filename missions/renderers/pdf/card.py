"""The wallet card of one person on a page of its own, or a sheet of everybody's for leaders."""

from __future__ import annotations

from missions.briefing.document import Briefing, Card
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.card_block import CardBlock
from missions.renderers.pdf.heads import Chapter, SectionHead
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.typesetter import Typesetter

HOW_TO = "Cut out and fold. Carry it apart from the passport."


def render_card(briefing: Briefing) -> bytes:
    """Return the card, or as many cards as fit on each page."""
    ts = typesetter_for(briefing)
    name = "Wallet card" if briefing.reader else "Wallet cards"
    story: list[Block] = [Chapter(name, "card", level=None)]
    if briefing.reader and briefing.cards:
        story.append(headed_card(ts, briefing.cards[0]))
    else:
        story.extend(CardBlock(ts, card) for card in briefing.cards)
    return paper_for(briefing, ts).build(story)


def headed_card(ts: Typesetter, card: Card) -> Block:
    """Return a card under its head, which says what to do with it."""
    return Headed(SectionHead(ts, "Wallet card", HOW_TO), CardBlock(ts, card).spaced(before=9))
