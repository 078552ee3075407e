"""A certificate: one page, however much was attended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from missions.briefing.document.training import Certificate, CertificateLine
from missions.renderers.pdf.certificate import render_certificate
from tests.renderers.pdf import reading

LINES = (
    CertificateLine("First evening", date(2026, 10, 10), 120, "who we are"),
    CertificateLine("Children and adults", date(2026, 10, 27), 90, "children", made_up=True),
    CertificateLine("Two adults", date(2026, 11, 7), 60, "children"),
)
PAPER = Certificate(
    name="Min Jun Kim 김민준",
    label="Spring team",
    issued=date(2027, 3, 1),
    minutes=270,
    lines=LINES,
    topics=(("who we are", 120), ("children", 150)),
    paper="letter",
    audience="team",
)


def test_who_attended_what_and_when() -> None:
    assert reading.pages(render_certificate(PAPER)) == [
        [
            "Spring team",
            "Certificate of attendance",
            "Min Jun Kim 김민준",
            "has taken part in the training for this trip: 3 sessions, 4 h 30 in all.",
            "10 Oct 2026 First evening  who we are 2 h 00",
            "27 Oct 2026 Children and adults  children; made up 90 min",
            "7 Nov 2026 Two adults  children 60 min",
            "By topic: who we are 2 h 00; children 2 h 30",
            "1 March 2027",
            "Leader’s signature Date of issue",
            "team",
        ]
    ]


def test_a_course_is_named_and_topics_may_be_left_out() -> None:
    plain = replace(
        PAPER,
        course="Safe with children",
        topics=(),
        lines=tuple(replace(line, topic="") for line in LINES),
    )
    text = reading.words(render_certificate(plain))
    assert "has taken part in the course “Safe with children”: 3 sessions, 4 h 30 in all." in text
    assert [word for word in ("By topic", "who we are") if word in text] == []


@pytest.mark.parametrize(("paper", "size"), [("letter", (792, 612)), ("a4", (842, 595))])
@pytest.mark.parametrize("count", [1, 12, 20, 30, 200])
def test_it_is_one_page_on_its_side(paper: str, size: tuple[int, int], count: int) -> None:
    first = date(2026, 1, 1)
    lines = tuple(
        CertificateLine(f"Session {number}", first + timedelta(days=number), 60, "many things")
        for number in range(1, count + 1)
    )
    data = render_certificate(replace(PAPER, lines=lines, minutes=60 * count, paper=paper))
    (page,) = reading.pages(data)
    shown = [line for line in page if "many things" in line]
    left = [line for line in page if "more session" in line]

    assert tuple(round(side) for side in reading.size(data)) == size
    assert (len(shown) == count) is not bool(left)
    if left:
        assert left == [f"and {count - len(shown)} more sessions, {count - len(shown)} h 00"]
    assert page[-3:] == ["1 March 2027", "Leader’s signature Date of issue", "team"]


def test_same_certificate_same_bytes_and_a_title_that_tells_nothing() -> None:
    assert render_certificate(PAPER) == render_certificate(PAPER)
    assert reading.metadata(render_certificate(PAPER))["/Title"] == "Certificate"


def test_markup_and_long_names_are_only_text() -> None:
    spoiled = replace(PAPER, name="<b>x</b> " * 60, course="y" * 300)
    text = reading.words(render_certificate(spoiled))
    assert "<b>x</b>" in text
    assert len(reading.pages(render_certificate(spoiled))) == 1
