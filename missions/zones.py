"""Time zones from the pinned `tzdata` dependency, never from the machine.

Two machines with different data would otherwise derive different instants from one wall time, and
write different bytes for one edition.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def keys() -> frozenset[str]:
    """Return the IANA keys that the pinned database knows."""
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())


@cache
def _countries() -> dict[str, str]:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def country_of(key: str) -> str:
    """Return the country (ISO 3166-1) that a zone lies in by the database's table, or ""."""
    return _countries().get(key, "")


@cache
def zone(key: str) -> ZoneInfo:
    """Return the zone of an IANA key; raise `ValueError` if there is none."""
    if key not in keys():
        raise ValueError(f"unknown time zone: {key!r}")
    path = files("tzdata").joinpath("zoneinfo", *key.split("/"))
    with path.open("rb") as data:
        return ZoneInfo.from_file(data, key=key)
