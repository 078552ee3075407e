"""Which legs a traveller must catch after another."""

from __future__ import annotations

import pytest

from missions.briefing.section_travel import next_leg
from missions.schedule.model import Segment
from tests.briefing.small_trip import SEOUL, flight, row, small_trip

MEI = "membership-mei"


@pytest.mark.parametrize(
    ("mode", "destination", "arrives", "caught"),
    [
        ("train", "ICN", "2026-07-14T08:10", "home"),
        ("car", "ICN", "2026-07-14T08:10", None),
        ("train", "GMP", "2026-07-14T08:10", None),
        ("train", "ICN", "2026-07-13T10:29", None),
    ],
    ids=["a train to the airport", "a car waits", "another airport", "more than a day before"],
)
def test_a_change_is_what_must_be_caught(
    mode: str, destination: str, arrives: str, caught: str | None
) -> None:
    ends = flight("2026-07-13T09:00", arrives, (SEOUL, SEOUL))
    leg = row(Segment, key="leg", mode=mode, origin="hotel", destination=destination, **ends)
    segments = list(small_trip(leg={"new": leg}).plan().segments)
    first = next(one for one in segments if one.key == "leg")

    found = next_leg(MEI, first, segments)

    assert (found.key if found else None) == caught
