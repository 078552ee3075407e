"""`missions trip roster`: a list of people of another system, beside a trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from missions import clock
from missions.audit.log import OPERATOR
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.intake.apply import ImportResult
from missions.intake.columns import folded
from missions.intake.faults import Fault, IntakeRefused, report
from missions.intake.joined import TripMoved
from missions.intake.roster.guess import Guess, guess, mapping_of
from missions.intake.roster.laying import Sight, bring, look
from missions.intake.roster.plan import PlannedRow
from missions.intake.roster.sheet import Roster, read_roster
from missions.intake.roster.wordings import TARGETS
from missions.intake.sources.handed import MAX_FILE

MOVED = "Somebody changed the trip at this moment. Nothing was kept; give the command again."
apply_option = click.option("--apply", "apply", is_flag=True, help="Keep it; otherwise a preview.")


@click.command()
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "said",
    multiple=True,
    metavar="COLUMN=TARGET",
    help="What a column is: its heading or number, and a column of people.csv; “-” leaves it out.",
)
@apply_option
@json_option
@guarded
def roster(code: str, file: Path, said: tuple[str, ...], apply: bool, as_json: bool) -> None:
    """Show what a roster of another system would do to trip CODE; with --apply, do it.

    FILE is a .csv or .xlsx with a heading row. All of it is kept, or nothing; nobody is taken out.
    A preview writes nothing but its line in the audit log, where it compares sealed columns.
    """
    on = clock.now().date()
    with installed() as installation:
        try:
            read = read_roster(file.name, content_of(file, MAX_FILE))
            mapping = _mapped(read, guess(read.header, read.samples(), on=on), said)
            sight = look(installation, code, read, mapping, OPERATOR, on)
            if sight.faults:
                raise IntakeRefused(sight.faults)
            how = (installation, code, read, mapping, OPERATOR, on, sight.version)
            done = bring(*how) if apply else None
        except IntakeRefused as refused:
            refused_with(str(file), refused.faults, as_json)
            return
        except TripMoved:
            fail(MOVED)
            return
    _report_roster(code, read, mapping, sight, done, as_json)


def _report_roster(
    code: str,
    read: Roster,
    mapping: Mapping[int, str],
    sight: Sight,
    done: ImportResult | None,
    as_json: bool,
) -> None:
    columns = {read.header[index] or str(index + 1): target for index, target in mapping.items()}
    document = {
        "applied": done is not None,
        "changed": bool(done and done.changed),
        "columns": columns,
        "rows": [_row_document(row) for row in sight.plan.rows],
        "notices": [remark.as_dict() for remark in sight.remarks],
    }
    lines = [f"{heading} → {target}" for heading, target in columns.items()]
    lines += [_row_line(row) for row in sight.plan.rows]
    answer(document, as_json, *lines, ending(code, sight.does, done))
    for remark in sight.remarks:
        say(str(remark))


def content_of(file: Path, most: int) -> bytes:
    """Return a file's bytes, no more than one over the limit."""
    with file.open("rb") as opened:
        return opened.read(most + 1)


def _mapped(read: Roster, guesses: Sequence[Guess], said: Sequence[str]) -> dict[int, str]:
    """Return the mapping as guessed, with what was said in its place."""
    mapping = mapping_of(guesses)
    for each in said:
        column, equals, target = each.rpartition("=")
        index = _column(read, column)
        if not equals or index is None:
            headings = ", ".join(f"“{heading}”" for heading in read.header[:20])
            raise click.UsageError(
                f"--map “{each}” names no column. Wanted: COLUMN=TARGET, the column one of"
                f" {headings}, or its number."
            )
        if target not in {*TARGETS, "-"}:
            raise click.UsageError(
                f"--map “{each}” names no target. Wanted: one of {', '.join(TARGETS)}, or -."
            )
        mapping = {key: value for key, value in mapping.items() if value != target}
        mapping[index] = target
    return {index: target for index, target in sorted(mapping.items()) if target != "-"}


def _column(read: Roster, name: str) -> int | None:
    named = [index for index, each in enumerate(read.header) if folded(each) == folded(name)]
    if named:
        return named[0]
    number = int(name) if name.isdecimal() and len(name) < 5 else 0
    return number - 1 if 0 < number <= len(read.header) else None


def _row_document(row: PlannedRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "what": row.what.value,
        "key": row.key,
        "name": row.name,
        "differences": [asdict(each) for each in row.differences],
    }


def _row_line(row: PlannedRow) -> str:
    told = "; ".join(
        f"{each.field}: {'sealed' if each.was is None else each.was or 'nothing'} → {each.becomes}"
        for each in row.differences
    )
    return f"  row {row.line:<5} {row.what.value:<9} {row.name} ({row.key})" + (
        told and f"  {told}"
    )


def ending(code: str, does: bool, done: ImportResult | None) -> str:
    """Return the last line: what was done, or what would be."""
    if done is not None:
        return f"{code} is changed." if done.changed else f"{code}: nothing has changed."
    if does:
        return "Nothing is kept yet. To keep all of it: --apply"
    return f"There is nothing to do: {code} says all of it already."


def refused_with(what: str, faults: Sequence[Fault], as_json: bool) -> None:
    """Say why nothing was kept, and leave with the code for bad input."""
    if as_json:
        answer({"applied": False, "faults": [fault.as_dict() for fault in faults]}, as_json)
    say(report(faults))
    fail(f"{what}: nothing was kept. The database is as it was.", BAD_INPUT)
