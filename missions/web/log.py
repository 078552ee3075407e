"""What happened in a trip, for who leads it: its log in words, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit.chain import Entry
from missions.audit.phrases import KIND_WORDS, Kind
from missions.audit.queries import Scope, trip_entries
from missions.audit.words import Named, Names, sentence
from missions.briefing.model import Edition
from missions.installation import Installation
from missions.people.model import Person
from missions.policy.actions import Action, Facts
from missions.trips.model import Membership
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor
from missions.web.words import local

room = Blueprint("log", __name__)

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it: its number, home's clock, a sentence."""

    number: int
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines by day; `older` is the number that the next page begins before, None at the end.

    `kind` is what the page was narrowed to, `before` the number it begins before itself.
    """

    days: tuple[tuple[date, tuple[Line, ...]], ...]
    kind: Kind | None
    before: int | None
    older: int | None


@room.get("/trips/<code>/log")
@gate.declares(Action.LOG_READ)
def read(code: str) -> ResponseReturnValue:
    """Show a page of the trip's log."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    kind = request.args.get("kind", type=Kind)
    before = request.args.get("before", type=_number)
    page = page_of(installation(), visitor(), part, kind, before)
    return render_template("pages/trips/log.html", part=part, page=page, kinds=KIND_WORDS)


def _number(text: str) -> int:
    """Return an entry's number; raise `ValueError` for what can be none."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number


def page_of(
    installation: Installation, who: Visitor, part: Part, kind: Kind | None, before: int | None
) -> Page:
    """Return the lines of a trip's log before a number, the newest first.

    Raises:
        ClosedNow: a border is near.
    """
    with installation.store.read() as session:
        hold_newest(installation, session, who, part.trip_id)
        scope, names = scope_and_names(session, part.trip_id)
        found = trip_entries(session, scope, kind, before, limit=A_PAGE + 1)
    shown = found[:A_PAGE]
    older = shown[-1].number if len(found) > A_PAGE else None
    return Page(_by_day(shown, names, part.home_zone), kind, before, older)


def _by_day(
    entries: Sequence[Entry], names: Names, zone: str
) -> tuple[tuple[date, tuple[Line, ...]], ...]:
    lines = [Line(one.number, local(one.at, zone), sentence(one, names)) for one in entries]
    return tuple((day, tuple(some)) for day, some in groupby(lines, lambda line: line.at.date()))


def scope_and_names(session: Session, trip_id: str) -> tuple[Scope, Names]:
    """Return which entries belong to a trip, and what to call the ids in them."""
    editions = _editions(session, trip_id)
    people = _people(session, trip_id)
    accounts = {named.account for named in people.values() if named.account}
    subjects = {trip_id, *editions, *people} - accounts
    return Scope(trip_id, subjects, accounts), Names(trip_id, people, editions)


def _editions(session: Session, trip_id: str) -> dict[str, int]:
    rows = session.execute(select(Edition.id, Edition.number).where(Edition.trip_id == trip_id))
    return {edition_id: number for edition_id, number in rows}


def _people(session: Session, trip_id: str) -> dict[str, Named]:
    """Return the trip's people by membership, person and account; namesakes with their keys."""
    rows = session.execute(
        select(
            Membership.id,
            Membership.key,
            Person.id,
            Person.preferred_name,
            Person.account_id,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip_id)
        .order_by(Membership.position, Membership.key)
    ).all()
    often = Counter(name for *_, name, _account in rows)
    people: dict[str, Named] = {}
    for membership_id, key, person_id, name, account in rows:
        called = key if not name else name if often[name] == 1 else f"{name} ({key})"
        for one in (membership_id, person_id, account):
            if one:
                people.setdefault(one, Named(called, account or ""))
    return people
