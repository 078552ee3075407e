"""The clashes of the plan: what they are about, and what a leader lets be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from missions.board.queries import Board
from missions.readiness.model import KeptConflict, Override
from missions.readiness.verdict import Identity, Severity
from missions.renderers.wording import clock, day_name
from missions.web.board_queries import overrides_by, times_of

TITLES = {
    "clearance": "With children, not cleared",
    "connection": "Too short to change",
    "daylight": "In the dark",
    "diet": "Food",
    "driver": "Driver",
    "holiday": "Public holiday",
    "host_window": "Outside the host’s hours",
    "no_bed": "No bed",
    "no_rest": "No rest",
    "outside_trip": "Outside the trip",
    "overlap": "Two things at once",
    "registration": "Registration",
    "room_capacity": "Room too full",
    "room_gender": "Room shared",
    "room_minor": "Minors’ room",
    "seats": "Too few seats",
    "site_rule": "Not for this site",
    "transfer": "Too short a way",
    "two_adults": "Too few adults",
    "unmet_arrival": "Nobody meets them",
}
"""Kind of clash → what it is called, in a few words."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something of the plan by its key, and when it begins; "" where it isn't on the plan."""

    key: str
    when: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash for a page; `token` names it in a form; `by` is who lets it be."""

    token: str
    title: str
    stops: bool
    reason: str
    fix: str
    day: date | None
    items: tuple[Item, ...]
    people: tuple[str, ...]
    overridden: str
    by: str


@dataclass(frozen=True, slots=True)
class Clashes:
    """What stops the trip, what only warns, and what is let be."""

    stopping: tuple[Clash, ...]
    warning: tuple[Clash, ...]
    let_be: tuple[Clash, ...]

    @property
    def open(self) -> int:
        """How many nobody lets be."""
        return len(self.stopping) + len(self.warning)


def token_of(identity: Identity) -> str:
    """Return what names a clash in a form: the same as long as items and people are."""
    return hashlib.sha256(repr(identity).encode()).hexdigest()[:24]


def identity_of(row: KeptConflict) -> Identity:
    """Return what an override of a kept clash is about."""
    return row.kind, tuple(sorted(row.items)), tuple(sorted(row.people))


def identity_named(board: Board, token: str) -> Identity | None:
    """Return the clash that a form names, None where there is none any more."""
    found = (identity_of(row) for row in board.conflicts)
    return next((one for one in found if token_of(one) == token), None)


def clashes_of(session: Session, trip_id: str, board: Board) -> Clashes:
    """Return the clashes of the kept board."""
    keys = [key for row in board.conflicts for key in row.items]
    times = times_of(session, trip_id, keys) if keys else {}
    decided = overrides_by(session, trip_id) if board.conflicts else {}
    names = {row.key: row.name for row in board.rows}
    found = [_clash(row, times, decided, names) for row in board.conflicts]
    return Clashes(
        stopping=tuple(one for one in found if one.stops and not one.overridden),
        warning=tuple(one for one in found if not one.stops and not one.overridden),
        let_be=tuple(one for one in found if one.overridden),
    )


def _clash(
    row: KeptConflict,
    times: Mapping[str, datetime | date],
    decided: Mapping[tuple[str, str, str], Override],
    names: Mapping[str, str],
) -> Clash:
    kind, items, people = identity_of(row)
    decision = decided.get((kind, "; ".join(items), "; ".join(people)))
    return Clash(
        token=token_of((kind, items, people)),
        title=TITLES.get(kind, kind.replace("_", " ").capitalize()),
        stops=row.severity == Severity.ERROR,
        reason=row.reason,
        fix=row.fix,
        day=row.day,
        items=tuple(Item(key, _when(times.get(key))) for key in row.items),
        people=_called(row.people, names),
        overridden=row.overridden,
        by=decision.by if decision is not None else "",
    )


def _called(keys: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(key, key) for key in keys)


def _when(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return f"{day_name(moment.date())}, {clock(moment)}"
    return day_name(moment)
