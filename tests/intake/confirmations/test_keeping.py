"""Chosen segments kept by the import: new ones, changes, bookings apart, and what is cancelled."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.assets import samples_dir
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.changes import Count
from missions.intake.confirmations.codec import from_json, to_json
from missions.intake.confirmations.folder import as_ticketed
from missions.intake.confirmations.laying import Sight, answers_of, keep, look
from missions.intake.confirmations.matching import Verdict
from missions.intake.confirmations.model import Found, FoundSegment
from missions.intake.confirmations.proposals import Answer
from missions.intake.confirmations.several import MOST_FILES, Handed, read_several
from missions.intake.faults import IntakeRefused
from missions.intake.held import find_trip, load
from missions.intake.joined import TripMoved
from missions.intake.plan_rows import TravelRow
from missions.intake.read import read_trip
from tests.intake.confirmations.carriers import BOARDING, KE38, event, page

CODE = "spring-27"
ON = date(2027, 2, 1)
NEW = FoundSegment(
    mode="flight",
    carrier="United",
    number="UA881",
    origin="ORD",
    destination="HND",
    departs=datetime(2027, 3, 7, 12, 45),
    arrives=datetime(2027, 3, 8, 16, 40),
    day=date(2027, 3, 7),
    from_zone="America/Chicago",
    to_zone="Asia/Tokyo",
    locator="ABC123",
    passengers=("WRIGHT/CALEBJOHNMR", "MUNOZ/LUCIA MS"),
)
KNOWN = replace(
    NEW,
    carrier="Korean Air",
    number="KE38",
    destination="ICN",
    departs=datetime(2027, 3, 8, 12, 35),
    arrives=datetime(2027, 3, 9, 17, 20),
    day=date(2027, 3, 8),
    to_zone="Asia/Seoul",
    locator="R4TZ8K",
    passengers=("WRIGHT/CALEB JOHN",),
)


@pytest.fixture
def brought(installation: Installation) -> Installation:
    """An installation that holds the closed sample."""
    import_trip(installation, read_trip(samples_dir() / CODE), actor="operator")
    return installation


def rows(installation: Installation) -> dict[str, TravelRow]:
    """Return the trip's travel rows by key, in their order."""
    with installation.store.read() as session:
        trip = find_trip(session, CODE)
        assert trip is not None
        return {row.key: row for row in load(session, trip).folder.travel.rows}


def seen(installation: Installation, *segments: FoundSegment) -> Sight:
    """Lay segments beside the trip."""
    return look(installation, CODE, Found(segments))


def kept(installation: Installation, *segments: FoundSegment) -> dict[str, TravelRow]:
    """Keep segments as they are proposed, and those that are cancelled too; return the rows."""
    sight = seen(installation, *segments)
    answers = [Answer(card.can, card.people) for card in sight.cards]
    keep(installation, CODE, Found(segments), answers, "operator", sight.version)
    return rows(installation)


def test_a_new_one_is_added_and_nothing_else_changes(brought: Installation) -> None:
    before = rows(brought)
    sight = seen(brought, NEW)
    (card,) = sight.cards
    assert (card.match.verdict, card.minutes, card.date_line, card.ready, card.asks) == (
        Verdict.NEW,
        775,
        True,
        True,
        (),
    )

    done = keep(brought, CODE, Found((NEW,)), answers_of(sight.cards), "operator", sight.version)

    after = rows(brought)
    assert done.tables["travel"] == Count(added=1, unchanged=len(before))
    assert done.missing == ()
    assert list(after) == [*before, "ua881-0307"]
    assert {key: after[key] for key in before} == before
    assert after["ua881-0307"] == TravelRow(
        key="ua881-0307",
        mode="flight",
        carrier="United",
        number="UA881",
        origin="ORD",
        destination="HND",
        departs=datetime(2027, 3, 7, 12, 45),
        arrives=datetime(2027, 3, 8, 16, 40),
        locator="ABC123",
        people="caleb; lucia",
        ticketed_as="lucia=MUNOZ, LUCIA",
    )


