"""From rows to a dossier: how many questions it takes, whom things concern, which borders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, event
from sqlalchemy.orm import Session

from missions.briefing.gather import gather, gather_plan
from missions.briefing.queries import NoTrip, trip_by_code
from missions.installation import Installation
from missions.schedule.model import Activity, Room, Stay
from missions.trips.model import Trip
from tests.briefing.small_trip import on, row, small_trip
from tests.factories.canary_trip import CanaryTrip, build

LEA, MEI, SAM, GUS = (f"membership-{key}" for key in ("lea", "mei", "sam", "gus"))
EVERYONE = (LEA, MEI, SAM)


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Collect the first word of every statement that the session sends."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement.split(maxsplit=1)[0])

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for(installation: Installation, trip: CanaryTrip, count: int) -> tuple[int, list[str]]:
    """Give the trip so many activities; return how many are gathered by which statements."""
    with installation.store.write() as session:
        session.execute(delete(Activity))
        for number in range(count):
            one = row(Activity, key=f"a{number}", people="all; -mei", **on(12, "10:00"))
            one.trip_id, one.position = trip.trip_id, 100 + number
            session.add(one)
    with installation.store.write() as session:
        found = trip_by_code(session, trip.code)
        with statements(session) as sent:
            dossier = gather(installation, session, found, "operator")
        assert gather_plan(session, found) == dossier.plan
    return len(dossier.plan.activities), sent


def test_gathering_asks_as_often_for_200_activities_as_for_one(
    installation: Installation,
) -> None:
    trip = build(installation, "closed")
    asked_for(installation, trip, 0)

    found = [asked_for(installation, trip, count) for count in (1, 200)]

    # Sixteen tables of the trip; then the log: its head, the entry, the head again.
    sent = ["SELECT"] * 16 + ["SELECT", "INSERT", "UPDATE"]
    assert found == [(1, sent), (200, sent)]


def test_an_unknown_trip_says_so(installation: Installation) -> None:
    with installation.store.read() as session, pytest.raises(NoTrip) as caught:
        trip_by_code(session, "nowhere")

    assert str(caught.value) == "There is no trip “nowhere”. Run: missions trip list"


def people(**edits: Any) -> dict[str, tuple[str, ...]]:
    """Return whom each activity and leg concerns, by key."""
    plan = small_trip(**edits).plan()
    return {thing.key: thing.people for thing in (*plan.activities, *plan.segments)}


@pytest.mark.parametrize(
    ("columns", "concerned"),
    [
        ({"people": "all"}, EVERYONE),
        ({"people": ""}, EVERYONE),
        ({"people": "mei", "lead": "lea"}, (LEA, MEI)),
        ({"people": "sam; mei", "lead": ""}, (MEI, SAM)),
        ({"people": "@kitchen"}, (MEI,)),
        ({"people": "all; -mei"}, (LEA, SAM)),
        ({"people": "gus"}, (GUS,)),
        ({"people": "nobody"}, ()),
    ],
)
def test_an_item_concerns_its_people_and_its_lead(
    columns: dict[str, str], concerned: tuple[str, ...]
) -> None:
    assert people(visit=columns)["visit"] == concerned


def test_a_blank_list_means_who_is_there_on_the_day() -> None:
    found = people(
        mei={"joins": date(2026, 7, 12)},
        sam={"leaves": date(2026, 7, 12)},
        visit={"people": ""},
        walk={"people": ""},
        out={"people": ""},
        home={"people": ""},
    )

    assert found == {
        "visit": EVERYONE,
        "lunch": (MEI,),
        "walk": (LEA, MEI),
        "rest": EVERYONE,
        "out": (LEA, SAM),
        "home": (LEA, MEI),
    }


def stay(key: str, check_in: int, check_out: int) -> dict[str, Any]:
    dates = [date(2026, 7, day) for day in (check_in, check_out)]
    return {"new": row(Stay, key=key, site=key, check_in=dates[0], check_out=dates[1])}


def room(stay_: str, people_: str, number: str = "1") -> dict[str, Any]:
    made = row(Room, id=f"room-{stay_}-{number}", stay=stay_, room=number, people=people_)
    return {"new": made}


HOTEL, MAPLE = stay("hotel", 11, 13), stay("maple", 13, 14)


@pytest.mark.parametrize(
    ("edits", "concerned"),
    [
        pytest.param({"hotel_stay": HOTEL}, {"hotel": EVERYONE}, id="no rooms: all who are there"),
        pytest.param(
            {"hotel_stay": HOTEL, "r1": room("hotel", "mei; lea"), "r2": room("hotel", "sam", "2")},
            {"hotel": EVERYONE},
            id="all in rooms",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "r1": room("hotel", "mei")},
            {"hotel": EVERYONE},
            id="some in rooms: the others have no other bed",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "r1": room("hotel", "")},
            {"hotel": EVERYONE},
            id="a blank room is nobody's",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "other": stay("maple", 11, 13), "r1": room("maple", "mei")},
            {"hotel": (LEA, SAM), "maple": EVERYONE},
            id="another bed the same nights",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "other": stay("maple", 11, 12), "r1": room("maple", "mei")},
            {"hotel": EVERYONE, "maple": EVERYONE},
            id="another bed one of the nights",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "other": MAPLE, "r1": room("maple", "mei")},
            {"hotel": EVERYONE, "maple": EVERYONE},
            id="another bed the night after",
        ),
        pytest.param(
            {
                "hotel_stay": HOTEL,
                "other": stay("maple", 11, 13),
                "r1": room("maple", "mei"),
                "r2": room("hotel", "lea; sam", "2"),
            },
            {"hotel": (LEA, SAM), "maple": (MEI,)},
            id="two houses, each with their own",
        ),
        pytest.param(
            {
                "hotel_stay": HOTEL,
                "other": stay("maple", 11, 13),
                "r1": room("maple", "mei; gus"),
                "r2": room("hotel", "all", "2"),
            },
            {"hotel": EVERYONE, "maple": (MEI, GUS)},
            id="a bed in both",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "mei": {"joins": date(2026, 7, 12)}},
            {"hotel": EVERYONE},
            id="there for the last night",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "mei": {"joins": date(2026, 7, 13)}},
            {"hotel": (LEA, SAM)},
            id="joins on the day of check-out",
        ),
        pytest.param(
            {"hotel_stay": HOTEL, "sam": {"leaves": date(2026, 7, 10)}},
            {"hotel": (LEA, MEI)},
            id="left before",
        ),
        pytest.param(
            {"hotel_stay": stay("hotel", 12, 12), "mei": {"joins": date(2026, 7, 13)}},
            {"hotel": (LEA, SAM)},
            id="a day's stay is that day's night",
        ),
    ],
)
def test_a_stay_concerns_its_rooms_and_who_has_no_other_bed(
    edits: dict[str, Any], concerned: dict[str, tuple[str, ...]]
) -> None:
    plan = small_trip(**edits).plan()

    assert {one.key: one.people for one in plan.stays} == concerned


@pytest.mark.parametrize(
    ("posture", "written", "holds"),
    [
        ("closed", "", "none"),
        ("closed", "web", "web"),
        ("guarded", "", "web"),
        ("guarded", "none", "none"),
        ("open", "", "web"),
    ],
)
def test_a_blank_field_access_follows_from_the_posture(
    posture: str, written: str, holds: str
) -> None:
    trip = small_trip(trip={"posture": posture, "field_access": written})

    assert trip.plan().trip.field_access == holds
    assert isinstance(trip.trip, Trip)
