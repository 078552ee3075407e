"""A made-up trip each field of which holds a value that no other field holds.

It has everything twice: two travellers, each with a host, places, travel and papers of their own,
so that what is somebody's own is told from what is a fellow's. It is built in memory; what of it
stands on which paper is looked up by `privacy_page`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from missions import schema, zones
from missions.briefing.checking.desk import DossierDesk
from missions.briefing.dossier import DocumentSecrets, Dossier, PersonSecrets, Secrets, TripSecrets
from missions.briefing.gather import MEDICAL, PAPER, plan_of
from missions.briefing.queries import TripRows
from missions.installation import Installation
from missions.intake.columns import Column, Kind, columns_of
from missions.intake.folder import TripFolder
from missions.intake.stored import PARTS
from missions.privacy import Posture, under_seal
from missions.schedule.rules import instant
from missions.settings import Settings

COLUMNS = {table.name: columns_of(table.row) for table in TripFolder().tables()}
CARRY, CARRIED, CAR = "`carry` lodging", "insurance, visa, consent", "a car"
_MODELS = {mapper.local_table: mapper.class_ for mapper in schema.Base.registry.mappers}
_LISTS = {
    **{"people": "members", "travel": "segments", "schedule": "activities"},
    **{name: name for name in ("crossings", "stays", "rooms", "attendance", "documents")},
}
_WORDS = frozenset({Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.COUNTRY, Kind.KEY})
_NAMED = frozenset({"check_in", "check_out", "day"})
"""Columns whose days stand on papers for other reasons too: they count under their own name."""
_FIRST, _LAST, _EARLY = date(2026, 7, 10), date(2026, 7, 22), date(2012, 1, 1)
_WALL = datetime(2026, 7, 11, 0, 7)


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
        self.published_at = instant(datetime(2026, 6, 1, 12), "UTC")

    @cached_property
    def before(self) -> None:
        """There is none."""


class MadeUp:
    """The trip's rows, and which value stands for which field of whose.

    `marks`: by the name that the value has in a paper's data ("": whatever its name) and the value,
    the field and whose row it is: 0 or 1, None for everybody's. `owners`: whose a key is.
    """

    def __init__(self) -> None:
        self.marks: dict[tuple[str, object], tuple[Field, int | None]] = {}
        self.owners: dict[str, int] = {}
        self._rows: dict[str, list[Any]] = {file: [] for file in COLUMNS}
        self._zones = iter(sorted(key for key in zones.keys() if key.startswith("Asia/")))
        self._count = 0
        _fill(self)

    def desk(self, posture: Posture) -> Desk:
        """Return the desk of the trip in a posture."""
        rows = {_LISTS.get(file, f"{file}s"): found for file, found in self._rows.items()}
        rows |= {"trip": rows["trips"][0], "training": [], "trainings": self._rows["training"]}
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
        if (key, value) in self.marks:
            raise ValueError(f"{field} is not told from {self.marks[(key, value)]}")
        self.marks[(key, value)] = (field, whose)

    def add(self, file: str, whose: int | None = None, kind: str = "", **given: Any) -> Any:
        """Add a row; what is given stands as it is, all else gets a value of its own."""
        values = dict(given)
        for column in COLUMNS[file]:
            field, name = Field(file, column.name, kind), column.attribute
            if column.kind is Kind.YES_NO:
                values.setdefault(name, whose == 0)
                if values[name] and whose == 0:
                    self.mark(field._replace(kind=""), whose, True, name)
            elif name not in given:
                values[name] = self._own(column)
            if name not in given or (type(given[name]) is date):
                self._tell(field, whose, column, values[name])
        values |= _derived(file, values)
        made = [self._row(_MODELS[part.table], values) for part in PARTS[file]]
        self._rows[file].append(made[0] if len(made) == 1 else tuple(made))
        return made[0]

    def _tell(self, field: Field, whose: int | None, column: Column, value: Any) -> None:
        if column.kind is Kind.YES_NO or value == column.blank:
            return
        written = value.isoformat() if isinstance(value, date) else value
        self.mark(field, whose, written, field.column if field.column in _NAMED else "")

    def _row(self, model: type[Any], values: Mapping[str, Any]) -> Any:
        filled: dict[str, Any] = {"id": f"row-{self._next()}"}
        for column in inspect(model).columns:
            default = column.default
            if column.key in values:
                filled[column.key] = values[column.key]
            elif default is not None and default.is_scalar:
                filled[column.key] = default.arg
        return model(**filled)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _own(self, column: Column) -> Any:
        """Return a value that no other field holds; a blank one for what refers to others."""
        count, kind = self._next(), column.kind
        if kind in _WORDS:
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
    made: dict[str, Any] = {}
    if file == "travel":
        made = {"departs_zone": values["from_zone"], "arrives_zone": values["to_zone"]}
    ends = {"departs": "departs_zone", "arrives": "arrives_zone"}
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
        kind = "" if level == "team" else f"sensitivity {level}"
        trip.add("contact", kind=kind, sensitivity=level, nationality="")
        trip.add("page", kind=kind, sensitivity=level)
    for role in ("home contact", "insurer"):
        trip.add("contact", kind=role, role=role, sensitivity="team", nationality="")
    both = "; ".join(_traveller(trip, whose) for whose in (0, 1))
    day, plain = timedelta(days=9), dict.fromkeys(("confirmation", "note"), "")
    trip.add("stays", key="else", check_in=None, check_out=None, **plain)
    stay = trip.last("stays")
    stay.check_in, stay.check_out = _FIRST - day, _LAST + day  # nobody lacks a bed elsewhere
    trip.add("rooms", stay="else", people=both, room="", floor="", capacity=0)


def _traveller(trip: MadeUp, whose: int) -> str:
    """Add a minor who travels, and all that is theirs; return their key."""
    names = {"legal_name": ""} if whose else {"surname": "", "given_names": ""}
    guardian, away = f"guardian-{whose}", date(2030, 1, 1 + whose)
    key = trip.add("people", whose, guardians=guardian, leaves=away, **names).key
    trip.mark(Field("people", "guardians"), whose, guardian)
    host = trip.add("partner", whose)
    trip.owners |= {key: whose, host.key: whose}
    for place, kind in enumerate(("", CARRY)):
        _place(trip, whose, kind, 2 * place + whose, {"host": host.key, "people": key})
    _travel(trip, whose, key, host)
    course = trip.add("training", whose, applies=key)
    trip.add("attendance", whose, training=course.key, person=key)
    trip.add("requirement", whose, kind_="", applies=key)
    trip.add("documents", whose, person=key)
    trip.add("documents", whose, person=key, paper="passport", state="held")
    for paper in ("insurance", "visa", "guardian_consent"):
        trip.add("documents", whose, CARRIED, person=key, paper=paper, state="held")
    return key
