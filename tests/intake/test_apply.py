"""A folder in the database: all or nothing, repeatable, and merged as its page says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from missions.audit.model import AuditEntry
from missions.disclosure import of_person, of_trip, reveal
from missions.documents.model import Document
from missions.installation import Installation
from missions.intake.apply import ImportResult, Missing, import_trip
from missions.intake.changes import Count
from missions.intake.faults import IntakeRefused
from missions.intake.held import find_trip, load
from missions.people.model import Person
from missions.schedule.model import Activity, Segment
from missions.store.base import Base
from missions.training.model import Training
from missions.trips.model import Membership, Requirement, Site, Trip
from tests.intake import willow


def put(
    installation: Installation,
    folder: Path,
    changed: dict[str, willow.Content] | None = None,
    *,
    remove: bool = False,
) -> ImportResult:
    """Write the folder, read it and import it."""
    reading = willow.read(folder, changed)
    return import_trip(installation, reading, actor="operator", remove=remove)


def everything(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the audit log, in the database's order of ids."""
    with installation.store.read() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table)).all()), key=str)
            for table in Base.metadata.sorted_tables
            if not table.name.startswith("audit_")
        }


def moved(counts: dict[str, Count]) -> dict[str, tuple[int, int, int]]:
    """Return what was added, changed and removed, where anything was."""
    made = {name: (each.added, each.changed, each.removed) for name, each in counts.items()}
    return {name: each for name, each in made.items() if any(each)}


def only(installation: Installation, model: type[Base], **wanted: str) -> Any:
    """Return the one row of that description."""
    with installation.store.read() as session:
        return session.scalars(select(model).filter_by(**wanted)).one()


def test_a_new_trip_stands_in_the_database(installation: Installation, tmp_path: Path) -> None:
    result = put(installation, tmp_path / "f")
    assert (result.code, result.created, result.changed, result.missing) == (
        "willow-26",
        True,
        True,
        (),
    )
    assert moved(result.tables) == {
        "trip": (1, 0, 0),
        "partner": (1, 0, 0),
        "site": (2, 0, 0),
        "word": (1, 0, 0),
        "requirement": (2, 0, 0),
        "contact": (1, 0, 0),
        "page": (1, 0, 0),
        "people": (3, 0, 0),
        "travel": (2, 0, 0),
        "stays": (1, 0, 0),
        "rooms": (2, 0, 0),
        "schedule": (3, 0, 0),
        "training": (1, 0, 0),
        "attendance": (1, 0, 0),
        "documents": (2, 0, 0),
    }


def test_wall_times_have_their_zone_and_instant(installation: Installation, tmp_path: Path) -> None:
    put(installation, tmp_path / "f")
    leg = only(installation, Segment, key="out")
    assert (leg.departs_zone, leg.departs_utc, leg.arrives_zone, leg.arrives_utc) == (
        "America/Chicago",
        datetime(2026, 7, 10, 17, 35, tzinfo=UTC),
        "Asia/Seoul",
        datetime(2026, 7, 11, 7, 20, tzinfo=UTC),
    )
    watch = only(installation, Activity, key="watch")
    assert (watch.zone, watch.starts, watch.ends, watch.ends_utc) == (
        "Asia/Seoul",
        datetime(2026, 7, 12, 23),
        datetime(2026, 7, 13, 1),
        datetime(2026, 7, 12, 16, tzinfo=UTC),
    )
    first = only(installation, Training, key="first")
    assert (first.zone, first.starts_utc) == (
        "America/Chicago",
        datetime(2026, 5, 2, 23, 30, tzinfo=UTC),
    )
    passport = only(installation, Requirement, kind="passport")
    assert passport.settings == {"months_beyond_return": 6}


