"""Which borders a plan crosses, set by hand or derived from its legs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from missions.briefing.dossier import CrossingFacts
from missions.privacy import for_leaders
from missions.schedule.model import Crossing, Segment
from tests.briefing.small_trip import HOME, SEOUL, flight, row, small_trip

LEA, MEI, SAM = (f"membership-{key}" for key in ("lea", "mei", "sam"))
EVERYONE = (LEA, MEI, SAM)


def crossing(place: str, zone: str, closes: str, opens: str, who: tuple[str, ...]) -> CrossingFacts:
    return CrossingFacts(
        place=for_leaders(place),
        zone=for_leaders(zone),
        closes=for_leaders(datetime.fromisoformat(closes).replace(tzinfo=UTC)),
        opens=for_leaders(datetime.fromisoformat(opens).replace(tzinfo=UTC)),
        people=for_leaders(who),
        note=for_leaders(""),
    )


def test_a_crossing_is_derived_four_hours_around_each_segment_between_countries() -> None:
    plan = small_trip(home={"people": "lea; mei"}).plan()

    # Chicago 13:10 is 18:10 UTC, Seoul 17:10 is 08:10 UTC; Seoul 10:30 is 01:30 UTC, Chicago
    # 09:25 is 14:25 UTC.
    assert plan.crossings == (
        crossing("ICN", SEOUL, "2026-07-10T14:10", "2026-07-11T12:10", EVERYONE),
        crossing("ORD", HOME, "2026-07-13T21:30", "2026-07-14T18:25", (LEA, MEI)),
    )


def van(origin: str, destination: str) -> dict[str, Any]:
    ends = flight("2026-07-12T09:00", "2026-07-12T09:40", (SEOUL, SEOUL))
    return {
        "new": row(Segment, key="van", mode="car", origin=origin, destination=destination, **ends)
    }


@pytest.mark.parametrize(
    ("origin", "destination", "count"),
    [("hotel", "maple", 2), ("hotel", "abroad", 3), ("hotel", "The market", 2)],
)
def test_only_two_known_countries_make_a_border(origin: str, destination: str, count: int) -> None:
    abroad = small_trip().rows["hotel"]
    abroad.key, abroad.country = "abroad", "CN"

    plan = small_trip(van=van(origin, destination), abroad={"new": abroad}).plan()

    assert len(plan.crossings) == count


def test_crossings_set_by_hand_stand_instead_of_derived_ones() -> None:
    opens = datetime(2026, 7, 11, 12, tzinfo=UTC)
    by_hand = row(
        Crossing,
        key="c1",
        place="Incheon",
        zone=SEOUL,
        closes=datetime(2026, 7, 11, 13),
        closes_utc=opens - timedelta(hours=8),
        opens=datetime(2026, 7, 11, 21),
        opens_utc=opens,
        people="mei",
    )

    plan = small_trip(c1={"new": by_hand}).plan()

    assert plan.crossings == (
        crossing("Incheon", SEOUL, "2026-07-11T04:00", "2026-07-11T12:00", (MEI,)),
    )


def test_a_typed_in_town_lies_in_its_zones_country() -> None:
    ends = flight("2026-07-12T09:00", "2026-07-12T10:40", (SEOUL, "Asia/Shanghai"))
    bus = row(Segment, key="bus", mode="coach", origin="hotel", destination="Dandong", **ends)

    plan = small_trip(bus={"new": bus}).plan()

    assert [found.place.unseal() for found in plan.crossings] == ["ICN", "Dandong", "ORD"]
