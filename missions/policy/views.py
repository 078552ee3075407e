"""What an audience gets of a trip, by posture: the one table. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from missions.privacy import Audience, Posture


class Detail(IntEnum):
    """How much of the plan is told."""

    BARE = 0
    LABELS = 1
    TEAM = 2
    FULL = 3


class Calls(IntEnum):
    """Which contacts are told."""

    NONE = 0
    PUBLIC = 1
    HOME = 2
    TEAM = 3
    ALL = 4


@dataclass(frozen=True, slots=True)
class View:
    """A cell of the table.

    `detail`: of items; `own`: one's own rows of people, documents, attendance, one's locators and
    ticketed name; `travel`: one's segments with carrier, number and ends; `real`: sites' and
    partners' real side; `desk`: what an immigration desk asks for; `home`: the time at home;
    `utc`: calendars without zones; `alarms`: calendars may ring; `notes`: calendars may carry a
    description; `calls`: which contacts.
    """

    detail: Detail
    own: bool = False
    travel: bool = False
    real: bool = False
    desk: bool = False
    home: bool = False
    utc: bool = False
    alarms: bool = False
    notes: bool = False
    calls: Calls = Calls.NONE


_LEADER = View(
    Detail.FULL,
    own=True,
    travel=True,
    real=True,
    home=True,
    alarms=True,
    notes=True,
    calls=Calls.ALL,
)
_TEAM = View(
    Detail.TEAM, own=True, travel=True, home=True, alarms=True, notes=True, calls=Calls.TEAM
)
_OPEN_TEAM = replace(_TEAM, real=True)
_DESK = View(Detail.LABELS, travel=True, desk=True)

TABLE: dict[tuple[Posture, Audience], View] = {
    **{(posture, Audience.LEADER): _LEADER for posture in Posture},
    (Posture.OPEN, Audience.TEAM): _OPEN_TEAM,
    (Posture.GUARDED, Audience.TEAM): _TEAM,
    (Posture.CLOSED, Audience.TEAM): _TEAM,
    (Posture.OPEN, Audience.FAMILY): View(
        Detail.TEAM, travel=True, real=True, home=True, notes=True, calls=Calls.HOME
    ),
    (Posture.GUARDED, Audience.FAMILY): View(Detail.LABELS, travel=True, calls=Calls.PUBLIC),
    (Posture.CLOSED, Audience.FAMILY): View(Detail.BARE, calls=Calls.PUBLIC),
    (Posture.OPEN, Audience.HOST): View(Detail.TEAM, real=True, notes=True),
    (Posture.GUARDED, Audience.HOST): View(Detail.TEAM, notes=True),
    (Posture.CLOSED, Audience.HOST): View(Detail.BARE),
    (Posture.OPEN, Audience.BORDER): _OPEN_TEAM,
    (Posture.GUARDED, Audience.BORDER): _DESK,
    (Posture.CLOSED, Audience.BORDER): _DESK,
    (Posture.OPEN, Audience.CALENDAR): View(Detail.TEAM, travel=True, real=True, alarms=True),
    (Posture.GUARDED, Audience.CALENDAR): View(Detail.LABELS),
    (Posture.CLOSED, Audience.CALENDAR): View(Detail.LABELS, utc=True),
}
