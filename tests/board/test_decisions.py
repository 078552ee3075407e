"""Waiving and letting be: each counts as a write, also where two leaders do so at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from missions.audit.log import OPERATOR
from missions.board.actions import waive
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.trips.model import Trip
from tests.cli.test_trip_check import CODE, folder


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_writes_at_once_both_count(installation: Installation, tmp_path: Path) -> None:
    import_trip(installation, read_trip(folder(tmp_path / "trip")), actor=OPERATOR)
    with installation.store.read() as session:
        before = session.scalars(select(Trip.version).where(Trip.code == CODE)).one()

    with installation.store.write() as late:
        seen = trip_by_code(late, CODE)
        with installation.store.write() as early:
            trip = trip_by_code(early, CODE)
            waive(early, trip, "lea", "waiver", "", "Signed on paper", "Sam", OPERATOR)
        waive(late, seen, "sam", "waiver", "", "Signed on paper", "Lea", OPERATOR)

    with installation.store.read() as session:
        assert session.scalars(select(Trip.version).where(Trip.code == CODE)).one() == before + 2
