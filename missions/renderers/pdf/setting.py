"""From a Briefing to what its paper is set with: faces, look, sheet, head and foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from missions.briefing.document import Briefing, What
from missions.privacy import NAMED_ON_PAPER
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import Paper
from missions.renderers.pdf.tokens import Look, Sheet, sheet
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import DOT

_TITLES = {
    What.BOOK: "Book",
    What.PACKET: "Packet",
    What.CARD: "Card",
    What.MANIFEST: "List",
    What.ROOMING: "Rooms",
}


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a Briefing, or in any part of one."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


def typesetter_for(briefing: Briefing) -> Typesetter:
    """Return a typesetter whose faces have every character of the Briefing."""
    faces = Faces.for_texts(texts_of(briefing), briefing.languages)
    return Typesetter(faces, Look(briefing.neutral))


def stamp_text(briefing: Briefing) -> str:
    """Return `Edition 7 · team · M7K2`, "" for papers that name neither."""
    stamp = briefing.stamp
    if stamp is None or briefing.audience not in NAMED_ON_PAPER:
        return ""
    parts = (f"Edition {stamp.edition}", stamp.audience, stamp.copy)
    return DOT.join(part for part in parts if part)


def paper_for(
    briefing: Briefing, typesetter: Typesetter, running: str = "", on: Sheet | None = None
) -> Paper:
    """Return the frame for a Briefing's paper; `running` stands left in every page's head."""
    neutral = "Itinerary" if briefing.neutral else _TITLES.get(briefing.what, "Itinerary")
    return Paper(
        typesetter,
        on or sheet(briefing.paper),
        title=neutral,
        running=running or briefing.title,
        stamp=stamp_text(briefing),
    )
