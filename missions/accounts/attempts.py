"""Limits on how often something is tried, over all processes: counted in the database.

What is counted is kept as a short keyed digest only, in one of `BUCKETS` buckets a limit: an
address or a network can't be read back from it, not even by trying them all, and however many
strangers knock, the table has at most so many rows a limit. Two subjects that share a bucket share
its tries, which is rare and harms nobody for longer than a window.

A subject that is over its limit costs a read and no write until the window is over.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Attempt
from missions.installation import Installation

BUCKETS = 16**4
"""How many counts a limit has at most."""
WINDOW = timedelta(minutes=15)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_PURPOSE = b"attempts 1\0"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries of `name` in each `per`."""

    name: str
    most: int
    per: timedelta = WINDOW


SIGN_IN_BY_ADDRESS = Limit("sign-in address", 5)
SIGN_IN_BY_NETWORK = Limit("sign-in network", 50)
PROOF_BY_ACCOUNT = Limit("proof account", 10)
LINK_BY_NETWORK = Limit("link network", 100)
"""Tokens that nobody has, asked for from one network."""


def allowed(installation: Installation, limit: Limit, subject: str) -> bool:
    """Count one try and say whether it is still within the limit.

    Args:
        subject: what is counted: a mail address, a network, an account's id.
    """
    bucket = _bucket(installation, limit, subject)
    window = _window(limit)
    with installation.store.read() as session:
        counted = session.scalar(
            select(Attempt.count).where(Attempt.bucket == bucket, Attempt.window == window)
        )
    if counted is not None and counted >= limit.most:
        return False
    with installation.store.write() as session:
        return _count(session, bucket, window) <= limit.most


def forgive(installation: Installation, limit: Limit, subject: str) -> None:
    """Forget the tries of the present window, after one succeeded."""
    bucket = _bucket(installation, limit, subject)
    with installation.store.write() as session:
        session.execute(
            update(Attempt)
            .where(Attempt.bucket == bucket, Attempt.window == _window(limit))
            .values(count=0)
        )


def seconds_left(per: timedelta = WINDOW) -> int:
    """Return in how many seconds the present window ends, one at least."""
    left = per - (clock.now() - _EPOCH) % per
    return max(1, int(left.total_seconds()))


def _bucket(installation: Installation, limit: Limit, subject: str) -> str:
    counted = f"{limit.name}\0{subject}".encode(errors="replace")
    made = hmac.new(installation.web_key, _PURPOSE + counted, hashlib.sha256).digest()
    return f"{limit.name}/{int.from_bytes(made) % BUCKETS:04x}"


def _window(limit: Limit) -> datetime:
    """Return when the present window began; all processes count in the same ones."""
    now = clock.now()
    return now - (now - _EPOCH) % limit.per


def _count(session: Session, bucket: str, window: datetime) -> int:
    """Add one to a count in one statement; the first of a window forgets those before it."""
    insert = postgresql.insert if _is_postgresql(session) else sqlite.insert
    counted: int | None = session.scalar(
        insert(Attempt)
        .values(bucket=bucket, window=window, count=1)
        .on_conflict_do_update(
            index_elements=[Attempt.bucket, Attempt.window], set_={"count": Attempt.count + 1}
        )
        .returning(Attempt.count)
    )
    assert counted is not None
    if counted == 1:
        session.execute(delete(Attempt).where(Attempt.bucket == bucket, Attempt.window < window))
    return counted


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
