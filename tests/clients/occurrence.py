"""What every calendar reader answers, whatever it is built on."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

# From, up to but not including; both aware.
Window = tuple[datetime, datetime]


class Occurrence(TypedDict):
    """One happening as a calendar would draw it.

    Instants are written `2027-03-01T09:00:00Z`, floating times without the Z, days of all-day
    items `2027-03-01`, the end being the first day after. `tzid` is `UTC` for UTC, and None for
    floating times and days. `status`, `summary` and `sequence` are None where the file has none.
    """

    uid: str
    start_utc: str
    end_utc: str
    status: str | None
    summary: str | None
    sequence: int | None
    tzid: str | None
    all_day: bool


Reader = Callable[[bytes, Window], list[Occurrence]]


def in_order(occurrences: list[Occurrence]) -> list[Occurrence]:
    """By start, then identity: the order that every reader answers in."""
    return sorted(occurrences, key=lambda item: (item["start_utc"], item["uid"]))
