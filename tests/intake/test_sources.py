"""CSV, TOML and workbooks become the same rows; what is broken is told with its place."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from missions.intake.read import read_trip
from missions.intake.rows import PersonRow
from tests.intake import willow

PEOPLE = "people.csv"


def test_headings_are_forgiven_and_unknown_columns_left_out(tmp_path: Path) -> None:
    people = (
        "Cell, Legal Name ,DOB*,shoe size,Nick-name,Ky,key,Sex\n"
        "'+1 312,\"KIM, MIN JUN\",1990-03-04,44,MJ,x,mj,m\n"
    )
    reading = willow.read(tmp_path, {PEOPLE: people, **dict.fromkeys(willow.FILES.keys() - {"trip.toml", PEOPLE})})
    assert willow.told(reading) == []
    assert reading.folder.people.rows == [
        PersonRow(
            key="mj",
            legal_name="KIM, MIN JUN",
            surname="KIM",
            given_names="MIN JUN",
            birth_date=date(1990, 3, 4),
            gender="M",
            phone="+1 312",
        )
    ]
    assert [str(warning) for warning in reading.warnings] == [
        "people.csv, row 1, shoe size: This column is not known and was left out.",
        "people.csv, row 1, Nick-name: This column is not known and was left out."
        " Did you mean surname?",
        "people.csv, row 1, Ky: This column is not known and was left out. Did you mean key?",
    ]
