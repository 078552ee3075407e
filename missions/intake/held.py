"""A trip as the service holds it, as the same typed rows that a folder reads as."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from missions.disclosure import SealedFact, of_person, of_trip, reveal
from missions.installation import Installation
from missions.intake.columns import Row, column_named
from missions.intake.folder import TripFolder
from missions.intake.stored import OF_PERSON, PARTS, restored
from missions.trips.model import Trip


@dataclass(slots=True)
class Held:
    """A trip's rows, and what the database has beside them.

    `stored` is each row's columns by table and id, tokens of sealed ones included; a person's
    facts are stored under their membership's id. `opened` are the tables whose sealed columns
    were opened: only there do the rows have them.
    """

    trip_id: str
    folder: TripFolder
    stored: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()

    def person_of(self, name: str, row_id: str) -> str:
        """Return the id of the person whose key seals a row."""
        if name == "people":
            return str(self.stored["people"][row_id]["person_id"])
        key = self.stored[name][row_id]["person"]
        members = self.stored["people"].values()
        return next(str(each["person_id"]) for each in members if each["key"] == key)


def find_trip(session: Session, code: str, *, for_writing: bool = False) -> Trip | None:
    """Return the trip of that code, its row locked where it is to be written."""
    wanted = select(Trip).where(Trip.code == code)
    return session.scalar(wanted.with_for_update() if for_writing else wanted)


def load(session: Session, trip: Trip, *, for_writing: bool = False) -> Held:
    """Return the trip's rows, one query a table, with nothing sealed opened.

    Rows are locked where they are to be written: opening seals locks the head of the audit log,
    and that lock is the last to be taken.
    """
    held = Held(trip.id, TripFolder())
    for table in held.folder.tables():
        wanted = _select(table.name, trip.id)
        wanted = wanted.with_for_update() if for_writing else wanted
        rows = session.execute(wanted).mappings().all()
        held.stored[table.name] = {row["id"]: dict(row) for row in rows}
        table.rows = [
            table.row(id=row["id"], **restored(table.name, row))
            for row in held.stored[table.name].values()
        ]
    return held


def _select(name: str, trip_id: str) -> Select[Any]:
    """Select a table's rows in the folder's order; people with their facts."""
    main = PARTS[name][0].table
    if name == "trip":
        return select(main).where(main.c.id == trip_id)
    columns = list(main.c)
    wanted = select(*columns)
    if name == "people":
        person = PARTS[name][1].table
        facts = [column for column in person.c if column.name != "id"]
        wanted = select(*columns, *facts).join(person, person.c.id == main.c.person_id)
    return wanted.where(main.c.trip_id == trip_id).order_by(main.c.position, main.c.id)


def open_seals(
    installation: Installation,
    session: Session,
    held: Held,
    names: Collection[str],
    viewer: str,
    why: str,
) -> None:
    """Open the sealed columns of some tables into the rows; one audit row for all of it.

    Raises:
        OuterKeyUnusable: the outer key is missing.
    """
    targets: list[tuple[Row, str]] = []
    facts: list[SealedFact] = []
    for name in names:
        for row, attribute, fact in _sealed_facts(held, name):
            targets.append((row, attribute))
            facts.append(fact)
    texts = reveal(installation, session, viewer, held.trip_id, facts, why, held.trip_id)
    for (row, attribute), text in zip(targets, texts, strict=True):
        column = column_named(type(row), attribute)
        value = column.read(text) if text and column.read else text or column.blank
        setattr(row, attribute, value)
    held.opened |= frozenset(names)


def _sealed_facts(held: Held, name: str) -> Iterator[tuple[Row, str, SealedFact]]:
    people = {each["key"]: each["person_id"] for each in held.stored["people"].values()}
    for part in PARTS[name]:
        for row in getattr(held.folder, name).rows if part.sealed else ():
            stored = held.stored[name][row.id]
            for attribute in part.sealed:
                token = stored[attribute]
                table = part.table.name
                if name not in OF_PERSON:
                    fact = of_trip(held.trip_id, table, row.id, attribute, token)
                elif name == "people":
                    person = stored["person_id"]
                    fact = of_person(person, table, person, attribute, token)
                else:
                    fact = of_person(people[row.person], table, row.id, attribute, token)
                yield row, attribute, fact
