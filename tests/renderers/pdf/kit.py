"""A small paper to try the kit on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import Paper
from missions.renderers.pdf.tokens import LETTER, Look, Sheet
from missions.renderers.pdf.typesetter import Typesetter


def typesetter(*texts: str, neutral: bool = False) -> Typesetter:
    """Return a typesetter with the characters of these texts."""
    return Typesetter(Faces.for_texts(texts), Look(neutral))


def paper(ts: Typesetter, story: Sequence[Flowable], **more: object) -> bytes:
    """Return the pages of a story."""
    plain = Paper(ts, LETTER, title="Book", running="Summer team")
    return replace(plain, **more).build(story)  # type: ignore[arg-type]


def low(height: float) -> Sheet:
    """Return a sheet whose pages hold so much."""
    return replace(LETTER, height=height + LETTER.height - LETTER.depth)
