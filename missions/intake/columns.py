"""How a column of a trip folder is declared.

A file's row is a dataclass whose fields are made by the functions below: one declaration says what
the column holds, how its cell is read and written, what may stand in it, how private it is, and
the note that the spreadsheet template shows. Reading, writing, the template and the folder's
page in the manual all work from it; there is no second list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar, cast

from missions.intake import cells, dates

T = TypeVar("T")


class Kind(StrEnum):
    """What a column holds; the value is how the manual says it."""

    TEXT = "text"
    KEY = "a short handle"
    REFERENCE = "a key of another table"
    LIST = "a list"
    PEOPLE = "people"
    CHOICE = "a choice"
    DATE = "a date"
    WALL = "a day and a wall time"
    CLOCK = "a wall time"
    ZONE = "a time zone"
    COUNTRY = "a country"
    YES_NO = "yes or no"
    WHOLE = "a whole number"
    NUMBER = "a number"
    DUE = "days before, or a date"


class Seal(Enum):
    """Whether `trip save` keeps the column for the sealed file."""

    NEVER = "never"
    UNLESS_OPEN = "unless the trip is open"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` heads it in the file, `attribute` is the row's field.

    `read` turns a cell that is not blank into a value (None: the text itself), `write` turns a
    value into a cell, `blank` is what a blank cell reads as. `needed` columns may not be blank.
    `refers` is the table whose keys it wants.
    """

    kind: Kind
    blank: Any
    read: Callable[[str], Any] | None = None
    write: Callable[[Any], str] = str
    name: str = ""
    note: str = ""
    needed: bool = False
    allowed: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    seal: Seal = Seal.NEVER
    refers: str = ""
    attribute: str = ""

    def cell(self, value: Any) -> str:
        """Return a row's value as a cell."""
        return "" if value is None or value == "" else self.write(value)


def _declare(column: Column, blank: T, more: dict[str, Any]) -> T:
    return field(default=blank, metadata={"column": replace(column, **more)})


def text(**more: Any) -> str:
    """Declare text, kept as it stands."""
    return _declare(Column(Kind.TEXT, ""), "", more)


def listed(blank: str = "", **more: Any) -> str:
    """Declare a list, kept as `a; b`."""
    return _declare(Column(Kind.LIST, blank, cells.read_list), blank, more)


def people(blank: str = "", **more: Any) -> str:
    """Declare a choice of people: keys, @group, all, -key."""
    return _declare(Column(Kind.PEOPLE, blank, cells.read_list), blank, more)


def key(**more: Any) -> str:
    """Declare the row's own handle."""
    note = "A short handle, unique in this table. Made where it is blank."
    return _declare(Column(Kind.KEY, "", cells.read_key), "", {"note": note, **more})


def code(**more: Any) -> str:
    """Declare the trip's handle."""
    return _declare(Column(Kind.KEY, "", cells.read_code), "", more)


def reference(table: str, **more: Any) -> str:
    """Declare the key of a row of another table."""
    return _declare(Column(Kind.REFERENCE, "", refers=table), "", more)


def choice(*allowed: str, blank: str = "", meant: dict[str, str] | None = None, **more: Any) -> str:
    """Declare one of the allowed words; `meant` corrects other words that people write."""
    read = cells.one_of(allowed, meant or {})
    return _declare(Column(Kind.CHOICE, blank, read, allowed=allowed), blank, more)


def zone(**more: Any) -> str:
    """Declare an IANA zone."""
    return _declare(Column(Kind.ZONE, "", cells.read_zone), "", more)


def country(**more: Any) -> str:
    """Declare an ISO 3166-1 alpha-2 country."""
    return _declare(Column(Kind.COUNTRY, "", cells.read_country), "", more)


def clock(**more: Any) -> str:
    """Declare a time of day without a day, kept as `14:35`."""
    return _declare(Column(Kind.CLOCK, "", dates.read_clock), "", more)


def due(**more: Any) -> str:
    """Declare when something is due: `-60d` or a date."""
    return _declare(Column(Kind.DUE, "", cells.read_due), "", more)


def day(read: Callable[[str], date] = dates.read_date, **more: Any) -> date | None:
    """Declare a date."""
    return _declare(Column(Kind.DATE, None, read, date.isoformat), None, more)


def wall(**more: Any) -> datetime | None:
    """Declare a day with a wall time."""
    return _declare(Column(Kind.WALL, None, dates.read_wall, dates.write_moment), None, more)


def moment(**more: Any) -> datetime | None:
    """Declare a wall time that may stand beside the row's day."""
    return _declare(Column(Kind.CLOCK, None, dates.read_moment, dates.write_moment), None, more)


def yes_no(**more: Any) -> bool:
    """Declare yes or no; blank is no."""
    return _declare(Column(Kind.YES_NO, False, cells.read_yes_no, _yes), False, more)


def whole(**more: Any) -> int | None:
    """Declare a whole number."""
    return _declare(Column(Kind.WHOLE, None, cells.read_whole), None, more)


def number(low: float, high: float, **more: Any) -> float | None:
    """Declare a number between two bounds."""
    read = cells.number_between(low, high)
    return _declare(Column(Kind.NUMBER, None, read, _number), None, more)


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)


@dataclass(slots=True)
class Row:
    """What every row has beside its columns.

    `line` is its row in the file (0: held by the service already), `raw` its cells as they stand,
    `given` the attributes whose columns the file has, `made` those that were blank and got a value
    here, `id` that of the row in the database.
    """

    IDENTITY: ClassVar[tuple[str, ...]] = ("key",)
    """The attributes by which a row is found again."""
    ONCE: ClassVar[bool] = True
    """Whether two rows of the same identity are a fault; otherwise their order tells them apart."""

    line: int = field(default=0, compare=False, repr=False)
    raw: Sequence[str | None] = field(default=(), compare=False, repr=False)
    given: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    made: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    id: str = field(default="", compare=False, repr=False)

    def make(self, attribute: str, value: Any) -> None:
        """Give a blank column a value of our own, and remember that it was made."""
        setattr(self, attribute, value)
        self.made |= {attribute}

    def derive(self, attribute: str, value: Any) -> None:
        """Give a column the value that follows from others of the row; it counts as given."""
        setattr(self, attribute, value)
        self.given |= {attribute}


@cache
def _columns(row: Any) -> dict[str, Column]:
    declared = ((each.name, each.metadata["column"]) for each in fields(row) if each.metadata)
    return {
        attribute: replace(column, name=column.name or attribute, attribute=attribute)
        for attribute, column in declared
    }


@cache
def _headings(row: Any) -> dict[str, Column]:
    columns = _columns(row).values()
    aliases = {folded(alias): column for column in columns for alias in column.aliases}
    return {**aliases, **{folded(column.name): column for column in columns}}


def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """Return the declared columns of a kind of row, in the file's order."""
    return tuple(_columns(cast(Any, row)).values())


def column_named(row: type[Row], attribute: str) -> Column:
    """Return the declared column of an attribute."""
    return _columns(cast(Any, row))[attribute]


def headings_of(row: type[Row]) -> dict[str, Column]:
    """Return folded heading → column, aliases included."""
    return _headings(cast(Any, row))


def folded(heading: str) -> str:
    """Return a heading as it is compared: `Legal Name` and `legal-name` are `legalname`."""
    return re.sub(r"[\s_\-*:]+", "", heading.casefold())
