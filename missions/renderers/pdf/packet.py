"""One traveller's packet: what I owe and what is mine on the first page, then days and travel."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from missions.briefing.document import Briefing, Person
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.brevity import days_shortly
from missions.renderers.pdf.calls import calls_blocks
from missions.renderers.pdf.card import headed_card
from missions.renderers.pdf.heads import Chapter, Title
from missions.renderers.pdf.itinerary import render_itinerary
from missions.renderers.pdf.lists import bring_blocks, spot_blocks, stay_blocks, training_blocks
from missions.renderers.pdf.mine import mine_blocks
from missions.renderers.pdf.my_travel import journey_blocks
from missions.renderers.pdf.owed import changes_blocks, owed_blocks
from missions.renderers.pdf.plan import plan_blocks
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.titles import fitted_title
from missions.renderers.pdf.tokens import sheet
from missions.renderers.pdf.typesetter import Typesetter

_MOST_NAMES = 8


def render_packet(briefing: Briefing) -> bytes:
    """Return the packet; a neutral one is a plain itinerary."""
    if briefing.neutral:
        return render_itinerary(briefing)
    ts = typesetter_for(briefing)
    story = [
        *_first(ts, briefing),
        *_days(ts, briefing),
        *_travel(ts, briefing),
        *_rest(ts, briefing),
    ]
    return paper_for(briefing, ts).build(story)


def _first(ts: Typesetter, briefing: Briefing) -> list[Flowable]:
    """What is owed, what changed, what is mine, the card to cut out, my rooms."""
    page = sheet(briefing.paper)
    story: list[Flowable] = [Chapter("Packet", "packet"), *_title(ts, briefing)]
    story += owed_blocks(ts, briefing)
    story += changes_blocks(ts, briefing)
    story += mine_blocks(ts, briefing, page)
    story += [headed_card(ts, card) for card in briefing.cards]
    story += stay_blocks(ts, briefing)
    return story


def _title(ts: Typesetter, briefing: Briefing) -> list[Flowable]:
    reader = briefing.reader or Person()
    local = "" if reader.local_name == reader.name else reader.local_name
    group = f"Group {', '.join(reader.groups)}" if reader.groups else ""
    role = w.joined(w.sentence(reader.role), ", ".join(reader.skills))
    note = w.joined(role, group, w.date_range(briefing.starts, briefing.ends), by=w.DOT)
    name = reader.name or briefing.title
    return [fitted_title(ts, sheet(briefing.paper), name, note, local)]


def _days(ts: Typesetter, briefing: Briefing) -> list[Flowable]:
    if not briefing.days:
        return []
    days = plan_blocks(ts, days_shortly(briefing, _MOST_NAMES), pick.total(briefing))
    return [PageBreak(), Chapter("Day by day", "days"), *days]


def _travel(ts: Typesetter, briefing: Briefing) -> list[Flowable]:
    if not briefing.legs:
        return []
    name = pick.travel_name(briefing.legs)
    return [
        PageBreak(),
        Chapter(name, "travel"),
        Title(ts, name, "Every time is the wall clock where it happens.").spaced(after=3),
        *journey_blocks(ts, briefing),
    ]


def _rest(ts: Typesetter, briefing: Briefing) -> list[Flowable]:
    """My trainings, what to bring, where the places are, whom to call."""
    sections = [
        *training_blocks(ts, briefing),
        *bring_blocks(ts, briefing),
        *spot_blocks(ts, briefing),
        *calls_blocks(ts, briefing),
    ]
    if not sections:
        return []
    return [CondPageBreak(250), Chapter("To know and to bring", "rest"), *sections]
