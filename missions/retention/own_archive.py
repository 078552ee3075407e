"""What is kept about somebody as one file: a .zip with a page to read, data, and scans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from missions.retention.own_data import OwnData, Section
from missions.retention.own_rows import Row

NAME = "about-you.zip"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;border-top:1px solid #ccd3d8;"
    "padding-top:.8rem}dt,.quiet{color:#55606a}dd{margin:0;overflow-wrap:anywhere}"
)


def packed(data: OwnData, at: datetime) -> bytes:
    """Return the archive; `at` is when it was asked for."""
    holder = BytesIO()
    with ZipFile(holder, "w", ZIP_DEFLATED) as archive:
        for name, content in (
            ("about-you.html", _page(data, at).encode()),
            ("about-you.json", _document(data).encode()),
            *data.files.items(),
        ):
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return holder.getvalue()


def _document(data: OwnData) -> str:
    whole = {
        part.name: {"title": part.title, "kept": part.how_long, "rows": part.rows}
        for part in data.sections
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _page(data: OwnData, at: datetime) -> str:
    body = "\n".join(line for part in data.sections for line in _section(part))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What is kept about you</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>What is kept about you</h1>\n<p>As it stood on {at:%Y-%m-%d} at {at:%H:%M} UTC."
        " Passwords and keys are not in it: they are kept so that nobody can read them."
        f" Nothing about anybody else is in it.</p>\n{body}\n</body>\n</html>\n"
    )


def _section(part: Section) -> Iterator[str]:
    yield f"<h2>{escape(part.title)}</h2>"
    yield f'<p class="quiet">Kept: {escape(part.how_long)}.</p>'
    if not part.rows:
        yield "<p>Nothing.</p>"
    for row in part.rows:
        yield f"<dl>{''.join(_lines(row))}</dl>"


def _lines(row: Row) -> Iterator[str]:
    for name, value in row.items():
        if value not in (None, "", [], {}):
            yield f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(_words(value))}</dd>"


def _words(value: Any) -> str:
    """Return a value as one reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" + (" UTC" if value.tzinfo else "")
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_words(one)}" for name, one in value.items() if one)
    if isinstance(value, list | tuple):
        return ", ".join(_words(one) for one in value)
    return _plain(value)
