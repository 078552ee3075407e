"""Many writers at once: each entry is there once, and the chain is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from missions.audit import log
from missions.audit.chain import Verdict
from missions.audit.model import AuditEntry
from missions.audit.verify import verify
from missions.store.sessions import Store

WRITERS, ENTRIES = 4, 6


@pytest.mark.parametrize("started", ["an empty log", "a log with an entry"])
def test_writers_at_once_make_one_unbroken_chain(store: Store, started: str) -> None:
    if started == "a log with an entry":
        with store.write() as session:
            log.record(session, "operator", "sign-in", "first")
    together(lambda writer: write(store, writer))

    with store.read() as session:
        whole = verify(session)
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        written = [(e.number, e.actor, e.subject) for e in entries if e.subject != "first"]

    first = 1 if started == "an empty log" else 2
    assert whole == Verdict(first - 1 + WRITERS * ENTRIES)
    assert [number for number, _, _ in written] == list(range(first, first + WRITERS * ENTRIES))
    assert Counter((actor, subject) for _, actor, subject in written) == Counter(
        (f"writer-{writer}", f"s{place}") for writer in range(WRITERS) for place in range(ENTRIES)
    )


def write(store: Store, writer: int) -> None:
    for place in range(ENTRIES):
        with store.write() as session:
            log.record(session, f"writer-{writer}", "sign-in", f"s{place}")


def together(work: Callable[[int], None]) -> None:
    """Run the work in as many threads as there are writers, begun at one moment."""
    barrier = Barrier(WRITERS, timeout=20)

    def begin(writer: int) -> None:
        barrier.wait()
        work(writer)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(begin, range(WRITERS)))
