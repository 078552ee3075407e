"""The trainings; in the leaders' book with who came and who is still to come."""

from __future__ import annotations

from missions.briefing.document import Briefing, TrainingSession
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import (
    clock_range,
    date_long,
    home_clock,
    joined,
    state_word,
    zone_text,
)

_GRID = Grid((Column(2.8), Column(4.4), Column(4.8, style=SMALL.quiet)), pad=4)


def trainings(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return a row for each session."""
    published = briefing.stamp.published if briefing.stamp else None
    rows = [
        _row(session, held=published is None or session.start.utc <= published)
        for session in briefing.trainings
    ]
    return [filled(typesetter, _GRID, rows)] if rows else []


def _row(session: TrainingSession, held: bool) -> Row:
    return Row((_when(session), _what(session), _who(session, held)), key=session.uid)


def _when(session: TrainingSession) -> list[Rich]:
    start, end = session.start, session.end
    zone = zone_text(start.abbreviation, start.offset)
    times = joined(clock_range(start.wall, end.wall), zone)
    return [
        Span(date_long(start.wall.date()), BASE.heavy),
        Span(times, BASE.quiet),
        *([Span(home, SMALL.quiet)] if (home := home_clock(start)) else []),
    ]


def _what(session: TrainingSession) -> list[Rich]:
    title = Span(session.title or session.label, BASE.heavy)
    required = Span("  required" if session.required else "", SMALL.quiet)
    about = joined(session.place, session.topic, by="; ")
    lines: list[Rich] = [(title, required)]
    return [*lines, *(text for text in (about, session.note) if text)]


def _who(session: TrainingSession, held: bool) -> list[Rich]:
    """Return for whom it is, who came, and who is missing; one's own state in a team's paper."""
    people = "for all" if session.everyone else f"for {', '.join(session.people)}"
    lines: list[Rich] = [people] if session.everyone or session.people else []
    by_state: dict[str, list[str]] = {}
    for note in session.states:
        by_state.setdefault(state_word(note.text), []).append(note.person)
    lines += [f"{state}: {', '.join(names)}" for state, names in by_state.items()]
    if session.missing and held:
        missing = f"still to come: {', '.join(session.missing)}"
        lines.append((marked("due", SMALL), Span(missing, SMALL)))
    elif session.state and not session.states:
        lines.append(state_word(session.state))
    return lines
