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

_HEAD = """# Who sees what

This page is generated from the code (`python -m missions.privacy_page`); a test fails when it is
out of date. `public < team < leader < sealed`. Sealed columns are encrypted in the database, in
every posture. Whoever holds both the server and its outer key can read them.

## What an audience gets of the plan

| audience | open trip | guarded trip | closed trip |
|---|---|---|---|
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
    yield "| table | public | team | leader | sealed |"
    yield "|---|---|---|---|---|"
    for name in sorted(schema.metadata.tables):
        yield f"| {name} | {' | '.join(_columns(schema.metadata.tables[name]))} |"


def markdown() -> str:
    """Return the page."""
    return _HEAD + "\n".join([*_audiences(), *_tables()]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
