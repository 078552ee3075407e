"""The chain of the audit log: how an entry is bound to the one before, and what breaks it. Pure.

Scheme 2 is an HMAC-SHA-256 whose key is not in the database; scheme 1, a plain SHA-256, is that of
entries written before there was a key. An anchor is a head of the log that was kept elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

GENESIS = "0" * 64
"""The digest before the first entry."""
PLAIN, KEYED = 1, 2
_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    trip_id: str
    scheme: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number and digest."""

    number: int
    digest: str


EMPTY = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head as it was kept outside the database on a day (UTC)."""

    day: date
    number: int
    digest: str


class Fault(StrEnum):
    """Why an entry does not fit."""

    ALTERED = "altered"
    MISSING = "missing"
    OUT_OF_ORDER = "out of order"
    UNBOUND = "not bound by the key"
    CUT = "cut"
    HEAD = "head differs"
    ANCHOR = "anchor differs"
    SHORT = "shorter than anchored"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how many entries fit, and the first that does not.

    `number` and `fault` are None where the log is whole; `day` is that of the anchor which tells.
    """

    fitting: int
    number: int | None = None
    fault: Fault | None = None
    day: date | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, dropped, added or cut."""
        return self.fault is None


def digest_of(entry: Entry, previous: str, key: bytes) -> str:
    """Return what `entry.digest` should be after an entry with the digest `previous`."""
    fields = (entry.number, entry.at.isoformat(), entry.actor, entry.action, entry.subject)
    if entry.scheme == PLAIN:
        text = "\x1f".join([previous, *map(str, fields), entry.detail])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    message = _encode([previous, *fields, entry.detail, entry.trip_id, entry.scheme])
    return hmac.digest(key, message.encode(), "sha256").hex()


def check(entries: Iterable[Entry], head: Head, anchors: Iterable[Anchor], key: bytes) -> Verdict:
    """Walk the log from its first entry to its last; stop at the first that does not fit.

    Args:
        entries: in the order of the log, read once.
        head: what the database names as the last entry; `EMPTY` for none.
        anchors: the heads that were kept elsewhere.
        key: the key that binds entries of scheme 2.
    """
    walk = _Walk(key, sorted(anchors, key=lambda anchor: (anchor.number, anchor.day)))
    verdict = walk.anchored()
    for entry in entries:
        if verdict is not None:
            break
        verdict = walk.step(entry)
    return verdict or walk.end(head)


class _Walk:
    """Where a check stands; it remembers the last entry only."""

    def __init__(self, key: bytes, anchors: list[Anchor]) -> None:
        self._key = key
        self._plain_until = anchors[0].number if anchors else None
        self._anchors: Iterator[Anchor] = iter(anchors)
        self._anchor = next(self._anchors, None)
        self._last = EMPTY
        self._keyed = False

    def step(self, entry: Entry) -> Verdict | None:
        """Go one entry on; return a verdict if it does not fit."""
        expected = self._last.number + 1
        if entry.number > expected:
            return self._broken(expected, Fault.MISSING)
        if entry.number < expected:
            return self._broken(entry.number, Fault.OUT_OF_ORDER)
        if not self._may_have_scheme(entry):
            return self._broken(expected, Fault.UNBOUND)
        if not self._fits(entry):
            return self._broken(expected, Fault.ALTERED)
        before, self._last = self._last, Head(entry.number, entry.digest)
        return self.anchored(before)

    def _may_have_scheme(self, entry: Entry) -> bool:
        """Whether the scheme may stand here: the old one only before the first use of the key.

        Whoever keeps anchors writes scheme 2, so nothing plain may follow the first anchor.
        """
        if entry.scheme != PLAIN:
            self._keyed = True
            return entry.scheme == KEYED
        return not self._keyed and (self._plain_until is None or entry.number <= self._plain_until)

    def _fits(self, entry: Entry) -> bool:
        """Whether the digest is right; one of scheme 1 says nothing of a trip, so there is none."""
        if entry.scheme == PLAIN and entry.trip_id:
            return False
        expected = digest_of(entry, self._last.digest, self._key)
        return hmac.compare_digest(entry.digest.encode(), expected.encode())

    def anchored(self, before: Head = EMPTY) -> Verdict | None:
        """Compare the last entry with the anchors that name its number."""
        while self._anchor is not None and self._anchor.number <= self._last.number:
            anchor, self._anchor = self._anchor, next(self._anchors, None)
            if anchor.digest != self._last.digest:
                fitting = before.number
                return Verdict(fitting, anchor.number, Fault.ANCHOR, anchor.day)
        return None

    def end(self, head: Head) -> Verdict:
        """Say whether the log ends where it should."""
        last = self._last
        if head.number > last.number:
            return self._broken(last.number + 1, Fault.CUT)
        if head != last:
            return self._broken(min(head.number + 1, last.number), Fault.HEAD)
        if self._anchor is not None:
            return Verdict(last.number, last.number + 1, Fault.SHORT, self._anchor.day)
        return Verdict(last.number)

    def _broken(self, number: int, fault: Fault) -> Verdict:
        return Verdict(self._last.number, number, fault)
