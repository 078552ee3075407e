"""Which chapters a book has, in which order; one that has nothing to say is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from missions.briefing.document import Briefing, Page
from missions.privacy import Audience
from missions.renderers.brevity import days_shortly
from missions.renderers.pdf import markdown
from missions.renderers.pdf.arrange import FollowOn
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.contents import contents
from missions.renderers.pdf.chapters.cover import all_changes, cover
from missions.renderers.pdf.chapters.crisis import crisis
from missions.renderers.pdf.chapters.first_hour import first_hour
from missions.renderers.pdf.chapters.glance import glance, glance_note
from missions.renderers.pdf.chapters.let_be import let_be
from missions.renderers.pdf.chapters.medical import medical
from missions.renderers.pdf.chapters.names import names
from missions.renderers.pdf.chapters.papers import papers
from missions.renderers.pdf.chapters.people import people
from missions.renderers.pdf.chapters.rooms import rooms
from missions.renderers.pdf.chapters.sites import sites
from missions.renderers.pdf.chapters.trainings import trainings
from missions.renderers.pdf.chapters.travel import travel, travel_title
from missions.renderers.pdf.heads import Chapter, Title
from missions.renderers.pdf.plan import plan_blocks
from missions.renderers.pdf.scripts import clean
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import total

Build = Callable[[Typesetter, Briefing], list[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter: `follows` lets it begin on the page before where all of it fits there."""

    key: str
    title: str
    build: Build
    note: str = ""
    titled: bool = True
    follows: bool = False


def parts(briefing: Briefing) -> list[Part]:
    """Return every chapter that this audience's book may have."""
    leader = briefing.audience is Audience.LEADER
    return [
        Part("glance", "At a glance", glance, glance_note(briefing)),
        Part("changes", "What changed", all_changes),
        Part("first-hour", "The first hour", first_hour, follows=True),
        Part(
            "travel",
            travel_title(briefing),
            travel,
            "Every time is the wall clock where it happens.",
        ),
        Part("days", "Day by day", _days, titled=False),
        Part("people", "People", people, "By the name each of them goes by."),
        *(_leaders_parts() if leader else []),
        Part("rooms", "Rooms", rooms),
        Part("sites", "Places", sites, follows=True),
        Part("crisis", "If something goes wrong", crisis, "Stay together. Call in this order."),
        Part("trainings", "Trainings", trainings, follows=True),
        *(_free(number, page) for number, page in enumerate(briefing.pages, start=1)),
    ]


def _leaders_parts() -> list[Part]:
    return [
        Part("names", "Names and contacts", names, "As in the passport. For leaders only."),
        Part("papers", "Papers", papers, "What is on file, and until when. For leaders only."),
        Part("medical", "Medical sheet", medical, "For leaders only; show it to a doctor."),
        Part(
            "let-be", "What we let be", let_be, "By whom, and why. For leaders only.", follows=True
        ),
    ]


def _days(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    return plan_blocks(typesetter, days_shortly(briefing), total(briefing))


def _free(number: int, page: Page) -> Part:
    def build(typesetter: Typesetter, _briefing: Briefing) -> list[Block]:
        return markdown.blocks(typesetter, page.text)

    return Part(f"page-{number}", clean(page.title).replace("\n", " "), build, follows=True)


def bind(typesetter: Typesetter, briefing: Briefing) -> list[Flowable]:
    """Return the whole book: cover, the chapters that say something, contents among them."""
    built = [(part, part.build(typesetter, briefing)) for part in parts(briefing)]
    kept = [(part, blocks) for part, blocks in built if blocks]
    story: list[Flowable] = list(cover(typesetter, briefing))
    for index, (part, blocks) in enumerate(kept):
        story.extend(_chapter(typesetter, part, blocks))
        if index == 0:
            entries = [(other.key, other.title) for other, _ in kept]
            story.extend(_contents(typesetter, briefing, entries))
    return story


def _contents(
    typesetter: Typesetter, briefing: Briefing, entries: list[tuple[str, str]]
) -> list[Flowable]:
    part = Part("contents", "Contents", lambda *_: [])
    blocks = contents(typesetter, entries, briefing.days)
    return _chapter(typesetter, part, blocks)


def _chapter(typesetter: Typesetter, part: Part, blocks: list[Block]) -> list[Flowable]:
    head: list[Block] = [Chapter(part.title, part.key)]
    if part.titled:
        head.append(Title(typesetter, part.title, part.note))
    if part.follows:
        return [FollowOn([*head, *blocks]).spaced(before=36)]
    return [PageBreak(), *head, *blocks]
