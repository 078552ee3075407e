"""Whether a visa or an entry permit covers the entries that the plan makes. Pure.

The entry falls on or after its first day, the departure on or before its last; a visa lets in as
often as it says; and it stands with one passport.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from missions.documents.names import Likeness, compare
from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.journeys import Visit, area, is_home
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    best_of,
    difference,
    legal_name,
    nationality,
    swapped,
    used_passport,
    warn_days,
)
from missions.readiness.verdict import State
from missions.readiness.words import counted, said

ANY_NUMBER = 1000
_ENTRIES = {
    **{"single": 1, "one": 1, "s": 1, "double": 2, "two": 2, "d": 2, "triple": 3, "three": 3},
    **dict.fromkeys(("multiple", "multi", "mult", "many", "m", "unlimited"), ANY_NUMBER),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of paper is judged.

    Attributes:
        called: how it stands in a sentence, as `visa for China`.
        whole_stay: it must last to the last day there; otherwise it is enough on entry.
        ends: without its last day it can't be judged; otherwise that is only a risk.
    """

    called: str
    whole_stay: bool = True
    ends: bool = True


def for_country(facts: Facts, papers: Iterable[Paper], country: str) -> tuple[Paper, ...]:
    """Return the papers for what lies behind a country's border.

    A paper without a country, or one that couldn't be read, may be for any.
    """
    return tuple(paper for paper in papers if paper.country == "" or same_area(paper, country))


def same_area(paper: Paper, country: str) -> bool:
    """Whether it is for that country, or for the same area without border controls."""
    return area(paper.country) == area(country)


def best_paper(
    asking: Asking, papers: Sequence[Paper], visits: Sequence[Visit], kind: Kind
) -> Sequence[Finding]:
    """Return the findings on the paper that does best, or on several that cover the plan together.

    At least one paper and one visit are wanted.
    """
    papers = sorted(papers, key=lambda paper: paper.expires or date.min, reverse=True)
    alone = best_of([tuple(_judge(asking, paper, visits, kind)) for paper in papers])
    if all(found.satisfies for found in alone) or len(papers) == 1 or len(visits) == 1:
        return alone
    return _together(asking, papers, visits, kind) or alone


def entries_allowed(paper: Paper) -> int | None:
    """Return how often it lets in, None where that isn't said or can't be read."""
    words = paper.entries.casefold().replace("entries", " ").replace("entry", " ").split()
    text = words[0].strip("x×.-") if words else ""
    if text.isdecimal():
        return min(int(text), ANY_NUMBER)
    return _ENTRIES.get(text)


def _together(
    asking: Asking, papers: Sequence[Paper], visits: Sequence[Visit], kind: Kind
) -> tuple[Finding, ...]:
    """Give each visit a paper that covers it and is not used up; () where that can't be done."""
    left = {paper.key: entries_allowed(paper) or 1 for paper in papers}
    found: list[Finding] = []
    for visit in visits:
        for paper in sorted(papers, key=lambda paper: paper.expires or date.max):
            its = tuple(_judge(asking, paper, [visit], kind))
            if left[paper.key] and all(each.satisfies for each in its):
                left[paper.key] -= 1
                found += its
                break
        else:
            return ()
    return tuple(found)


def _judge(asking: Asking, paper: Paper, visits: Sequence[Visit], kind: Kind) -> Iterator[Finding]:
    the = f"The {kind.called}"
    found = [
        *_dates(asking, paper, visits, kind),
        *_entries(asking.facts, paper, visits, kind),
        *_holder(asking.facts, paper, kind),
        *_passport(asking.facts, paper, visits[0], kind),
    ]
    if asking.facts.opened and not paper.country:
        reason = f"{the} doesn't say which country it is for."
        found.append(Finding(State.AT_RISK, reason, "Enter the country that it is for."))
    until = f"is valid until {said(paper.expires)}" if paper.expires else "is on file"
    yield from found or [Finding(State.MET, f"{the} {until}.")]


