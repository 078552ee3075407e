"""A made-up trip each field of which holds a value that no other field holds.

It has everything twice: two travellers, each with a host, places, travel and papers of their own,
so that what is somebody's own is told from what is a fellow's. It is built in memory; what of it
stands on which paper is looked up by `privacy_page`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from missions import zones
from missions.briefing.checking.desk import DossierDesk
from missions.briefing.dossier import DocumentSecrets, Dossier, PersonSecrets, Secrets, TripSecrets
from missions.briefing.gather import MEDICAL, PAPER, plan_of
from missions.briefing.queries import TripRows
from missions.installation import Installation
from missions.intake.columns import Column, Kind, columns_of
from missions.intake.folder import TripFolder
from missions.intake.stored import PARTS
from missions.privacy import Posture, under_seal
from missions.reference.rulebook import Rulebook, shipped
from missions.schedule.rules import instant
from missions.settings import Settings
from missions.store.base import Base

COLUMNS = {table.name: columns_of(table.row) for table in TripFolder().tables()}
CARRY, CARRIED, CAR = "`carry` lodging", "insurance, permits, consent", "a car"
_MODELS = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
_LISTS = {name: name for name in ("crossings", "stays", "rooms", "attendance", "documents")}
_LISTS |= {name: name for name in ("exemptions", "overrides")}
_LISTS |= {"people": "members", "travel": "segments", "schedule": "activities"}
_WORDS = {Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.COUNTRY, Kind.KEY}
_CALLED = {"guardians", "by"}  # people who need not be on the roster
_NAMED = {"day": ("day", "start"), "check_in": ("check_in",), "check_out": ("check_out",)}
"""Days that stand on papers for other reasons too: they count under these names only."""
_FIRST, _LAST, _EARLY = date(2026, 7, 10), date(2026, 7, 22), date(2012, 1, 1)
_WALL = datetime.combine(date(2026, 7, 11), time(0, 7))


class Field(NamedTuple):
    """A column of the trip folder; `kind` is "" or which of its rows are meant."""

    file: str
    column: str
    kind: str = ""


class Desk(DossierDesk):
    """A desk without an edition before it, published before the trip."""

    def __init__(self, dossier: Dossier) -> None:
        bare = SimpleNamespace(settings=Settings(Path(), "", Path()))
        super().__init__(cast(Installation, bare), Session(), dossier)
        self.published_at = instant(_WALL - timedelta(days=40), "UTC")

    @cached_property
    def before(self) -> None:
        """There is none."""

    @cached_property
    def rules(self) -> Rulebook:
        """Those that are shipped."""
        return shipped()


class MadeUp:
    """The trip's rows, and which value stands for which field of whose.

    `marks`: by the name that the value has in a paper's data ("": whatever its name) and the value,
    the field and whose row it is: 0 or 1, None for everybody's. `owners`: whose a key is.
    """

    def __init__(self) -> None:
        self.marks: dict[tuple[str, object], tuple[Field, int | None]] = {}
        self.owners: dict[str, int] = {}
        self._rows: dict[str, list[Any]] = {file: [] for file in COLUMNS}
        self._zones = iter(sorted(filter(re.compile("Asia/").match, zones.keys())))
        self._count = 0
        _fill(self)

    def desk(self, posture: Posture) -> Desk:
        """Return the desk of the trip in a posture."""
        found = self._rows.items()
        rows: dict[str, Any] = {_LISTS.get(file, f"{file}s"): list_ for file, list_ in found}
        rows["trip"] = rows["trips"][0]
        plan = plan_of(TripRows(**{name: rows[name] for name in TripRows.__dataclass_fields__}))
        plan = replace(plan, trip=replace(plan.trip, posture=posture))
        people = {one.id: self._person(one.key, person) for one, person in self._rows["people"]}
        return Desk(Dossier(plan, Secrets(self._trip(), people)))

    def _trip(self) -> TripSecrets:
        sites, partners = self._rows["site"], self._rows["partner"]
        return TripSecrets(
            purpose=under_seal(self._rows["trip"][0].purpose),
            site_names=under_seal({row.key: row.name for row in sites}),
            partner_names=under_seal({row.key: row.name for row in partners}),
            partner_phones=under_seal({row.key: row.phone for row in partners}),
        )

    def _person(self, key: str, person: Any) -> PersonSecrets:
        papers = {
            row.id: DocumentSecrets(**{name: getattr(row, name) for name in PAPER})
            for row in self._rows["documents"]
            if row.person == key
        }
        medical = {name: under_seal(getattr(person, name)) for name in MEDICAL}
        return PersonSecrets(**medical, documents=under_seal(papers))

    def mark(self, field: Field, whose: int | None, value: object, key: str = "") -> None:
        """Remember that a value (in data: of this name) tells of a field."""
        if self.marks.setdefault((key, value), (field, whose)) != (field, whose):
            raise ValueError(f"{field} is not told from {self.marks[(key, value)]}")

    def add(self, file: str, whose: int | None = None, of: str = "", **given: Any) -> Any:
        """Add a row; what is given stands as it is, all else gets a value of its own."""
        values = dict(given)
        for column in COLUMNS[file]:
            field, name = Field(file, column.name, of), column.attribute
            if all(name not in part.table.columns for part in PARTS[file]):
                continue
            if column.kind is Kind.YES_NO:
                values.setdefault(name, whose == 0)
                if values[name] and whose == 0:
                    self.mark(field._replace(kind=""), whose, True, name)
                continue
            if name not in given:
                values[name] = self._own(column)
            if name not in given or isinstance(given[name], date):
                self._tell(field, whose, column, values[name])
        values |= _derived(file, values)
        made = [self._row(_MODELS[part.table], values) for part in PARTS[file]]
        if file == "people":
            made[0].person_id = made[1].id
        self._rows[file].append(made[0] if len(made) == 1 else tuple(made))
        return made[0]

    def _tell(self, field: Field, whose: int | None, column: Column, value: Any) -> None:
        written = value.isoformat() if isinstance(value, date) else value
        for name in _NAMED.get(field.column, ("",)) if value != column.blank else ():
            self.mark(field, whose, written, name)

    def _row(self, model: type[Any], values: Mapping[str, Any]) -> Any:
        filled: dict[str, Any] = {"id": f"row-{self._next()}"}
        for column in inspect(model).columns:
            if column.default is not None and column.default.is_scalar:
                filled[column.key] = column.default.arg
        own = {name: values[name] for name in values if name in inspect(model).columns}
        return model(**filled | own)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _own(self, column: Column) -> Any:
        """Return a value that no other field holds; a blank one for what refers to others."""
        count, kind = self._next(), column.kind
        if kind in _WORDS or column.name in _CALLED:
            return f"zq{count:04}x"
        if kind is Kind.ZONE:
            return next(self._zones)
        if kind is Kind.WALL or (kind is Kind.CLOCK and column.blank is None):
            return _WALL + timedelta(seconds=61 * count)
        if kind is Kind.CLOCK:
            return f"{count // 60 % 24:02}:{count % 60:02}"
        if kind in (Kind.DATE, Kind.DUE):
            day = _EARLY + timedelta(days=count)
            return day if kind is Kind.DATE else day.isoformat()
        numbers = {Kind.WHOLE: 71000 + count, Kind.NUMBER: 11 + count / 10000}
        return numbers.get(kind, column.blank)


def _derived(file: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the zones and instants that belong to wall times."""
    made, ends = {}, {"departs": "departs_zone", "arrives": "arrives_zone"}
    if file == "travel":
        made = {"departs_zone": values["from_zone"], "arrives_zone": values["to_zone"]}
    for name in ("starts", "ends", "closes", "opens", *ends):
        if isinstance(values.get(name), datetime):
            zone = (values | made)[ends.get(name, "zone")]
            made[f"{name}_utc"] = instant(values[name], zone)
    return made


