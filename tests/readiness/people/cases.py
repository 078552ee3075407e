"""One line of the table of people, and whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from missions.readiness.facts import Facts, Item, Lesson, Member, Paper
from missions.readiness.verdict import Requirement, State
from tests.readiness.people.small_party import MATEO, TODAY, facts

MET, AT_RISK, DUE = State.MET, State.AT_RISK, State.DUE
MISSING, INVALID = State.MISSING, State.INVALID
LATE = date(2026, 6, 11)
"""The day after what is asked was due."""

CHILD = replace(MATEO, birth_date=date(2012, 5, 6), guardians=("ana", "luis"))
ANA = Member("ana", "Ana Ruiz", "guardian", travels=False, legal_name="RUIZ, ANA")
LUIS = Member("luis", "Luis Ruiz", "guardian", travels=False, legal_name="RUIZ, LUIS")
LUIS_ALONG = replace(LUIS, role="volunteer", travels=True)
MINHO = Member(
    "minho",
    "Min-ho",
    legal_name="BAEK, MINHO",
    surname="BAEK",
    given_names="MINHO",
    local_name="백민호",
    phone="+82 10-5550-0104",
)


def day(month: int, number: int, year: int = 2026) -> date:
    """A day, of the trip's year unless said otherwise."""
    return date(year, month, number)


def born(year: int, month: int, number: int, **more: Any) -> Member:
    """Mateo, born on another day."""
    return replace(MATEO, birth_date=date(year, month, number), **more)


def calls(name: str, phone: str) -> Member:
    """Mateo, with an emergency contact."""
    return replace(MATEO, emergency_name=name, emergency_phone=phone)


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table."""

    so: str
    asked: Requirement
    state: State
    word: str
    person: Member = MATEO
    papers: Sequence[Paper] = ()
    others: Sequence[Member] = ()
    items: Sequence[Item] = ()
    lessons: Sequence[Lesson] = ()
    on: date = TODAY

    @property
    def facts(self) -> Facts:
        """What is judged."""
        more = {"items": tuple(self.items), "lessons": tuple(self.lessons)}
        return facts(self.person, self.papers, self.others, **more)
