"""What the rules about papers share: findings, months, names, the passport used. Pure.

A finding is one thing seen on one paper; the worst of them make the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from missions.documents.names import Likeness, compare, explain
from missions.readiness.facts import Facts, Member, Paper
from missions.readiness.requirements.when import years_after
from missions.readiness.verdict import WORST_FIRST, Requirement, State, Verdict
from missions.reference.countries import country_name
from missions.reference.rulebook import Value

_ARTICLE = "AE BS CF CG CZ DO GB GM KM KY MH MV NL PH SB SC TC US VG VI"
_WITH_ARTICLE = frozenset(_ARTICLE.split())
_SATISFIES = frozenset({State.MET, State.AT_RISK})
_NEAREST_FIRST = ("applied", "returned", "wanted", "lost")
_ABSENT = {
    "applied": ("Applied for, not here yet.", "Ask how the application stands."),
    "returned": ("Sent back, not here again yet.", "Correct it and hand it in again."),
    "wanted": ("Not handed in yet.", "Hand it in."),
    "lost": ("It is lost.", "Report the loss and replace it."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing seen: `reason` holds nothing sealed, `detail` may; `due` where it has its own."""

    state: State
    reason: str
    step: str = ""
    detail: str = ""
    due: date | None = None

    @property
    def satisfies(self) -> bool:
        """Whether the trip can be made with it as it is."""
        return self.state in _SATISFIES


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, and the day of judging."""

    facts: Facts
    requirement: Requirement
    on_date: date

    def open(self, reason: str, step: str, detail: str = "", due: date | None = None) -> Finding:
        """Return that something is not there: due until its day, missing after it."""
        by = due or self.requirement.due
        state = State.DUE if self.on_date <= by else State.MISSING
        return Finding(state, reason, step, detail, due)

    def absent(self, papers: Sequence[Paper], noun: str, of: str = "") -> Finding:
        """Return that none of these papers is at hand, by what is nearest to be; `of` leads in."""
        states = {paper.state for paper in papers}
        nearest = next((state for state in _NEAREST_FIRST if state in states), "")
        if not nearest:
            return self.open(f"No {noun} is on file.", f"Enter the {noun}.")
        reason, step = _ABSENT[nearest]
        return self.open(f"{of}: {reason[0].lower()}{reason[1:]}" if of else reason, step)

    def verdict(self, findings: Iterable[Finding]) -> Verdict:
        """Return the verdict that the worst findings make; at least one is wanted."""
        found = tuple(findings)
        state = worst_state(found)
        told = [each for each in found if each.state is state]
        reasons = tuple(dict.fromkeys(each.reason for each in told))
        details = tuple(dict.fromkeys(each.detail for each in told if each.detail))
        steps = tuple(dict.fromkeys(each.step for each in told if each.step))
        by = min(each.due or self.requirement.due for each in told)
        return Verdict(
            state,
            " ".join(reasons[:2]),
            due=None if state is State.MET else by,
            next_step="" if state is State.MET else " ".join(steps[:MOST_STEPS]),
            detail=" ".join(details),
        )


MOST_STEPS = 3
"""Of several countries each has its own next step; more than these nobody reads."""


def worst_state(findings: Iterable[Finding]) -> State:
    """Return the worst of their states."""
    return min((each.state for each in findings), key=WORST_FIRST.index)


def best_of(judged: Iterable[Sequence[Finding]]) -> Sequence[Finding]:
    """Return the findings on the paper that does best; of equals, the first."""
    return max(judged, key=lambda found: WORST_FIRST.index(worst_state(found)))


def unless_replaced(
    asking: Asking, found: Sequence[Finding], papers: Iterable[Paper]
) -> Sequence[Finding]:
    """Return the findings; or, where they say invalid and another is applied for, that it is due.

    Nothing is wrong then that isn't already being put right.
    """
    if worst_state(found) is not State.INVALID or all(p.state != "applied" for p in papers):
        return found
    worst = next(each for each in found if each.state is State.INVALID)
    reason = f"{worst.reason} Another is applied for, not here yet."
    return [asking.open(reason, "Ask how the application stands.", worst.detail)]


def add_months(day: date, months: float) -> date:
    """Return the same day so many whole months later, or that month's last day."""
    return years_after(day, months / 12)


def add_days(day: date, days: float) -> date:
    """Return the day so many days later (or earlier), within what a date can hold."""
    ordinal = day.toordinal() + int(days)
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))


def working_days(start: date, end: date, holidays: Iterable[date] = ()) -> int:
    """Return how many days from `start` to the day before `end` an office works."""
    closed = frozenset(holidays)
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return sum(day.weekday() < 5 and day not in closed for day in days)


def named(country: str) -> str:
    """Return a country's name as it stands in a sentence: `the United States`, `China`."""
    article = "the " if country in _WITH_ARTICLE else ""
    return article + country_name(country)


def warn_days(facts: Facts) -> int:
    """Return within how many days of its limit a paper is at risk."""
    return int(facts.rules.number("passport.warn_days", 30))


def legal_name(person: Member) -> str:
    """Return the name as the roster has it from the passport, "" where it isn't entered."""
    return person.legal_name or ", ".join(
        part for part in (person.surname, person.given_names) if part
    )


def difference(written: str, passport: Paper | None, person: Member) -> str:
    """Return how a name differs from the passport's, else from the legal name. It is sealed."""
    if passport is None or not passport.name:
        return f"“{written}” instead of “{legal_name(person)}”."
    text = explain(written, passport.name)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def swapped(paper: Paper) -> bool:
    """Whether it ends before it begins or was issued."""
    if paper.expires is None:
        return False
    return any(day is not None and day > paper.expires for day in (paper.issued, paper.valid_from))


def used_passport(facts: Facts) -> Paper | None:
    """Return the passport at hand that is used: the chosen one, else the likeliest.

    That is one in the holder's name, of the nationality in the roster, and among those the one
    that lasts longest.
    """
    there = [paper for paper in facts.of_kind("passport") if paper.there]

    def likely(paper: Paper) -> tuple[bool, bool, bool, date]:
        own = citizenship(paper) == facts.person.nationality
        theirs = compare(paper.name, legal_name(facts.person)) is not Likeness.DIFFERENT
        return paper.chosen, theirs, own, paper.expires or date.min

    return max(there, key=likely, default=None)


def citizenship(passport: Paper) -> str:
    """Return whose citizen its holder is: as its machine-readable zone says, else who issued it."""
    return passport.nationality or passport.country


def nationality(facts: Facts) -> str:
    """Return the nationality that counts at a border: the passport's, else the roster's."""
    chosen = next((paper for paper in facts.of_kind("passport") if paper.chosen), None)
    passport = chosen or used_passport(facts)
    return (citizenship(passport) if passport else "") or facts.person.nationality


def turning(
    facts: Facts, key: str, country: str, on: date, until: date
) -> tuple[date, Value | None] | None:
    """Return when a rule for a country changes after `on`, by `until`, and what holds then."""
    who = nationality(facts)
    rules = facts.rules
    change = rules.changing(key, nationality=who, destination=country, on=on, until=until)
    if change is None:
        return None
    if change.until is not None and change.holds_on(on):
        day = add_days(change.until, 1)
    else:
        day = change.from_day or until
    return day, rules.find(key, nationality=who, destination=country, on=day)