def _fill(trip: MadeUp) -> None:
    trip.add("trip", posture="", field_access="web", starts=_FIRST, ends=_LAST)
    trip.add("word")
    trip.add("crossings")
    for level in ("team", "public", "leader"):
        kind = "" if level == "team" else f"sensitivity `{level}`"
        trip.add("contact", of=kind, sensitivity=level, nationality="")
        trip.add("page", of=kind, sensitivity=level)
    for role in ("home contact", "insurer"):
        trip.add("contact", of=role, role=role, sensitivity="team", nationality="")
    both = "; ".join(_traveller(trip, whose) for whose in (0, 1))
    blank: dict[str, Any] = {"check_in": None, "check_out": None, "confirmation": "", "note": ""}
    stay = trip.add("stays", key="else", **blank)  # so that nobody lacks a bed
    stay.check_in, stay.check_out = _FIRST - timedelta(days=9), _LAST + timedelta(days=9)
    trip.add("rooms", stay="else", people=both, room="", floor="", capacity=0)


def _traveller(trip: MadeUp, whose: int) -> str:
    """Add a minor who travels, and all that is theirs; return their key."""
    names: dict[str, Any] = {"legal_name": ""} if whose else {"surname": "", "given_names": ""}
    key: str = trip.add("people", whose, leaves=date(2030, 1, 1 + whose), **names).key
    host = trip.add("partner", whose)
    trip.owners |= {key: whose, host.key: whose}
    site = _place(trip, whose, "", key, host.key)
    _place(trip, whose, CARRY, key, host.key)
    _travel(trip, whose, key, host, site)
    course = trip.add("training", whose, applies=key)
    trip.add("attendance", whose, training=course.key, person=key)
    trip.add("requirement", whose, kind="form", applies=key, severity="error")
    trip.add("exemptions", whose, person=key, kind="form")
    trip.add("exemptions", whose, person=key, title="")
    trip.add("overrides", whose, people=key)
    trip.add("documents", whose, person=key)
    trip.add("documents", whose, person=key, kind="passport", state="held")
    for paper in ("insurance", "visa", "guardian_consent"):
        trip.add("documents", whose, CARRIED, person=key, kind=paper, state="held")
    return key


