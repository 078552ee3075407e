"""A small trip without a database: rows as they would be read, edited in one line a test.

Ids are readable: `visit`'s is `activity-visit`, `mei`'s membership is `membership-mei`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import inspect

from missions.briefing.dossier import Dossier, PersonSecrets, Plan, Secrets, TripSecrets
from missions.briefing.gather import plan_of
from missions.briefing.queries import TripRows
from missions.documents.model import Document
from missions.people.model import Person
from missions.privacy import under_seal
from missions.readiness.model import Exemption, Override
from missions.schedule.model import Activity, Crossing, Room, Segment, Stay
from missions.training.model import Attendance, Training
from missions.trips.model import Contact, FreePage, Membership, Partner, Requirement, Site, Trip

HOME, SEOUL = "America/Chicago", "Asia/Seoul"
STARTS, ENDS = date(2026, 7, 10), date(2026, 7, 14)
Edit = Mapping[str, Any] | None
TABLES = {
    Site: "sites",
    Partner: "partners",
    Segment: "segments",
    Crossing: "crossings",
    Stay: "stays",
    Room: "rooms",
    Activity: "activities",
    Training: "trainings",
    Attendance: "attendance",
    Contact: "contacts",
    FreePage: "pages",
    Requirement: "requirements",
    Document: "documents",
    Exemption: "exemptions",
    Override: "overrides",
}


def row(model: type[Any], **columns: Any) -> Any:
    """Return a row with its columns' defaults, as it would come back from the database."""
    filled: dict[str, Any] = {}
    for column in inspect(model).columns:
        default = column.default
        filled[column.key] = default.arg if default is not None and default.is_scalar else None
    handle = columns.get("key") or columns.get("title") or columns.get("name") or "1"
    return model(**filled | {"id": f"{model.__tablename__}-{handle}"} | columns)


def utc(wall: datetime, zone: str) -> datetime:
    """Return the instant of a wall time."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def timed(day: int, start: str, end: str = "", zone: str = SEOUL, month: int = 7) -> dict[str, Any]:
    """Return the columns that say when something is, its instants among them."""
    starts, ends = (
        datetime.combine(date(2026, month, day), time.fromisoformat(text)) if text else None
        for text in (start, end)
    )
    return {
        "zone": zone,
        "starts": starts,
        "starts_utc": utc(starts, zone) if starts else None,
        "ends": ends,
        "ends_utc": utc(ends, zone) if ends else None,
    }


def on(day: int, start: str = "", end: str = "") -> dict[str, Any]:
    """Return the columns of an activity on a day of July in Seoul."""
    return {"day": date(2026, 7, day), **timed(day, start, end)}


def flight(departs: str, arrives: str, zones: tuple[str, str]) -> dict[str, Any]:
    """Return the columns of a leg's two ends."""
    walls = [datetime.fromisoformat(text) for text in (departs, arrives)]
    return {
        "departs": walls[0],
        "departs_zone": zones[0],
        "departs_utc": utc(walls[0], zones[0]),
        "arrives": walls[1],
        "arrives_zone": zones[1],
        "arrives_utc": utc(walls[1], zones[1]),
    }


@dataclass(frozen=True)
class SmallTrip:
    """The rows by key; an edit changes columns of one, None takes it away."""

    rows: dict[str, Any] = field(default_factory=dict)
    members: dict[str, tuple[Membership, Person]] = field(default_factory=dict)
    trip: Trip = field(default_factory=Trip)
    names: dict[str, str] = field(default_factory=dict)

    def plan(self) -> Plan:
        """Return the plan that is gathered of these rows."""
        found: dict[str, Any] = {name: [] for name in (one.name for one in fields(TripRows))}
        for one in self.rows.values():
            found[TABLES[type(one)]].append(one)
        found["trip"], found["members"] = self.trip, list(self.members.values())
        return plan_of(TripRows(**found))

    def dossier(self) -> Dossier:
        """Return the plan with its secrets: real names of sites, nothing else."""
        nothing: dict[str, str] = {}
        trip = TripSecrets(under_seal(""), under_seal(self.names), *[under_seal(nothing)] * 2)
        blank = PersonSecrets(*[under_seal("")] * 3, under_seal({}))
        plan = self.plan()
        return Dossier(plan, Secrets(trip, {member.id: blank for member in plan.members}))


