"""Briefings as JSON."""

from __future__ import annotations

import json

import pytest

from missions.briefing.document import (
    Briefing,
    CalendarDocument,
    CalendarEntry,
    Day,
    Item,
    Person,
    Stamp,
    What,
)
from missions.privacy import Audience, Posture
from missions.renderers.data import render_json
from tests.factories import briefings
from tests.factories.moments import day, moment

START = moment("2026-07-11 17:10", "Asia/Seoul")


def _briefing(audience: Audience, **more: object) -> Briefing:
    item = Item("i1", day("2026-07-11"), "Meal B", START, moment("2026-07-11 18:00", home=""))
    return Briefing(
        What.PACKET, audience, "Itinerary", day("2026-07-10"), day("2026-07-21"),
        days=(Day(day("2026-07-11"), home_offset=0, entries=(item,)),), **more,  # type: ignore[arg-type]
    )  # fmt: skip


DATA = {
    "title": "Itinerary",
    "starts": "2026-07-10",
    "ends": "2026-07-21",
    "days": [
        {
            "date": "2026-07-11",
            "home_offset": 0,
            "entries": [
                {
                    "uid": "i1",
                    "day": "2026-07-11",
                    "label": "Meal B",
                    "start": {
                        "wall": "2026-07-11T17:10:00",
                        "zone": "Asia/Seoul",
                        "utc": "2026-07-11T08:10:00Z",
                        "home": "2026-07-11T03:10:00",
                    },
                    "end": {
                        "wall": "2026-07-11T18:00:00",
                        "zone": "America/Chicago",
                        "utc": "2026-07-11T23:00:00Z",
                    },
                }
            ],
        }
    ],
}


def test_a_neutral_paper_names_no_audience() -> None:
    assert json.loads(render_json(_briefing(Audience.BORDER, neutral=True))) == DATA


def test_a_team_paper_names_its_audience_and_edition() -> None:
    stamp = Stamp(7, "team", START.utc, "America/Chicago")
    data = json.loads(
        render_json(_briefing(Audience.TEAM, stamp=stamp, reader=Person(name="Mei", travels=False)))
    )
    assert data == DATA | {
        "audience": "team",
        "what": "packet",
        "reader": {"name": "Mei", "travels": False},
        "stamp": {
            "edition": 7,
            "audience": "team",
            "published": "2026-07-11T08:10:00Z",
            "home_zone": "America/Chicago",
        },
    }


def test_a_calendars_whole_days_are_dates() -> None:
    entry = CalendarEntry("u@x", 0, day("2026-07-11"), None, "Free time")
    document = CalendarDocument("Travel", START.utc, entries=(entry,))
    data = json.loads(render_json(_briefing(Audience.CALENDAR, calendar=document)))
    assert data["calendar"] == {
        "name": "Travel",
        "stamp": "2026-07-11T08:10:00Z",
        "entries": [{"uid": "u@x", "sequence": 0, "start": "2026-07-11", "summary": "Free time"}],
    }


@pytest.mark.parametrize(
    "briefing",
    [
        briefings.packet(Audience.BORDER),
        *(briefings.host_sheet(posture) for posture in Posture),
        *(briefings.family_sheet(posture) for posture in Posture),
    ],
)
def test_no_lesser_paper_speaks_of_audiences(briefing: Briefing) -> None:
    data = json.loads(render_json(briefing))
    assert {"audience", "what", "neutral", "stamp", "code"} & set(data) == set()


def test_same_briefing_same_bytes_in_utf8() -> None:
    assert render_json(briefings.book()) == render_json(briefings.book())
    assert "Ngọc Trần".encode() in render_json(briefings.book())
