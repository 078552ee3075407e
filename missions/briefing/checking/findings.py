"""What the checker found, and whether it holds the edition back. Pure.

Below `leader` a real name blocks, and a word blocks until two leaders have accepted it with a
reason; in `team` both warn. A part of a name that a traveller, a carrier or a `carry` site shares
only warns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from missions.checker import Hit, Kind
from missions.privacy import Audience

STRICT = frozenset({Audience.BORDER, Audience.CALENDAR, Audience.FAMILY, Audience.HOST})
"""The audiences in whose papers a real name blocks."""


class Weight(StrEnum):
    """What a finding does: it blocks, blocks until accepted, was accepted, or only warns."""

    BLOCKS = "blocks"
    ASKS = "asks"
    WAITS = "waits"
    ACCEPTED = "accepted"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text comes from.

    `place` is its name in the folder's words (`schedule/lunch/plain_title`), `words` the same for a
    reader ("Lunch, Tue 9 March"), `activity` the key of the item whose label it is, "" for others.
    """

    place: str
    words: str
    activity: str = ""

    @property
    def row(self) -> str:
        """The row of the text: `schedule/lunch`."""
        return self.place.rpartition("/")[0]

    @property
    def field(self) -> str:
        """The column of the text: `plain_title`."""
        return self.place.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """One phrase in one text, for the audiences that would read it."""

    spot: Spot
    text: str
    start: int
    end: int
    kind: str
    term: str
    plain: str
    source: str
    audiences: tuple[Audience, ...]
    weight: Weight
    accepted_by: str = ""

    @property
    def found(self) -> str:
        """The phrase as it stands."""
        return self.text[self.start : self.end]

    @property
    def blocks(self) -> bool:
        """Whether the edition can't come out with it."""
        return self.weight in (Weight.BLOCKS, Weight.ASKS, Weight.WAITS)

    @property
    def key(self) -> tuple[str, str, str]:
        """What an acceptance is of: the place, the term and the digest of the text."""
        return (self.spot.place, self.term, text_hash(self.text))


class HeldBack(RuntimeError):
    """Papers hold what must not be said, so none came out.

    Args:
        findings: all that was found.
        what: what did not happen: "Nothing was published".
    """

    def __init__(self, findings: tuple[Finding, ...], what: str) -> None:
        self.findings = findings
        blocking = sum(finding.blocks for finding in findings)
        phrases = f"{blocking} phrases would" if blocking > 1 else "one phrase would"
        super().__init__(f"{what}: {phrases} tell what this trip keeps to itself.")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who let a finding pass: the first leader, and the second when there is one."""

    first: str
    second: str | None = None


def text_hash(text: str) -> str:
    """Return the digest by which an acceptance knows its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def weigh(hit: Hit, audiences: Iterable[Audience], accepted: Accepted | None) -> Weight:
    """Return what a hit does in papers for these audiences."""
    if hit.warns or not STRICT & set(audiences):
        return Weight.WARNS
    if hit.term.kind is Kind.NAME:
        return Weight.BLOCKS
    if accepted is None:
        return Weight.ASKS
    return Weight.WAITS if accepted.second is None else Weight.ACCEPTED
