"""The trainings of a calendar that is written already: the same events, the others left out.

The events' bytes stay as they are, UIDs and numbers included, so that a phone which follows both
calendars knows them for the same. What is a training says the edition that the calendar is of:
nothing shows that isn't published, and what was taken out shows as cancelled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import feeds
from missions.briefing.codec import unpack_body
from missions.briefing.model import Edition, Feed

SUFFIX = "-t"
"""What follows the whole calendar's entity tag: one changes exactly when the other does."""
_FOLD = re.compile(rb"\r\n[ \t]")
_UID = re.compile(rb"^UID:([^@\r\n]+)", re.MULTILINE)
_ZONES = re.compile(rb'TZID="?([^":;\r\n]+)')
_FOOT = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A component of a calendar: its kind (`VEVENT`), its bytes, and the same unfolded."""

    kind: bytes
    body: bytes

    @property
    def flat(self) -> bytes:
        """The bytes with long lines joined."""
        return _FOLD.sub(b"", self.body)


def trainings_only(body: bytes, uids: Collection[str]) -> bytes:
    """Return a calendar with those events only, and the zones that they name.

    A calendar has at least one component (RFC 5545, 3.6); one without an event keeps a zone.

    Args:
        body: a whole calendar, as `renderers.ics` writes it.
        uids: what stands before the @ of the UIDs to keep.
    """
    head, pieces = _apart(body)
    kept = [piece for piece in pieces if piece.kind == b"VEVENT" and _uid(piece) in uids]
    named = {zone for piece in kept for zone in _ZONES.findall(piece.flat)}
    zones = [piece for piece in pieces if piece.kind == b"VTIMEZONE" and _zone(piece) in named]
    if not kept:
        return head + _some_zone() + _FOOT
    return b"".join([head, *(piece.body for piece in (*zones, *kept)), _FOOT])


def trainings_of(session: Session, membership_id: str) -> frozenset[str]:
    """Return the ids of all trainings of the edition that a member's calendar is of."""
    packed = session.scalar(
        select(Edition.open_part)
        .join(Feed, Feed.edition_id == Edition.id)
        .where(Feed.membership_id == membership_id)
    )
    if packed is None:
        return frozenset()
    body = unpack_body(packed)
    gone = (stone.training for stone in body.tombstones if stone.training is not None)
    return frozenset(row.id for row in (*body.plan.trainings, *gone))


def _apart(body: bytes) -> tuple[bytes, list[_Piece]]:
    """Return what stands before the components, and these."""
    first = min(
        (at for at in (body.find(b"BEGIN:VT"), body.find(b"BEGIN:VE")) if at >= 0), default=0
    )
    head = body[:first] if first else body.removesuffix(_FOOT)
    return head, list(_pieces(body[len(head) :].removesuffix(_FOOT)))


def _pieces(text: bytes) -> Iterator[_Piece]:
    lines: list[bytes] = []
    kind = b""
    for line in text.splitlines(keepends=True):
        if not lines:
            kind = line.strip().removeprefix(b"BEGIN:")
        lines.append(line)
        if line.strip() == b"END:" + kind:
            yield _Piece(kind, b"".join(lines))
            lines = []


def _uid(piece: _Piece) -> str:
    found = _UID.search(piece.flat)
    return found[1].decode("ascii", "replace") if found else ""


def _zone(piece: _Piece) -> bytes:
    found = re.search(rb"^TZID:(.+?)\r?$", piece.flat, re.MULTILINE)
    return found[1] if found else b""


def _some_zone() -> bytes:
    _head, pieces = _apart(feeds.nothing())
    return pieces[0].body