def test_sealed_columns_are_sealed_and_open_with_an_audit_row(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    person = only(installation, Person, preferred_name="Sora")
    site = only(installation, Site, key="maple")
    paper = only(installation, Document, key="p1")
    holder = only(installation, Membership, key="minh")
    facts = [
        of_person(person.id, "person", person.id, "allergies", person.allergies),
        of_person(holder.person_id, "document", paper.id, "number", paper.number),
        of_person(holder.person_id, "document", paper.id, "issued", paper.issued),
        of_trip(site.trip_id, "site", site.id, "name", site.name),
    ]
    with installation.store.write() as session:
        texts = reveal(installation, session, "operator", site.trip_id, facts, "test")
        log = session.execute(
            select(AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.number)
        ).all()
    assert texts == ["peanuts", "X1234567", "2019-03-04", "Grace Hall"]
    assert [tuple(entry) for entry in log] == [
        ("trip:import", "added=24 changed=0 removed=0"),
        ("sealed:test", "facts=4"),
    ]
    assert (person.medication, site.trip_id == only(installation, Trip).id) == (None, True)


def test_the_same_folder_twice_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    put(installation, tmp_path / "f")
    before = everything(installation)
    again = put(installation, tmp_path / "f")
    assert (again.created, again.changed, moved(again.tables), again.missing) == (
        False,
        False,
        {},
        (),
    )
    assert everything(installation) == before


def test_rows_with_blank_keys_are_found_again(installation: Installation, tmp_path: Path) -> None:
    schedule = "day,starts,title\n2026-07-12,08:00,Breakfast\n2026-07-12,08:30,Breakfast\n"
    documents = (
        "person,kind,number,expires\nminh,passport,X1,2029-03-03\nminh,passport,X2,2030-03-03\n"
    )
    changed: dict[str, willow.Content] = {"schedule.csv": schedule, "documents.csv": documents}
    put(installation, tmp_path / "f", changed)
    before = everything(installation)
    assert put(installation, tmp_path / "f", changed).changed is False
    assert everything(installation) == before

    newer = documents.replace("X2", "X3").replace("2029-03-03", "2029-03-04")
    result = put(installation, tmp_path / "f", {**changed, "documents.csv": newer})
    assert moved(result.tables) == {"documents": (1, 1, 0)}
    assert result.missing == (Missing("documents", "minh-passport-2"),)
    with installation.store.read() as session:
        keys = session.execute(select(Document.key, Document.expires).order_by(Document.position))
        assert [tuple(row) for row in keys] == [
            ("minh-passport", date(2029, 3, 4)),
            ("minh-passport-3", date(2030, 3, 3)),
            ("minh-passport-2", date(2030, 3, 3)),
        ]


def test_a_missing_file_or_column_leaves_things_and_a_blank_cell_clears(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    before = everything(installation)
    people = (
        "key,phone,allergies,groups\nminh,,,cedar\nsora,+82 10,peanuts,cedar; birch\n"
        "ruth,+1 312 555 0100,,\n"
    )
    without = dict.fromkeys(willow.FILES.keys() - {"people.csv", "trip.toml"})
    toml = '[trip]\ncode = "willow-26"\n[[site]]\nkey = "maple"\nopens = ""\n'
    result = put(installation, tmp_path / "f", {**without, "people.csv": people, "trip.toml": toml})
    assert moved(result.tables) == {"site": (0, 1, 0), "people": (0, 2, 0)}
    assert result.missing == (Missing("site", "oak"),)
    minh = only(installation, Person, preferred_name="Minh")
    sora = only(installation, Person, preferred_name="Sora")
    maple = only(installation, Site, key="maple")
    assert (minh.phone, minh.legal_name, sora.phone, maple.opens, maple.alias) == (
        "",
        "NGUYEN, VAN MINH",
        "+82 10",
        "",
        "Maple House",
    )
    after = everything(installation)
    same = {name for name in before if before[name] == after[name]}
    assert before.keys() - same == {"person", "site", "trip"}


def test_a_sealed_cell_is_changed_only_where_it_differs(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    before = only(installation, Document, key="p1")
    changed = willow.DOCUMENTS.replace("US,2019", "KR,2019")
    result = put(installation, tmp_path / "f", {"documents.csv": changed})
    after = only(installation, Document, key="p1")
    assert moved(result.tables) == {"documents": (0, 1, 0)}
    assert (after.number, after.issued) == (before.number, before.issued)
    assert after.country != before.country

    cleared = willow.DOCUMENTS.replace("US,2019", ",2019")
    put(installation, tmp_path / "f", {"documents.csv": cleared})
    assert only(installation, Document, key="p1").country is None


def test_missing_rows_are_listed_and_taken_out_only_when_asked(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    fewer: dict[str, willow.Content] = {
        "people.csv": "\n".join(willow.PEOPLE.split("\n")[:2]).replace("cedar", "cedar; birch"),
        "schedule.csv": "\n".join(willow.SCHEDULE.split("\n")[:2]),
        "rooms.csv": "stay,room,people\noak-1,301,minh\n",
        "documents.csv": "\n".join(willow.DOCUMENTS.split("\n")[:2]),
    }
    missing = (
        Missing("people", "sora"),
        Missing("people", "ruth"),
        Missing("rooms", "oak-1 302"),
        Missing("schedule", "watch"),
        Missing("schedule", "free"),
        Missing("documents", "f1"),
    )
    kept = put(installation, tmp_path / "f", fewer)
    assert (kept.missing, kept.removed, moved(kept.tables)) == (
        missing,
        False,
        {"people": (0, 1, 0)},
    )
    gone = put(installation, tmp_path / "f", fewer, remove=True)
    assert (gone.missing, gone.removed, moved(gone.tables)) == (
        missing,
        True,
        {
            "people": (0, 0, 2),
            "rooms": (0, 0, 1),
            "schedule": (0, 0, 2),
            "documents": (0, 0, 1),
        },
    )
    with installation.store.read() as session:
        assert session.scalars(select(Person.preferred_name)).all() == ["Minh"]
        assert session.scalars(select(Membership.key)).all() == ["minh"]
        assert session.scalars(select(Activity.key)).all() == ["lunch"]
    assert put(installation, tmp_path / "f", fewer, remove=True).changed is False


def test_nothing_is_taken_out_that_something_kept_refers_to(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    before = everything(installation)
    folder: dict[str, willow.Content] = {
        **dict.fromkeys(willow.FILES.keys() - {"people.csv", "trip.toml"}),
        "people.csv": "\n".join(willow.PEOPLE.split("\n")[:2]),
    }
    with pytest.raises(IntakeRefused) as refused:
        put(installation, tmp_path / "f", folder, remove=True)
    assert [str(fault).split("\n", maxsplit=1)[0] for fault in refused.value.faults] == [
        "rooms oak-1 302 (in the service already), people: sora",
        "schedule free (in the service already), people: all; -sora",
        "documents f1 (in the service already), person: sora",
    ]
    assert everything(installation) == before


def test_a_refused_folder_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    put(installation, tmp_path / "f")
    before = everything(installation)
    changed: dict[str, willow.Content] = {
        "people.csv": willow.PEOPLE.replace("Minh", "Someone else"),
        "rooms.csv": "stay,room,people\noak-9,301,\n",
    }
    reading = willow.read(tmp_path / "f", changed)
    with pytest.raises(IntakeRefused) as refused:
        import_trip(installation, reading, actor="operator")
    told = ["rooms.csv, row 2, stay: oak-9\n    Wanted: a key of stays. Did you mean oak-1?"]
    assert [str(fault) for fault in refused.value.faults] == told
    assert everything(installation) == before


def test_a_refused_new_trip_leaves_nothing(installation: Installation, tmp_path: Path) -> None:
    before = everything(installation)
    with pytest.raises(IntakeRefused):
        put(installation, tmp_path / "f", {"people.csv": None})
    assert everything(installation) == before


def test_a_folder_may_name_what_only_the_trip_has(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    part: dict[str, willow.Content] = {
        **dict.fromkeys(willow.FILES.keys() - {"people.csv", "trip.toml", "schedule.csv"}),
        "trip.toml": '[trip]\ncode = "willow-26"\n',
        "people.csv": "key,role\nminh,leader\n",
        "schedule.csv": "key,day,starts,site,title,people\nnew,2026-07-14,10:00,maple,New,Sora\n",
    }
    reading = willow.read(tmp_path / "f", part)
    assert [fault.place.column for fault in reading.faults] == [
        "starts",
        "ends",
        "site",
        "people",
    ]
    result = import_trip(installation, reading, actor="operator")
    assert (moved(result.tables), result.notices) == ({"schedule": (1, 0, 0)}, ())
    new = only(installation, Activity, key="new")
    assert (new.zone, new.people, new.starts_utc) == (
        "Asia/Seoul",
        "sora",
        datetime(2026, 7, 14, 1, tzinfo=UTC),
    )


def test_what_follows_from_a_changed_site_follows(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    part: dict[str, willow.Content] = {
        **dict.fromkeys(willow.FILES.keys() - {"people.csv", "trip.toml"}),
        "trip.toml": willow.TOML.replace('zone = "Asia/Seoul"', 'zone = "Asia/Shanghai"'),
    }
    result = put(installation, tmp_path / "f", part)
    assert moved(result.tables) == {
        "site": (0, 1, 0),
        "travel": (0, 1, 0),
        "schedule": (0, 3, 0),
    }
    lunch = only(installation, Activity, key="lunch")
    assert (lunch.zone, lunch.starts, lunch.starts_utc) == (
        "Asia/Shanghai",
        datetime(2026, 7, 12, 12),
        datetime(2026, 7, 12, 4, tzinfo=UTC),
    )


def test_a_document_s_handle_given_to_another_person_is_another_document(
    installation: Installation, tmp_path: Path
) -> None:
    put(installation, tmp_path / "f")
    documents = "key,person,kind\np1,sora,passport\nf1,sora,Photo release\n"
    result = put(installation, tmp_path / "f", {"documents.csv": documents})
    paper = only(installation, Document, key="p1")
    assert (moved(result.tables), paper.person, paper.number) == (
        {"documents": (1, 0, 1)},
        "sora",
        None,
    )


def test_a_new_place_in_the_file_is_no_change(installation: Installation, tmp_path: Path) -> None:
    put(installation, tmp_path / "f")
    lines = willow.PEOPLE.rstrip().split("\n")
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    assert moved(put(installation, tmp_path / "f", {"people.csv": turned}).tables) == {}
    with installation.store.read() as session:
        trip = find_trip(session, "willow-26")
        assert trip is not None
        assert [row.key for row in load(session, trip).folder.people.rows] == [
            "ruth",
            "sora",
            "minh",
        ]


def test_two_trips_may_have_the_same_keys(installation: Installation, tmp_path: Path) -> None:
    put(installation, tmp_path / "f")
    before = everything(installation)
    other = willow.TOML.replace("willow-26", "willow-27")
    assert put(installation, tmp_path / "g", {"trip.toml": other}).created is True
    after = everything(installation)
    assert {name: len(rows) for name, rows in after.items() if rows} == {
        name: 2 * len(rows) for name, rows in before.items() if rows
    }


def test_three_hundred_characters_formulas_and_markup_are_text(
    installation: Installation, tmp_path: Path
) -> None:
    names = [
        "<script>alert(1)</script>",
        "Team <Alpha",
        '=HYPERLINK("x")',
        "ñ" * 300,
        "<img src=x>",
    ]
    people = "key,preferred_name,groups\n" + "".join(
        '{},"{}",cedar\n'.format(key, name.replace('"', '""'))
        for key, name in zip(("minh", "sora", "ruth", "d", "e"), names, strict=True)
    )
    put(installation, tmp_path / "f", {"people.csv": people, "rooms.csv": None})
    with installation.store.read() as session:
        stored = session.scalars(
            select(Person.preferred_name)
            .join(Membership, Membership.person_id == Person.id)
            .order_by(Membership.position)
        )
        assert stored.all() == names


def test_progress_is_told(installation: Installation, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    reading = willow.read(tmp_path / "f")
    import_trip(installation, reading, actor="operator", progress=lambda *step: told.append(step))
    assert told[-1] == ("write", 27, 27)
    assert told == sorted(told, key=lambda step: step[1])
