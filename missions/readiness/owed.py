"""What a traveller still owes, from what is on file. Pure.

A first, short answer for the packet: is a paper there, does it last, was a required training
attended. A requirement that can't be judged from these facts is not counted as asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

PAPERS = {
    "passport": "Passport",
    "visa": "Visa",
    "entry_permit": "Entry permit",
    "insurance": "Insurance",
    "vaccination": "Vaccination",
    "waiver": "Waiver",
    "background_check": "Background check",
    "child_protection": "Child protection course",
    "guardian_consent": "Guardian's consent",
    "medical_form": "Medical form",
    "form": "Form",
}
DONE = frozenset({"held", "accepted"})
_DAYS = re.compile(r"([+-]?\d+)\s*d", re.IGNORECASE)
_NEXT = {
    "wanted": "Hand it in.",
    "applied": "Applied for; send it on when it comes.",
    "returned": "It came back to you: correct it and hand it in again.",
    "lost": "Report the loss and replace it.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement that applies to the person."""

    kind: str
    title: str = ""
    due: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnFile:
    """A paper of the person."""

    kind: str
    state: str
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A training that applies to the person; `state` is "" before it was marked."""

    title: str
    day: date
    required: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """Something owed: `state` is due, missing or invalid."""

    title: str
    state: str
    reason: str
    due: date | None = None
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is judged: the trip's dates, the day of judging, what is asked and on file."""

    starts: date
    ends: date
    on: date
    asked: Sequence[Asked]
    papers: Sequence[OnFile]
    sessions: Sequence[Session]
    has_emergency_contact: bool


def due_date(text: str, starts: date) -> date | None:
    """Return a due date: days before the trip's start ("-60d") or an ISO date; None for blank."""
    found = _DAYS.fullmatch(text.strip())
    if found:
        return starts + timedelta(days=int(found.group(1)))
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def owed(situation: Situation) -> tuple[tuple[Debt, ...], int]:
    """Return what is owed, the worst first, and how many things are asked in all."""
    debts: list[Debt | None] = []
    for asked in situation.asked:
        if asked.kind in PAPERS:
            debts.append(_paper(asked, situation))
        elif asked.kind == "emergency_contact":
            debts.append(_contact(asked, situation))
    if any(asked.kind == "training" for asked in situation.asked):
        debts += _trainings(situation)
    order = {"invalid": 0, "missing": 1, "due": 2}
    open_debts = [debt for debt in debts if debt is not None]
    open_debts.sort(key=lambda debt: (order[debt.state], debt.due or date.max, debt.title))
    return tuple(open_debts), len(debts)


def _late(due: date | None, situation: Situation) -> str:
    return "missing" if due is not None and due < situation.on else "due"


def _paper(asked: Asked, situation: Situation) -> Debt | None:
    name = asked.title if asked.kind == "form" else PAPERS[asked.kind]
    wanted = asked.title if asked.kind == "form" else asked.kind
    due = due_date(asked.due, situation.starts)
    papers = [paper for paper in situation.papers if paper.kind == wanted]
    good = [paper for paper in papers if paper.state in DONE]
    if not good:
        state = papers[-1].state if papers else "wanted"
        reason = f"{state.capitalize()}." if papers else "Not handed in yet."
        return Debt(name, _late(due, situation), reason, due, _NEXT.get(state, ""))
    until = add_months(situation.ends, int(asked.settings.get("months_beyond_return") or 0))
    if any(paper.expires is None or paper.expires >= until for paper in good):
        return None
    ends = max(paper.expires for paper in good if paper.expires is not None)
    reason = f"Ends {ends.day} {ends:%B %Y}; wanted until {until.day} {until:%B %Y}."
    return Debt(name, "invalid", reason, due, "Renew it and hand in the new one.")


def _contact(asked: Asked, situation: Situation) -> Debt | None:
    if situation.has_emergency_contact:
        return None
    due = due_date(asked.due, situation.starts)
    step = "Tell your leader whom to call."
    return Debt("Emergency contact", _late(due, situation), "None named yet.", due, step)


def _trainings(situation: Situation) -> list[Debt | None]:
    found: list[Debt | None] = []
    for session in situation.sessions:
        if not session.required:
            continue
        title = f"Training: {session.title}"
        if session.state in {"attended", "excused", "made up"}:
            found.append(None)
        elif session.state == "missed" or session.day < situation.on:
            reason = f"Missed on {session.day.day} {session.day:%B}."
            step = "Ask your leader how to make it up."
            found.append(Debt(title, "missing", reason, None, step))
        else:
            reason = f"On {session.day.day} {session.day:%B}."
            found.append(Debt(title, "due", reason, session.day, "Be there."))
    return found
