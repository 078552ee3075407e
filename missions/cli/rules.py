"""`missions rules`: the dated rules of travel, the organisation's own values, what to look up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import click
from sqlalchemy.orm import Session

from missions import clock
from missions.audit.log import OPERATOR
from missions.board.rulebook import own_value, set_value, take_value
from missions.board.rulebook_use import coming, uses
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option
from missions.reference.queries import own_values, rules_of, value_of
from missions.reference.rulebook import KEYS, Fact, Value, shipped
from missions.reference.rulebook_keys_faults import read_long_ago
from missions.web.rules_typed import Typed, judge
from missions.web.rules_words import said, term, whom

COMMANDS: Table = {
    "list": ("missions.cli.rules:list_", "Show the values that hold, with who says so."),
    "show": ("missions.cli.rules:show", "Explain a key, with all its values."),
    "set": ("missions.cli.rules:set_", "Hold a value of your own."),
    "drop": ("missions.cli.rules:drop", "Let the shipped value hold again."),
    "check": ("missions.cli.rules:check", "List what coming trips rest on and is worth a look."),
}
NATIONALITY = click.option("--nationality", default="", help="Whose passport, as CN.")
DESTINATION = click.option("--destination", default="", help="Going where, as KR.")
PLACE = click.option("--place", default="", help="At which airport, as ICN.")
FROM = click.option("--from", "from_day", default="", help="Its first day, as 2027-01-01.")


@click.group(cls=LazyGroup, table=COMMANDS)
def rules() -> None:
    """Read and change the dated rules of travel."""


@click.command("list")
@click.option("--key", default="", help="A key, or how keys begin, as passport.")
@NATIONALITY
@DESTINATION
@click.option("--on", default="", help="Only what holds on that day, as 2027-03-08.")
@json_option
@guarded
def list_(key: str, nationality: str, destination: str, on: str, as_json: bool) -> None:
    """Show the values that hold, those of your own first; what holds for any is among them."""
    day = _day(on)
    with installed() as installation, installation.store.read() as session:
        own, values = _values(session)
    found = [
        value
        for value in values
        if _begins(value.key, key)
        and value.nationality in ("", nationality.upper() or value.nationality)
        and value.destination in ("", destination.upper() or value.destination)
        and (day is None or value.holds_on(day))
    ]
    _print(found, own, as_json, "No value is known for that.")


@click.command()
@click.argument("key")
@json_option
@guarded
def show(key: str, as_json: bool) -> None:
    """Explain KEY, and show all its values."""
    about = KEYS[_known(key)]
    with installed() as installation, installation.store.read() as session:
        own, values = _values(session)
    its = [value for value in values if value.key == key]
    document = {
        "key": key,
        "meaning": about.meaning,
        "form": about.form,
        "unit": about.unit or None,
        "per": list(about.per),
        "choices": list(about.choices),
        "values": [_row(value, own) for value in its],
    }
    per = ", ".join(about.per) or "nothing: it is the same for all"
    lines = [about.meaning, f"Differs by {per}."]
    answer(document, as_json, *lines, *_lines(its, own))


@click.command("set")
@click.argument("key")
@click.argument("value")
@NATIONALITY
@DESTINATION
@PLACE
@FROM
@click.option("--until", default="", help="Its last day, as 2026-12-31.")
@click.option("--source", default="", help="Who says so: an address, or a document.")
@click.option("--read-on", default="", help="When that was read; today if left out.")
@click.option("--verified", is_flag=True, help="It was an official text.")
@click.option("--note", default="", help="What else is worth knowing.")
@json_option
@guarded
def set_(key: str, as_json: bool, **typed: Any) -> None:
    """Hold VALUE for KEY, in the place of what was shipped for the same."""
    today = clock.now().date()
    typed["read_on"] = typed["read_on"] or today.isoformat()
    judged = judge(_known(key), Typed(**typed), today)
    if judged.value is None:
        fail("\n".join(judged.faults.values()), BAD_INPUT)
        return
    with installed() as installation, installation.store.write() as session:
        set_value(session, judged.value, OPERATOR)
        kept = _row(judged.value, {judged.value})
    answer(kept, as_json, f"Ours from now on: {_told(judged.value)}.")


@click.command()
@click.argument("key")
@NATIONALITY
@DESTINATION
@PLACE
@FROM
@json_option
@guarded
def drop(
    key: str, nationality: str, destination: str, place: str, from_day: str, as_json: bool
) -> None:
    """Drop your own value of KEY for these; what was shipped holds again."""
    scope = (nationality.upper(), destination.upper(), place.upper())
    day = _day(from_day)
    like = Value(_known(key), *scope, value="", from_day=day, source="", read_on=date.min)
    with installed() as installation, installation.store.write() as session:
        row = own_value(session, like)
        if row is None:
            raise click.UsageError(f"No value of our own is held for {key}, {_whom(like)}.")
        was = take_value(session, row.id, OPERATOR)
    left = shipped().find(key, nationality=scope[0], destination=scope[1], place=scope[2], on=day)
    document = {"dropped": _row(was, {was}), "shipped": _plain(left.value) if left else None}
    again = f"shipped: {said(key, left.value)}" if left else "nothing was shipped for it"
    answer(document, as_json, f"Dropped: {_told(was)}; {again}.")


@click.command()
@json_option
@guarded
def check(as_json: bool) -> None:
    """List the values that coming trips rest on and that are unverified or were read long ago."""
    today = clock.now().date()
    with installed() as installation, installation.store.read() as session:
        own, values = _values(session)
        used = uses(rules_of(session).book, coming(session, today))
    rows, lines = [], []
    for value in (one for one in values if one in used):
        why = _doubts(value, today)
        if why:
            trips = sorted(used[value])
            rows.append({**_row(value, own), "why": why, "trips": trips})
            lines.append(
                f"{_told(value)}: {' and '.join(why)}, read on {value.read_on}; {', '.join(trips)}"
            )
    answer(rows, as_json, *(lines or ["Coming trips rest on nothing that wants a look."]))


def _doubts(value: Value, today: date) -> list[str]:
    old = ["read long ago"] if read_long_ago(value, today) else []
    return old if value.verified else ["unverified", *old]


def _values(session: Session) -> tuple[set[Value], list[Value]]:
    """Return our own values, and all that may answer in the order of the keys, ours first."""
    own = [value_of(row) for row in own_values(session)]
    places = {key: place for place, key in enumerate(KEYS)}
    every = dict.fromkeys((*own, *rules_of(session).book.values))
    return set(own), sorted(every, key=lambda value: places[value.key])


def _begins(key: str, wanted: str) -> bool:
    return not wanted or key == wanted or key.startswith(f"{wanted.rstrip('.')}.")


def _known(key: str) -> str:
    if key not in KEYS:
        near = ", ".join(known for known in KEYS if _begins(known, key.partition(".")[0]))
        known = f" Known: {near}." if near else " See: missions rules list."
        raise click.UsageError(f"“{key}” is not a rule that we know.{known}")
    return key


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.UsageError(f"“{text}” is no day. One as 2026-11-24 is wanted.") from None


def _row(value: Value, own: set[Value]) -> dict[str, Any]:
    return {
        "key": value.key,
        "nationality": value.nationality or None,
        "destination": value.destination or None,
        "place": value.place or None,
        "value": _plain(value.value),
        "unit": KEYS[value.key].unit or None,
        "from": value.from_day,
        "until": value.until,
        "source": value.source,
        "read_on": value.read_on,
        "verified": value.verified,
        "note": value.note or None,
        "ours": value in own,
    }


def _plain(fact: Fact) -> Any:
    return list(fact) if isinstance(fact, tuple) else fact


def _print(values: list[Value], own: set[Value], as_json: bool, none: str) -> None:
    answer([_row(value, own) for value in values], as_json, *(_lines(values, own) or [none]))


def _lines(values: Iterable[Value], own: set[Value]) -> list[str]:
    return [f"{_told(value)}  [{_worth(value, own)}: {value.source}]" for value in values]


def _worth(value: Value, own: set[Value]) -> str:
    ours = "ours, " if value in own else ""
    read = "verified" if value.verified else "unverified"
    return f"{ours}{read}, read on {value.read_on}"


def _told(value: Value) -> str:
    when = term(value.from_day, value.until)
    holds = f" {when}" if when else ""
    return f"{value.key} {said(value.key, value.value)}{holds}, {_whom(value)}"


def _whom(value: Value) -> str:
    return whom((value.nationality,), (value.destination,), (value.place,))
