"""PRIVACY.md, written from the code: every column's class, and what each audience gets.

python -m missions.privacy_page > PRIVACY.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import Table

from missions import schema
from missions.policy.views import TABLE, Calls, Detail, View
from missions.privacy import Audience, Posture, Sensitivity
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


def _columns(table: Table) -> Iterator[str]:
    for level in Sensitivity:
        names = [c.name for c in table.columns if c.info.get("sensitivity") is level]
        yield ", ".join(f"`{name}`" for name in names) or "–"


def _tables() -> Iterator[str]:
    yield "\nThe wallet card carries its owner's own medical facts in every posture."
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
    return _HEAD + "\n".join([*_audiences(), *_tables(), *_classes(), _FOOT])


if __name__ == "__main__":
    sys.stdout.write(markdown())
