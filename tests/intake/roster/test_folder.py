"""A plan carried out by the import: it changes what the roster says, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.changes import Count
from missions.intake.folder import TripFolder
from missions.intake.held import find_trip, load, open_seals
from missions.intake.roster.folder import as_reading
from missions.intake.roster.guess import guess, mapping_of
from missions.intake.roster.known import standing_of
from missions.intake.roster.plan import Plan, What, plan
from missions.intake.roster.sheet import read_roster
from tests.intake import willow

ON = date(2026, 6, 1)
ROSTER = """\
Name,Nickname,DOB,Email,Cell,Allergies,Passport number,Passport exp. date,T-shirt size
"Nguyen, Van Minh",,1984-02-29,minh@post.example,,,X1234567,2031-01-02,M
"Kim, So Ra",,2010-05-06,,,,,,S
"Ode, Ben",Ruth,1992-08-17,ben@post.example,312 555 0160,cashews,512345678,2028-02-29,L
"""


def held_folder(installation: Installation) -> TripFolder:
    """Return the trip as the service holds it, seals opened."""
    with installation.store.write() as session:
        trip = find_trip(session, "willow-26")
        assert trip is not None
        held = load(session, trip)
        open_seals(installation, session, held, ["people", "documents"], "operator", "compare")
        return held.folder


def planned(installation: Installation) -> Plan:
    """Lay the roster beside the trip, as far as it is open."""
    with installation.store.read() as session:
        trip = find_trip(session, "willow-26")
        assert trip is not None
        people = standing_of(load(session, trip).folder)
    roster = read_roster("team.csv", ROSTER.encode())
    return plan(roster, mapping_of(guess(roster.header, roster.samples(), on=ON)), people, on=ON)


@pytest.fixture
def brought(installation: Installation, tmp_path: Path) -> Installation:
    """An installation that holds the trip."""
    import_trip(installation, willow.read(tmp_path / "willow"), actor="operator")
    return installation


def test_it_changes_what_the_roster_says_and_nothing_else(brought: Installation) -> None:
    before = held_folder(brought)
    first = planned(brought)
    assert [(row.what, row.key) for row in first.rows] == [
        (What.CHANGED, "minh"),
        (What.SAME, "sora"),
        (What.NEW, "ruth-2"),
    ]
    done = import_trip(brought, as_reading(first, "willow-26"), actor="operator")
    assert (done.tables["people"], done.tables["documents"]) == (
        Count(added=1, changed=1, unchanged=2),
        Count(added=1, changed=1, unchanged=1),
    )
    after = held_folder(brought)
    old = {row.key: row for row in before.people.rows}
    new = {row.key: row for row in after.people.rows}
    old["minh"].email = "minh@post.example"
    assert {key: new[key] for key in old} == old
    ben = new["ruth-2"]
    assert (ben.legal_name, ben.preferred_name, ben.role, ben.allergies) == (
        "Ode, Ben",
        "Ruth",
        "volunteer",
        "cashews",
    )
    papers = [(row.person, row.number, row.country, row.expires) for row in after.documents.rows]
    assert sorted(papers, key=str) == [
        ("minh", "X1234567", "US", date(2031, 1, 2)),
        ("ruth-2", "512345678", "", date(2028, 2, 29)),
        ("sora", "", "", None),
    ]
    assert after.travel.rows == before.travel.rows


def test_twice_changes_nothing(brought: Installation) -> None:
    import_trip(brought, as_reading(planned(brought), "willow-26"), actor="operator")
    second = planned(brought)
    assert [row.what for row in second.rows] == [What.CHANGED, What.SAME, What.CHANGED]
    assert {each.field for row in second.rows for each in row.differences} == {
        "allergies",
        "passport_number",
    }
    done = import_trip(brought, as_reading(second, "willow-26"), actor="operator")
    assert not done.changed


def test_a_plan_with_faults_is_not_carried_out() -> None:
    roster = read_roster("team.csv", b"Name,DOB\nBen Ode,7/10/92\n")
    faulty = plan(roster, {0: "legal_name", 1: "birth_date"}, (), on=ON)
    with pytest.raises(ValueError, match="with faults"):
        as_reading(faulty, "willow-26")
