"""What differs in people, rooms, calls and pages, and how private the difference is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from missions.briefing.diff import differences
from missions.briefing.difference import Difference, DiffKind
from missions.privacy import Sensitivity
from missions.schedule.model import Room, Stay
from missions.trips.model import Contact, FreePage
from tests.briefing.compared import found
from tests.briefing.small_trip import member, row, small_trip

ADDED, REMOVED, MOVED = DiffKind.ADDED, DiffKind.REMOVED, DiffKind.MOVED
RETIMED, REPLACED, CHANGED = DiffKind.RETIMED, DiffKind.REPLACED, DiffKind.CHANGED
JULY = [date(2026, 7, day) if day else date(2026, 7, 1) for day in range(32)]
MEI, SAM = "membership-mei", "membership-sam"


def test_people_who_join_leave_or_change_are_told_to_everybody_but_not_one_by_one() -> None:
    old = {"visit": None, "rest": None, "out": None, "home": None, "safety": None}
    joined, person = member("ann", "volunteer", "Ann")
    trip = small_trip(**old, mei={"role": "co-leader"}, gus=None)
    trip.members["ann"] = (joined, person)

    rows = list(differences(small_trip(**old).plan(), trip.plan()))

    assert rows == [
        Difference((CHANGED,), "Mei, co-leader", "Mei, volunteer", uid="membership-mei", key="mei"),
        Difference((ADDED,), "Ann joins", uid="membership-ann", key="ann"),
        Difference((REMOVED,), "Gus leaves", uid="membership-gus", key="gus"),
    ]
    assert list(differences(small_trip(**old).plan(), trip.plan(), MEI)) == []


def stay(check_in: int = 11, check_out: int = 13, site: str = "hotel") -> dict[str, Any]:
    dates = {"check_in": JULY[check_in], "check_out": JULY[check_out]}
    return {"new": row(Stay, key="s", site=site, **dates)}


def room(people: str, number: str = "7") -> dict[str, Any]:
    return {"new": row(Room, id=f"room-{number}", stay="s", room=number, people=people)}


def lodging(kind: DiffKind, now: str, was: str, day: int = 11) -> Difference:
    return Difference((kind,), now, was, JULY[day], "stay-s", "s")


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ({}, {"s": stay()}, [lodging(ADDED, "Hotel, 11–13 July", "")]),
        ({"s": stay()}, {}, [lodging(REMOVED, "Hotel, 11–13 July", "")]),
        (
            {"s": stay()},
            {"s": stay(11, 14)},
            [lodging(MOVED, "Hotel, 11–14 July", "Hotel, 11–13 July")],
        ),
        (
            {"s": stay()},
            {"s": stay(site="maple")},
            [lodging(MOVED, "Maple House, 11–13 July", "Hotel, 11–13 July")],
        ),
        (
            {"s": stay(), "r": room("mei; lea")},
            {"s": stay(), "r": room("mei"), "r8": room("lea; sam", "8")},
            [
                lodging(CHANGED, "Hotel: Lea in room 8", "room 7"),
                lodging(CHANGED, "Hotel: Sam in room 8", ""),
            ],
        ),
        (
            {"s": stay(), "r": room("mei; lea")},
            {"s": stay(), "r": room("")},
            [lodging(CHANGED, "Hotel: Lea, Mei without a room", "room 7")],
        ),
    ],
)
def test_where_people_sleep_is_told_by_stay_and_room(
    old: dict[str, Any], new: dict[str, Any], rows: list[Difference]
) -> None:
    assert found(old=old, new=new) == rows


def test_a_person_is_told_of_their_own_room() -> None:
    old = {"s": stay(), "r": room("mei; lea")}
    new = {"s": stay(), "r": room("mei"), "r8": room("lea; sam", "8")}

    assert found(old=old, new=new, of=MEI) == []
    assert found(old=old, new=new, of=SAM) == [
        lodging(CHANGED, "Hotel: Sam in room 8", ""),
    ]


def contact(phone: str, level: str = "team", name: str = "Clinic") -> dict[str, Any]:
    made = row(Contact, role="hospital", name=name, phone=phone, sensitivity=level)
    return {"new": made}


@pytest.mark.parametrize("level", list(Sensitivity)[:3])
def test_a_contact_is_as_private_in_a_difference_as_its_row(level: Sensitivity) -> None:
    name = level.name.lower()

    def only(kind: DiffKind, now: str, was: str = "") -> list[Difference]:
        return [Difference((kind,), now, was, sensitivity=level)]

    assert found(new={"c": contact("1", name)}) == only(ADDED, "hospital: Clinic 1")
    assert found(old={"c": contact("1", name)}) == only(REMOVED, "hospital: Clinic")
    changed = found(old={"c": contact("1", name)}, new={"c": contact("2", name)})
    assert changed == only(CHANGED, "hospital: Clinic 2", "1")


@pytest.mark.parametrize(("old", "new"), [("leader", "team"), ("team", "leader")])
def test_a_contact_whose_class_changed_is_as_private_as_the_stricter(old: str, new: str) -> None:
    rows = found(old={"c": contact("1", old)}, new={"c": contact("1", new)})

    assert rows == [
        Difference((CHANGED,), "hospital: Clinic 1", "", sensitivity=Sensitivity.LEADER)
    ]


def test_a_contact_of_an_unknown_class_is_for_leaders() -> None:
    (difference,) = found(new={"c": contact("1", "secret")})

    assert difference.sensitivity is Sensitivity.LEADER


@pytest.mark.parametrize("level", list(Sensitivity)[:3])
def test_a_page_is_as_private_in_a_difference_as_its_row(level: Sensitivity) -> None:
    def page(text: str) -> dict[str, Any]:
        made = row(FreePage, title="Money", text=text, sensitivity=level.name.lower())
        return {"new": made}

    def only(kind: DiffKind) -> list[Difference]:
        return [Difference((kind,), "Page “Money”", sensitivity=level)]

    assert found(new={"p": page("a")}) == only(ADDED)
    assert found(old={"p": page("a")}) == only(REMOVED)
    assert found(old={"p": page("a")}, new={"p": page("b")}) == only(CHANGED)
