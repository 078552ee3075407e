"""Sessions planned, changed, taken out, carried over: rows, version and log together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from missions.training import actions, attendance
from missions.training.actions import ChangedMeanwhile, NoTraining, stamp_of
from missions.training.attendance import Given
from missions.training.model import Training
from missions.training.planning import Planned
from missions.training.queries import lesson_of, register_of
from missions.trips.model import Trip
from tests.training.conftest import CHICAGO, Home

PLANNED = Planned(
    title="Safe",
    starts=datetime(2027, 2, 20, 9, 30),
    ends=datetime(2027, 2, 20, 11, 0),
    zone=CHICAGO,
    course="Safe with children",
    topic="child protection",
    required=True,
)


def _stamp(home: Home, key: str) -> str:
    return stamp_of(lesson_of(home.training(key)))


def _keys(home: Home) -> list[str]:
    with home.installation.store.read() as session:
        register = register_of(session, session.get_one(Trip, home.trip_id))
    return [lesson.key for lesson in register.lessons]


def test_a_session_is_planned_with_a_key_of_its_own(home: Home) -> None:
    with home.installation.store.write() as session:
        actions.add(session, home.trip_id, PLANNED, "a-mei")
    row = home.training("safe-2")
    assert (row.position, row.starts_utc, row.course) == (
        2,
        datetime(2027, 2, 20, 15, 30, tzinfo=UTC),
        "Safe with children",
    )
    assert (_keys(home), home.version()) == (["safe", "kids", "safe-2"], 2)
    assert home.log() == [("training:change", row.id, "added")]


def test_a_session_is_changed_and_keeps_its_key_and_id(home: Home) -> None:
    before = home.training("safe")
    with home.installation.store.write() as session:
        actions.change(session, home.trip_id, "safe", PLANNED, _stamp(home, "safe"), "a-mei")
    after = home.training("safe")
    assert (after.id, after.starts, home.version()) == (before.id, PLANNED.starts, 2)
    assert home.log() == [("training:change", before.id, "changed")]


def test_a_lost_race_changes_nothing(home: Home) -> None:
    seen = _stamp(home, "safe")
    with home.installation.store.write() as session:
        actions.change(session, home.trip_id, "safe", PLANNED, seen, "a-mei")
    with pytest.raises(ChangedMeanwhile), home.installation.store.write() as session:
        actions.change(session, home.trip_id, "safe", PLANNED, seen, "a-ben")
    assert (home.version(), len(home.log())) == (2, 1)


def test_a_session_goes_with_its_marks_once_they_were_told(home: Home) -> None:
    with home.installation.store.write() as session:
        attendance.mark(session, home.trip_id, "safe", Given("ben", "attended"), "a-mei")
    seen, gone = _stamp(home, "safe"), home.training("safe").id
    with pytest.raises(ChangedMeanwhile), home.installation.store.write() as session:
        actions.remove(session, home.trip_id, "safe", seen, 0, "a-mei")
    assert _keys(home) == ["safe", "kids"]

    with home.installation.store.write() as session:
        assert actions.remove(session, home.trip_id, "safe", seen, 1, "a-mei") == 1
    assert (_keys(home), home.marks(), home.version()) == (["kids"], [], 3)
    assert home.log()[-1] == ("training:change", gone, "removed marks=1")


def test_what_is_gone_is_said(home: Home) -> None:
    with pytest.raises(NoTraining), home.installation.store.write() as session:
        actions.remove(session, home.trip_id, "nothing", "", 0, "a-mei")


def test_a_curriculum_is_carried_over_once(
    home: Home, make_home: Callable[[str, date], Home]
) -> None:
    with home.installation.store.write() as session:
        attendance.mark(session, home.trip_id, "safe", Given("ben", "attended"), "a-mei")
        for row in session.query(Training).filter_by(trip_id=home.trip_id):
            row.course = "Safe with children"
    new = make_home("next", date(2028, 3, 6))
    with new.installation.store.write() as session:
        session.query(Training).filter_by(trip_id=new.trip_id, key="kids").delete()

    for wanted in (["safe-2", "kids"], []):
        with new.installation.store.write() as session:
            fresh = actions.copy(session, home.trip_id, new.trip_id, "a-mei")
        assert [one.key for one in fresh] == wanted

    row = new.training("kids")
    assert (row.starts, row.course) == (datetime(2027, 11, 6, 9, 30), "Safe with children")
    assert _keys(new) == ["safe", "safe-2", "kids"]
    assert [mark[:3] for mark in new.marks()] == [("safe", "ben", "attended")]
    assert new.version() == 2
    assert new.log() == [("training:change", new.trip_id, f"copied sessions=2 from={home.trip_id}")]


def test_copying_into_a_trip_that_moved_is_refused(
    home: Home, make_home: Callable[[str, date], Home]
) -> None:
    new = make_home("next", date(2028, 3, 6))
    with pytest.raises(ChangedMeanwhile), new.installation.store.write() as session:
        actions.copy(session, home.trip_id, new.trip_id, "a-mei", version=0)
    assert new.version() == 1