def _place(trip: MadeUp, whose: int, of: str, key: str, host: str) -> str:
    """Add a site with an activity, at a time or for the day, and nights; return its key."""
    nth = 2 * bool(of) + whose
    site = trip.add("site", whose, of, carry=bool(of), partner=host)
    day, status = _FIRST + timedelta(days=2 + nth), "confirmed" if nth else "tentative"
    times = {"day": day, "zone": site.zone} | ({"starts": None, "ends": None} if of else {})
    there = {"site": site.key, "partner": host, "people": key, "status": status}
    trip.add("schedule", whose, **there, **times)
    nights = {"check_in": day, "check_out": day + timedelta(days=7)}
    stay = trip.add("stays", whose, of, site=site.key, **nights)
    trip.add("rooms", whose, of, stay=stay.key, people=key)
    for name in ("tentative", "TENTATIVE") if not nth else ():
        trip.mark(Field("schedule", "status"), whose, name, "status")
    return str(site.key)


def _travel(trip: MadeUp, whose: int, key: str, host: Any, site: str) -> None:
    """Add a flight or a train, and a car from and to a site, both met by the host."""
    mode, ticket = ("flight", "train")[whose], f"{key}=ticket-{whose}"
    trip.mark(Field("travel", "mode"), whose, mode, "mode")
    trip.mark(Field("travel", "met_by"), whose, host.alias, "met_by")
    trip.mark(Field("travel", "ticketed_as"), whose, f"ticket-{whose}")
    trip.add("travel", whose, mode=mode, ticketed_as=ticket, people=key, met_by=host.key)
    ends = {"origin": site, "destination": site, "ticketed_as": "", "locator": ""}
    trip.add("travel", whose, CAR, mode="car", people=key, met_by=host.key, **ends)
