"""How blocks stand together."""

from __future__ import annotations

from missions.renderers.pdf.arrange import AtFoot, Band, Beside, FollowOn, Headed, Stack
from missions.renderers.pdf.blocks import Block, Gap, Words
from missions.renderers.pdf.heads import Chapter, SectionHead, Title
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE
from missions.renderers.pdf.typesetter import Typesetter
from tests.renderers.pdf import reading
from tests.renderers.pdf.kit import low, paper, typesetter


def table(ts: Typesetter, *texts: str) -> Rows:
    return Rows(ts, Grid((Column(1),)), [Row((text,)) for text in texts])


def body(data: bytes) -> list[list[str]]:
    """Return each page's lines without head and foot."""
    furniture = ("Summer team", "1 of", "2 of", "3 of")
    return [
        [line for line in page if not line.startswith(furniture)] for page in reading.pages(data)
    ]


def test_a_head_goes_overleaf_with_the_first_row() -> None:
    ts = typesetter()
    story = [Gap(60), Headed(SectionHead(ts, "Rooms"), table(ts, "first", "second"))]
    assert body(paper(ts, story, sheet=low(100))) == [[], ["Rooms", "first", "second"]]


def test_a_head_stays_with_the_first_row_and_the_others_go_on() -> None:
    ts = typesetter()
    rows = table(ts, *(f"row {number}" for number in range(4)))
    pages = body(paper(ts, [Headed(SectionHead(ts, "Rooms"), rows)], sheet=low(80)))
    assert pages == [["Rooms", "row 0", "row 1"], ["row 2", "row 3"]]


def test_a_short_chapter_follows_where_all_of_it_fits() -> None:
    ts = typesetter()

    def chapter(name: str) -> FollowOn:
        return FollowOn([Chapter(name, name), Title(ts, name), Words(ts, "text")])

    story: list[Block] = [chapter("One"), chapter("Two"), chapter("Three")]
    assert body(paper(ts, story, sheet=low(180))) == [
        ["One", "text", "Two", "text"],
        ["Three", "text"],
    ]


def test_a_stack_beyond_reason_is_split_between_its_blocks() -> None:
    ts = typesetter()
    stack = Stack([table(ts, *("row",) * 30), Words(ts, "end")])
    pages = body(paper(ts, [stack], sheet=low(450)))
    assert [page.count("row") for page in pages] == [21, 9]


def test_blocks_side_by_side_and_at_the_foot() -> None:
    ts = typesetter()
    pair = Beside([(0, 200, Words(ts, "left")), (250, 200, Words(ts, "right"))])
    story = [pair, AtFoot(Words(ts, "last"))]
    assert body(paper(ts, story, sheet=low(100))) == [["left right", "last"]]


def test_a_band_is_washed_only_in_the_houses_own_hand() -> None:
    wash = (0.961, 0.953, 0.933)
    found = []
    for neutral in (False, True):
        ts = typesetter(neutral=neutral)
        found.append(wash in reading.colours(paper(ts, [Band(ts, Words(ts, "text"))])))
    assert found == [True, False]


def test_a_long_paragraph_goes_on_overleaf_with_two_lines_at_least() -> None:
    ts = typesetter()
    text = "\n".join(f"line {number}" for number in range(5))
    pages = body(paper(ts, [Words(ts, Span(text, BASE))], sheet=low(50)))
    assert pages == [["line 0", "line 1", "line 2"], ["line 3", "line 4"]]
