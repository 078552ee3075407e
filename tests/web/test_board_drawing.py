"""The drawings of validity: what is drawn to which side, and the same in words."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from missions.web.board_drawing import WIDTH, Drawing, Label, Stroke, Tick, covering, lasting

HOME = date(2027, 4, 20)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_a_passport_that_ends_too_soon_shows_what_is_lacking() -> None:
    drawn = lasting(date(2027, 9, 2), HOME, date(2027, 10, 20))

    assert drawn == Drawing(
        height=68,
        strokes=(Stroke(2.0, 241.0, 22, "good"), Stroke(241.0, 326.0, 22, "lack")),
        words=(
            "Home on 20 April 2027; it ends on 2 September 2027, 48 days less than is needed,"
            " 20 October 2027."
        ),
        ticks=(
            Tick(2.0, "20 Apr", "we are home", 2.0, "start"),
            Tick(241.0, "2 Sep", "it ends", 241.0, "middle"),
            Tick(326.0, "20 Oct", "needed", 328.0, "end"),
        ),
        labels=(Label(283.5, 10, "48 days", "middle", "lack"),),
    )


def test_a_passport_that_lasts_by_far_runs_off_the_edge() -> None:
    drawn = lasting(date(2031, 9, 2), HOME, date(2027, 10, 20))

    assert [stroke.kind for stroke in drawn.strokes] == ["good", "on"]
    assert [(tick.day, tick.words) for tick in drawn.ticks] == [
        ("20 Apr 2027", "we are home"),
        ("20 Oct 2027", "needed"),
        ("2 Sep 2031", "it ends"),
    ]
    assert drawn.labels == ()


def test_a_passport_that_ends_on_the_way_lacks_from_there() -> None:
    drawn = lasting(date(2027, 4, 10), HOME, None)

    assert [(one.kind, one.x1, one.x2) for one in drawn.strokes] == [("lack", 2.0, 326.0)]
    assert drawn.words == "Home on 20 April 2027; it ends on 10 April 2027."


def test_an_insurance_with_a_bare_day_shows_it() -> None:
    start, end = date(2027, 3, 8), date(2027, 3, 20)
    drawn = covering([(start, date(2027, 3, 18))], start, end, wrong=True)

    assert [stroke.kind for stroke in drawn.strokes] == ["trip", "plain", "lack"]
    assert drawn.strokes[1].x2 == drawn.strokes[2].x1
    assert drawn.strokes[0].x2 == drawn.strokes[2].x2
    assert drawn.words == "The trip is 8–20 March 2027. On file: valid 8 Mar 2027 – 18 Mar 2027."


def test_what_is_met_is_drawn_without_anything_lacking() -> None:
    start, end = date(2027, 3, 8), date(2027, 3, 20)
    drawn = covering([(None, date(2027, 3, 18))], start, end, wrong=False)

    assert {stroke.kind for stroke in drawn.strokes} == {"trip", "on", "plain"}
    assert [label.text for label in drawn.labels] == [
        *("the trip, 8–20 March 2027", "valid to 18 Mar 2027"),
    ]


@given(DAYS, DAYS, st.none() | DAYS)
def test_nothing_is_drawn_outside(expires: date, home: date, needed: date | None) -> None:
    _inside(lasting(expires, home, needed))


@given(
    st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), min_size=1, max_size=5),
    DAYS,
    st.integers(0, 60),
)
def test_no_paper_is_drawn_outside(
    papers: list[tuple[date | None, date | None]], start: date, days: int
) -> None:
    _inside(covering(papers, start, start + timedelta(days=days), wrong=True))


def _inside(drawn: Drawing) -> None:
    for stroke in drawn.strokes:
        assert 0 <= stroke.x1 <= stroke.x2 <= WIDTH
        assert 0 < stroke.y < drawn.height
    for tick in drawn.ticks:
        assert 0 <= tick.x <= WIDTH
        assert 0 <= tick.text_x <= WIDTH
    assert drawn.words.endswith(".")
