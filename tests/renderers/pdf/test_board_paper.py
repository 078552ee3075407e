"""The board on paper: one look at who is ready, then what stops the team in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from missions.briefing.document.readiness import BoardClash, BoardLine, BoardPaper, Stop
from missions.renderers.pdf.board import render_board
from missions.renderers.pdf.board_head import sentence
from tests.factories.spoiled import hostile, lengthy
from tests.renderers.pdf import reading

COLUMNS = ("Passport", "Visa", "Child safety", "Background")
EIGHTEEN = (
    *("Passport", "Visa", "Entry permit", "Insurance", "Vaccines", "Training", "Waiver"),
    *("Background", "Child safety", "Consent", "Age", "Ticket name", "Contact", "Medical form"),
    *("Funds", "Photo release and media consent", "House rules", "Emergency wishes"),
)
MET = ("met",) * 4
LEA = BoardLine("Lea", MET, local_name="이은혜", note="leader")
MEI = BoardLine("Mei", ("met", "invalid", "due", "met"), 2, "陈美玲")
SAM = BoardLine("Sam", ("met", "waived", "not_asked", "at_risk"), 1, note="16")
VISA = Stop(
    "Mei",
    "Visa",
    "invalid",
    "The visa ends before the trip.",
    "Get a new visa.",
    date(2026, 7, 2),
)
FORM = Stop("Mei", "Medical form", "missing", "Not handed in yet.", "Hand it in.", date(2026, 6, 1))
CLASH = BoardClash("Mei is at Visit and at Lunch at the same time.", "Move one.", date(2026, 7, 12))
PAPER = BoardPaper(
    label="Summer team",
    verdict="no-go",
    day=date(2026, 6, 29),
    starts=date(2026, 7, 10),
    ends=date(2026, 7, 22),
    columns=COLUMNS,
    groups=((LEA,), (MEI,), (SAM,)),
    stopping=1,
    chasing=1,
    stops=(VISA, FORM),
    clashes=(CLASH,),
    paper="letter",
    languages=("en", "ko", "zh"),
    edition=7,
    copy="M7K2Q-18XYZ",
)


def team(number: int, columns: tuple[str, ...], paper: str = "letter") -> BoardPaper:
    """Return a board of so many people, every third of whom lacks something."""
    width = len(columns)
    lines = tuple(
        BoardLine(
            f"Person {at}",
            ("met",) * (width - 1) + ("missing" if at % 3 == 0 else "met",),
            open=int(at % 3 == 0),
        )
        for at in range(number)
    )
    return replace(PAPER, columns=columns, groups=(lines[:2], lines[2:]), paper=paper)


def test_the_page_says_it_all() -> None:
    data = render_board(PAPER)

    assert reading.pages(data) == [
        [
            "No-go As of Mon 29 June 2026",
            "11 days to go. One person and one clash stop us, one more to chase. "
            "met at risk due missing invalid waived not asked",
            "Passport Visa Child safety Background open",
            "Lea  이은혜  leader",
            "Mei  陈美玲 2",
            "Sam  16 1",
            "open 1 1 1 3",
            "What stops us",
            "Mei Visa The visa ends before the trip. Get a new visa. Thu 2 July",
            "Medical form Not handed in yet. Hand it in. overdue",
            "Clashes in the plan",
            "Sun 12 July Mei is at Visit and at Lunch at the same time. Move one.",
            "Summer team Readiness",
            "Edition 7 · leader · M7K2Q-18XYZ",
            "1 of 1",
        ]
    ]
    assert reading.size(data) == (792, 612)
    assert reading.metadata(data)["/Title"] == "List"


def test_the_same_board_gives_the_same_bytes() -> None:
    assert render_board(PAPER) == render_board(PAPER)


@pytest.mark.parametrize("columns", [COLUMNS, EIGHTEEN[:13], EIGHTEEN], ids=len)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_24_people_take_one_page(columns: tuple[str, ...], paper: str) -> None:
    (page,) = reading.pages(render_board(team(24, columns, paper)))

    names = [line for line in page if line.startswith("Person ")]
    assert len(names) == 24
    assert sum(line.endswith(" 1") and line != "Person 1" for line in names) == 8
    assert "What stops us" in page


def test_a_large_team_goes_on_overleaf_under_the_same_heads() -> None:
    pages = reading.pages(render_board(team(60, COLUMNS)))

    of_table = [page for page in pages if "Passport Visa Child safety Background open" in page]
    rows = [line for page in pages for line in page if line.startswith("Person ")]
    assert len(of_table) == 2
    assert len(rows) == 60
    totals = [line for page in pages for line in page if line.startswith("open ")]
    assert totals == ["open 20 20"]


def test_each_requirement_has_its_column_however_many_there_are() -> None:
    words = reading.words(render_board(team(4, EIGHTEEN)))

    shown = [title for title in EIGHTEEN if title != "Photo release and media consent"]
    assert [title for title in shown if title not in words and len(title.split()) == 1] == []
    assert "Photo release" in words


def test_every_clash_that_stops_us_is_told_and_goes_on_overleaf_under_its_head() -> None:
    many = tuple(replace(CLASH, reason=f"Clash number {at}.") for at in range(80))
    first, *others = reading.pages(render_board(replace(PAPER, clashes=many)))

    lines = [line for page in (first, *others) for line in page]
    shown = [line for line in lines if "Clash number" in line]
    assert shown == [f"Sun 12 July Clash number {at}. Move one." for at in range(80)]
    assert first.count("Clashes in the plan") == 1
    assert [page[0] for page in others] == ["Clashes in the plan, continued"] * len(others)
    assert others
    assert "Ready." not in " ".join(lines)


@pytest.mark.parametrize("stopping", [0, 3])
def test_warnings_fill_what_is_left_and_the_others_are_counted(stopping: int) -> None:
    stops = tuple(replace(CLASH, reason=f"Clash number {at}.") for at in range(stopping))
    warnings = tuple(
        replace(CLASH, reason=f"Warning number {at}.", stops=False) for at in range(40)
    )
    (page,) = reading.pages(render_board(replace(PAPER, clashes=(*stops, *warnings))))

    shown = [line for line in page if "Warning number" in line]
    assert sum("Clash number" in line for line in page) == stopping
    assert page.count("Clashes in the plan") == 1
    assert 5 < len(shown) < 40
    assert [line for line in page if line.startswith("And ")] == [
        f"And {40 - len(shown)} warnings more on the page Ready."
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "11 days to go. One person and one clash stop us, one more to chase."),
        (
            {"clashes": (), "stopping": 3, "chasing": 6},
            "11 days to go. Three people stop us, six more to chase.",
        ),
        ({"clashes": (), "stopping": 1, "chasing": 0}, "11 days to go. One person stops us."),
        (
            {"stopping": 0, "chasing": 14},
            "11 days to go. 1 clash stops us, 14 people to chase.",
        ),
        (
            {"clashes": (replace(CLASH, stops=False),), "stopping": 0, "chasing": 1},
            "11 days to go. Nobody stops us, one person to chase.",
        ),
        (
            {"clashes": (), "stopping": 0, "chasing": 0, "day": date(2026, 7, 9)},
            "1 day to go. Everybody is ready.",
        ),
        (
            {"clashes": (), "stopping": 0, "chasing": 0, "day": date(2026, 7, 12)},
            "Day 3 of 13. Everybody is ready.",
        ),
        (
            {"clashes": (), "stopping": 0, "chasing": 0, "day": date(2026, 7, 23), "groups": ()},
            "The trip is over. Nobody is on the roster yet.",
        ),
    ],
)
def test_the_sentence(changes: dict[str, object], said: str) -> None:
    assert sentence(replace(PAPER, **changes)) == said  # type: ignore[arg-type]


def test_nobody_and_nothing_asked() -> None:
    bare = replace(PAPER, groups=(), columns=(), stops=(), clashes=(), stopping=0, chasing=0)
    unasked = replace(bare, groups=((replace(LEA, states=()),),), edition=0, copy="")

    assert "Nobody is on the roster yet." in reading.words(render_board(bare))
    words = reading.words(render_board(unasked))
    assert "Nothing is asked of anybody yet." in words
    assert "Edition" not in words


def test_a_shape_in_every_cell_reads_without_colour() -> None:
    """Each state is another form: a disc alone is filled, a ring alone is stroked, and so on."""
    states = ("met", "at_risk", "due", "missing", "invalid", "waived", "not_asked")
    forms = {
        render_board(
            replace(PAPER, columns=("Visa",), groups=((BoardLine("Lea", (state,)),),), stops=())
        )
        for state in states
    }
    assert len(forms) == len(states)


@pytest.mark.parametrize("spoil", [hostile, lengthy], ids=["markup", "endless"])
def test_markup_and_endless_names_stay_on_the_page(
    spoil: Callable[[BoardPaper], BoardPaper],
) -> None:
    spoiled = spoil(PAPER)
    groups = tuple(
        tuple(replace(line, states=was.states) for line, was in zip(group, before, strict=True))
        for group, before in zip(spoiled.groups, PAPER.groups, strict=True)
    )

    data = render_board(replace(spoiled, groups=groups))

    assert spoiled.stops[0].reason.replace(" ", "") in reading.words(data).replace(" ", "")
    assert render_board(replace(spoiled, groups=groups)) == data