def test_the_same_again_is_in_the_plan(brought: Installation) -> None:
    kept(brought, NEW)

    (card,) = seen(brought, NEW).cards

    assert (card.match.verdict, card.match.segment, card.can) == (
        Verdict.SAME,
        "ua881-0307",
        False,
    )


def test_another_time_changes_the_time_alone(brought: Installation) -> None:
    before = rows(brought)

    after = kept(brought, replace(KNOWN, departs=datetime(2027, 3, 8, 13, 5)))

    assert after == {
        **before,
        "ord-icn": replace(before["ord-icn"], departs=datetime(2027, 3, 8, 13, 5)),
    }
    assert list(after) == list(before)


def test_a_traveller_who_was_left_out_is_put_on_it(brought: Installation) -> None:
    before = rows(brought)
    (card,) = seen(brought, replace(KNOWN, passengers=("BAEK/MINHO MR",))).cards
    assert (card.match.verdict, card.match.joins) == (Verdict.CHANGE, ("minho",))

    after = kept(brought, replace(KNOWN, passengers=("BAEK/MINHO MR",)))

    assert after["ord-icn"] == replace(before["ord-icn"], people="all")


def test_another_booking_of_the_same_flight_is_a_row_of_its_own(brought: Installation) -> None:
    other = replace(KNOWN, locator="W9LD3C", passengers=("BAEK/MINHO",))

    after = kept(brought, other)

    assert (after["ke38-0308"].people, after["ke38-0308"].locator) == ("minho", "W9LD3C")
    assert after["ord-icn"].locator == "R4TZ8K"


@pytest.mark.parametrize("hour", [12, 13])
def test_another_booking_of_one_on_the_leg_takes_only_him_off_it(
    brought: Installation, hour: int
) -> None:
    before = rows(brought)
    moment = datetime(2027, 3, 8, hour, 35)
    other = replace(KNOWN, locator="K9X2QP", departs=moment, passengers=("RIVERA/TOMAS ANDRES MR",))
    (card,) = seen(brought, other).cards
    assert (card.match.verdict, card.match.off, card.match.leaves, card.for_all, card.ready) == (
        Verdict.NEW,
        "ord-icn",
        ("tomas",),
        0,
        True,
    )
    assert card.match.found.notices[-1] == (
        "It is another booking than R4TZ8K of ord-icn: kept, it takes Tomás off that one."
    )

    after = kept(brought, other)

    own = after.pop("ke38-0308")
    assert (own.people, own.locator, own.departs) == ("tomas", "K9X2QP", moment)
    assert after == {
        **before,
        "ord-icn": replace(before["ord-icn"], people="all; -minho; -tomas"),
    }


def test_other_bookings_take_off_the_last_one_by_one(brought: Installation) -> None:
    kept(brought, NEW)
    apart = replace(NEW, departs=datetime(2027, 3, 7, 13, 45))
    first = replace(apart, locator="XYZ987", passengers=("WRIGHT/CALEB JOHN",))
    second = replace(apart, locator="XYZ988", passengers=("MUNOZ/LUCIA MS",))

    after = kept(brought, first, second)

    assert "ua881-0307" not in after
    assert {row.locator: row.people for row in after.values() if row.number == "UA881"} == {
        "XYZ987": "caleb",
        "XYZ988": "lucia",
    }


def test_two_who_leave_a_list_of_names_are_both_off_it(brought: Installation) -> None:
    kept(brought, replace(NEW, passengers=(*NEW.passengers, "BAEK/MINHO")))
    first = replace(NEW, locator="XYZ987", passengers=("WRIGHT/CALEB JOHN",))
    second = replace(NEW, locator="XYZ988", passengers=("MUNOZ/LUCIA MS",))

    after = kept(brought, first, second)

    assert after["ua881-0307"].people == "minho"


def test_another_locator_of_all_on_the_leg_is_a_change(brought: Installation) -> None:
    before = kept(brought, NEW)

    after = kept(brought, replace(NEW, locator="XYZ987"))

    assert after == {**before, "ua881-0307": replace(before["ua881-0307"], locator="XYZ987")}


