"""Trainings attended, excused or made up, and minutes of training in all. Pure.

What starts on the trip or after it is no condition of going: it is judged from its day on. A
debrief at home is asked for by `going.debriefs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from missions.readiness.facts import Facts, Lesson
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted, said

_DONE = frozenset({"attended", "excused", "made up"})


@dataclass(frozen=True, slots=True)
class _Gap:
    """A training, or minutes, that are still wanted; `ahead` is the day that will bring them."""

    reason: str
    next_step: str
    ahead: date | None = None


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge a person's trainings before and on the trip; a title narrows them to that topic.

    A training that is ahead is due even past the requirement's own last day: on its own.
    """
    lessons = _asked(facts, requirement, on_date)
    required = [lesson for lesson in lessons if lesson.required]
    wanted = round(requirement.setting("minutes") or 0)
    if not required and not wanted:
        return Verdict(State.MET, "No training is asked.")
    gaps = [gap for lesson in required if (gap := _gap(lesson, facts, on_date))]
    if wanted:
        short = _short(lessons, wanted, facts, on_date)
        gaps += [short] if short else []
    if gaps:
        return _open(gaps, requirement, on_date)
    told = [f"{counted(len(required), 'training')} done"] if required else []
    told += [f"{_minutes(lessons, facts, on_date)} of {wanted} minutes attended"] if wanted else []
    return Verdict(State.MET, f"{', '.join(told)}.")


def _asked(facts: Facts, requirement: Requirement, on_date: date) -> tuple[Lesson, ...]:
    topic = requirement.title.strip().casefold()
    return tuple(
        lesson
        for lesson in facts.lessons
        if _counts(lesson, facts, on_date) and topic in lesson.topic.casefold()
    )


def _counts(lesson: Lesson, facts: Facts, on_date: date) -> bool:
    day = lesson.starts.date()
    return day < facts.trip.starts or (day <= facts.trip.ends and day < on_date)


def _gap(lesson: Lesson, facts: Facts, on_date: date) -> _Gap | None:
    """What is open about a required training, None for nothing."""
    state, day = lesson.states.get(facts.person.key, ""), lesson.starts.date()
    if state in _DONE:
        later = _made_up_later(lesson, facts.person.key, on_date)
        if later is None:
            return None
        reason = f"“{lesson.title}” is to be made up on {said(later)}."
        return _Gap(reason, "Make it up on that day.", later)
    if state == "missed":
        return _Gap(f"“{lesson.title}” was missed on {said(day)}.", "Make it up.")
    if day >= on_date:
        return _Gap(f"“{lesson.title}” is on {said(day)}.", "Be there.", day)
    reason = f"“{lesson.title}” on {said(day)} isn't marked: was {facts.person.name} there?"
    return _Gap(reason, "Mark who was there.")


def _made_up_later(lesson: Lesson, key: str, on_date: date) -> date | None:
    """The day on which a training is to be made up, where that is still ahead."""
    day = lesson.made_up.get(key) if lesson.states.get(key) == "made up" else None
    return day if day is not None and day > on_date else None


def _minutes(lessons: Sequence[Lesson], facts: Facts, on_date: date) -> int:
    """Minutes attended or made up by now; being excused brings none."""
    key = facts.person.key
    done = (
        lesson
        for lesson in lessons
        if lesson.states.get(key) in {"attended", "made up"}
        and _made_up_later(lesson, key, on_date) is None
    )
    return sum(lesson.minutes for lesson in done)


def _short(lessons: Sequence[Lesson], wanted: int, facts: Facts, on_date: date) -> _Gap | None:
    """What is open about the minutes; `ahead` where the trainings still to come bring them."""
    have = _minutes(lessons, facts, on_date)
    if have >= wanted:
        return None
    reason = f"{have} of {wanted} minutes of training attended."
    step = f"Attend {counted(wanted - have, 'more minute')} of training."
    key = facts.person.key
    for lesson in lessons:
        if lesson.starts.date() >= on_date and not lesson.states.get(key):
            have += lesson.minutes
            if have >= wanted:
                return _Gap(reason, step, lesson.starts.date())
    return _Gap(reason, step)


def _open(gaps: Sequence[_Gap], requirement: Requirement, on_date: date) -> Verdict:
    """Return due while there's time, or where all that is open lies ahead; else missing."""
    ahead = [gap.ahead for gap in gaps if gap.ahead is not None]
    late = [gap for gap in gaps if gap.ahead is None]
    first = late[0] if late else gaps[0]
    reason = first.reason if len(gaps) == 1 else f"{first.reason} {len(gaps) - 1} more open."
    if not late:
        return Verdict(State.DUE, reason, max(requirement.due, *ahead), first.next_step)
    if on_date <= requirement.due:
        return Verdict(State.DUE, reason, requirement.due, first.next_step)
    late_since = f"{reason} It was due on {said(requirement.due)}."
    return Verdict(State.MISSING, late_since, requirement.due, first.next_step)
