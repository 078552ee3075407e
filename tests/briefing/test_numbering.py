"""SEQUENCE and tombstones from edition to edition, as calendars will hold them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from missions.briefing.codec import pack_body, read_secrets, unpack_body, write_secrets
from missions.briefing.dossier import ActivityFacts, EditionBody, Tombstone, TripSecrets
from missions.briefing.numbering import next_body
from missions.schedule.model import Activity, Stay
from missions.training.model import Attendance
from missions.trips.model import Partner
from tests.briefing.small_trip import ENDS, SmallTrip, flight, on, row, small_trip, timed

BEFORE = date(2026, 6, 1)
LEA, MEI, SAM = (f"membership-{key}" for key in ("lea", "mei", "sam"))
VISIT, LUNCH, WALK, REST = (f"activity-{key}" for key in ("visit", "lunch", "walk", "rest"))
OUT, BACK, SAFETY, TRIP = "segment-out", "segment-home", "training-safety", "trip-1"
FIRST = dict.fromkeys((VISIT, LUNCH, WALK, REST, OUT, BACK, SAFETY, TRIP), 0)


def published(*drafts: SmallTrip, today: date = BEFORE) -> EditionBody:
    """Return the last edition's body, each edition written down and read back between."""
    body: EditionBody | None = None
    secrets: TripSecrets | None = None
    for draft in drafts:
        dossier = draft.dossier()
        made = next_body(dossier, body, secrets, today)
        body = unpack_body(pack_body(made))
        secrets = read_secrets(write_secrets(dossier.secrets.trip), TripSecrets)
        assert body == made
    assert body is not None
    return body


def test_the_first_edition_numbers_everything_nought() -> None:
    body = published(small_trip())

    assert (body.sequences, body.tombstones) == (FIRST, ())


def risen(**edits: Any) -> set[str]:
    """Return what has number 1 in the second edition; all else has kept nought."""
    numbers = published(small_trip(), small_trip(**edits)).sequences
    assert set(numbers.values()) <= {0, 1}
    return {uid for uid, number in numbers.items() if number}


MAPLES = {VISIT, LUNCH}
MEIS = {VISIT, LUNCH, REST, OUT, BACK, SAFETY}
ALL_BUT_TRIP = set(FIRST) - {TRIP}


@pytest.mark.parametrize(
    ("edits", "numbers"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({"visit": on(12, "10:30", "11:30")}, {VISIT}, id="retimed"),
        pytest.param({"visit": on(12, "10:00", "11:45")}, {VISIT}, id="longer"),
        pytest.param({"visit": on(13, "10:00", "11:30")}, {VISIT}, id="another day"),
        pytest.param({"visit": on(12)}, {VISIT}, id="the whole day"),
        pytest.param({"visit": {"site": "hotel"}}, {VISIT}, id="another place"),
        pytest.param({"visit": {"title": "Call"}}, {VISIT}, id="another title"),
        pytest.param({"visit": {"status": "cancelled"}}, {VISIT}, id="cancelled"),
        pytest.param({"visit": {"lead": "lea"}}, {VISIT}, id="a lead"),
        pytest.param({"visit": {"people": "all; -mei"}}, {VISIT}, id="a person off"),
        pytest.param({"lunch": {"people": "mei; sam"}}, {LUNCH}, id="a person on"),
        pytest.param({"visit": {"bring": "water"}}, {VISIT}, id="something to bring"),
        pytest.param({"maple": {"alias": "Oak House"}}, MAPLES, id="its site's alias"),
        pytest.param({"maple": {"mark": "D"}}, MAPLES, id="its site's mark"),
        pytest.param({"maple": {"address": "1 Road"}}, MAPLES, id="its site's address"),
        pytest.param({"names": {"maple": "Hope House"}}, MAPLES, id="its site's real name"),
        pytest.param({"hotel": {"alias": "Inn"}}, {WALK}, id="another site's alias"),
        pytest.param({"lee": {"alias": "Mrs. Oh"}}, MAPLES, id="the host's alias"),
        pytest.param(
            {
                "out": flight(
                    "2026-07-10T13:40", "2026-07-11T17:10", ("America/Chicago", "Asia/Seoul")
                )
            },
            {OUT},
            id="a flight retimed",
        ),
        pytest.param({"home": {"number": "KE37"}}, {BACK}, id="another flight"),
        pytest.param({"out": {"destination": "GMP"}}, {OUT}, id="another airport"),
        pytest.param({"out": {"locator": "ABC123"}}, {OUT}, id="a booking"),
        pytest.param({"safety": {"place": "Room 2"}}, {SAFETY}, id="a training's place"),
        pytest.param(
            {"safety": timed(1, "19:30", "20:00", "America/Chicago", month=6)},
            {SAFETY},
            id="a training retimed",
        ),
        pytest.param({"mei": {"preferred_name": "May"}}, MEIS, id="somebody's name"),
        pytest.param({"mei": {"phone": "+1 555"}}, set(), id="somebody's phone"),
        pytest.param({"trip": {"name": "Another"}}, set(), id="the trip's name"),
        pytest.param(
            {"seen": {"new": row(Attendance, training="safety", person="mei", state="attended")}},
            set(),
            id="who was there",
        ),
        pytest.param(
            {"s": {"new": row(Stay, key="s", site="hotel", check_in=ENDS, check_out=ENDS)}},
            set(),
            id="a stay",
        ),
        pytest.param({"trip": {"label": "Team"}}, set(FIRST), id="the label that stands for all"),
        pytest.param({"trip": {"posture": "open"}}, ALL_BUT_TRIP, id="how much is told"),
        pytest.param({"trip": {"ends": date(2026, 7, 15)}}, {TRIP}, id="the trip's dates"),
    ],
)
def test_a_number_rises_by_one_where_something_changed(
    edits: dict[str, Any], numbers: set[str]
) -> None:
    assert risen(**edits) == numbers


