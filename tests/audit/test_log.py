"""The audit log in the database: what is written, who may not change it, what a check finds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.audit.chain import Anchor, Fault, Head, Verdict
from missions.audit.model import AuditEntry, AuditHead
from missions.audit.verify import present_head, verify
from missions.store.sessions import AUDIT_KEY, Store
from tests.audit.chains import GENESIS, NOON, ROWS, keyed, let_change, made, standard

WHOLE = Verdict(fitting=5)
ANCHORED = [Anchor(date(2026, 7, 10), 5, made(ROWS)[-1].digest)]
"""The head of the five entries, kept elsewhere."""


@pytest.fixture
def filled(store: Store) -> Store:
    """A database with five entries, an hour apart."""
    for place, row in enumerate(ROWS):
        with clock.frozen(NOON + timedelta(hours=place)), store.write() as session:
            log.record(session, *row)
    return store


def test_the_digests_of_these_tests_are_the_standard_librarys() -> None:
    row = ("account-1", "paper:read", 'é\x1f"金', "book\\team", "t1")

    assert keyed("ab", 7, NOON, row) == standard("ab", 7, NOON, row)


def test_each_entry_is_bound_to_the_one_before(filled: Store) -> None:
    digests = [GENESIS]
    for place, row in enumerate(ROWS):
        digests.append(keyed(digests[-1], place + 1, NOON + timedelta(hours=place), row))

    with filled.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        found = [
            (
                e.number,
                e.at,
                (e.actor, e.action, e.subject, e.detail, e.trip_id),
                e.scheme,
                e.digest,
            )
            for e in rows
        ]
        head = present_head(session)

    assert found == [
        (place + 1, NOON + timedelta(hours=place), row, 2, digests[place + 1])
        for place, row in enumerate(ROWS)
    ]
    assert head == Head(5, digests[5])


def test_an_untouched_log_is_whole(filled: Store) -> None:
    with filled.read() as session:
        assert verify(session) == WHOLE
        assert verify(session, ANCHORED) == WHOLE


def test_an_empty_log_is_whole(store: Store) -> None:
    with store.read() as session:
        assert verify(session) == Verdict(fitting=0)
        assert present_head(session) == Head(0, GENESIS)


@pytest.mark.parametrize("info", [{}, {AUDIT_KEY: b""}, {AUDIT_KEY: "text"}])
def test_without_a_key_nothing_is_recorded_or_checked(
    filled: Store, info: dict[str, object]
) -> None:
    keyless = Store(filled.url, info)
    try:
        with (
            pytest.raises(log.NoAuditKey, match="without the audit log's key"),
            keyless.write() as s,
        ):
            log.record(s, "operator", "sign-in", "p1")
        with pytest.raises(log.NoAuditKey), keyless.read() as session:
            verify(session)
    finally:
        keyless.close()
    with filled.read() as session:
        assert verify(session, ANCHORED) == WHOLE


def test_another_key_does_not_fit(filled: Store) -> None:
    stranger = Store(filled.url, {AUDIT_KEY: b"another"})
    with stranger.read() as session:
        assert verify(session) == Verdict(0, 1, Fault.ALTERED)
    stranger.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET detail = 'facts=1' WHERE number = 3",
        "UPDATE audit_entry SET digest = digest",
        "DELETE FROM audit_entry WHERE number = 5",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_changes(filled: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="the audit log is append-only"), filled.write() as session:
        session.execute(text(statement))

    with filled.read() as session:
        assert verify(session, ANCHORED) == WHOLE


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_the_database_refuses_to_empty_the_table(filled: Store) -> None:
    with pytest.raises(DBAPIError, match="the audit log is append-only"), filled.write() as session:
        session.execute(text("TRUNCATE audit_entry"))


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


def cut_and_set_the_head_back(session: Session) -> None:
    cut(session)
    session.execute(update(AuditHead).values(number=3, digest=made(ROWS)[2].digest))


def cut_everything(session: Session) -> None:
    session.execute(delete(AuditEntry))


def cut_everything_and_the_head(session: Session) -> None:
    cut_everything(session)
    session.execute(update(AuditHead).values(number=0, digest=GENESIS))


def set_the_head_back(session: Session) -> None:
    session.execute(update(AuditHead).values(number=4, digest=made(ROWS)[3].digest))


def another_head(session: Session) -> None:
    session.execute(update(AuditHead).values(digest="f" * 64))


def add(session: Session, number: int, digest: str) -> None:
    session.execute(
        insert(AuditEntry).values(
            number=number,
            at=NOON,
            actor="operator",
            action="sign-in",
            subject="p9",
            detail="",
            trip_id="",
            scheme=2,
            digest=digest,
        )
    )


def write_over_it(session: Session) -> None:
    """Do what a clumsy hand does: what stands there is no instant any more."""
    session.execute(text("UPDATE audit_entry SET at = 'noon' WHERE number = 3"))


FOUND = {
    "at": (lambda s: change(s, at=NOON), Verdict(2, 3, Fault.ALTERED)),
    "a second later": (
        lambda s: change(s, at=NOON + timedelta(hours=2, seconds=1)),
        Verdict(2, 3, Fault.ALTERED),
    ),
    "actor": (lambda s: change(s, actor="account-1"), Verdict(2, 3, Fault.ALTERED)),
    "action": (lambda s: change(s, action="sealed:save"), Verdict(2, 3, Fault.ALTERED)),
    "subject": (lambda s: change(s, subject="t2"), Verdict(2, 3, Fault.ALTERED)),
    "detail": (lambda s: change(s, detail="facts=2"), Verdict(2, 3, Fault.ALTERED)),
    "trip": (lambda s: change(s, trip_id="t2"), Verdict(2, 3, Fault.ALTERED)),
    "scheme": (lambda s: change(s, scheme=1), Verdict(2, 3, Fault.UNBOUND)),
    "no such scheme": (lambda s: change(s, scheme=3), Verdict(2, 3, Fault.UNBOUND)),
    "digest": (lambda s: change(s, digest=GENESIS), Verdict(2, 3, Fault.ALTERED)),
    "deleted": (delete_one, Verdict(2, 3, Fault.MISSING)),
    "deleted and renumbered": (delete_and_close_the_gap, Verdict(2, 3, Fault.ALTERED)),
    "swapped": (swap, Verdict(2, 3, Fault.ALTERED)),
    "cut": (cut, Verdict(3, 4, Fault.CUT)),
    "cut with the head": (cut_with_the_head, Verdict(3, 1, Fault.HEAD)),
    "all gone": (cut_everything, Verdict(0, 1, Fault.CUT)),
    "head set back": (set_the_head_back, Verdict(5, 5, Fault.HEAD)),
    "another head": (another_head, Verdict(5, 5, Fault.HEAD)),
    "added at the end": (lambda s: add(s, 6, "a" * 64), Verdict(5, 6, Fault.ALTERED)),
    "added before the first": (lambda s: add(s, 0, GENESIS), Verdict(0, 0, Fault.OUT_OF_ORDER)),
    "added far behind": (lambda s: add(s, 9, "a" * 64), Verdict(5, 6, Fault.MISSING)),
}


@pytest.mark.parametrize(("tamper", "verdict"), FOUND.values(), ids=FOUND)
def test_tampering_is_found_at_its_first_entry(
    filled: Store, tamper: object, verdict: Verdict
) -> None:
    assert callable(tamper)
    with filled.write() as session:
        let_change(session)
        tamper(session)

    with filled.read() as session:
        assert verify(session) == verdict


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_can_not_be_read_is_altered(filled: Store) -> None:
    with filled.write() as session:
        let_change(session)
        write_over_it(session)

    with filled.read() as session:
        assert verify(session) == Verdict(2, 3, Fault.ALTERED)


@pytest.mark.parametrize(
    ("tamper", "left", "number"),
    [(cut_and_set_the_head_back, 3, 4), (cut_everything_and_the_head, 0, 1)],
    ids=["the end", "everything"],
)
def test_a_cut_with_a_genuine_older_head_is_found_by_the_anchor_only(
    filled: Store, tamper: object, left: int, number: int
) -> None:
    assert callable(tamper)
    with filled.write() as session:
        let_change(session)
        tamper(session)

    with filled.read() as session:
        assert verify(session) == Verdict(fitting=left)
        assert verify(session, ANCHORED) == Verdict(left, number, Fault.SHORT, date(2026, 7, 10))


def test_older_entries_stand_before_those_that_the_key_binds(store: Store) -> None:
    older = made(ROWS[:2], older=2)
    with store.write() as session:
        for entry in older:
            session.add(AuditEntry(**{name: getattr(entry, name) for name in entry.__slots__}))
        session.add(AuditHead(id=1, number=2, digest=older[-1].digest))
    at = datetime.fromisoformat("2026-07-10T14:00:00+00:00")
    with clock.frozen(at), store.write() as session:
        log.record(session, *ROWS[2])

    with store.read() as session:
        assert verify(session) == Verdict(fitting=3)
        assert present_head(session) == Head(3, keyed(older[-1].digest, 3, at, ROWS[2]))


def fail(store: Store) -> None:
    with store.write() as session:
        log.record(session, "operator", "sign-in", "p1")
        raise ValueError("the action fails")


def test_an_action_that_fails_leaves_no_entry(filled: Store) -> None:
    with pytest.raises(ValueError, match="the action fails"):
        fail(filled)

    with filled.read() as session:
        assert verify(session) == WHOLE


def test_two_entries_of_one_action_follow_each_other(filled: Store) -> None:
    with filled.write() as session:
        log.record(session, "operator", "sealed:gather", "t1")
        log.record(session, "operator", "edition:publish", "e2")

    with filled.read() as session:
        assert verify(session, ANCHORED) == Verdict(fitting=7)
