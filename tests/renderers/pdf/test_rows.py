"""Tables that measure, wrap and go on overleaf."""

from __future__ import annotations

from missions.renderers.pdf.rows import Column, Grid, Row, Rows, filled
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE
from tests.renderers.pdf import reading
from tests.renderers.pdf.kit import low, paper, typesetter

GRID = Grid((Column(1, style=BASE.heavy), Column(2)), header=("Name", "Role"))


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    ts = typesetter()
    table = Rows(ts, GRID, [Row(("Mei", "word " * 60)), Row(("Jun", ["one", "two"]))])
    table.wrap(300, 1000)
    heights = [laid.height for _, laid in table._laid or ()]
    assert heights == [9 + 12 * 8, 9 + 12 * 2]


def test_a_table_goes_on_overleaf_under_its_header_again() -> None:
    ts = typesetter()
    rows = [Row((f"Person {number}", "volunteer")) for number in range(6)]
    data = paper(ts, [Rows(ts, GRID, rows)], sheet=low(90))
    assert [lines[:4] for lines in reading.pages(data)] == [
        ["Name Role", "Person 0 volunteer", "Person 1 volunteer", "Person 2 volunteer"],
        ["Name Role", "Person 3 volunteer", "Person 4 volunteer", "Person 5 volunteer"],
    ]


def test_a_row_taller_than_a_page_is_cut_between_lines() -> None:
    ts = typesetter()
    words = [f"w{number}" for number in range(900)]
    data = paper(ts, [Rows(ts, GRID, [Row(("Mei", " ".join(words)))])], sheet=low(300))
    found = [word for word in reading.words(data).split() if word.startswith("w")]
    assert found == words


def test_a_short_table_that_is_kept_whole_moves_to_the_next_page() -> None:
    ts = typesetter()
    rows = [Row((str(number), "")) for number in range(4)]
    whole = Grid((Column(1), Column(1)), whole=True)
    data = paper(ts, [Rows(ts, GRID, rows[:3]), Rows(ts, whole, rows)], sheet=low(140))
    assert [[line for line in page if len(line) == 1] for page in reading.pages(data)] == [
        ["0", "1", "2"],
        ["0", "1", "2", "3"],
    ]


def test_columns_without_anything_are_left_out() -> None:
    ts = typesetter()
    table = filled(ts, GRID, [Row(("Mei", "")), Row((Span("Jun"), []))])
    assert table._grid.header == ("Name",)


def test_a_text_under_a_row_takes_the_columns_width() -> None:
    ts = typesetter()
    table = Rows(ts, GRID, [Row(("1", "Mei"), under="home contact, day and night")])
    assert table.wrap(300, 1000)[1] == (9 + 12 + 11) + (6 + 11)


def test_columns_that_fit_are_as_wide_as_their_texts_ask_for() -> None:
    ts = typesetter()
    grid = Grid((Column(2), Column(1)), fit=True)
    table = Rows(ts, grid, [Row(("Mei", "marian.doyle@example.org"))])
    table.wrap(150, 1000)
    assert [laid.height for _, laid in table._laid or ()] == [9 + 12]
    table.wrap(60, 1000)
    assert [column.share for column in table._grid.columns] == [2, 1]


def test_rows_that_belong_together_go_overleaf_together() -> None:
    ts = typesetter()
    rows = [Row(("Fri", "one")), Row(("Sat", "two")), Row(("", "three"), close=True)]
    data = paper(ts, [Rows(ts, GRID, rows)], sheet=low(70))
    assert [lines[1:3] for lines in reading.pages(data)] == [
        ["Fri one", "Summer team"],
        ["Sat two", "three"],
    ]
