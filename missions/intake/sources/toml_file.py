"""trip.toml to sheets: one for each of its tables, with the line of every cell."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date, datetime, time
from typing import Any

from missions.intake.cells import closest, joined, without_hidden
from missions.intake.columns import columns_of
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import IN_TOML
from missions.intake.rows import RequirementRow
from missions.intake.sources.decode import text_of
from missions.intake.sources.sheets import Sheet

FILE = "trip.toml"

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_REASONS = (
    ("Expected '=' after a key", "an = between a name and its value"),
    ("Invalid value", 'a value: text in "quotation marks", a list in [ ], true or false'),
    ("Unescaped '\\' in a string", "\\\\ where a text has a \\"),
    ("Illegal character", "a quotation mark at the end of the text, on the same line"),
    ("Unterminated string", "a quotation mark at the end of the text"),
    ("Unclosed array", "a ] at the end of the list"),
    ("Cannot overwrite a value", "each name once in a table; this one stands twice"),
    ("Cannot declare", "each table in single brackets once; use [[ ]] for one of several"),
    (
        "Expected newline or end of document",
        'one value and nothing more: text in "quotation marks", a date as 2026-07-10',
    ),
    ("Expected ']", "the brackets of a table's name closed"),
    ("Invalid date or datetime", "a day that exists, as 2026-07-10"),
    ("Invalid statement", "a name, an = and a value"),
)
_HEADING = re.compile(r"\s*\[\[?\s*([\w-]+)\s*(?:\.\s*[\"']?([\w-]+)[\"']?\s*)?\]")
_NAME = re.compile(r"\s*[\"']?([\w .-]+?)[\"']?\s*=")
_WITH = tuple(
    column.name for column in columns_of(RequirementRow) if column.name.startswith("with.")
)


def read_toml(data: bytes, findings: Findings) -> dict[str, Sheet]:
    """Return a sheet for each table that trip.toml has; empty after a fault."""
    text = text_of(FILE, data, findings)
    if text is None:
        return {}
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _syntax_fault(str(error), text, findings)
        return {}
    except (ValueError, RecursionError):
        findings.fault(Cause.FILE, Place(FILE), "", "tables and values as the manual shows them")
        return {}
    lines = _lines_of(text)
    sheets = {}
    for name, value in document.items():
        entries = value if isinstance(value, list) else [value]
        if name not in IN_TOML or not all(isinstance(entry, dict) for entry in entries):
            _unknown(name, value, lines, findings)
        else:
            sheets[name] = _sheet(name, entries, lines, findings)
    return sheets


def _syntax_fault(message: str, text: str, findings: Findings) -> None:
    rows = text.split("\n")
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else len(text.rstrip().split("\n"))
    cell = rows[line - 1].strip() if line <= len(rows) else ""
    reason = _AT.sub("", message)
    wanted = next((words for sign, words in _REASONS if sign in reason), reason)
    straight = cell.translate({ord(mark): '"' for mark in "“”„«»"})
    findings.fault(
        Cause.FILE, Place(FILE, "", line), cell, wanted, straight if straight != cell else ""
    )


def _unknown(name: str, value: object, lines: _Lines, findings: Findings) -> None:
    place = Place(FILE, "", lines.get(("", 0), {}).get(name, 0), name)
    if name in IN_TOML:
        findings.fault(
            Cause.LAYOUT, place, str(value)[:80], f"a table [{name}] with names and values"
        )
        return
    likely = closest(name, IN_TOML, 0.75)
    hint = f" Did you mean [{likely}]?" if likely else ""
    if not isinstance(value, dict | list):
        hint = " It stands before the first table; does it belong under [trip]?"
    findings.warn(place, f"This is not known and was left out.{hint}")


_Lines = dict[tuple[str, int], dict[str, int]]


def _lines_of(text: str) -> _Lines:
    """Return the line of each name, by table and the table's number among those of its name."""
    lines: _Lines = {("", 0): {}}
    seen: dict[str, int] = {}
    current, prefix, quoted = ("", 0), "", ""
    for number, line in enumerate(text.split("\n"), start=1):
        if quoted:
            quoted = "" if line.count(quoted) % 2 else quoted
            continue
        if match := _HEADING.match(line):
            if match[2] is None:
                seen[match[1]] = seen.get(match[1], 0) + 1
                current, prefix = (match[1], seen[match[1]]), ""
                lines[current] = {"": number}
                lines["", 0].setdefault(match[1], number)
            else:
                prefix = f"{match[2]}."
        elif match := _NAME.match(line):
            lines[current][prefix + match[1]] = number
        quoted = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def _sheet(name: str, entries: list[dict[str, Any]], lines: _Lines, findings: Findings) -> Sheet:
    flat = [_flat(entry) for entry in entries]
    header = list(dict.fromkeys(key for entry in flat for key in entry))
    sheet = Sheet(FILE, name, header, headed=False)
    for number, entry in enumerate(flat, start=1):
        known = lines.get((name, number), {})
        line = known.get("", number)
        sheet.header_line = sheet.header_line if sheet.lines else line
        sheet.cell_lines |= {(line, key): at for key, at in known.items() if key}
        sheet.lines.append(line)
        sheet.rows.append([_cell(sheet, line, key, entry.get(key), findings) for key in header])
    return sheet


def _flat(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with its settings as `with.NAME`; a setting that is not there is blank."""
    settings = entry.get("with")
    if not isinstance(settings, dict):
        return entry
    rest = {key: value for key, value in entry.items() if key != "with"}
    given = {f"with.{key}": value for key, value in settings.items()}
    return {**rest, **dict.fromkeys(_WITH, ""), **given}


def _cell(sheet: Sheet, line: int, key: str, value: Any, findings: Findings) -> str | None:
    if value is None:
        return None
    text = _text(value)
    if text is None:
        wanted = "a text, a number, a date, true or false, or a list of texts"
        findings.fault(Cause.LAYOUT, sheet.place(line, key), str(value)[:80], wanted)
        return ""
    return text


def _text(value: Any) -> str | None:
    """Return a value as a cell; None for what no cell can hold."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return unicodedata.normalize("NFC", without_hidden(value))
        case int() | float():
            return repr(value)
        case date() | datetime() | time():
            return value.isoformat()
        case list():
            parts = [_text(part) for part in value if not isinstance(part, list)]
            texts = [part for part in parts if part is not None]
            return joined(texts) if len(texts) == len(value) else None
    return None
