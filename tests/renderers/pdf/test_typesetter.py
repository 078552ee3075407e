"""Measuring, breaking and shortening text."""

from __future__ import annotations

from missions.renderers.pdf.text import Line, Span, marked
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL, TITLE, Look, Style
from missions.renderers.pdf.typesetter import Typesetter
from tests.renderers.pdf.kit import typesetter


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(atom.run.text for atom in line.atoms if atom.run) for line in lines]


def test_lines_break_at_spaces_and_are_never_too_wide() -> None:
    ts = typesetter()
    lines = ts.lines("One two three four five six seven eight", 80)
    assert texts(lines) == ["One two three", "four five six seven", "eight"]
    assert all(line.width <= 80 for line in lines)


def test_a_word_wider_than_a_line_is_cut() -> None:
    ts = typesetter()
    lines = ts.lines("x" * 300, 100)
    assert "".join(texts(lines)) == "x" * 300
    assert all(line.width <= 100 for line in lines)


def test_chinese_breaks_anywhere_but_before_a_full_stop_and_korean_at_spaces() -> None:
    ts = typesetter("请带护照。", "서울특별시 중구")
    assert texts(ts.lines("请带护照。", 35)) == ["请带护", "照。"]
    assert texts(ts.lines("서울특별시 중구", 50)) == ["서울특별시", "중구"]


def test_a_short_chinese_name_is_kept_whole() -> None:
    ts = typesetter("Anna 陳美玲")
    assert texts(ts.lines("Anna 陳美玲", 45)) == ["Anna", "陳美玲"]


def test_line_ends_in_a_text_are_kept() -> None:
    assert texts(typesetter().lines("one\n\ntwo", 200)) == ["one", "", "two"]


def test_what_follows_a_box_to_tick_hangs_beside_it() -> None:
    ts = typesetter()
    lines = ts.lines((marked("box", SMALL), Span("a passport and a card", SMALL)), 50)
    assert [round(line.indent, 1) for line in lines] == [0.0, 10.4]


def test_a_line_is_shortened_with_an_ellipsis() -> None:
    ts = typesetter()
    line = ts.line("A very long name indeed", BASE, 60)
    assert texts((line,)) == ["A very long…"]
    assert line.width <= 60


def test_no_more_lines_than_asked() -> None:
    ts = typesetter()
    assert texts(ts.lines("one two three four five six", 30, BASE, 2)) == ["one", "two…"]


def test_bold_is_wider_and_markup_is_text() -> None:
    ts = typesetter()
    assert ts.width("<b>Team</b>", BASE.heavy) > ts.width("<b>Team</b>") > ts.width("Team")


def test_the_plain_look_has_no_large_type_and_no_accent() -> None:
    plain = Typesetter(typesetter().faces, Look(neutral=True))
    styles = [plain.look.of(style) for style in (TITLE, LEAD.accent, SMALL)]
    assert styles == [Style(20, bold=True), LEAD, SMALL]


def test_an_address_is_broken_after_its_at_or_a_dot() -> None:
    ts = typesetter()
    address = "marian.doyle@example.org"
    assert texts(ts.lines(address, ts.width("marian.doyle@exam"))) == [
        "marian.doyle@",
        "example.org",
    ]
    assert texts(ts.lines(address, ts.width("marian.doyl")))[0] == "marian."
