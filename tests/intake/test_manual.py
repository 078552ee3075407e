"""The template and the manual show the columns as they are declared."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from missions.intake.columns import Kind, columns_of
from missions.intake.folder import TABLES, TripFolder
from missions.intake.manual import page_with_columns
from missions.intake.read import read_trip
from missions.intake.targets.xlsx_file import ORDER
from tests.intake import willow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "trip-folder.md"
CONTRACT = {
    "trip": "code name label purpose posture field_access starts ends home_zone paper languages",
    "site": "key alias mark kind name address local_address phone country zone latitude longitude"
    " partner carry visitors opens closes",
    "partner": "key alias mark name phone languages",
    "word": "term plain",
    "requirement": "kind title due applies severity with.months_beyond_return with.blank_pages"
    " with.years with.days_before with.minutes with.minimum with.amount",
    "contact": "role name phone country nationality hours note sensitivity",
    "page": "title sensitivity text",
    "people": "key legal_name surname given_names preferred_name local_name role birth_date gender"
    " nationality email phone diet allergies medication blood_type emergency_name"
    " emergency_relation emergency_phone guardians groups skills languages drives joins leaves"
    " zone",
    "travel": "key mode carrier number from to departs arrives from_zone to_zone locator"
    " ticketed_as people seats baggage vehicle driver met_by note",
    "crossings": "key place zone closes opens people note",
    "stays": "key site check_in check_out confirmation note",
    "rooms": "stay room floor capacity people",
    "schedule": "key day starts ends ends_day site title plain_title kind lead people partner"
    " with_children status meet_at meet_time vehicle backup bring note",
    "training": "key title starts ends zone place required applies topic course note",
    "attendance": "training person state date note",
    "documents": "key person kind number country name_on_document issued valid_from expires"
    " entries blank_pages by state mrz1 mrz2 note chosen tied_to replaced_by",
    "exemptions": "person kind title by reason",
    "overrides": "kind items people by reason",
}


def test_the_columns_are_those_of_the_contract() -> None:
    folder = TripFolder()
    declared = {
        table.name: " ".join(column.name for column in columns_of(table.row))
        for table in folder.tables()
    }
    assert declared == CONTRACT


def test_the_manual_s_tables_are_the_declared_columns() -> None:
    page = PAGE.read_text("utf-8")
    assert page_with_columns(page) == page


def test_the_template_has_every_sheet_and_column(template: bytes) -> None:
    book = load_workbook(io.BytesIO(template))
    found = {
        sheet.title: " ".join(
            str(cell.value)
            for cell in (sheet["A"][1:] if sheet.title == "trip" else sheet[1])
            if cell.value
        )
        for sheet in book
    }
    assert (book.sheetnames, found) == (list(ORDER), CONTRACT)
    assert set(ORDER) == set(TABLES)


def test_the_template_offers_choices_and_notes_and_keeps_text_as_text(template: bytes) -> None:
    book = load_workbook(io.BytesIO(template))
    folder = TripFolder()
    for name in ORDER[1:]:
        sheet, columns = book[name], columns_of(getattr(folder, name).row)
        offered = {
            str(each.sqref).split(":", maxsplit=1)[0]: each.formula1
            for each in sheet.data_validations.dataValidation
        }
        wanted = {
            sheet.cell(2, index).coordinate: '"{}"'.format(
                ",".join(column.allowed or ("yes", "no"))
            )
            for index, column in enumerate(columns, start=1)
            if column.allowed or column.kind is Kind.YES_NO
        }
        formats = {sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
        assert (offered, formats) == (wanted, {"@"})
        assert [cell.value for cell in sheet[1] if cell.comment is None] == []
    people = book["people"]
    assert people["G1"].comment.text == (
        "A choice. One of: leader, co-leader, volunteer, guardian, duty officer. A guardian and a"
        " duty officer do not travel."
    )


def test_the_empty_template_asks_for_what_is_required(tmp_path: Path, template: bytes) -> None:
    path = tmp_path / "trip.xlsx"
    path.write_bytes(template)
    assert willow.told(read_trip(path)) == [
        "trip.xlsx, sheet people\n    Wanted: at least one row.",
        "trip.xlsx, sheet trip, row 2, code\n    Wanted: a short handle in code.",
        "trip.xlsx, sheet trip, row 8, starts\n    Wanted: a date in starts.",
        "trip.xlsx, sheet trip, row 9, ends\n    Wanted: a date in ends.",
    ]