def test_a_number_rises_in_each_edition_that_changes_the_item_and_only_there() -> None:
    later, moved = small_trip(visit=on(12, "11:00")), small_trip(visit=on(13, "11:00"))

    numbers = published(small_trip(), later, later, moved, moved, small_trip()).sequences

    assert numbers == FIRST | {VISIT: 3}


def test_a_new_item_begins_with_nought() -> None:
    picnic = row(Activity, key="picnic", title="Picnic", people="all", **on(13, "18:00"))

    body = published(small_trip(), small_trip(picnic={"new": picnic}))

    assert (body.sequences, body.tombstones) == (FIRST | {"activity-picnic": 0}, ())


def old(uid: str) -> dict[str, Any]:
    """Return the field of a tombstone that holds what an item was in the first edition."""
    plan = small_trip().plan()
    for name, things in (
        ("activity", plan.activities),
        ("segment", plan.segments),
        ("training", plan.trainings),
    ):
        for thing in things:
            if thing.id == uid:
                return {name: thing}
    raise LookupError(uid)


def test_an_item_taken_out_leaves_a_stone_for_all_whom_it_concerned() -> None:
    gone = small_trip(lunch=None, home=None, safety=None)
    numbers = {uid: 0 for uid in (VISIT, WALK, REST, OUT, TRIP)}

    for drafts in ((small_trip(), gone), (small_trip(), gone, gone, gone)):
        body = published(*drafts)
        assert body.sequences == numbers
        assert body.tombstones == (
            Tombstone(1, (LEA, MEI, SAM), team_wide=True, **old(BACK)),
            Tombstone(1, (MEI,), team_wide=True, partners=("lee",), **old(LUNCH)),
            Tombstone(1, (LEA, MEI, SAM), team_wide=True, **old(SAFETY)),
        )


def test_a_person_taken_off_leaves_a_stone_for_that_person() -> None:
    body = published(small_trip(), small_trip(visit={"people": "all; -mei"}))

    assert body.sequences == FIRST | {VISIT: 1}
    assert body.tombstones == (Tombstone(1, (MEI,), team_wide=False, **old(VISIT)),)


def test_a_host_who_hosts_no_longer_has_a_stone_until_they_do_again() -> None:
    oh = row(Partner, key="oh", alias="Teacher Oh")
    first = small_trip(oh={"new": oh})
    other = small_trip(oh={"new": oh}, visit={"partner": "oh"})

    handed_over = published(first, other)
    given_back = published(first, other, first)

    assert handed_over.tombstones == (
        Tombstone(1, (), team_wide=False, partners=("lee",), **old(VISIT)),
    )
    assert given_back.tombstones == (
        Tombstone(2, (), team_wide=False, partners=("oh",), activity=other_visit(other)),
    )


def other_visit(trip: SmallTrip) -> ActivityFacts:
    """Return the visit as a trip has it."""
    return next(thing for thing in trip.plan().activities if thing.id == VISIT)


def test_a_person_put_back_on_has_a_higher_number_and_no_stone() -> None:
    off = small_trip(visit={"people": "all; -mei"})

    body = published(small_trip(), off, small_trip())

    assert (body.sequences, body.tombstones) == (FIRST | {VISIT: 2}, ())


def test_an_item_that_comes_back_has_a_higher_number_and_no_stone() -> None:
    gone = small_trip(lunch=None)

    body = published(small_trip(), gone, gone, small_trip())

    assert (body.sequences, body.tombstones) == (FIRST | {LUNCH: 2}, ())


def test_an_item_that_comes_back_for_fewer_keeps_a_stone_for_the_others() -> None:
    fewer = small_trip(visit={"people": "lea"})

    body = published(small_trip(), small_trip(visit=None), fewer)

    assert body.sequences == FIRST | {VISIT: 2}
    assert body.tombstones == (Tombstone(2, (MEI, SAM), team_wide=False, **old(VISIT)),)


def test_people_taken_off_one_after_the_other_share_a_stone() -> None:
    first, second = (small_trip(visit={"people": people}) for people in ("lea; sam", "lea"))

    body = published(small_trip(), first, second)

    assert body.sequences == FIRST | {VISIT: 2}
    (stone,) = body.tombstones
    assert (stone.sequence, stone.people, stone.team_wide) == (2, (MEI, SAM), False)


def test_an_item_taken_out_after_a_person_was_taken_off_is_gone_for_all() -> None:
    off = small_trip(visit={"people": "all; -mei"})

    body = published(small_trip(), off, small_trip(visit=None))

    (stone,) = body.tombstones
    assert (stone.sequence, stone.people, stone.team_wide) == (2, (MEI, LEA, SAM), True)
    assert body.sequences == {uid: 0 for uid in FIRST if uid != VISIT}


def test_a_stone_keeps_up_with_the_number_of_what_goes_on_without_the_person() -> None:
    off = {"people": "all; -mei"}

    body = published(small_trip(), small_trip(visit=off), small_trip(visit=off | on(12, "11:00")))

    assert body.sequences == FIRST | {VISIT: 2}
    assert body.tombstones == (Tombstone(2, (MEI,), team_wide=False, **old(VISIT)),)


@pytest.mark.parametrize(
    ("today", "stones"), [(date(2026, 7, 13), 1), (ENDS, 1), (date(2026, 7, 15), 0)]
)
def test_stones_are_kept_until_the_trip_has_ended(today: date, stones: int) -> None:
    gone = small_trip(lunch=None)

    body = published(small_trip(), gone, gone, today=today)

    assert len(body.tombstones) == stones
