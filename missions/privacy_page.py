"""PRIVACY.md, written from the code: every column's class, and what each audience gets.

python -m missions.privacy_page > PRIVACY.md
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Table

from missions import schema
from missions.briefing.admission import Viewer
from missions.briefing.papers import papers
from missions.briefing.release import release
from missions.policy.views import TABLE, Calls, Detail, View
from missions.privacy import Audience, Posture, Sensitivity
from missions.privacy_fields import COLUMNS, Field, MadeUp
from missions.renderers.data import as_data
from missions.retention.classes import WORDS, Kept, class_of, classes_of

_HEAD = """# Who sees what

This page is generated from the code (`python -m missions.privacy_page`); a test fails when it is
out of date. `public < team < leader < sealed`. Sealed columns are encrypted in the database, in
every posture. Whoever holds both the server and its outer key can read them.

## What an audience gets of the plan

| audience | open trip | guarded trip | closed trip |
|---|---|---|---|
"""
_FOOT = """
How long safeguarding records have to be kept differs from country to country: your organisation
decides, and should ask a lawyer. The years stand in `missions/retention/rules.py`.

## What is not defended

- Whoever holds the server and its outer key can read everything.
- Whoever holds the database alone reads every column that is not sealed: leaders’ facts (legal
  names, birth dates, addresses) and the open part of editions are not encrypted there. Encrypt the
  disk.
- A copy that was already taken can’t be called back: papers, pictures of a screen, calendars that a
  provider or a phone has fetched, downloads, saved trip folders, backups that somebody kept.
- A purge takes keys and rows away here. Backups from before it still hold what was not sealed; the
  list of purged ids deletes it again when such a backup is put back by this service, not by others.
- PostgreSQL overwrites deleted rows when it cleans up, and keeps them in its write-ahead log and in
  replicas for as long as it was told to. SQLite overwrites them at once.
- Free texts (titles, notes, pages) may name people. An erasure blanks a person’s own facts, not
  what others wrote in sentences; the trip’s purge takes those too.
- Letters tell a mail provider that something exists, to whom it goes and when, though not what it
  is.
- Calendars tell their provider when somebody is busy, in which zone, and how often it is asked.
- Who watches the network sees that, and when, a device talks to this service.
- A leader or operator who means harm reads what leaders may read. The log says so afterwards.
- A device that is unlocked and signed in shows what its owner may see.
"""
_BY_FIELD = """
## Field by field

Found by releasing every paper of a made-up trip. In each cell a letter for an open, a guarded and a
closed trip: `A` all of them, `o` only what is the paper’s own (its traveller’s, its host’s), `n` as
numbers of people, `·` not. A paper that everyone shares tells of all. Without a bracket: sites that
are not `carry`, contacts and pages of sensitivity `team`, flights and ticketed trains, passports,
forms. A row with a bracket stands where such rows are told otherwise.

| field | leader | team | family | host | border | calendar |
|---|---|---|---|---|---|---|"""
_NEVER = "\nOn no paper, leaders’ included: "
_UNSEEN = "\nLeft out (references, words of a fixed set, settings): "
_CARD = "\nThe wallet card carries its owner's own medical facts in every posture."
_PLACES = [(posture, audience) for posture in Posture for audience in Audience]
_NOWHERE = ("· · ·",) * len(Audience)
_TOKEN = re.compile(r"zq\d{4}x")
_DETAILS = {
    Detail.BARE: "label and dates",
    Detail.LABELS: "neutral labels and marks, with times",
    Detail.TEAM: "titles, aliases, preferred names",
    Detail.FULL: "everything",
}
_FLAGS = {
    "own": "own facts",
    "travel": "own travel",
    "real": "real names and addresses of sites and partners",
    "desk": "what an immigration desk asks for",
    "home": "the time at home",
    "utc": "calendars in UTC",
    "alarms": "alarms",
    "notes": "descriptions in calendars",
}
_CALLS = {
    Calls.PUBLIC: "public contacts",
    Calls.HOME: "public contacts and the home contact",
    Calls.TEAM: "the team's contacts",
    Calls.ALL: "all contacts",
}


_HOSTS = {
    Detail.BARE: "label, dates; times and head counts of own items",
    Detail.TEAM: "titles, aliases, preferred names of own items",
}


def _cell(audience: Audience, view: View) -> str:
    details = _HOSTS if audience is Audience.HOST else _DETAILS
    parts = [details[view.detail]]
    if view.detail is not Detail.FULL:
        granted = {field.name for field in fields(view) if getattr(view, field.name) is True}
        parts += [text for name, text in _FLAGS.items() if name in granted]
    if audience is Audience.HOST:
        parts.append("diets and allergies as numbers of people")
    if view.calls in _CALLS:
        parts.append(_CALLS[view.calls])
    return "; ".join(parts)


def _audiences() -> Iterator[str]:
    for audience in Audience:
        cells = " | ".join(_cell(audience, TABLE[(posture, audience)]) for posture in Posture)
        yield f"| `{audience}` | {cells} |"


def _leaves(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a paper's data under its name, but not the time at home."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, key) if key != "home" else ()
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, name)
    else:
        yield name, data


def _told(trip: MadeUp, data: Any) -> Iterator[tuple[Field, int | None]]:
    """Yield the fields whose values stand in a paper's data, with whose they are."""
    for name, value in _leaves(data):
        words = _TOKEN.findall(value.lower()) if isinstance(value, str) else ()
        for key in ((name, value), ("", value), *(("", word) for word in words)):
            if key in trip.marks:
                yield trip.marks[key]


