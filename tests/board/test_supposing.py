"""What if on whole trips: what is applied is what was looked at, and leaves a sound trip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from missions import clock
from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.board.applying import PlanMoved, apply
from missions.board.supposing import Choice, choices_of
from missions.briefing.queries import trip_by_code
from missions.documents.model import Document
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.intake.save import save_trip
from missions.people.model import Person
from missions.readiness.model import Override
from missions.readiness.supposing import (
    Cancel,
    CannotSuppose,
    Move,
    Renew,
    Supposition,
    Without,
)
from missions.schedule.model import Activity, Room, Segment
from missions.store.base import new_id
from missions.training.model import Attendance, Training
from missions.trips.actions import LastLeader
from missions.trips.model import Membership
from tests.board.winter import NOW, judged, look, press, trip_id

# Looking ----------------------------------------------------------------


def test_today_is_judged_as_without_any_supposition(house: Installation) -> None:
    found = look(house, Without("lily"))
    now = judged(house)

    assert (found.now.go, found.now.judged, found.now.conflicts) == (
        now.go,
        now.judged,
        now.conflicts,
    )


def test_choices_are_travellers_and_legs_by_time(house: Installation) -> None:
    with house.store.read() as session:
        found = choices_of(session, trip_by_code(session, "casa-27"))
        travels = session.query(Membership.key).filter(
            Membership.trip_id == trip_id(session, "casa-27"),
            Membership.role.not_in(("guardian", "duty officer")),
        )
        keys = [key for (key,) in travels.order_by(Membership.position)]
        spring = choices_of(session, trip_by_code(session, "spring-27"))

    assert [one.key for one in found.people] == keys
    assert spring.legs[:3] == (
        Choice("den-ord", "UA1402, DEN to ORD, 8 March"),
        Choice("ord-icn", "KE38, ORD to ICN, 8 March"),
        Choice("icn-harbor", "Incheon, Terminal 2 to Harbor Inn, 9 March"),
    )


def test_a_permit_in_the_old_passport_stands_with_another(house: Installation) -> None:
    found = look(house, Renew("mei", date(2037, 1, 31)))

    changed = {(one.person, one.requirement.kind) for one in found.difference.worse}  # type: ignore[union-attr]
    assert changed == {("mei", "visa"), ("mei", "entry_permit")}


# Applying ---------------------------------------------------------------

CASES: list[list[Supposition]] = [
    [Without("paul")],
    [Without("lily"), Without("minho")],
    [Move(7)],
    [Move(-20)],
    [Move(40), Move(-3)],
    [Cancel("ord-icn")],
    [Without("tomas"), Move(3), Cancel("icn-ynj")],
]


@pytest.mark.parametrize("suppositions", CASES)
def test_what_is_applied_is_what_was_looked_at(
    house: Installation, suppositions: list[Supposition]
) -> None:
    then = look(house, *suppositions).then

    press(house, *suppositions)

    now = judged(house)
    assert (now.go, now.asked) == (then.go, then.asked)
    assert now.judged == then.judged
    assert now.conflicts == then.conflicts
    assert now.party.holidays == then.party.holidays


@pytest.mark.parametrize("suppositions", CASES)
def test_the_trip_that_is_left_can_be_saved_and_read_again(
    house: Installation, tmp_path: Path, suppositions: list[Supposition]
) -> None:
    press(house, *suppositions)

    save_trip(house, "spring-27", tmp_path / "saved", actor=OPERATOR)
    reading = read_trip(tmp_path / "saved")
    result = import_trip(house, reading, actor=OPERATOR)

    assert list(reading.faults) == []
    found = {(one.added, one.changed, one.removed) for one in result.tables.values()}
    assert found == {(0, 0, 0)}


def test_who_drops_out_leaves_no_row_behind(house: Installation) -> None:
    with house.store.write() as session:
        trip = trip_id(session)
        person = session.query(Membership.person_id).filter_by(trip_id=trip, key="lily").scalar()
        for place, people in enumerate(("lily; sam", "sam")):
            row = Override(id=new_id(), trip_id=trip, position=place, kind="overlap")
            row.people = people
            session.add(row)

    press(house, Without("lily"))

    with house.store.read() as session:
        for table, column in ((Attendance, "person"), (Document, "person"), (Membership, "key")):
            assert session.query(table).filter_by(trip_id=trip, **{column: "lily"}).count() == 0
        assert session.get(Person, person) is None
        assert [row.people for row in session.query(Override)] == ["sam"]
        texts = [
            *(row.people for row in session.query(Segment).filter_by(trip_id=trip)),
            *(row.people for row in session.query(Room).filter_by(trip_id=trip)),
            *(row.people for row in session.query(Activity).filter_by(trip_id=trip)),
            *(row.lead for row in session.query(Activity).filter_by(trip_id=trip)),
            *(row.applies for row in session.query(Training).filter_by(trip_id=trip)),
        ]
        assert [text for text in texts if "lily" in text] == []
        ended = session.query(AuditEntry.detail).filter_by(action="access:change").all()
        assert ended[-1] == ("ended",)


def test_a_travelling_guardian_of_a_minor_stays_at_home(house: Installation) -> None:
    with house.store.write() as session:
        lily = session.query(Membership).filter_by(trip_id=trip_id(session), key="lily").one()
        lily.guardians = "ruth"
    then = look(house, Without("ruth")).then

    words = press(house, Without("ruth"))

    with house.store.read() as session:
        row = session.query(Membership).filter_by(trip_id=trip_id(session), key="ruth").one()
        papers = session.query(Document).filter_by(trip_id=trip_id(session), person="ruth").count()
        assert (row.role, row.groups, papers > 0) == ("guardian", "", True)
    assert words == ("Ruth stays at home, as a guardian.",)
    now = judged(house)
    assert (now.judged, now.conflicts) == (then.judged, then.conflicts)


def test_a_person_of_another_trip_is_kept(house: Installation) -> None:
    with house.store.write() as session:
        lily = session.query(Membership).filter_by(trip_id=trip_id(session), key="lily").one()
        other = Membership(
            id=new_id(),
            trip_id=trip_id(session, "casa-27"),
            position=99,
            key="lily",
            person_id=lily.person_id,
        )
        session.add(other)
        person = lily.person_id

    press(house, Without("lily"))

    with house.store.read() as session:
        assert session.get(Person, person) is not None


def test_the_last_leader_is_not_taken_off(house: Installation) -> None:
    with pytest.raises(LastLeader, match="Nobody else leads this trip"):
        press(house, Without("grace"), Without("paul"))


def test_one_of_two_leaders_may_go(house: Installation) -> None:
    assert press(house, Without("grace")) == ("Grace is off the trip.",)


def test_another_version_is_refused_and_nothing_is_written(house: Installation) -> None:
    with house.store.write() as session:
        trip = trip_by_code(session, "spring-27")
        version, starts, found = trip.version, trip.starts, trip.id

    with pytest.raises(PlanMoved), house.store.write() as session:
        apply(house, session, found, [Move(3)], version - 1, OPERATOR)

    with house.store.read() as session:
        trip = trip_by_code(session, "spring-27")
        assert (trip.version, trip.starts) == (version, starts)


@pytest.mark.parametrize("one", [Without("nobody"), Without("marian"), Cancel("gone"), Move(999)])
def test_what_makes_no_sense_is_not_applied(house: Installation, one: Supposition) -> None:
    with pytest.raises(CannotSuppose):
        press(house, one)


def test_a_second_new_passport_is_not_asked_for(house: Installation) -> None:
    renew = Renew("ruth", date(2037, 1, 31))

    assert press(house, renew) == ("A new passport is wanted from Ruth.",)
    assert press(house, renew) == ("A new passport of Ruth is under way already.",)


# On each database -------------------------------------------------------


def test_everything_at_once_on_each_database(installation: Installation) -> None:
    wanted = (
        Without("lily"),
        Move(3),
        Cancel("icn-ynj"),
        Renew("ruth", date(2037, 1, 31)),
    )
    with clock.frozen(NOW):
        import_trip(installation, read_trip(samples_dir() / "spring-27"), actor=OPERATOR)
        then = look(installation, *wanted[:3]).then

        words = press(installation, *wanted)

        assert words == (
            "KE825 is off the plan.",
            "The trip is 3 days later.",
            "Lily is off the trip.",
            "A new passport is wanted from Ruth.",
        )
        assert judged(installation).judged == then.judged
