"""Who is ready ends with whom it is about: by erasure, by purge; and is theirs to see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from missions import clock
from missions.board.actions import let_be, waive
from missions.board.keeping import board_of
from missions.installation import Installation
from missions.readiness.model import Exemption, KeptBoard, Override
from missions.retention.deleting import delete_trip
from missions.retention.erasing import erase
from missions.retention.own_data import sections
from missions.retention.own_rows import whose
from missions.trips.model import Requirement, Trip
from tests.retention.canary_house import AFTER, CanaryHouse, furnish, rows_of

KEPT = ("kept_board", "kept_conflict", "kept_person", "kept_verdict")
ALL = (*KEPT, "exemption", "override", "readiness_day")


@pytest.fixture
def house(installation: Installation) -> Iterator[CanaryHouse]:
    """The canary trip after its end, judged, with something waived and something let be."""
    made = furnish(installation)
    with clock.frozen(AFTER):
        with installation.store.write() as session:
            trip = session.get_one(Trip, made.trip_id)
            session.add(
                Requirement(trip_id=trip.id, position=99, kind="funds", title="", applies="all")
            )
            session.flush()
            for key in ("mei", "sam"):
                waive(session, trip, key, "funds", "", f"{key} pays later", "lea", "operator")
            for people in (("mei", "sam"), ("sam",)):
                let_be(session, trip, ("overlap", ("lunch",), people), "So be it", "lea", "op")
        board_of(installation, made.trip_id, "operator")
        yield made


def test_an_erased_person_takes_decisions_and_the_board_along(house: CanaryHouse) -> None:
    before = rows_of(house.installation)
    assert [bool(before[name]) for name in KEPT] == [
        True,
        bool(before["kept_conflict"]),
        True,
        True,
    ]

    erase(house.installation, house.persons["mei"], house.accounts["mei"])

    left = rows_of(house.installation)
    assert [left[name] for name in KEPT] == [[], [], [], []]
    assert [(row["person"], row["reason"]) for row in left["exemption"]] == [
        ("sam", "sam pays later")
    ]
    assert [row["people"] for row in left["override"]] == ["sam"]


def test_the_board_is_judged_anew_without_them(house: CanaryHouse) -> None:
    name = {row["id"]: row["preferred_name"] for row in rows_of(house.installation)["person"]}
    mei = name[house.persons["mei"]]
    erase(house.installation, house.persons["mei"], house.accounts["mei"])

    board = board_of(house.installation, house.trip_id, "operator")

    assert mei not in {row.name for row in board.rows}
    assert mei not in " ".join(board.kept.reasons)
    assert sorted(row.key for row in board.rows) == ["lea", "sam", "someone-1"]


def test_a_purged_trip_leaves_nothing_of_it(house: CanaryHouse) -> None:
    assert rows_of(house.installation)["exemption"]
    with house.installation.store.write() as session:
        delete_trip(session, house.trip_id)

    left = rows_of(house.installation)
    assert {name: left[name] for name in ALL} == {name: [] for name in ALL}


def test_ones_verdicts_and_waivers_are_ones_own_data(house: CanaryHouse) -> None:
    with house.installation.store.read() as session:
        mine = {
            part.name: part.rows for part in sections(session, whose(session, house.persons["mei"]))
        }
        kept = session.query(KeptBoard).one()
        asked = len(kept.columns)
        waived = session.query(Exemption).filter_by(person="mei").one()
        assert session.query(Override).count() == 2

    (row,) = mine["waived"]
    assert {name: row[name] for name in ("kind", "title", "reason")} == {
        "kind": "funds",
        "title": "",
        "reason": "mei pays later",
    }
    assert row["made_at"] == waived.made_at
    assert set(row) == {"trip", "kind", "title", "reason", "made_at"}
    verdicts = mine["verdicts"]
    assert 0 < len(verdicts) <= asked
    assert ("funds", "waived") in {(one["kind"], one["state"]) for one in verdicts}
    assert not any("sam" in str(one) for one in (*mine["waived"], *verdicts))
