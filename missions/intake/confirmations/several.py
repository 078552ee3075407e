"""Several confirmations at once: one that cannot be read does not keep the others back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missions.intake.confirmations.merge import merged
from missions.intake.confirmations.model import Found, FoundSegment, Unreadable, quoted
from missions.intake.confirmations.read import read_confirmation

MOST_FILES = 12
"""So many confirmations are read at once: each PDF may take the extractor its whole time."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A confirmation as it was handed over; a pasted one has no name."""

    name: str
    content: bytes


def read_several(handed: Sequence[Handed], on: date, extractor: Path | None = None) -> Found:
    """Return all segments of several confirmations, each once, and what was not understood of each.

    Args:
        handed: what was uploaded or pasted.
        on: the day of reading.
        extractor: KItinerary's program, for .pdf and .pkpass.
    """
    segments: list[FoundSegment] = []
    passed: list[str] = []
    for each in handed[:MOST_FILES]:
        try:
            found = read_confirmation(each.name, each.content, on, extractor)
        except Unreadable as unreadable:
            passed.append(str(unreadable))
            continue
        segments.extend(found.segments)
        told = f"{quoted(each.name)}: " if each.name and len(handed) > 1 else ""
        passed.extend(f"{told}{text}" for text in found.not_understood)
    if len(handed) > MOST_FILES:
        left = ", ".join(quoted(each.name) for each in handed[MOST_FILES:][:20])
        passed.append(f"At most {MOST_FILES} are read at once. Left for later: {left}.")
    return Found(merged(segments), tuple(dict.fromkeys(passed)))