@cache
def seen() -> dict[Field, dict[tuple[Posture, Audience], str]]:
    """Return how each field of a made-up trip stands on the papers of each audience."""
    trip = MadeUp()
    found = {field: dict.fromkeys(_PLACES, "·") for field, _whose in trip.marks.values()}
    for posture in Posture:
        desk = trip.desk(posture)
        for asked in papers(desk):
            data = as_data(release(desk, Viewer("page"), asked))
            place, reader = (posture, asked.audience), asked.person or asked.partner or ""
            letters = [(field, "n") for field, _whose in _told(trip, data.pop("counts", []))]
            for field, whose in _told(trip, data):
                own = whose is not None and whose == trip.owners.get(reader)
                letters.append((field, "o" if own else "A"))
            for field, letter in letters:
                found[field][place] = max(letter, found[field][place], key="·noA".index)
    return found


def _row(names: list[str], cells: tuple[str, ...], of: str = "") -> str:
    text = ", ".join(f"`{name}`" for name in names) + (f" ({of})" if of else "")
    return f"| {text} | {' | '.join(cells)} |"


def _cells(field: Field) -> tuple[str, ...]:
    """Return a field's letters: one cell an audience, in each one letter a posture."""
    letters = seen().get(field) or dict.fromkeys(_PLACES, "·")
    return tuple(" ".join(letters[(p, audience)] for p in Posture) for audience in Audience)


def _fields_of(file: str) -> Iterator[str]:
    """Yield the rows of a file: each column, then what differs for some of its rows."""
    told = [field for field in seen() if field.file == file]
    names = [column.name for column in COLUMNS[file]]
    for name in names:
        if Field(file, name) in told and _cells(Field(file, name)) != _NOWHERE:
            yield _row([f"{file}.{name}"], _cells(Field(file, name)))
    for kind in dict.fromkeys(field.kind for field in told if field.kind):
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            cells = _cells(Field(file, name, kind))
            if Field(file, name, kind) in told and cells != _cells(Field(file, name)):
                groups.setdefault(cells, []).append(f"{file}.{name}")
        for cells, same in groups.items():
            yield _row(same, cells, kind)


def _by_field() -> Iterator[str]:
    yield _BY_FIELD
    for file in COLUMNS:
        yield from _fields_of(file)
    every = [Field(file, column.name) for file, columns in COLUMNS.items() for column in columns]
    never = [f for f in every if f in seen() and _cells(f) == _NOWHERE]
    unseen = [f for f in every if f not in seen()]
    for head, some in ((_NEVER, never), (_UNSEEN, unseen)):
        yield head + ", ".join(f"`{field.file}.{field.column}`" for field in some) + "."


def _columns(table: Table) -> Iterator[str]:
    for level in Sensitivity:
        names = [c.name for c in table.columns if c.info.get("sensitivity") is level]
        yield ", ".join(f"`{name}`" for name in names) or "–"


def _tables() -> Iterator[str]:
    yield "\n## How private each column is\n"
    yield "| table | public | team | leader | sealed | kept |"
    yield "|---|---|---|---|---|---|"
    for name in sorted(schema.metadata.tables):
        table = schema.metadata.tables[name]
        yield f"| {name} | {' | '.join(_columns(table))} | {_kept(table)} |"


def _kept(table: Table) -> str:
    """Return the class of a table's columns; of several, each with its own columns."""
    classes = classes_of(table.name)
    if len(classes) == 1:
        return str(classes[0])
    return "; ".join(f"{kept}: {_of_class(table, kept)}" for kept in classes)


def _of_class(table: Table, kept: Kept) -> str:
    names = [column.name for column in table.columns if class_of(table.name, column.name) is kept]
    return ", ".join(f"`{name}`" for name in names)


def _classes() -> Iterator[str]:
    yield "\n## How long it is kept\n"
    yield "| kept | what | what ends it | how long |"
    yield "|---|---|---|---|"
    for kept, words in WORDS.items():
        yield f"| {kept} | {words.what} | {words.ends} | {words.how_long} |"


def markdown() -> str:
    """Return the page."""
    return _HEAD + "\n".join([*_audiences(), _CARD, *_by_field(), *_tables(), *_classes(), _FOOT])


if __name__ == "__main__":
    sys.stdout.write(markdown())
