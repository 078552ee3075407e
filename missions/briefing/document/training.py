"""The training room's two papers: plain values, with nothing that their reader may not see.

Wall times are naive; lengths are whole minutes. `audience` stands at the foot where it is given;
`paper` is `letter` or `a4`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A sheet to sign at the door.

    `title` and `place` are blank where only the label may stand on a table; `names` are preferred
    names in the roster's order; `guests` is how many blank rows follow.
    """

    label: str
    starts: datetime
    ends: datetime
    minutes: int
    names: tuple[str, ...]
    guests: int
    paper: str
    title: str = ""
    place: str = ""
    clock: str = ""
    audience: str = ""
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A session that was attended, or made up on another day."""

    title: str
    day: date
    minutes: int
    topic: str = ""
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """What somebody attended. `name` is the person's own, as in the passport where it is known.

    `course` is blank for the trip's training as a whole; `topics` are minutes by topic.
    """

    name: str
    label: str
    issued: date
    minutes: int
    lines: tuple[CertificateLine, ...]
    paper: str
    course: str = ""
    topics: tuple[tuple[str, int], ...] = ()
    audience: str = ""
    languages: tuple[str, ...] = ("en",)
