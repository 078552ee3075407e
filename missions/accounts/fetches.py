"""How often calendars were fetched: counted in memory, written down now and then."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from sqlalchemy import update

from missions.accounts.model import FeedLink
from missions.store.sessions import Store


class Fetches:
    """Counts of one process, by the id of the feed link."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, tuple[int, datetime]] = {}

    def note(self, link_id: str, at: datetime) -> None:
        """Count one fetch."""
        with self._lock:
            count, _ = self._waiting.get(link_id, (0, at))
            self._waiting[link_id] = (count + 1, at)

    def take(self) -> dict[str, tuple[int, datetime]]:
        """Return what was counted and start anew."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
        return taken

    def put_back(self, taken: dict[str, tuple[int, datetime]]) -> None:
        """Count again what could not be written down."""
        with self._lock:
            for link_id, (count, at) in taken.items():
                more, last = self._waiting.get(link_id, (0, at))
                self._waiting[link_id] = (count + more, max(at, last))


FETCHES = Fetches()
"""The process's own."""


def flush(store: Store, fetches: Fetches = FETCHES) -> int:
    """Write the counts down in one transaction; return how many addresses were touched."""
    taken = fetches.take()
    if not taken:
        return 0
    try:
        with store.write() as session:
            for link_id, (count, at) in sorted(taken.items()):
                session.execute(
                    update(FeedLink)
                    .where(FeedLink.id == link_id)
                    .values(fetches=FeedLink.fetches + count, last_fetched_at=at)
                )
    except Exception:
        fetches.put_back(taken)
        raise
    return len(taken)
