"""The audit log: a chain in which nothing can be changed, dropped, swapped or cut unnoticed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.audit.model import AuditEntry, AuditHead
from missions.store.sessions import Store

NOON = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
ROWS = [
    ("operator", "edition:publish", "e1", "number=1"),
    ("account-1", "paper:export", "e1", "book team pdf"),
    ("operator", "sealed:gather", "t1", "facts=3"),
    ("account-2", "sign-in", "p1", ""),
    ("operator", "sealed:release", "e1", "facts=5"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    """A database with five entries, an hour apart."""
    for place, row in enumerate(ROWS):
        with clock.frozen(NOON + timedelta(hours=place)), store.write() as session:
            log.record(session, *row)
    return store


def digest(previous: str, number: int, at: datetime, row: tuple[str, ...]) -> str:
    """Return an entry's digest, worked out without the code under test."""
    parts = [previous, str(number), at.isoformat(), *row]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def chain() -> list[str]:
    digests = ["0" * 64]
    for place, row in enumerate(ROWS):
        digests.append(digest(digests[-1], place + 1, NOON + timedelta(hours=place), row))
    return digests


def test_each_entry_is_bound_to_the_one_before(filled: Store) -> None:
    digests = chain()

    with filled.read() as session:
        found = [
            (e.number, e.at, e.actor, e.action, e.subject, e.detail, e.digest)
            for e in session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        ]
        head = session.get_one(AuditHead, 1)
        heads = (head.number, head.digest)

    assert found == [
        (place + 1, NOON + timedelta(hours=place), *row, digests[place + 1])
        for place, row in enumerate(ROWS)
    ]
    assert heads == (5, digests[5])


def test_an_untouched_log_holds(filled: Store) -> None:
    with filled.read() as session:
        assert log.verify(session) is None


def test_an_empty_log_holds(store: Store) -> None:
    with store.read() as session:
        assert log.verify(session) is None


def change(session: Session, **values: object) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.number == 3).values(**values))


def delete_one(session: Session) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.number == 3))


def delete_and_close_the_gap(session: Session) -> None:
    delete_one(session)
    for number in (4, 5):
        moved = update(AuditEntry).where(AuditEntry.number == number)
        session.execute(moved.values(number=number - 1))


def swap(session: Session) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        session.execute(update(AuditEntry).where(AuditEntry.number == old).values(number=new))


def cut(session: Session) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.number > 3))


def cut_with_the_head(session: Session) -> None:
    cut(session)
    session.execute(delete(AuditHead))


def cut_everything(session: Session) -> None:
    session.execute(delete(AuditEntry))


def add_to_the_end(session: Session) -> None:
    session.add(
        AuditEntry(
            number=6,
            at=NOON,
            actor="operator",
            action="sign-in",
            subject="p9",
            detail="",
            digest=digest(chain()[-1], 6, NOON, ("operator", "sign-in", "p9", "")),
        )
    )
    session.flush()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("tamper", "first"),
    [
        (lambda session: change(session, actor="account-1"), 3),
        (lambda session: change(session, action="sealed:reveal"), 3),
        (lambda session: change(session, subject="t2"), 3),
        (lambda session: change(session, detail="facts=2"), 3),
        (lambda session: change(session, at=NOON), 3),
        (lambda session: change(session, digest="0" * 64), 3),
        (delete_one, 4),
        (delete_and_close_the_gap, 3),
        (swap, 3),
        (cut, 4),
        (cut_with_the_head, 4),
        (cut_everything, 1),
        (add_to_the_end, 7),
    ],
    ids=[
        *("actor", "action", "subject", "detail", "at", "digest"),
        *("deleted", "deleted and renumbered", "swapped"),
        *("cut", "cut with the head", "all gone", "added behind the log's back"),
    ],
)
def test_tampering_is_found_at_its_first_entry(filled: Store, tamper: object, first: int) -> None:
    assert callable(tamper)
    with filled.write() as session:
        tamper(session)

    with filled.read() as session:
        assert log.verify(session) == first


def fail(store: Store) -> None:
    with store.write() as session:
        log.record(session, "operator", "sign-in", "p1")
        raise ValueError("the action fails")


def test_an_action_that_fails_leaves_no_entry(filled: Store) -> None:
    with pytest.raises(ValueError, match="the action fails"):
        fail(filled)

    with filled.read() as session:
        assert log.verify(session) is None
        assert session.scalar(text("SELECT count(*) FROM audit_entry")) == 5


def test_two_entries_of_one_action_follow_each_other(filled: Store) -> None:
    with filled.write() as session:
        log.record(session, "operator", "sealed:gather", "t1")
        log.record(session, "operator", "edition:publish", "e2")

    with filled.read() as session:
        assert log.verify(session) is None
        assert session.get_one(AuditHead, 1).number == 7
