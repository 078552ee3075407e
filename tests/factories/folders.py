"""Trip folders written by tests: plain CSV and TOML, with nothing of the service's own code."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write rows with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def quoted(value: object) -> str:
    """Return a TOML value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def write_toml(
    path: Path, trip: Mapping[str, object], **tables: Sequence[Mapping[str, object]]
) -> None:
    """Write `[trip]` and a `[[table]]` per row."""
    lines = ["[trip]", *(f"{name} = {quoted(value)}" for name, value in trip.items())]
    for table, rows in tables.items():
        for row in rows:
            lines += [
                "",
                f"[[{table}]]",
                *(f"{name} = {quoted(value)}" for name, value in row.items()),
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