def _dates(asking: Asking, paper: Paper, visits: Sequence[Visit], kind: Kind) -> Iterator[Finding]:
    the, renew = f"The {kind.called}", f"Get a new {kind.called}."
    enters, last_entry = visits[0].enters, visits[-1].enters
    leaves = max(visit.leaves for visit in visits)
    if swapped(paper):
        step = "Enter both dates as they stand on it."
        yield Finding(State.INVALID, f"{the} ends before it begins: the dates are swapped.", step)
        return
    if paper.begins and paper.begins > enters:
        begins = f"begins on {said(paper.begins)}, after" if paper.valid_from else "begins after"
        detail = "" if paper.valid_from else f"It begins on {said(paper.begins)}."
        reason = f"{the} {begins} the arrival on {said(enters)}."
        yield Finding(State.INVALID, reason, renew, detail)
    if paper.expires is None:
        yield _endless(asking, kind)
        return
    ends = f"{the} ends on {said(paper.expires)}"
    if paper.expires < last_entry:
        yield Finding(State.INVALID, f"{ends}, before the arrival on {said(last_entry)}.", renew)
    elif paper.expires < leaves and kind.whole_stay:
        reason = f"{ends}, before the last day there, {said(leaves)}."
        yield Finding(State.INVALID, reason, renew)
    elif paper.expires < leaves:
        reason = f"{ends}, during the stay until {said(leaves)}."
        yield Finding(State.AT_RISK, reason, f"Ask whether the {kind.called} has to be renewed.")
    else:
        yield from _near(asking, paper.expires, leaves if kind.whole_stay else last_entry, ends)


def _near(asking: Asking, expires: date, limit: date, ends: str) -> Iterator[Finding]:
    margin = (expires - limit).days
    if margin <= warn_days(asking.facts):
        days = f"only {counted(margin, 'day')}" if margin else "not a day"
        reason = f"{ends}, {days} after the last that is needed."
        yield Finding(State.AT_RISK, reason, "Keep the plan's dates, or get one that lasts longer.")


def _endless(asking: Asking, kind: Kind) -> Finding:
    reason = f"The last day of the {kind.called} is not entered."
    step = "Enter the day on which it ends."
    if kind.ends:
        return asking.open(reason, step)
    return Finding(State.AT_RISK, reason, step)


def _entries(facts: Facts, paper: Paper, visits: Sequence[Visit], kind: Kind) -> Iterator[Finding]:
    if paper.kind != "visa":
        return
    allowed, wanted = entries_allowed(paper), len(visits)
    if allowed == 0:
        yield Finding(State.INVALID, f"The {kind.called} is used up.", f"Get a new {kind.called}.")
    elif allowed is not None and allowed < wanted:
        reason = f"The plan enters {counted(wanted, 'time')}; the {kind.called} lets in fewer."
        detail = f"It says “{paper.entries}”."
        yield Finding(State.INVALID, reason, f"Get a {kind.called} for more entries.", detail)
    elif allowed is None and wanted > 1 and facts.opened:
        reason = (
            f"The plan enters {wanted} times; how often the {kind.called} lets in is not known."
        )
        yield Finding(State.AT_RISK, reason, "Enter how many entries it allows.")


def _holder(facts: Facts, paper: Paper, kind: Kind) -> Iterator[Finding]:
    passport = used_passport(facts)
    its = (passport.name if passport else "") or legal_name(facts.person)
    if not paper.name or not its:
        return
    alike = compare(paper.name, its)
    detail = difference(paper.name, passport, facts.person)
    if alike in (Likeness.DIFFERENT, Likeness.SWAPPED):
        reason = f"The name on the {kind.called} is not the one on the passport."
        step = "Have it corrected, or enter the name as it stands on it."
        yield Finding(State.INVALID, reason, step, detail)
    elif alike is Likeness.MIDDLE:
        reason = f"The {kind.called} leaves out a middle name."
        yield Finding(State.AT_RISK, reason, "Ask who issued it.", detail)


def _passport(facts: Facts, paper: Paper, visit: Visit, kind: Kind) -> Iterator[Finding]:
    """Tell of a paper that stands with another passport than the one used."""
    used = used_passport(facts)
    if used is None or not _of_another(paper, used):
        return
    if paper.kind == "entry_permit" and is_home(facts, visit.country) and not paper.tied_to:
        return  # a resident's card is a paper of its own
    where = {"nationality": nationality(facts), "destination": visit.country}
    if paper.kind == "visa":
        goes_on = facts.rules.flag(
            "visa.survives_renewal",
            True,
            nationality=where["nationality"],
            destination=where["destination"],
            on=visit.enters,
        )
    else:
        goes_on = not facts.rules.flag(
            "entry.permit_tied_to_passport",
            True,
            nationality=where["nationality"],
            destination=where["destination"],
            on=visit.enters,
        )
    reason = f"The {kind.called} stands with another passport than the one used."
    if not goes_on:
        yield Finding(State.INVALID, reason, f"Get a new {kind.called} for the passport used.")
    elif paper.kind == "visa":
        yield Finding(State.AT_RISK, reason, "Carry both passports.")


def _of_another(paper: Paper, used: Paper) -> bool:
    if paper.tied_to:
        return paper.tied_to != used.key
    return bool(paper.begins and used.issued and paper.begins < used.issued)