def test_a_cancelled_other_booking_takes_nobody_off(brought: Installation) -> None:
    (card,) = seen(brought, replace(KNOWN, locator="K9X2QP", cancelled=True)).cards

    assert (card.match.segment, card.match.leaves, card.can) == ("", (), False)


def test_a_change_that_names_only_one_is_for_all(brought: Installation) -> None:
    later = replace(KNOWN, departs=datetime(2027, 3, 8, 13, 35))

    named = [seen(brought, replace(later, locator=text)).cards[0] for text in ("R4TZ8K", "")]

    assert [(card.match.verdict, card.for_all) for card in named] == [(Verdict.CHANGE, 15)] * 2


def test_two_bookings_at_once_get_keys_of_their_own(brought: Installation) -> None:
    first = replace(NEW, passengers=("WRIGHT/CALEB JOHN",))
    second = replace(NEW, locator="XYZ987", passengers=("BAEK/MINHO",))

    after = kept(brought, first, second)

    assert (after["ua881-0307"].people, after["ua881-0307-2"].people) == ("caleb", "minho")


def test_a_cancelled_one_takes_its_travellers_off(brought: Installation) -> None:
    before = rows(brought)
    (card,) = seen(brought, replace(KNOWN, cancelled=True)).cards
    assert (card.match.leaves, card.ready, card.can) == (("caleb",), False, True)

    after = kept(brought, replace(KNOWN, cancelled=True))

    assert after["ord-icn"] == replace(before["ord-icn"], people="all; -minho; -caleb")


def test_a_cancelled_one_of_nobody_else_is_taken_out(brought: Installation) -> None:
    before = rows(brought)
    kept(brought, NEW)

    after = kept(brought, replace(NEW, cancelled=True))

    assert after == before


def test_a_cancelled_one_of_a_name_of_nobody_takes_nobody_off(brought: Installation) -> None:
    before = rows(brought)
    found = Found((replace(KNOWN, cancelled=True, passengers=("ZIMMER/ROB",)),))

    with pytest.raises(IntakeRefused, match="who of the trip it was for"):
        keep(brought, CODE, found, [Answer(True)], "operator")
    assert rows(brought) == before

    keep(brought, CODE, found, [Answer(True, {"ZIMMER/ROB": "ben"})], "operator")
    assert rows(brought)["ord-icn"].people == "all; -minho; -ben"


def test_a_cancelled_one_of_who_is_not_on_it_does_nothing(brought: Installation) -> None:
    off = replace(KNOWN, cancelled=True, locator="", passengers=("BAEK/MINHO",))

    (card,) = seen(brought, off).cards

    assert (card.match.segment, card.can) == ("", False)


def test_a_cancelled_one_that_is_not_planned_does_nothing(brought: Installation) -> None:
    (card,) = seen(brought, replace(NEW, cancelled=True)).cards

    assert (card.match.verdict, card.match.segment, card.can) == (Verdict.CANCELLED, "", False)


def test_what_a_pass_does_not_tell_is_asked_for(brought: Installation) -> None:
    bare = replace(NEW, departs=None, arrives=None)
    sight = seen(brought, bare)
    (card,) = sight.cards
    assert (card.asks, card.minutes) == (("departs", "arrives"), None)
    assert [answer.keep for answer in answers_of(sight.cards)] == [False]
    filled = {"departs": "2027-03-07T12:45", "arrives": "2027-03-08T16:40"}

    answer = Answer(True, card.people, (), filled)
    keep(brought, CODE, Found((bare,)), [answer], "operator", sight.version)

    row = rows(brought)["ua881-0307"]
    assert (row.departs, row.arrives) == (NEW.departs, NEW.arrives)


