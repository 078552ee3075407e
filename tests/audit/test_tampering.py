"""Ten thousand ways of rewriting a log, each of them noticed; a log nobody touched never is.

Everything is random but the seed. An attacker may write to the whole database, the head included,
and knows every rule; what they lack is the key, or else the file of anchored heads.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from missions.audit.chain import GENESIS, Anchor, Entry, Fault, Head, Verdict, check
from tests.audit.chains import KEY, forged, head_of, made, plain

TRIALS = 10_000
FIELDS = Entry.__slots__
WORDS = ("operator", "account-1", "sign-in", "paper:read", "e1", "facts=3", "", "t1", "t2", "é")


@dataclass(frozen=True)
class Case:
    """A log as it was written, and what was kept of it elsewhere."""

    entries: list[Entry]
    anchors: list[Anchor]

    @property
    def last(self) -> Entry:
        """The newest entry; the newest anchor names it."""
        return self.entries[-1]


def a_case(chance: random.Random) -> Case:
    """Return a log of 2 to 12 entries, some of them perhaps of the older scheme."""
    rows = [[chance.choice(WORDS) for _ in range(5)] for _ in range(chance.randint(2, 12))]
    older = chance.choice([0, 0, chance.randint(0, len(rows))])
    entries = made(rows, older, at=datetime(2026, 7, 10, tzinfo=UTC))
    kept = sorted({*chance.sample(range(len(rows)), chance.randint(0, 2)), len(rows) - 1})
    first = date(2026, 7, 11)
    anchors = [
        Anchor(first + timedelta(days=day), entries[at].number, entries[at].digest)
        for day, at in enumerate(kept)
        if day == len(kept) - 1 or at >= older - 1
    ]
    return Case(entries, anchors)


Tamper = Callable[[random.Random, Case], tuple[list[Entry], Head]]


def _one(chance: random.Random, entries: list[Entry]) -> int:
    return chance.randrange(len(entries))


def change(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Change one field of one entry."""
    entries = list(case.entries)
    at = _one(chance, entries)
    old = entries[at]
    field = chance.choice(FIELDS)
    value = {
        "number": old.number + chance.choice([-2, -1, 1, 2, 100]),
        "at": old.at + timedelta(seconds=chance.choice([-86400, -1, 1, 3600])),
        "scheme": chance.choice([0, 3 - old.scheme, 3]),
        "digest": f"{chance.getrandbits(256):064x}",
    }.get(field, f"{getattr(old, field)}{chance.choice('x1 =')}")
    entries[at] = replace(old, **{field: value})
    return entries, head_of(case.entries)


