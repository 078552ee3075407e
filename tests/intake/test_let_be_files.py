"""What leaders let be, in two files of the folder: read, checked, saved, read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from missions.audit.log import OPERATOR
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.intake.save import save_trip
from missions.readiness.model import Exemption, Override
from missions.schedule.model import Activity
from tests.intake import willow

EXEMPTIONS = """\
person,kind,title,by,reason
Minh,passport,,the board,Renewed; on its way
sora,form,Photo release,Minh,Her parents said no
"""
OVERRIDES = """\
kind,items,people,by,reason
overlap,watch; lunch,Sora; minh,the board,"They, too, can choose"
no_bed,oak-1,sora,,Sleeps at her aunt's
two_adults,,,Minh,Two hosts are there
"""
FILES = {"exemptions.csv": EXEMPTIONS, "overrides.csv": OVERRIDES}
WAIVED = [
    ("minh", "passport", "", "the board", "Renewed; on its way"),
    ("sora", "form", "Photo release", "Minh", "Her parents said no"),
]
LET_BE = [
    ("overlap", "lunch; watch", "minh; sora", "the board", "They, too, can choose"),
    ("no_bed", "oak-1", "sora", "", "Sleeps at her aunt's"),
    ("two_adults", "", "", "Minh", "Two hosts are there"),
]
SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def _rows(installation: Installation) -> tuple[list[object], list[object]]:
    with installation.store.read() as session:
        waived = session.scalars(select(Exemption).order_by(Exemption.position)).all()
        let_be = session.scalars(select(Override).order_by(Override.position)).all()
        return (
            [(row.person, row.kind, row.title, row.by, row.reason) for row in waived],
            [(row.kind, row.items, row.people, row.by, row.reason) for row in let_be],
        )


def test_both_are_taken_with_names_as_keys_in_one_order(
    installation: Installation, tmp_path: Path
) -> None:
    reading = willow.read(tmp_path / "willow", FILES)
    assert willow.told(reading) == []

    import_trip(installation, reading, actor=OPERATOR)

    assert _rows(installation) == (WAIVED, LET_BE)


@SQLITE
@pytest.mark.parametrize("name", ["saved", "saved.zip", "saved.xlsx"])
def test_what_is_saved_reads_back_and_changes_nothing(
    installation: Installation, tmp_path: Path, name: str
) -> None:
    import_trip(installation, willow.read(tmp_path / "willow", FILES), actor=OPERATOR)
    save_trip(installation, "willow-26", tmp_path / name, actor=OPERATOR)

    reading = read_trip(tmp_path / name)
    result = import_trip(installation, reading, actor=OPERATOR)

    assert (result.changed, result.missing, result.warnings) == (False, (), ())
    assert _rows(installation) == (WAIVED, LET_BE)


@SQLITE
def test_a_folder_without_them_leaves_them_and_a_blank_cell_clears(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "willow"
    import_trip(installation, willow.read(folder, FILES), actor=OPERATOR)
    gone = willow.read(folder, dict.fromkeys(FILES))
    assert import_trip(installation, gone, actor=OPERATOR).changed is False
    shorter = {
        "exemptions.csv": "person,kind,title,by\nminh,passport,,\n",
        "overrides.csv": "kind,items,people,reason\nno_bed,oak-1,Sora,Sleeps at home\n",
    }

    kept = import_trip(installation, willow.read(folder, shorter), actor=OPERATOR)
    listed = [(one.table, one.key) for one in kept.missing]
    before = _rows(installation)
    import_trip(installation, willow.read(folder, shorter), actor=OPERATOR, remove=True)

    assert listed == [
        ("exemptions", "sora form Photo release"),
        ("overrides", "overlap lunch; watch minh; sora"),
        ("overrides", "two_adults  "),
    ]
    cleared = ("minh", "passport", "", "", "Renewed; on its way")
    changed = ("no_bed", "oak-1", "sora", "", "Sleeps at home")
    assert before == ([cleared, WAIVED[1]], [changed, LET_BE[0], LET_BE[2]])
    assert _rows(installation) == ([cleared], [changed])


def test_every_fault_is_told(tmp_path: Path) -> None:
    wrong = {
        "exemptions.csv": "person,kind,title\nmin,passport,\n,visa,\nsora,pasport,\n"
        "minh,form,X\nMinh,form,X\n",
        "overrides.csv": "kind,items,people\noverlaps,lunch,\noverlap,lunh,minh\n"
        "overlap,lunch,Rut\n",
    }
    faults = willow.read(tmp_path / "willow", wrong).faults

    assert [
        (fault.place.file, fault.place.row, fault.place.column, fault.suggestion)
        for fault in faults
    ] == [
        ("exemptions.csv", 3, "person", ""),
        ("exemptions.csv", 4, "kind", "passport"),
        ("overrides.csv", 2, "kind", "overlap"),
        ("exemptions.csv", 6, "title", ""),
        ("exemptions.csv", 2, "person", "minh"),
        ("overrides.csv", 3, "items", "lunch"),
        ("overrides.csv", 4, "people", "ruth"),
    ]


@SQLITE
def test_a_decision_about_what_is_gone_stops_no_folder_and_is_not_saved(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "willow"
    import_trip(installation, willow.read(folder, FILES), actor=OPERATOR)
    with installation.store.write() as session:
        session.execute(delete(Activity).where(Activity.key == "watch"))

    people = read_trip(
        willow.write(
            tmp_path / "some",
            dict.fromkeys(willow.FILES) | {"trip.toml": willow.TOML, "people.csv": willow.PEOPLE},
        )
    )
    assert import_trip(installation, people, actor=OPERATOR).changed is False
    again = import_trip(installation, willow.read(folder, {"schedule.csv": None}), actor=OPERATOR)
    save_trip(installation, "willow-26", tmp_path / "saved", actor=OPERATOR)

    told = "It lets nothing be: what it names is no longer in the plan."
    assert [remark.text for remark in again.warnings if remark.place.file == "overrides.csv"] == [
        told
    ]
    saved = read_trip(tmp_path / "saved")
    kinds = [row.kind for row in saved.folder.overrides.rows]
    assert (willow.told(saved), kinds) == ([], ["no_bed", "two_adults"])