@pytest.mark.parametrize(
    ("filled", "cause"),
    [
        ({}, "A value that is missing"),
        ({"departs": "2027-03-07T12:45", "arrives": "2027-03-06T16:40"}, "An arrival before"),
        ({"departs": "soon", "arrives": "2027-03-08T16:40"}, "A cell that is no"),
    ],
)
def test_what_is_filled_in_wrongly_refuses_all(
    brought: Installation, filled: dict[str, str], cause: str
) -> None:
    before = rows(brought)
    bare = replace(NEW, departs=None, arrives=None, locator="ZZZ999")
    found = Found((replace(NEW, number="UA882"), bare))
    sight = look(brought, CODE, found)
    answers = [Answer(True, card.people, (), filled) for card in sight.cards]

    with pytest.raises(IntakeRefused) as refused:
        keep(brought, CODE, found, answers, "operator", sight.version)

    assert cause in str(refused.value)
    assert {fault.place.row for fault in refused.value.faults} == {2}
    assert look(brought, CODE, found, answers).faults == refused.value.faults
    assert rows(brought) == before


def test_a_trip_that_moved_is_left_alone(brought: Installation) -> None:
    version = seen(brought, NEW).version
    after = kept(brought, NEW)

    with pytest.raises(TripMoved):
        keep(brought, CODE, Found((KNOWN,)), [Answer(True)], "operator", version)

    assert rows(brought) == after


def test_two_cards_that_contradict_each_other_are_a_fault(brought: Installation) -> None:
    found = Found(
        (
            replace(KNOWN, departs=datetime(2027, 3, 8, 13, 5)),
            replace(KNOWN, departs=datetime(2027, 3, 8, 14, 5)),
        )
    )

    with pytest.raises(IntakeRefused, match="one change of ord-icn at a time"):
        keep(brought, CODE, found, [Answer(True), Answer(True)], "operator")


def test_several_confirmations_are_one_list() -> None:
    other = json.loads(json.dumps(KE38))
    other["underName"]["name"] = "Sora Kim"
    handed = [
        Handed("one.html", page(KE38)),
        Handed("two.html", page(other)),
        Handed("photo.png", b"\x89PNG\x00\x01\x02\x03"),
        Handed("", BOARDING[1].encode()),
    ]

    found = read_several(handed, date(2026, 7, 1))

    told = [(each.number, each.passengers) for each in found.segments]
    assert told[0] == ("KE38", ("Minjun Kim", "Sora Kim"))
    assert [number for number, _ in told[1:]] == ["KE701", "JL74"]
    assert found.not_understood == (
        "“photo.png” is a file that is no text. Wanted: a confirmation as .eml, .html, .ics, .json,"
        " text, .pdf or .pkpass.",
    )


def test_more_than_enough_are_left_for_later() -> None:
    calendar = event("Flight KE38", ";TZID=America/Chicago:20270308T123500", ":20270309T082000Z")
    handed = [Handed(f"{number}.ics", calendar) for number in range(MOST_FILES + 1)]

    found = read_several(handed, ON)

    assert found.not_understood[-1] == "At most 12 are read at once. Left for later: “12.ics”."


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("KIM/MINJUN MR", "KIM, MINJUN"),
        ("Minjun Kim", "Minjun Kim"),
        ("O'NEIL/BO ANN MRS", "O'NEIL, BO ANN"),
        ("A;B=C", "A B C"),
    ],
)
def test_a_name_is_written_as_the_plan_writes_it(name: str, written: str) -> None:
    assert as_ticketed(name) == written


@given(
    st.lists(
        st.builds(
            FoundSegment,
            mode=st.sampled_from(["flight", "train"]),
            number=st.text(max_size=6),
            departs=st.none() | st.datetimes(),
            arrives=st.none() | st.datetimes(),
            day=st.none() | st.dates(),
            passengers=st.lists(st.text(max_size=6)).map(tuple),
            cancelled=st.booleans(),
            notices=st.lists(st.text(max_size=6)).map(tuple),
        ),
        max_size=3,
    ),
    st.lists(st.text(max_size=5)),
)
def test_what_waits_comes_back_as_it_was(segments: list[FoundSegment], passed: list[str]) -> None:
    found = Found(tuple(segments), tuple(passed))

    assert from_json(to_json(found)) == found


def test_nothing_is_written_by_looking(brought: Installation, tmp_path: Path) -> None:
    before = rows(brought)
    seen(brought, NEW, replace(KNOWN, cancelled=True))
    assert rows(brought) == before
