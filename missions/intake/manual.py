"""The manual's tables of columns, made from the declarations so that they cannot differ.

`docs/trip-folder.md` holds them between two marks; a test compares, and this module, run with the
page's path, writes them anew.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from missions.intake.columns import Column, Kind, Seal, columns_of
from missions.intake.folder import IN_TOML, Table, TripFolder
from missions.intake.targets.xlsx_file import ORDER

BEGIN = "<!-- columns: made by missions.intake.manual -->\n"
END = "<!-- end of columns -->\n"


def page_with_columns(page: str) -> str:
    """Return the page with its tables of columns as they are declared now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + columns() + END + after


def columns() -> str:
    """Return a table of columns for every file, as Markdown."""
    folder = TripFolder()
    return "\n" + "\n".join(_section(getattr(folder, name)) for name in ORDER)


def _section(table: Table[Any]) -> str:
    place = f"`[{table.name}]` in trip.toml" if table.name in IN_TOML else f"{table.name}.csv"
    head = "| column | holds | note |\n|---|---|---|\n"
    rows = "".join(_row(column) for column in columns_of(table.row))
    return f"### {place}\n\n{_found_by(table)}\n\n{head}{rows}"


def _found_by(table: Table[Any]) -> str:
    if not table.row.IDENTITY:
        return "One for the trip."
    if table.name == "documents":
        return "A row is found again by key, or without one by person + kind + number."
    return f"A row is found again by {' + '.join(table.row.IDENTITY)}."


def _row(column: Column) -> str:
    name = f"**{column.name}**" if column.needed else column.name
    notes = [column.note] if column.note else []
    if column.seal is Seal.ALWAYS:
        notes.append("Kept for the sealed file.")
    elif column.seal is Seal.UNLESS_OPEN:
        notes.append("Kept for the sealed file unless the trip is open.")
    if column.aliases:
        notes.append(f"Also: {', '.join(column.aliases)}.")
    return f"| {name} | {_holds(column)} | {' '.join(notes)} |\n"


def _holds(column: Column) -> str:
    if column.kind is Kind.REFERENCE:
        return f"a key of {column.refers}"
    if not column.allowed:
        return str(column.kind.value)
    blank = f" (blank: {column.blank})" if column.blank else ""
    return ", ".join(f"`{word}`" for word in column.allowed) + blank


def main(paths: list[str]) -> None:
    """Write the tables of the pages anew."""
    for path in map(Path, paths):
        path.write_text(page_with_columns(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
