"""Which entries are a trip's, on both databases."""

from __future__ import annotations

import pytest

from missions.audit import log
from missions.audit.phrases import Kind
from missions.audit.queries import Scope, trip_entries
from missions.store.sessions import Store

SCOPE = Scope("t1", {"t1", "e1", "m1", "p1"}, {"a1"})
ROWS = [
    ("a1", "sign-in", "a1", "", ""),  # 1: before the trip was there
    ("operator", "trip:import", "t1", "", ""),  # 2: an older row, by what it is about
    ("a1", "sign-in", "a1", "", ""),  # 3
    ("a2", "sign-in", "a2", "", ""),  # 4: nobody of this trip
    ("a1", "paper:read", "e1", "", "t1"),  # 5
    ("a1", "paper:read", "e1", "", "t2"),  # 6: said to be another trip's
    ("a1", "paper:read", "e2", "", "t2"),  # 7
    ("operator", "sealed:save", "p1", "", ""),  # 8
    ("a1", "paper:read", "gone", "", "t1"),  # 9: its edition is gone
    ("a1", "paper:read", "gone", "", ""),  # 10
]


@pytest.fixture
def filled(store: Store) -> Store:
    for row in ROWS:
        with store.write() as session:
            log.record(session, *row)
    return store


@pytest.mark.parametrize(
    ("kind", "before", "limit", "numbers"),
    [
        (None, None, None, [9, 8, 5, 3, 2]),
        (None, None, 2, [9, 8]),
        (None, 8, 2, [5, 3]),
        (Kind.SIGN_INS, None, None, [3]),
        (Kind.SEALED, None, None, [8]),
        (Kind.PAPERS, None, None, [9, 5]),
        (Kind.PUBLISHING, None, None, [2]),
        (Kind.DELETING, None, None, []),
    ],
)
def test_a_trips_entries(
    filled: Store, kind: Kind | None, before: int | None, limit: int | None, numbers: list[int]
) -> None:
    with filled.read() as session:
        found = trip_entries(session, SCOPE, kind, before, limit)

    assert [entry.number for entry in found] == numbers
    assert [entry.trip_id for entry in found] == [ROWS[n - 1][4] for n in numbers]


def test_of_a_trip_without_entries_there_are_none(filled: Store) -> None:
    with filled.read() as session:
        assert trip_entries(session, Scope("t9", {"t9"}, {"a1"})) == []