def move_between_fields(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Push text over the border of two fields, so that all of it together stays the same."""
    entries = list(case.entries)
    at = _one(chance, entries)
    old = entries[at]
    joined = old.subject + old.detail
    place = chance.choice([n for n in range(len(joined) + 2) if n != len(old.subject)])
    subject, detail = (joined + "x")[:place], (joined + "x")[place:]
    entries[at] = replace(old, subject=subject, detail=detail)
    return entries, head_of(case.entries)


def delete(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Take one entry out; perhaps number the others anew."""
    entries = list(case.entries)
    del entries[_one(chance, entries)]
    if chance.random() < 0.5:
        entries = [replace(e, number=n) for n, e in enumerate(entries, start=1)]
    return entries, chance.choice([head_of(case.entries), head_of(entries)])


def reorder(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Swap two entries; perhaps number all anew."""
    entries = list(case.entries)
    one, two = chance.sample(range(len(entries)), 2)
    entries[one], entries[two] = entries[two], entries[one]
    if chance.random() < 0.5:
        entries = [replace(e, number=n) for n, e in enumerate(entries, start=1)]
    return entries, head_of(case.entries)


def insert(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Put an entry in anywhere: a copy, or one of one's own; perhaps number all anew."""
    entries = list(case.entries)
    copied = entries[_one(chance, entries)]
    own = replace(copied, detail="forged", scheme=chance.choice([1, 2]))
    entries.insert(chance.randint(0, len(entries)), chance.choice([copied, own]))
    if chance.random() < 0.5:
        entries = [replace(e, number=n) for n, e in enumerate(entries, start=1)]
    return entries, chance.choice([head_of(case.entries), head_of(entries)])


def cut(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Cut the end off, perhaps all; perhaps set the head back to the genuine one of that place."""
    entries = case.entries[: chance.randint(0, len(case.entries) - 1)]
    return entries, chance.choice([head_of(case.entries), head_of(entries)])


def rewrite_plain(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Rewrite all from some entry on with plain SHA-256, and mend the head: no key is needed."""
    entries = _spoiled(chance, case)
    made_up = forged(entries, scheme=1)
    return made_up, head_of(made_up)


def rewrite_with_another_key(chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Rewrite all by HMAC with a key of one's own, and mend the head."""
    made_up = forged(_spoiled(chance, case), scheme=2, key=b"not the log's key")
    return made_up, head_of(made_up)


def append_plain(_chance: random.Random, case: Case) -> tuple[list[Entry], Head]:
    """Append an entry of the older scheme with a right digest, and mend the head."""
    number, last = case.last.number + 1, case.last
    row = (last.actor, last.action, last.subject, "forged", "")
    digest = plain(last.digest, number, last.at, row)
    added = Entry(number, last.at, *row, scheme=1, digest=digest)
    return [*case.entries, added], Head(number, digest)


def _spoiled(chance: random.Random, case: Case) -> list[Entry]:
    entries = list(case.entries)
    at = _one(chance, entries)
    entries[at] = replace(entries[at], detail="nothing to see")
    return entries


TAMPERS: tuple[Tamper, ...] = (
    change,
    move_between_fields,
    delete,
    reorder,
    insert,
    cut,
    rewrite_plain,
    rewrite_with_another_key,
    append_plain,
)


def test_ten_thousand_rewritten_logs_are_all_found() -> None:
    chance = random.Random(20260710)
    tried: Counter[str] = Counter()
    missed, wronged = [], []
    while sum(tried.values()) < TRIALS:
        case = a_case(chance)
        if check(case.entries, head_of(case.entries), case.anchors, KEY) != Verdict(
            len(case.entries)
        ):
            wronged.append(case)
        tamper = chance.choice(TAMPERS)
        entries, head = tamper(chance, case)
        if (entries, head) == (case.entries, head_of(case.entries)):
            continue
        tried[tamper.__name__] += 1
        if check(entries, head, case.anchors, KEY).whole:
            missed.append((tamper.__name__, case, entries, head))

    assert missed == []
    assert wronged == []
    assert set(tried) == {tamper.__name__ for tamper in TAMPERS}
    assert min(tried.values()) > 800


ROWS = [("operator", "sign-in", f"p{n}", "", "t1") for n in range(1, 7)]
DAY = date(2026, 7, 10)


def anchored(entries: list[Entry], *numbers: int) -> list[Anchor]:
    """Return anchors of some entries, a day apart."""
    heads = {entry.number: entry.digest for entry in entries} | {0: GENESIS}
    return [Anchor(DAY + timedelta(days=n), one, heads[one]) for n, one in enumerate(numbers)]


def test_a_cut_with_a_genuine_older_head_needs_the_anchor() -> None:
    entries = made(ROWS)
    kept = entries[:4]

    assert check(kept, head_of(kept), [], KEY) == Verdict(4)
    assert check(kept, head_of(kept), anchored(entries, 3), KEY) == Verdict(4)
    assert check(kept, head_of(kept), anchored(entries, 3, 6), KEY) == Verdict(
        4, 5, Fault.SHORT, DAY + timedelta(days=1)
    )


def test_whoever_has_the_key_is_still_held_by_the_anchor() -> None:
    entries = made(ROWS)
    rewritten = made([*ROWS[:2], ("operator", "sign-in", "p9", "", "t1"), *ROWS[3:]])
    head = head_of(rewritten)

    assert check(rewritten, head, [], KEY) == Verdict(6)
    assert check(rewritten, head, anchored(entries, 2), KEY) == Verdict(6)
    assert check(rewritten, head, anchored(entries, 2, 4), KEY) == Verdict(
        3, 4, Fault.ANCHOR, DAY + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("anchors", "verdict"),
    [((), Verdict(6)), ((0,), Verdict(0, 1, Fault.UNBOUND)), ((6,), None)],
    ids=["no anchor", "an anchor of the empty log", "an anchor of the last entry"],
)
def test_a_log_made_plain_is_found_as_soon_as_there_is_an_anchor(
    anchors: tuple[int, ...], verdict: Verdict | None
) -> None:
    entries = made(ROWS)
    made_plain = forged(entries, scheme=1)

    found = check(made_plain, head_of(made_plain), anchored(entries, *anchors), KEY)

    assert found == (verdict or Verdict(5, 6, Fault.ANCHOR, DAY))


def test_older_entries_are_bound_by_the_first_that_has_the_key() -> None:
    entries = made(ROWS, older=3)
    rewritten = [*forged([replace(entries[0], detail="x"), *entries[1:3]], 1), *entries[3:]]

    assert check(entries, head_of(entries), [], KEY) == Verdict(6)
    assert check(entries, head_of(entries), anchored(entries, 3, 3, 6), KEY) == Verdict(6)
    assert check(rewritten, head_of(entries), [], KEY) == Verdict(3, 4, Fault.ALTERED)


def test_an_anchor_of_another_log_does_not_fit() -> None:
    entries = made(ROWS)
    stranger = Anchor(DAY, 2, "a" * 64)
    before_all = Anchor(DAY, 0, "a" * 64)

    assert check(entries, head_of(entries), [stranger], KEY) == Verdict(1, 2, Fault.ANCHOR, DAY)
    assert check(entries, head_of(entries), [before_all], KEY) == Verdict(0, 0, Fault.ANCHOR, DAY)
    assert check([], Head(0, GENESIS), [stranger], KEY) == Verdict(0, 1, Fault.SHORT, DAY)
