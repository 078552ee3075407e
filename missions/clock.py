"""The only `now()`. Tests freeze it; nothing else asks the system for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: list[datetime] = []


def now() -> datetime:
    """Return the present instant, aware, in UTC, to the second."""
    if _frozen:
        return _frozen[-1]
    return datetime.now(UTC).replace(microsecond=0)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Hold the clock still at an aware instant while the block runs.

    Raises:
        ValueError: the instant has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("the clock wants an aware instant")
    _frozen.append(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen.pop()
