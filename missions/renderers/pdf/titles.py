"""A paper's title in the largest type in which it takes no more than a few lines."""

from __future__ import annotations

from dataclasses import replace

from missions.renderers.pdf.heads import Title
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import HEAD, LARGE, TITLE, Sheet, Style
from missions.renderers.pdf.typesetter import Typesetter

_MOST_LINES = 2
_STYLES = (TITLE, LARGE.heavy, HEAD.heavy)


def fitted_title(
    ts: Typesetter, page: Sheet, name: str, note: Rich = "", beside: str = ""
) -> Title:
    """Return the title; `beside` stands after the name, in quiet and a size smaller."""
    for style in _STYLES:
        second = replace(_smaller(style.size), colour=style.quiet.colour)
        title: tuple[Span, ...] = (Span(name, style),)
        title += (Span("  ", style), Span(beside, second)) if beside else ()
        if len(ts.lines(title, page.measure, style)) <= _MOST_LINES:
            break
    return Title(ts, title, note, style).spaced(after=6)


def _smaller(size: float) -> Style:
    return LARGE if size >= 28 else HEAD
