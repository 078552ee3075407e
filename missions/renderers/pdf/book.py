"""The book: everything one team takes along, for the team or for its leaders."""

from __future__ import annotations

from missions.briefing.document import Briefing
from missions.renderers.pdf.chapters.binding import bind
from missions.renderers.pdf.setting import paper_for, typesetter_for


def render_book(briefing: Briefing) -> bytes:
    """Return the book as a PDF; the same Briefing gives the same bytes."""
    typesetter = typesetter_for(briefing)
    return paper_for(briefing, typesetter).build(bind(typesetter, briefing))
