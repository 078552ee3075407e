"""How a document's number is compared, what is wrong with what was entered, how a paper stands.

Pure: plain values in, plain values out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from missions.documents.fields import Cells, Field

WATCHED = timedelta(days=180)
"""How long before its last day a paper is said to end: many borders ask for six months."""
PASSPORT, HELD, ACCEPTED, RETURNED = "passport", "held", "accepted", "returned"
ENDS = "expires"
FOR_THE_TRIP = "insurance"
"""The kind that is made for a trip's days: nobody renews one that covered them."""


def normalised(number: str) -> str:
    """Return a number as it is compared: NFKC, upper case, without spaces and hyphens."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Zs", "Pd", "Cc", "Cf"}
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a field: what was found there, what is wanted, and what is likely meant."""

    column: str
    found: str
    wanted: str
    likely: str = ""


def said(day: date) -> str:
    """Return a day as people say it: `2 September 2031`."""
    return f"{day.day} {day:%B %Y}"


def blank_faults(fields: Sequence[Field], cells: Cells, labels: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each field that may not be blank and is; none while it is applied for.

    Args:
        labels: the columns that were read without a fault; the others are not blamed twice.
    """
    if cells.get("state") == "applied":
        return
    read = set(labels)
    for field in fields:
        if field.needed and field.column in read and not cells.get(field.column):
            yield Fault(field.column, "", f"{field.label.lower()} as it stands on the paper")


def date_faults(cells: Cells, today: date) -> Iterator[Fault]:
    """Yield what is impossible about the dates: an end before the start, an issue to come."""
    ends = _day(cells, ENDS)
    for column, begins in (("issued", "it was issued"), ("valid_from", "it is valid from")):
        start = _day(cells, column)
        if start is not None and ends is not None and ends < start:
            wanted = f"a day not before the one {begins} on, {said(start)}"
            if column == "valid_from":
                wanted = f"a day not before the first one on which it is valid, {said(start)}"
            yield Fault(ENDS, said(ends), wanted)
            break
    issued = _day(cells, "issued")
    if issued is not None and issued > today:
        yield Fault("issued", said(issued), f"a day that is past; today is {said(today)}")


def _day(cells: Cells, column: str) -> date | None:
    return date.fromisoformat(cells[column]) if cells.get(column) else None


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is known of a paper without opening it."""

    state: str
    expires: date | None = None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paper stands: a shape's name, a word, and what to do next ("": nothing)."""

    shape: str
    word: str
    next: str = ""


_STANDINGS = {
    ACCEPTED: Standing("met", "Accepted"),
    HELD: Standing("at_risk", "Waits for your leader"),
    "applied": Standing("due", "Applied for", "When it is here, enter it."),
    RETURNED: Standing("invalid", "Returned", "See why, correct it and hand it in again."),
    "lost": Standing(
        "invalid", "Lost", "Report the loss, have it replaced, and enter the new one."
    ),
}
_BEST_FIRST = (ACCEPTED, HELD, "applied", RETURNED, "lost", "wanted")


def standing_of(papers: Sequence[OnFile], due: date | None, today: date) -> Standing:
    """Return how what is asked stands, by the best of the papers that were not replaced.

    This says how far the paper has come, not whether a border lets it pass.
    """
    there = [paper for paper in papers if not paper.replaced]
    good = [paper for paper in there if not _over(paper, today)]
    if not good and there:
        paper = min(there, key=_rank)
        ended = paper.expires or today
        return Standing(
            "invalid", f"Ended on {said(ended)}", "Have it renewed, and enter the new one."
        )
    best = min(good, key=_rank, default=None)
    if best is None or best.state not in _STANDINGS:
        late = due is not None and due < today
        return Standing("missing" if late else "due", "Not here yet", "Enter it here.")
    return _STANDINGS[best.state]


def _rank(paper: OnFile) -> int:
    return _BEST_FIRST.index(paper.state) if paper.state in _BEST_FIRST else len(_BEST_FIRST)


def _over(paper: OnFile, today: date) -> bool:
    return paper.expires is not None and paper.expires < today


def ends_soon(expires: date | None, today: date, within: timedelta = WATCHED) -> bool:
    """Whether a paper ends within so long, or has ended already."""
    return expires is not None and expires - today <= within


def in_days(expires: date, today: date) -> str:
    """Return how far off an end is: `in 12 days`, `today`, `3 days ago`."""
    days = (expires - today).days
    if days == 0:
        return "today"
    many = f"{abs(days):,} day" + ("" if abs(days) == 1 else "s")
    return f"in {many}" if days > 0 else f"{many} ago"
