"""A whole trip folder as typed rows."""

# ruff: noqa: RUF009 - a table is declared by a call, once, when the class is made

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from missions.intake import plan_rows as plan
from missions.intake import rows
from missions.intake.columns import Row, column_named
from missions.intake.faults import Place

R = TypeVar("R", bound=Row)


@dataclass(slots=True)
class Table(Generic[R]):
    """The rows of one file or sheet.

    `file` and `part` say where it was read, "" where the folder has no such file; `broken` says
    that it could not be read, so that nobody is told of keys it may well have. `header` gives
    an attribute's place in a row's raw cells, `cell_lines` the line of a cell that has one of its
    own, by its row's line and its column's name.
    """

    name: str
    row: type[R]
    rows: list[R] = field(default_factory=list)
    file: str = ""
    part: str = ""
    broken: bool = False
    header: dict[str, int] = field(default_factory=dict)
    cell_lines: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """Whether the folder has it."""
        return bool(self.file)

    def place(self, row: R | None = None, attribute: str = "") -> Place:
        """Return where a row's column stands, for a message."""
        column = column_named(self.row, attribute).name if attribute else ""
        if row is None:
            return Place(self.file, self.part, 0, column)
        if row.line == 0:
            handle = " ".join(str(getattr(row, each)) for each in self.row.IDENTITY)
            return Place("", f"{self.name} {handle}".strip(), 0, column)
        line = self.cell_lines.get((row.line, column), row.line)
        return Place(self.file, self.part, line, column)

    def cell(self, row: R, attribute: str) -> str:
        """Return the cell exactly as it stands in the file."""
        index = self.header.get(attribute, -1)
        if 0 <= index < len(row.raw):
            return row.raw[index] or ""
        if row.raw:
            return ""
        return column_named(self.row, attribute).cell(getattr(row, attribute))


def _table(name: str, row: type[R]) -> Any:
    return field(default_factory=lambda: Table(name, row))


@dataclass(slots=True)
class TripFolder:
    """Everything that stands in a trip folder."""

    trip: Table[rows.TripRow] = _table("trip", rows.TripRow)
    partner: Table[rows.PartnerRow] = _table("partner", rows.PartnerRow)
    site: Table[rows.SiteRow] = _table("site", rows.SiteRow)
    word: Table[rows.WordRow] = _table("word", rows.WordRow)
    requirement: Table[rows.RequirementRow] = _table("requirement", rows.RequirementRow)
    contact: Table[rows.ContactRow] = _table("contact", rows.ContactRow)
    page: Table[rows.PageRow] = _table("page", rows.PageRow)
    people: Table[rows.PersonRow] = _table("people", rows.PersonRow)
    travel: Table[plan.TravelRow] = _table("travel", plan.TravelRow)
    crossings: Table[plan.CrossingRow] = _table("crossings", plan.CrossingRow)
    stays: Table[plan.StayRow] = _table("stays", plan.StayRow)
    rooms: Table[plan.RoomRow] = _table("rooms", plan.RoomRow)
    schedule: Table[plan.ItemRow] = _table("schedule", plan.ItemRow)
    training: Table[plan.TrainingRow] = _table("training", plan.TrainingRow)
    attendance: Table[plan.AttendanceRow] = _table("attendance", plan.AttendanceRow)
    documents: Table[plan.DocumentRow] = _table("documents", plan.DocumentRow)
    exemptions: Table[plan.ExemptionRow] = _table("exemptions", plan.ExemptionRow)
    overrides: Table[plan.OverrideRow] = _table("overrides", plan.OverrideRow)

    def tables(self) -> Iterator[Table[Any]]:
        """Yield every table, in an order in which each stands after those it refers to."""
        for name in TABLES:
            yield getattr(self, name)

    @property
    def settings(self) -> rows.TripRow:
        """The row of the trip itself; an empty one where the folder has none."""
        return self.trip.rows[0] if self.trip.rows else rows.TripRow()


TABLES: tuple[str, ...] = tuple(TripFolder.__dataclass_fields__)
"""The names of all tables, in the order of `TripFolder.tables`."""

IN_TOML = ("trip", "site", "partner", "word", "requirement", "contact", "page")
"""The tables of trip.toml; each of the others is a CSV file of its name."""

IN_CSV = tuple(name for name in TABLES if name not in IN_TOML)
