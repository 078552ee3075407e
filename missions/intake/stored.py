"""Where each column of a folder lives in the database, and what is derived beside it.

Most columns stand under their own name in the table of their kind. A row of people.csv is two:
the human facts and the membership. Wall times get their zone and their instant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table as DatabaseTable

from missions.documents.model import Document
from missions.intake.checks.places import end_zone
from missions.intake.columns import Row, Seal, columns_of
from missions.intake.dates import alone
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import CrossingRow, ItemRow, TrainingRow, TravelRow
from missions.intake.rows import RequirementRow
from missions.intake.whereabouts import Whereabouts
from missions.people.model import Person
from missions.readiness.model import Exemption, Override
from missions.schedule.model import Activity, Crossing, Room, Segment, Stay
from missions.schedule.rules import instant
from missions.store.base import Base
from missions.training.model import Attendance, Training
from missions.trips.model import (
    Contact,
    FreePage,
    Membership,
    Partner,
    Requirement,
    Site,
    Trip,
    Word,
)

_MODELS: dict[str, tuple[type[Base], ...]] = {
    "trip": (Trip,),
    "partner": (Partner,),
    "site": (Site,),
    "word": (Word,),
    "requirement": (Requirement,),
    "contact": (Contact,),
    "page": (FreePage,),
    "people": (Membership, Person),
    "travel": (Segment,),
    "crossings": (Crossing,),
    "stays": (Stay,),
    "rooms": (Room,),
    "schedule": (Activity,),
    "training": (Training,),
    "attendance": (Attendance,),
    "documents": (Document,),
    "exemptions": (Exemption,),
    "overrides": (Override,),
}
FIXED = frozenset({"trip_id", "position", "person_id", "account_id", "version"})
OF_PERSON = frozenset({"people", "documents"})
"""The tables whose sealed columns are sealed with a person's key, not the trip's."""


@dataclass(frozen=True, slots=True)
class Part:
    """A database table that holds columns of a folder's table: open ones and sealed ones.

    `fixed` are the columns that the database has beside those of the file.
    """

    table: DatabaseTable
    plain: tuple[str, ...]
    sealed: tuple[str, ...]
    nullable: frozenset[str]
    fixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lay:
    """What deriving needs to know of the whole folder."""

    sites: Mapping[str, Any]
    whereabouts: Whereabouts


def lay_of(folder: TripFolder) -> Lay:
    """Return what deriving needs to know of `folder`."""
    return Lay({row.key: row for row in folder.site.rows}, Whereabouts(folder))


def _part(model: type[Base], row: type[Row]) -> Part:
    table = model.__table__
    assert isinstance(table, DatabaseTable)
    stored = [column for column in columns_of(row) if column.attribute in table.columns]
    return Part(
        table,
        tuple(column.attribute for column in stored if column.seal is Seal.NEVER),
        tuple(column.attribute for column in stored if column.seal is not Seal.NEVER),
        frozenset(column.name for column in table.columns if column.nullable),
        FIXED & {column.name for column in table.columns},
    )


PARTS: dict[str, tuple[Part, ...]] = {
    table.name: tuple(_part(model, table.row) for model in _MODELS[table.name])
    for table in TripFolder().tables()
}


def open_values(part: Part, name: str, row: Any, lay: Lay) -> dict[str, Any]:
    """Return what the open columns of a part hold for a row, the derived ones included."""
    values: dict[str, Any] = {}
    for attribute in part.plain:
        value = getattr(row, attribute)
        values[attribute] = None if value == "" and attribute in part.nullable else value
    derive = _DERIVE.get(name)
    return {**values, **derive(row, lay)} if derive else values


def _travel(row: TravelRow, lay: Lay) -> dict[str, Any]:
    assert row.departs is not None
    assert row.arrives is not None
    departs_zone = end_zone(row.mode, row.origin, row.from_zone, lay.sites)
    arrives_zone = end_zone(row.mode, row.destination, row.to_zone, lay.sites)
    return {
        "departs_zone": departs_zone,
        "departs_utc": instant(row.departs, departs_zone),
        "arrives_zone": arrives_zone,
        "arrives_utc": instant(row.arrives, arrives_zone),
    }


def _crossing(row: CrossingRow, _lay: Lay) -> dict[str, Any]:
    assert row.closes is not None
    assert row.opens is not None
    return {
        "closes_utc": instant(row.closes, row.zone),
        "opens_utc": instant(row.opens, row.zone),
    }


def _training(row: TrainingRow, _lay: Lay) -> dict[str, Any]:
    assert row.starts is not None
    assert row.ends is not None
    return {"starts_utc": instant(row.starts, row.zone), "ends_utc": instant(row.ends, row.zone)}


def _item(row: ItemRow, lay: Lay) -> dict[str, Any]:
    zone = lay.whereabouts.zone_of(row)
    starts, ends = row.begins(), row.finishes()
    return {
        "zone": zone,
        "starts": starts,
        "starts_utc": instant(starts, zone) if starts else None,
        "ends": ends,
        "ends_utc": instant(ends, zone) if ends else None,
        "meet_time": row.meets(),
    }


_SETTINGS = {
    column.attribute: column.name.removeprefix("with.")
    for column in columns_of(RequirementRow)
    if column.name.startswith("with.")
}


def _requirement(row: RequirementRow, _lay: Lay) -> dict[str, Any]:
    given = {name: getattr(row, attribute) for attribute, name in _SETTINGS.items()}
    return {
        "settings": {
            name: int(value) if value == int(value) else value
            for name, value in given.items()
            if value is not None
        }
    }


_DERIVE: dict[str, Callable[[Any, Lay], dict[str, Any]]] = {
    "travel": _travel,
    "crossings": _crossing,
    "training": _training,
    "schedule": _item,
    "requirement": _requirement,
}


_TEXTS = {
    table.name: frozenset(
        column.attribute for column in columns_of(table.row) if isinstance(column.blank, str)
    )
    for table in TripFolder().tables()
}
"""The attributes of each table that are text, where the database may hold nothing at all."""


def restored(name: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values from what the database holds, the sealed ones left out."""
    texts = _TEXTS[name]
    values: dict[str, Any] = {}
    for part in PARTS[name]:
        for attribute in part.plain:
            value = stored[attribute]
            values[attribute] = "" if value is None and attribute in texts else value
    if name == "schedule":
        values |= _restored_times(values["day"], stored)
    elif name == "requirement":
        settings = stored["settings"]
        values |= {attribute: settings.get(key) for attribute, key in _SETTINGS.items()}
    return values


def _restored_times(day: Any, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's times as they stand beside its day."""
    ends: datetime | None = stored["ends"]
    starts, meets = stored["starts"], stored["meet_time"]
    same_day = meets is not None and meets.date() == day
    return {
        "starts": starts and alone(starts),
        "ends": ends and alone(ends),
        "ends_day": ends.date() if ends is not None and ends.date() != day else None,
        "meet_time": alone(meets) if same_day else meets,
    }
