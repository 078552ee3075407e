"""Keys of other tables, people and lists of people: each must exist."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from missions.intake.cells import closest, joined
from missions.intake.checks.let_be import check_overrides
from missions.intake.checks.people import Names, Unknown
from missions.intake.columns import Column, Kind, Row, columns_of
from missions.intake.faults import Cause, Findings
from missions.intake.folder import Table, TripFolder
from missions.intake.plan_rows import TravelRow

_WHO = "people's keys, @group, all or -key, separated by semicolons"
_TO_WHOM = "all, adults, minors, role:leader, or a list of people"


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of a table, and the row that an alias stands for."""

    complete: bool
    keys: frozenset[str]
    aliases: dict[str, str]


def check_references(folder: TripFolder, names: Names, findings: Findings) -> None:
    """Find every key that no table has; bring what names people into the form that is kept."""
    known = {table.name: _keys_of(table) for table in folder.tables()}
    for table in folder.tables():
        for column in columns_of(table.row):
            if column.kind is Kind.PEOPLE and names.complete:
                _check_lists(table, column, names, findings)
            elif column.refers == "people" and names.complete:
                _check_persons(table, column, names, findings)
            elif column.refers and column.refers != "people" and known[column.refers].complete:
                _check_keys(table, column, known[column.refers], findings)
    if names.complete:
        for row in folder.travel.rows:
            _check_tickets(folder.travel, row, names, findings)
            _check_driver(folder.travel, row, names, findings)
        check_overrides(folder, names, findings)


def _keys_of(table: Table[Any]) -> _Keys:
    if table.row.IDENTITY != ("key",):
        return _Keys(True, frozenset(), {})
    named = (
        (getattr(row, "alias", "") or getattr(row, "title", ""), row.key) for row in table.rows
    )
    aliases = {alias.casefold(): key for alias, key in named if alias}
    return _Keys(not table.broken, frozenset(row.key for row in table.rows), aliases)


def _check_keys(table: Table[Any], column: Column, known: _Keys, findings: Findings) -> None:
    attribute = column.attribute
    for row in table.rows:
        key = getattr(row, attribute)
        if key and key not in known.keys:
            alias = known.aliases.get(key.casefold())
            likely = alias or findings.likely(partial(closest, key, known.keys))
            _unknown(table, row, attribute, f"a key of {column.refers}", likely, findings)


def _unknown(
    table: Table[Any], row: Row, attribute: str, wanted: str, likely: str, findings: Findings
) -> None:
    cell = table.cell(row, attribute)
    findings.fault(Cause.UNKNOWN_KEY, table.place(row, attribute), cell, wanted, likely)


def _check_persons(table: Table[Any], column: Column, names: Names, findings: Findings) -> None:
    attribute = column.attribute
    for row in table.rows:
        word = getattr(row, attribute)
        found = names.find(word) if word else ""
        if isinstance(found, Unknown):
            wanted = _or_which("the key of one of the people", found)
            _unknown(table, row, attribute, wanted, found.likely, findings)
        elif found != word:
            setattr(row, attribute, found)


def _or_which(wanted: str, unknown: Unknown) -> str:
    if unknown.namesakes:
        return f"{wanted}. “{unknown.word}” could be {' or '.join(unknown.namesakes)}"
    return wanted


def _check_lists(table: Table[Any], column: Column, names: Names, findings: Findings) -> None:
    attribute, applies = column.attribute, column.attribute == "applies"
    for row in table.rows:
        text = getattr(row, attribute)
        if not text:
            continue
        chosen = names.choose(text, applies)
        for unknown in chosen.unknown:
            wanted = f"{_TO_WHOM if applies else _WHO}. “{unknown.word}” is none of them"
            if unknown.namesakes:
                wanted = _or_which(_WHO, unknown)
            _unknown(table, row, attribute, wanted, unknown.likely, findings)
        if not chosen.unknown and chosen.text != text:
            setattr(row, attribute, chosen.text)


def _check_tickets(
    table: Table[TravelRow], row: TravelRow, names: Names, findings: Findings
) -> None:
    """Read `key=NAME; …`, names of persons allowed for keys."""
    pairs = []
    for part in filter(None, (part.strip() for part in row.ticketed_as.split(";"))):
        word, equals, name = part.partition("=")
        found = names.find(word.strip()) if equals else Unknown(part)
        if isinstance(found, Unknown):
            wanted = _or_which(
                "a person's key, = and the name on the ticket, as minh=NGUYEN", found
            )
            _unknown(table, row, "ticketed_as", wanted, found.likely, findings)
        else:
            pairs.append(f"{found}={name.strip()}")
    if row.ticketed_as and joined(pairs) != row.ticketed_as:
        row.ticketed_as = joined(pairs) or row.ticketed_as


def _check_driver(
    table: Table[TravelRow], row: TravelRow, names: Names, findings: Findings
) -> None:
    """A driver may be anybody; one of the people is kept by key."""
    found = names.find(row.driver) if row.driver else ""
    if isinstance(found, Unknown):
        if found.likely and closest(row.driver, [found.likely], 0.8):
            text = f"“{row.driver}” is none of the people. Did you mean {found.likely}?"
            findings.warn(table.place(row, "driver"), text)
    elif found:
        row.driver = found
