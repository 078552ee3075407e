"""Consent of every guardian of a minor who doesn't come along. Pure.

A child who travels without both parents carries a letter from each who stays, that names the child
and covers the whole trip (a rule of embassies and border officers). Who comes of age on the way is
a minor for the whole trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from missions.documents.names import Likeness, compare
from missions.readiness.facts import Facts, Member, Paper
from missions.readiness.indexed import indexed
from missions.readiness.named import names_of, spellings
from missions.readiness.ratios import under_age
from missions.readiness.requirements.when import outstanding, standing, unfit
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import said


@dataclass(frozen=True, slots=True)
class _Fault:
    reason: str
    detail: str = ""


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge whether each guardian who stays at home has consented to the whole trip."""
    person = facts.person
    if person.birth_date is None and not person.guardians:
        reason = "The birth date isn't known, so whether consent is wanted isn't either."
        return outstanding(requirement, on_date, reason, "Give the birth date.")
    if person.birth_date and not under_age(person, facts.party):
        return Verdict(State.MET, "Of age.")
    if not person.guardians:
        reason = "No guardian is on the roster."
        return outstanding(requirement, on_date, reason, "Put a guardian on the roster.")
    at_home = _at_home(facts)
    if not at_home:
        return Verdict(State.MET, "Every guardian comes along.")
    return _of_guardians(at_home, facts, requirement, on_date)


def _at_home(facts: Facts) -> tuple[Member, ...]:
    """The guardians who don't travel; one who isn't on the roster goes by the key."""
    known = indexed(facts.party).by_key
    keys = dict.fromkeys(facts.person.guardians)
    everyone = (known.get(key) or Member(key, key, "guardian", travels=False) for key in keys)
    return tuple(guardian for guardian in everyone if not guardian.travels)


def _of_guardians(
    at_home: Sequence[Member], facts: Facts, requirement: Requirement, on_date: date
) -> Verdict:
    letters = _letters(at_home, facts)
    faults: dict[str, _Fault] = {}
    lacking: list[Member] = []
    for guardian in at_home:
        there = [letter for letter in letters[guardian.key] if letter.there]
        found = [_fault(letter, facts) for letter in there]
        if not there:
            lacking.append(guardian)
        elif all(found):
            faults[guardian.name] = next(fault for fault in found if fault)
    if faults:
        reason = " ".join(f"The consent of {n} {fault.reason}." for n, fault in faults.items())
        detail = " ".join(fault.detail for fault in faults.values() if fault.detail)
        return unfit(requirement, reason, f"Have {_listed(faults)} sign a new one.", detail)
    if lacking:
        return _awaited(lacking, len(at_home), letters, requirement, on_date)
    who = _listed(guardian.name for guardian in at_home)
    return Verdict(State.MET, f"Given by {who}.")


def _letters(at_home: Sequence[Member], facts: Facts) -> dict[str, list[Paper]]:
    """Each guardian's letters. One that doesn't say by whom is the only guardian's, if any.

    Where the seals are shut nobody knows by whom a letter is, and each is taken for another's.
    """
    its: dict[str, list[Paper]] = {guardian.key: [] for guardian in at_home}
    handles = {g.name.casefold(): g.key for g in at_home} | {
        g.key.casefold(): g.key for g in at_home
    }
    unnamed = []
    for paper in facts.of_kind("guardian_consent"):
        signer = handles.get(paper.by.strip().casefold())
        if signer:
            its[signer].append(paper)
        elif not paper.by.strip():
            unnamed.append(paper)
    if len(at_home) == 1:
        its[at_home[0].key] += unnamed
    elif not facts.opened:
        there = [paper for paper in unnamed if paper.there]
        for guardian, paper in zip(at_home, there, strict=False):
            its[guardian.key].append(paper)
    return its


def _fault(letter: Paper, facts: Facts) -> _Fault | None:
    """What keeps a letter from covering the trip, as the end of a sentence; None for nothing."""
    trip, person = facts.trip, facts.person
    if letter.issued and letter.issued > trip.starts:
        return _Fault("is dated after the trip's first day", f"Dated {said(letter.issued)}.")
    if letter.valid_from and letter.valid_from > trip.starts:
        return _Fault(f"begins on {said(letter.valid_from)}, after the trip's first day")
    if letter.expires and letter.expires < trip.ends:
        return _Fault(f"ends on {said(letter.expires)}, before the trip's last day")
    if _names_another(letter.name, person):
        return _Fault("names somebody else", f"It names “{letter.name}”.")
    if letter.birth_date and person.birth_date and letter.birth_date != person.birth_date:
        found = f"It says {said(letter.birth_date)}."
        return _Fault("has another birth date than the roster", found)
    return None


def _names_another(written: str, person: Member) -> bool:
    """Whether a letter is for another child; a middle name on one side only does no harm."""
    if spellings(written) & names_of(person):
        return False
    legal = person.legal_name or ", ".join(filter(None, (person.surname, person.given_names)))
    return compare(written, legal) is Likeness.DIFFERENT


def _awaited(
    lacking: Sequence[Member],
    asked: int,
    letters: dict[str, list[Paper]],
    requirement: Requirement,
    on_date: date,
) -> Verdict:
    who = _listed(guardian.name for guardian in lacking)
    verb = "has" if len(lacking) == 1 else "have"
    given = f"{asked - len(lacking)} of {asked} given: " if asked > len(lacking) else ""
    reason = f"{given}{who} {verb} not consented yet." if given else f"Not given yet by {who}."
    on_file = [letter for guardian in lacking for letter in letters[guardian.key]]
    if any(letter.state != "wanted" for letter in on_file):
        reason += f" {standing(on_file)[0]}"
    return outstanding(requirement, on_date, reason, f"Have {who} sign the consent.")


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
