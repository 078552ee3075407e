"""Read the values that come with the service from `data/*.toml`.

A file has `[sources.<name>]` (`at`, `read_on`, `official` where an official text was read) and
`[[block]]`s: a `source`, what its rows have in common, and `rows`. A nationality, destination or
place may be a list, which stands for one value each; `own` lists countries, each as nationality and
destination at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from missions.reference.rulebook_keys import KEYS
from missions.reference.rulebook_value import Value

_DATA = Path(__file__).with_name("data")


def shipped_values() -> Iterator[Value]:
    """Yield every value of every file, in the files' order."""
    for path in sorted(_DATA.glob("*.toml")):
        read = tomllib.loads(path.read_text("utf-8"))
        for block in read["block"]:
            source = read["sources"][block["source"]]
            common = {name: said for name, said in block.items() if name not in ("source", "rows")}
            for row in block["rows"]:
                yield from _values({**common, **row}, source)


def _values(row: dict[str, Any], source: dict[str, Any]) -> Iterator[Value]:
    said = row["value"]
    for (nationality, destination), place in product(_pairs(row), _each(row.get("place", ""))):
        yield Value(
            row["key"],
            nationality,
            destination,
            place,
            value=tuple(said) if isinstance(said, list) else said,
            unit=KEYS[row["key"]].unit,
            from_day=row.get("from_day"),
            until=row.get("until"),
            source=source["at"],
            read_on=source["read_on"],
            verified=source.get("official", False),
            note=row.get("note", ""),
        )


def _pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
    if "own" in row:
        return [(country, country) for country in row["own"]]
    return list(product(_each(row.get("nationality", "")), _each(row.get("destination", ""))))


def _each(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said