def small_trip(**edits: Edit) -> SmallTrip:
    """Return the trip: three travellers and a guardian, two sites, flights, four activities.

    Args:
        edits: columns to change by key; None leaves the row out; `trip` and `names` are those of
            the trip itself and of the sites' real names.
    """
    known = {one.key: one for one in _rows()}
    members = {one.key: (one, person) for one, person in _members()}
    trip, names = _trip(), {"maple": "Grace House", "hotel": "Hotel Han"}
    for key, columns in edits.items():
        _edit(known, members, trip, names, key.replace("__", "-"), columns)
    return SmallTrip(known, members, trip, names)


def _edit(
    known: dict[str, Any],
    members: dict[str, tuple[Membership, Person]],
    trip: Trip,
    names: dict[str, str],
    key: str,
    columns: Edit,
) -> None:
    if key == "names":
        names.update(columns or {})
    elif columns is None:
        del (known if key in known else members)[key]
    elif "new" in columns:
        known[key] = columns["new"]
    else:
        things = [trip] if key == "trip" else members.get(key) or [known[key]]
        for column, value in columns.items():
            owner = next(thing for thing in things if hasattr(thing, column))
            setattr(owner, column, value)


def _trip() -> Trip:
    return row(
        Trip,
        id="trip-1",
        code="small",
        label="Summer team",
        name="Seoul team",
        posture="guarded",
        starts=STARTS,
        ends=ENDS,
        home_zone=HOME,
    )


def member(key: str, role: str, name: str = "", **columns: Any) -> tuple[Membership, Person]:
    """Return a member with their person."""
    person = row(Person, id=f"person-{key}", preferred_name=name or key.title())
    joined = row(Membership, key=key, role=role, person_id=person.id, **columns)
    return joined, person


def _members() -> Iterator[tuple[Membership, Person]]:
    yield member("lea", "leader")
    yield member("mei", "volunteer", groups="kitchen")
    sam = member("sam", "volunteer", guardians="gus")
    sam[1].birth_date = date(2012, 1, 1)
    yield sam
    yield member("gus", "guardian")


def _rows() -> Iterator[Any]:
    yield row(Partner, key="lee", alias="Mrs. Lee", mark="Host 2")
    yield row(Site, key="maple", alias="Maple House", mark="B", country="KR", partner="lee")
    yield row(Site, key="hotel", alias="Hotel", mark="C", country="KR", zone=SEOUL)
    there = flight("2026-07-10T13:10", "2026-07-11T17:10", (HOME, SEOUL))
    back = flight("2026-07-14T10:30", "2026-07-14T09:25", (SEOUL, HOME))
    known = {"mode": "flight", "number": "KE38", "people": "all"}
    yield row(Segment, key="out", origin="ORD", destination="ICN", **known, **there)
    yield row(Segment, key="home", origin="ICN", destination="ORD", **known, **back)
    visit = {"title": "Visit", "site": "maple", "partner": "lee"}
    yield row(Activity, key="visit", people="all", **visit, **on(12, "10:00", "11:30"))
    lunch = {"title": "Lunch", "site": "maple", "kind": "meal", "people": "mei"}
    yield row(Activity, key="lunch", **lunch, **on(12, "12:00", "13:00"))
    walk = {"title": "Walk", "site": "hotel", "people": "lea; sam"}
    yield row(Activity, key="walk", **walk, **on(13, "14:00"))
    yield row(Activity, key="rest", title="Day off", people="all", kind="rest", **on(13))
    evening = timed(1, "19:00", "20:00", HOME, month=6)
    yield row(Training, key="safety", title="Safety", place="Hall", applies="all", **evening)
