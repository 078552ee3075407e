"""Letters are taken by one worker at a time, tried eight times over two days, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from missions import clock
from missions.installation import Installation, open_installation
from missions.outbox import leases
from missions.outbox.actions import forget_old, post, try_again
from missions.outbox.leases import SPENT, LetterToSend
from missions.outbox.model import Letter
from missions.outbox.queries import State, Unsent, unsent
from missions.store.sessions import Store

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LEASE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture
def store(installation: Installation) -> Store:
    return installation.store


def put(store: Store, *keys: str, due_at: datetime | None = None) -> list[str]:
    with store.write() as session:
        return [post(session, "published", {"membership": key}, key, "t", due_at) for key in keys]


def take(store: Store, worker: str = "one", at: datetime = NOON, limit: int = 9) -> list[str]:
    return [letter.id for letter in leases.take(store, worker, at, limit)]


def only(store: Store, worker: str = "one", at: datetime = NOON) -> LetterToSend:
    (letter,) = leases.take(store, worker, at, 9)
    return letter


def row(store: Store) -> dict[str, object]:
    with store.read() as session:
        letter = session.query(Letter).one()
        names = ("attempts", "leased_by", "leased_until", "sent_at", "given_up_at", "problem")
        return {name: getattr(letter, name) for name in names if getattr(letter, name)}


def test_a_letter_is_taken_as_it_was_posted(store: Store) -> None:
    (letter_id,) = put(store, "a")

    assert leases.take(store, "one", NOON, 9) == [
        LetterToSend(letter_id, "published", {"membership": "a"}, "t", NOON, tries=1)
    ]
    assert row(store) == {"leased_by": "one", "leased_until": NOON + LEASE}


def test_the_longest_due_are_taken_first_and_none_before_it_is_due(store: Store) -> None:
    (late,) = put(store, "late", due_at=NOON - MINUTE)
    (later,) = put(store, "later", due_at=NOON - 2 * MINUTE)
    put(store, "soon", due_at=NOON + SECOND)

    assert (take(store, limit=1), take(store, limit=9), take(store)) == ([later], [late], [])


def test_while_a_lease_holds_nobody_takes_the_letter(store: Store) -> None:
    (letter_id,) = put(store, "a")
    take(store)

    assert take(store, "two", NOON + LEASE - SECOND) == []
    assert take(store, "two", NOON + LEASE) == [letter_id]


def test_holding_on_makes_the_lease_last_anew_and_counts_the_try_once(store: Store) -> None:
    (letter_id,) = put(store, "a")
    letter = only(store)

    assert leases.hold(store, letter, "one", NOON + MINUTE)
    assert leases.hold(store, letter, "one", NOON + 2 * MINUTE)

    assert take(store, "two", NOON + LEASE) == []
    assert row(store)["attempts"] == 1
    assert take(store, "two", NOON + LEASE + 2 * MINUTE) == [letter_id]


def test_who_lost_the_lease_does_not_go_on(store: Store) -> None:
    put(store, "a")
    first = only(store, "one")
    assert not leases.hold(store, first, "two", NOON)
    assert not leases.hold(store, first, "one", NOON + LEASE)

    second = only(store, "two", NOON + LEASE)

    assert not leases.hold(store, first, "one", NOON + LEASE)
    assert not leases.failed(store, first, "one", NOON + LEASE, "late")
    assert not leases.give_up(store, first, "one", NOON + LEASE, "late")
    assert leases.hold(store, second, "two", NOON + LEASE)


def test_what_a_server_has_is_sent_whoever_holds_the_lease(store: Store) -> None:
    put(store, "a")
    first = only(store, "one")
    second = only(store, "two", NOON + LEASE)

    assert leases.sent(store, first, NOON + LEASE)

    assert not leases.hold(store, second, "two", NOON + LEASE)
    assert not leases.sent(store, second, NOON + LEASE)
    assert row(store) == {"attempts": 1, "sent_at": NOON + LEASE}
    assert take(store, at=NOON + timedelta(days=9)) == []


def test_eight_tries_over_two_days_then_it_is_given_up(store: Store) -> None:
    (letter_id,) = put(store, "a")
    at, waits, ends = NOON, [], []
    for _ in range(8):
        letter = only(store, "one", at)
        assert leases.hold(store, letter, "one", at)
        ends.append(leases.failed(store, letter, "one", at, "No."))
        with store.read() as session:
            (seen,) = unsent(session, at)
        if seen.next_at is not None:
            assert take(store, at=seen.next_at - SECOND) == []
            waits.append(seen.next_at - at)
            at = seen.next_at

    minutes = [wait // MINUTE for wait in waits]
    assert minutes == [1, 5, 15, 60, 240, 840, 1680]
    assert ends == [False] * 7 + [True]
    assert seen == Unsent(letter_id, "published", State.GIVEN_UP, 8, "No.", None)
    assert take(store, at=at + timedelta(days=9)) == []


def test_a_letter_that_breaks_the_worker_each_time_is_given_up_too(store: Store) -> None:
    put(store, "a")
    at = NOON
    for _ in range(8):
        assert leases.hold(store, only(store, "one", at), "one", at)
        at += LEASE

    assert take(store, at=at) == []
    assert row(store) == {"attempts": 8, "given_up_at": at, "problem": SPENT}


def test_what_is_given_back_is_as_if_never_taken(store: Store) -> None:
    ids = put(store, "a", "b")
    put(store, "c")
    take(store, "two", limit=1)
    with store.read() as session:
        others = {letter.id for letter in session.query(Letter).filter_by(leased_by="two")}
    mine = set(take(store, "one"))

    assert leases.release(store, "one") == 2

    assert mine.isdisjoint(others)
    assert set(take(store, "three")) == mine
    assert len(ids) == 2


def test_a_letter_that_rests_is_not_given_back(store: Store) -> None:
    put(store, "a")
    leases.failed(store, only(store), "one", NOON, "No.")

    assert leases.release(store, "one") == 0
    assert take(store, at=NOON + MINUTE - SECOND) == []


def test_the_operator_lets_one_be_tried_from_the_beginning(store: Store) -> None:
    (letter_id,) = put(store, "a")
    assert not try_again(store, letter_id)
    leases.give_up(store, only(store), "one", NOON, "Gone.")
    with store.read() as session:
        assert [row.state for row in unsent(session, NOON)] == [State.GIVEN_UP]

    assert try_again(store, letter_id)

    letter = only(store, at=NOON + MINUTE)
    assert (letter.id, letter.tries, letter.dated) == (letter_id, 1, NOON)
    assert not try_again(store, "unknown")


def test_the_list_shows_what_has_not_gone_out(store: Store) -> None:
    waits, sending, gone, given = put(store, "a", "b", "c", "d")
    with store.write() as session:
        for place, letter_id in enumerate((given, gone, sending, waits)):
            session.get_one(Letter, letter_id).due_at = NOON - (9 - place) * MINUTE
    first, second, _third = leases.take(store, "one", NOON, 3)
    leases.give_up(store, first, "one", NOON, "Gone.")
    leases.sent(store, second, NOON)

    with store.read() as session:
        seen = unsent(session, NOON)

    assert [(one.id, one.state, one.problem, one.next_at) for one in seen] == [
        (given, State.GIVEN_UP, "Gone.", None),
        (sending, State.SENDING, "", NOON + LEASE),
        (waits, State.WAITING, "", NOON - 6 * MINUTE),
    ]


def test_a_month_later_what_is_over_is_forgotten(store: Store) -> None:
    put(store, "a", "b", "c")
    first, second, _third = leases.take(store, "one", NOON, 3)
    leases.sent(store, first, NOON)
    leases.give_up(store, second, "one", NOON, "Gone.")

    with clock.frozen(NOON + timedelta(days=30) - SECOND):
        assert forget_old(store) == 0
    with clock.frozen(NOON + timedelta(days=30)):
        assert forget_old(store) == 2
    with store.read() as session:
        assert len(unsent(session, NOON)) == 1


def test_one_key_is_one_letter(store: Store) -> None:
    assert put(store, "a") == put(store, "a")


def test_of_many_who_post_one_key_at_once_all_get_the_same_letter(
    installation: Installation,
) -> None:
    barrier = Barrier(4)

    def post_one(_turn: int) -> str:
        barrier.wait(timeout=20)
        return put(installation.store, "a")[0]

    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(post_one, range(4)))

    assert len(set(ids)) == 1


def test_of_many_who_take_at_once_each_letter_has_one(installation: Installation) -> None:
    posted = put(installation.store, *map(str, range(60)))
    barrier = Barrier(4)

    def take_all(worker: str) -> list[str]:
        other = open_installation(installation.settings)
        try:
            barrier.wait(timeout=20)
            found: list[str] = []
            while batch := take(other.store, worker, limit=4):
                found += batch
            return found
        finally:
            other.close()

    with ThreadPoolExecutor(4) as pool:
        taken = [letter for found in pool.map(take_all, "abcd") for letter in found]

    assert sorted(taken) == sorted(posted)
