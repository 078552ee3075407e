"""The daily head of the audit log, kept in a file outside the database.

One line a day (UTC): `YYYY-MM-DD number digest`. Whoever cuts the log's tail and sets its head back
is found by the first line that knows more. So the file is best on another machine, or copied there.

The log posts no letters, since the outbox is its sibling. Whoever calls `anchor` does, in the same
transaction::

    with installation.store.write() as session:
        kept = anchor(session, settings.head_file)
        if kept is not None and settings.audit_mail:
            facts = {"number": str(kept.number), "digest": kept.digest, "day": str(kept.day)}
            post(session, "audit-head", facts, key=f"audit-head/{kept.day}")
"""

from __future__ import annotations

import re
from datetime import UTC, date
from pathlib import Path

from sqlalchemy.orm import Session

from missions import clock
from missions.audit.chain import Anchor
from missions.audit.log import locked_head
from missions.store.lines import append

_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,18}) ([0-9a-f]{64})")


class BadHeads(ValueError):
    """The file of daily heads holds a line that is none; the message says where."""


def anchor(session: Session, path: Path) -> Anchor | None:
    """Keep today's head, unless it is kept already; return what was added.

    Args:
        session: a writing one; the log's head stays locked until its end, so that of several
            workers one adds the line.
        path: the file of heads. It is made where it is missing, its folder is not.

    Raises:
        OSError: the file can't be written.
    """
    today = clock.now().astimezone(UTC).date()
    if not is_due(path):
        return None
    head = locked_head(session)
    if not is_due(path):
        return None
    kept = Anchor(today, head.number, head.digest)
    append(path, line_of(kept))
    return kept


def is_due(path: Path) -> bool:
    """Whether today's head is not in the file yet; for whoever would open a transaction in vain."""
    today = clock.now().astimezone(UTC).date()
    try:
        kept = [_parse(line) for line in _lines(path)]
    except FileNotFoundError:
        return True
    return all(one is None or one.day != today for one in kept)


def line_of(kept: Anchor) -> str:
    """Return an anchor as a line of the file."""
    return f"{kept.day.isoformat()} {kept.number} {kept.digest}"


def read_heads(path: Path) -> list[Anchor]:
    """Return the heads that a file keeps.

    Raises:
        BadHeads: a line is not a head.
        OSError: the file can't be read.
    """
    found = []
    for place, line in enumerate(_lines(path), start=1):
        kept = _parse(line)
        if kept is None:
            raise BadHeads(
                f"Line {place} of {path} is not a head of the audit log. A head is written as"
                " YYYY-MM-DD, the entry's number and its digest of 64 hexadecimal digits, with"
                " spaces between. Correct the line from another copy, or take it out."
            )
        found.append(kept)
    return found


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _parse(line: str) -> Anchor | None:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return Anchor(day, int(found[2]), found[3])
