"""The board as a table: the columns, the words, and no cell that starts a formula."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from missions.renderers.board_table import (
    BoardTable,
    TableClash,
    TableRow,
    board_csv,
    board_xlsx,
)

TABLE = BoardTable(
    columns=("Passport", "Phone and photo agreement"),
    rows=(
        TableRow("ana", "Ana 안", "leader", ("met", ""), 0, None),
        TableRow("bo", "=HYPERLINK(1)", "volunteer", ("invalid", "at_risk"), 2, date(2027, 2, 8)),
    ),
    clashes=(
        TableClash(
            *("error", "two adults", date(2027, 3, 11), "Two minors\nand one adult."),
            *(("Ana", "@Bo"), ("11-walk", "+flight"), "Add an adult.", "-1 is enough"),
        ),
    ),
    made=datetime(2027, 2, 1, 9, 40),
)


def test_csv_has_a_row_a_person_and_a_column_a_requirement() -> None:
    assert board_csv(TABLE) == (
        b"\xef\xbb\xbf"
        + (
            "person,name,role,Passport,Phone and photo agreement,open,first_due\r\n"
            "ana,Ana 안,leader,met,,0,\r\n"
            "bo,'=HYPERLINK(1),volunteer,not valid,at risk,2,2027-02-08\r\n"
        ).encode()
    )


def test_the_workbook_has_the_people_and_the_clashes() -> None:
    book = load_workbook(io.BytesIO(board_xlsx(TABLE)))

    assert book.sheetnames == ["ready", "clashes"]
    assert [tuple(cell.value for cell in row) for row in book["ready"].iter_rows()] == [
        ("person", "name", "role", "Passport", "Phone and photo agreement", "open", "first_due"),
        ("ana", "Ana 안", "leader", "met", None, 0, None),
        (
            *("bo", "'=HYPERLINK(1)", "volunteer", "not valid", "at risk", 2),
            datetime(2027, 2, 8),
        ),
    ]
    assert [tuple(cell.value for cell in row) for row in book["clashes"].iter_rows()] == [
        ("severity", "kind", "day", "reason", "people", "items", "fix", "let_be_because"),
        (
            *("error", "two adults", datetime(2027, 3, 11), "Two minors and one adult."),
            *("Ana; '@Bo", "11-walk; '+flight", "Add an adult.", "'-1 is enough"),
        ),
    ]
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "d"}


@pytest.mark.parametrize("make", [board_csv, board_xlsx])
def test_the_same_table_is_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert make(TABLE) == make(TABLE)


def test_an_empty_board_is_its_heads() -> None:
    empty = BoardTable((), (), (), TABLE.made)

    assert board_csv(empty) == b"\xef\xbb\xbfperson,name,role,open,first_due\r\n"
    assert [row[0].value for row in load_workbook(io.BytesIO(board_xlsx(empty)))["ready"]] == [
        "person"
    ]
