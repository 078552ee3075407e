"""Dates in a column of another system: the column's other rows may settle which part is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from missions.intake.dates import A_DATE, LONGEST, read_date
from missions.intake.faults import Cause, Wrong

_NUMERIC = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})\.?")
_CLOCK = re.compile(r"[T ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.0+)?\s*([AaPp][Mm])?$")


class Order(StrEnum):
    """Which part of `7/10/2026` stands first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell of digits; `order` is None where both ways give the same day."""

    day: date
    order: Order | None


def _bare(text: str) -> str:
    return _CLOCK.sub("", text.strip()) if len(text) <= LONGEST else ""


def _numeric(text: str, latest: date | None) -> list[Reading]:
    """Return the readings of `7/10/2026` and its kind; `latest` settles a century."""
    match = _NUMERIC.fullmatch(_bare(text))
    if match is None:
        return []
    first, second, written = int(match[1]), int(match[3]), match[4]
    found = []
    for order, day, month in ((Order.MONTH_FIRST, second, first), (Order.DAY_FIRST, first, second)):
        try:
            found.append(Reading(date(_year(written, latest), month, day), order))
        except ValueError:
            continue
    if len(found) == 2 and found[0].day == found[1].day:
        return [Reading(found[0].day, None)]
    return found


def _year(written: str, latest: date | None) -> int:
    """Return all digits of a year; of two digits, the last such year not after `latest`."""
    year = int(written)
    if len(written) == 4:
        return year
    return year + (1900 if latest is not None and year + 2000 > latest.year else 2000)


def readings(text: str, latest: date | None = None) -> list[date]:
    """Return each day that a cell can be; none where it is no date."""
    numeric = _numeric(text, latest)
    if numeric:
        return [each.day for each in numeric]
    try:
        return [read_date(_bare(text))] if text else []
    except Wrong:
        return []


def settled(cells: Iterable[str]) -> Order | None:
    """Return the order that a column's unambiguous cells agree on; None where they don't."""
    orders = {found[0].order for cell in cells if len(found := _numeric(cell, None)) == 1} - {None}
    return orders.pop() if len(orders) == 1 else None


def read_day(text: str, order: Order | None, latest: date | None = None) -> date:
    """Read a cell as a date; `latest` is the last day it may be, for years of two digits.

    Raises:
        Wrong: it is no date, or could be two and no order is settled; both readings are shown.
    """
    numeric = _numeric(text, latest)
    if not numeric:
        return read_date(_bare(text) or text)
    fitting = [each for each in numeric if order is None or each.order in {order, None}]
    if len(fitting) == 1:
        return fitting[0].day
    shown = " or ".join(
        f"{each.day.day} {each.day:%B} {each.day.year} ({each.day.isoformat()})" for each in numeric
    )
    raise Wrong(Cause.TWO_DAYS, f"{A_DATE}; this could be {shown}")


def is_ambiguous(text: str) -> bool:
    """Whether a cell could be two days."""
    return len(_numeric(text, None)) == 2
