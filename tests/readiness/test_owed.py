"""What a traveller still owes: each case with what stands on the packet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from missions.readiness.owed import (
    Asked,
    Debt,
    OnFile,
    Session,
    Situation,
    owed,
)

STARTS, ENDS = date(2026, 7, 10), date(2026, 7, 22)
TODAY = date(2026, 6, 1)
MAY_11 = date(2026, 5, 11)
JUNE_10 = date(2026, 6, 10)

SITUATION = Situation(
    starts=STARTS,
    ends=ENDS,
    on=TODAY,
    asked=(),
    papers=(),
    sessions=(),
    has_emergency_contact=True,
)
PASSPORT = Asked("passport", due="-60d", settings={"months_beyond_return": 6})
VISA = Asked("visa", due="-30d")
FORM = Asked("form", "House rules", due="2026-06-01")
CALL = Asked("emergency_contact", due="-30d")
TRAINING = Asked("training")

NOT_YET = "Not handed in yet."
HAND_IN = "Hand it in."
RENEW = "Renew it and hand in the new one."


def owes(asked: Asked, *papers: OnFile, **changes: Any) -> tuple[tuple[Debt, ...], int]:
    return owed(replace(SITUATION, asked=[asked], papers=papers, **changes))


@pytest.mark.parametrize(
    ("asked", "papers", "debt"),
    [
        # Nothing on file: due until the day itself, then missing.
        (VISA, [], Debt("Visa", "due", NOT_YET, JUNE_10, HAND_IN)),
        (PASSPORT, [], Debt("Passport", "missing", NOT_YET, MAY_11, HAND_IN)),
        (FORM, [], Debt("House rules", "due", NOT_YET, TODAY, HAND_IN)),
        (Asked("waiver"), [], Debt("Waiver", "due", NOT_YET, None, HAND_IN)),
        (Asked("waiver", due="soon"), [], Debt("Waiver", "due", NOT_YET, None, HAND_IN)),
        # On file, good.
        (VISA, [OnFile("visa", "held")], None),
        (VISA, [OnFile("visa", "accepted")], None),
        (VISA, [OnFile("visa", "lost"), OnFile("visa", "held")], None),
        (FORM, [OnFile("House rules", "accepted")], None),
        # On file, not good yet.
        (
            VISA,
            [OnFile("visa", "applied")],
            Debt("Visa", "due", "Applied.", JUNE_10, "Applied for; send it on when it comes."),
        ),
        (
            PASSPORT,
            [OnFile("passport", "returned")],
            Debt(
                "Passport",
                "missing",
                "Returned.",
                MAY_11,
                "It came back to you: correct it and hand it in again.",
            ),
        ),
        (
            VISA,
            [OnFile("visa", "returned"), OnFile("visa", "lost")],
            Debt("Visa", "due", "Lost.", JUNE_10, "Report the loss and replace it."),
        ),
        (VISA, [OnFile("visa", "wanted")], Debt("Visa", "due", "Wanted.", JUNE_10, HAND_IN)),
        # Another paper, or the form's kind instead of its title, is none of these.
        (VISA, [OnFile("passport", "held")], Debt("Visa", "due", NOT_YET, JUNE_10, HAND_IN)),
        (FORM, [OnFile("form", "held")], Debt("House rules", "due", NOT_YET, TODAY, HAND_IN)),
        # It has to last: 6 months beyond 22 July 2026 is 22 January 2027.
        (PASSPORT, [OnFile("passport", "held", date(2027, 1, 22))], None),
        (PASSPORT, [OnFile("passport", "held", None)], None),
        (
            PASSPORT,
            [OnFile("passport", "held", date(2027, 1, 21))],
            Debt(
                "Passport",
                "invalid",
                "Ends 21 January 2027; wanted until 22 January 2027.",
                MAY_11,
                RENEW,
            ),
        ),
        (
            PASSPORT,
            [
                OnFile("passport", "held", date(2026, 8, 1)),
                OnFile("passport", "held", date(2026, 12, 1)),
            ],
            Debt(
                "Passport",
                "invalid",
                "Ends 1 December 2026; wanted until 22 January 2027.",
                MAY_11,
                RENEW,
            ),
        ),
        (
            PASSPORT,
            [
                OnFile("passport", "held", date(2026, 8, 1)),
                OnFile("passport", "applied", date(2036, 8, 1)),
            ],
            Debt(
                "Passport",
                "invalid",
                "Ends 1 August 2026; wanted until 22 January 2027.",
                MAY_11,
                RENEW,
            ),
        ),
        (VISA, [OnFile("visa", "held", date(2026, 7, 22))], None),
        (
            VISA,
            [OnFile("visa", "held", date(2026, 7, 21))],
            Debt(
                "Visa", "invalid", "Ends 21 July 2026; wanted until 22 July 2026.", JUNE_10, RENEW
            ),
        ),
    ],
)
def test_a_paper_is_judged_by_what_is_on_file(
    asked: Asked, papers: list[OnFile], debt: Debt | None
) -> None:
    assert owes(asked, *papers) == ((debt,) if debt else (), 1)


@pytest.mark.parametrize(
    ("on", "there", "debt"),
    [
        (TODAY, True, None),
        (
            JUNE_10,
            False,
            Debt(
                "Emergency contact",
                "due",
                "None named yet.",
                JUNE_10,
                "Tell your leader whom to call.",
            ),
        ),
        (
            date(2026, 6, 11),
            False,
            Debt(
                "Emergency contact",
                "missing",
                "None named yet.",
                JUNE_10,
                "Tell your leader whom to call.",
            ),
        ),
    ],
)
def test_whom_to_call_is_owed_until_named(on: date, there: bool, debt: Debt | None) -> None:
    assert owes(CALL, on=on, has_emergency_contact=there) == ((debt,) if debt else (), 1)


MAKE_UP = "Ask your leader how to make it up."


@pytest.mark.parametrize(
    ("session", "debts", "count"),
    [
        (Session("Safety", JUNE_10, True, "attended"), [], 1),
        (Session("Safety", JUNE_10, True, "excused"), [], 1),
        (Session("Safety", JUNE_10, True, "made up"), [], 1),
        (Session("Safety", JUNE_10, False), [], 0),
        (Session("Safety", JUNE_10, False, "missed"), [], 0),
        (
            Session("Safety", JUNE_10, True),
            [Debt("Training: Safety", "due", "On 10 June.", JUNE_10, "Be there.")],
            1,
        ),
        (
            Session("Safety", TODAY, True),
            [Debt("Training: Safety", "due", "On 1 June.", TODAY, "Be there.")],
            1,
        ),
        (
            Session("Safety", date(2026, 5, 31), True),
            [Debt("Training: Safety", "missing", "Missed on 31 May.", None, MAKE_UP)],
            1,
        ),
        (
            Session("Safety", JUNE_10, True, "missed"),
            [Debt("Training: Safety", "missing", "Missed on 10 June.", None, MAKE_UP)],
            1,
        ),
    ],
)
def test_a_required_training_is_owed_until_attended(
    session: Session, debts: list[Debt], count: int
) -> None:
    assert owes(TRAINING, sessions=[session]) == (tuple(debts), count)


def test_a_training_counts_once_however_many_requirements_ask_for_trainings() -> None:
    sessions = [Session("Safety", JUNE_10, True)]
    asked = [TRAINING, Asked("training", settings={"minimum": 3}, due="-10d")]

    found = owed(replace(SITUATION, asked=asked, sessions=sessions))

    assert found == (
        (Debt("Training: Safety", "due", "On 10 June.", JUNE_10, "Be there."),),
        1,
    )


def test_trainings_that_nobody_requires_are_not_counted() -> None:
    sessions = [Session("Safety", JUNE_10, True)]

    assert owed(replace(SITUATION, sessions=sessions)) == ((), 0)


@pytest.mark.parametrize("kind", ["age", "ticket_name", "funds"])
def test_what_can_not_be_judged_from_papers_is_not_counted(kind: str) -> None:
    assert owes(Asked(kind, due="-60d")) == ((), 0)


def test_the_worst_comes_first_then_the_earliest() -> None:
    situation = replace(
        SITUATION,
        asked=[CALL, VISA, Asked("insurance", due="-60d"), PASSPORT, FORM, Asked("waiver")],
        papers=[OnFile("passport", "held", date(2026, 8, 1))],
        has_emergency_contact=False,
    )

    debts, count = owed(situation)

    assert [(debt.title, debt.state, debt.due) for debt in debts] == [
        ("Passport", "invalid", MAY_11),
        ("Insurance", "missing", MAY_11),
        ("House rules", "due", TODAY),
        ("Emergency contact", "due", JUNE_10),
        ("Visa", "due", JUNE_10),
        ("Waiver", "due", None),
    ]
    assert count == 6
