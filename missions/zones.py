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
def zone(key: str) -> ZoneInfo:
    """Return the zone of an IANA key; raise `ValueError` if there is none."""
    if key not in keys():
        raise ValueError(f"unknown time zone: {key!r}")
    path = files("tzdata").joinpath("zoneinfo", *key.split("/"))
    with path.open("rb") as data:
        return ZoneInfo.from_file(data, key=key)
