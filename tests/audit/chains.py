"""Logs made by hand: digests worked out without the code under test."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from missions.audit.chain import Entry, Head

KEY = b"the log's key, for tests"
NOON = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
GENESIS = "0" * 64
ROWS = [
    ("operator", "edition:publish", "e1", "number=1", "t1"),
    ("account-1", "paper:read", "e1", "book team pdf", "t1"),
    ("operator", "sealed:gather", "t1", "facts=3", "t1"),
    ("account-2", "sign-in", "account-2", "", ""),
    ("operator", "sealed:release", "e1", "facts=5", "t1"),
]
"""Actor, action, subject, detail and trip of five entries, an hour apart."""


def keyed(previous: str, number: int, at: datetime, row: Sequence[str], key: bytes = KEY) -> str:
    """Return the digest of scheme 2: HMAC-SHA-256 over a JSON list (RFC 2104, by hand)."""
    fields = [previous, number, at.isoformat(), *row, 2]
    message = json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).hexdigest()


def standard(previous: str, number: int, at: datetime, row: Sequence[str]) -> str:
    """Return the same by the standard library."""
    fields = [previous, number, at.isoformat(), *row, 2]
    message = json.dumps(fields, separators=(",", ":")).encode()
    return hmac.new(KEY, message, hashlib.sha256).hexdigest()


def plain(previous: str, number: int, at: datetime, row: Sequence[str]) -> str:
    """Return the digest of scheme 1: SHA-256 over what was written before there was a key."""
    parts = [previous, str(number), at.isoformat(), *row[:4]]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def made(rows: Iterable[Sequence[str]], older: int = 0, at: datetime = NOON) -> list[Entry]:
    """Return a log of these rows, an hour apart; the first `older` of them of scheme 1."""
    entries: list[Entry] = []
    previous = GENESIS
    for place, row in enumerate(rows):
        when = at + timedelta(hours=place)
        digest = plain if place < older else keyed
        previous = digest(previous, place + 1, when, row)
        scheme, texts = (1, [*row[:4], ""]) if place < older else (2, row)
        entries.append(Entry(place + 1, when, *texts, scheme=scheme, digest=previous))
    return entries


def forged(entries: Iterable[Entry], scheme: int, key: bytes = b"") -> list[Entry]:
    """Return entries numbered anew, their digests worked out with what an attacker has."""
    found: list[Entry] = []
    previous = GENESIS
    for number, entry in enumerate(entries, start=1):
        row = (entry.actor, entry.action, entry.subject, entry.detail, entry.trip_id)
        if scheme == 1:
            previous = plain(previous, number, entry.at, row)
        else:
            previous = keyed(previous, number, entry.at, row, key)
        trip_id = "" if scheme == 1 else entry.trip_id
        bound = {"number": number, "scheme": scheme, "trip_id": trip_id, "digest": previous}
        found.append(replace(entry, **bound))  # type: ignore[arg-type]
    return found


def head_of(entries: Sequence[Entry]) -> Head:
    """Return the head that belongs to a log."""
    return Head(entries[-1].number, entries[-1].digest) if entries else Head(0, GENESIS)


def let_change(session: Session) -> None:
    """Take away what keeps the log append-only, as somebody who owns the database can."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("DROP TRIGGER audit_entry_no_change ON audit_entry"))
        return
    for verb in ("update", "delete"):
        session.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
