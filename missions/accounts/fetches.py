"""How often addresses were fetched, and by what: counted in memory, written down now and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock

from sqlalchemy import update

from missions.accounts.model import CapabilityLink
from missions.store.sessions import Store

UNKNOWN = "something else"
_PROGRAMS = (
    ("Google-Calendar", "Google Calendar"),
    ("Outlook", "Outlook"),
    ("Microsoft.Exchange", "Outlook"),
    ("Microsoft Exchange", "Outlook"),
    ("Microsoft Office", "Outlook"),
    ("Thunderbird", "Thunderbird"),
    ("dataaccessd", "Apple Calendar"),
    ("CalendarAgent", "Apple Calendar"),
    ("CalendarStore", "Apple Calendar"),
    ("calaccessd", "Apple Calendar"),
    ("iCal/", "Apple Calendar"),
    ("ICSx5", "ICSx5"),
    ("ICSdroid", "ICSx5"),
    ("Evolution", "Evolution"),
    ("Nextcloud", "Nextcloud"),
    ("Yahoo", "Yahoo Calendar"),
    ("curl/", "curl"),
    ("Wget/", "wget"),
    ("Mozilla/", "a browser"),
)
"""What a program's name for itself holds, and what it is called; the first that fits."""


@lru_cache(maxsize=256)
def program(agent: str) -> str:
    """Return what kind of program asks, in at most three words, from its name for itself."""
    return next((name for mark, name in _PROGRAMS if mark in agent), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Count:
    """How often an address was fetched, when last, and by what then."""

    number: int
    last: datetime
    client: str = ""


def _sum(one: Count, other: Count) -> Count:
    later = max(one, other, key=lambda count: count.last)
    return Count(one.number + other.number, later.last, later.client)


class Fetches:
    """Counts of one process, by the id of the link."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, Count] = {}

    def note(self, link_id: str, at: datetime, client: str = "") -> None:
        """Count one fetch."""
        with self._lock:
            before = self._waiting.get(link_id)
            self._waiting[link_id] = Count(before.number + 1 if before else 1, at, client)

    def take(self) -> dict[str, Count]:
        """Return what was counted and start anew."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
        return taken

    def put_back(self, taken: dict[str, Count]) -> None:
        """Count again what could not be written down."""
        with self._lock:
            for link_id, count in taken.items():
                more = self._waiting.get(link_id)
                self._waiting[link_id] = _sum(more, count) if more else count


FETCHES = Fetches()
"""The process's own."""


def flush(store: Store, fetches: Fetches = FETCHES) -> int:
    """Write the counts down in one transaction; return how many addresses were touched."""
    taken = fetches.take()
    if not taken:
        return 0
    try:
        with store.write() as session:
            for link_id, count in sorted(taken.items()):
                session.execute(
                    update(CapabilityLink)
                    .where(CapabilityLink.id == link_id)
                    .values(
                        fetches=CapabilityLink.fetches + count.number,
                        last_fetched_at=count.last,
                        last_client=count.client,
                    )
                )
    except Exception:
        fetches.put_back(taken)
        raise
    return len(taken)
