"""Briefings as one page of HTML."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from missions.briefing.document import Briefing
from missions.privacy import Audience, Posture
from missions.renderers.html import html_fragment, markdown, render_html, stylesheet
from tests.factories import briefings
from tests.factories.spoiled import MARKUP, hostile, lengthy

LEADER = Audience.LEADER
ALL: list[Callable[[], Briefing]] = [
    briefings.book,
    briefings.packet,
    briefings.card,
    briefings.manifest,
    briefings.rooming,
    lambda: briefings.book(LEADER),
    lambda: briefings.manifest(LEADER),
    lambda: briefings.rooming(LEADER),
    lambda: briefings.packet(Audience.BORDER),
    *((lambda p=p: briefings.host_sheet(p)) for p in Posture),
    *((lambda p=p: briefings.family_sheet(p)) for p in Posture),
]
NEUTRAL = ALL[8:]
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "article", "header", "footer"),
    *("section", "h1", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "div", "span", "b", "s"),
    *("strong", "em", "br", "sup", "time", "a", "dl", "dt", "dd", "table", "thead", "tbody", "tr"),
    *("th", "td", "svg", "path", "circle"),
}


class _Reader(HTMLParser):
    """Collects the tags, the addresses and the visible text, a line a block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.lines: list[str] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = tag in {"style", "title"}
        self.addresses += [v or "" for k, v in attrs if k in {"href", "src", "srcset", "action"}]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._hidden:
            self.lines.append(text)


def _read(briefing: Briefing) -> _Reader:
    return _Reader(render_html(briefing).decode())


def test_the_family_of_a_closed_trip_reads_dates_and_contacts() -> None:
    assert _read(briefings.family_sheet(Posture.CLOSED)).lines == [
        "Summer team",
        "10–21 July 2026",
        "Who to call",
        *("Home contact", "Grace Lindt", "+1 312 555 0111", "24 h"),
        *("Insurer", "Northfield Assist", "+1 800 555 0131", "24 h"),
    ]


def test_a_partner_reads_times_and_counts() -> None:
    lines = _read(briefings.host_sheet(Posture.CLOSED)).lines
    assert lines[:18] == [
        *("Summer team", "10–21 July 2026", "Please know", "16 people"),
        *("1 × no peanuts, severe", "2 × vegetarian", "1 × bee stings"),
        *("Day by day", "12", "Sunday", "July"),
        *("10:00", "–12:00", "4 people", "10:00", "–12:00", "4 people"),
        "12:30",
    ]


@pytest.mark.parametrize("make", ALL)
def test_pages_are_plain_self_contained_and_stable(make: Callable[[], Briefing]) -> None:
    page = _read(make())
    assert page.tags - TAGS == set()
    assert [a for a in page.addresses if not a.startswith("tel:")] == []
    assert render_html(make()) == render_html(make())
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()


@pytest.mark.parametrize("make", ALL)
def test_markup_in_facts_is_text(make: Callable[[], Briefing]) -> None:
    page = _read(hostile(make()))
    assert page.tags - TAGS == set()
    assert any(MARKUP in line for line in page.lines)
    assert [a for a in page.addresses if not a.startswith("tel:")] == []
    assert _read(lengthy(make())).tags - TAGS == set()


@pytest.mark.parametrize("make", NEUTRAL)
def test_lesser_pages_say_of_no_audience_and_no_edition(make: Callable[[], Briefing]) -> None:
    page = render_html(make()).decode().replace(stylesheet(), "").lower()
    telling = ("border", "family", "host", "edition", "posture", "closed", "guarded", "copy")
    assert [word for word in telling if word in page] == []


def test_a_team_page_names_its_edition() -> None:
    assert _read(briefings.packet()).lines[-1] == "Edition 7 · team · copy M7K2-06"


def test_the_fragment_is_the_papers_body() -> None:
    fragment = html_fragment(briefings.packet())
    assert fragment.strip().startswith('<article class="paper">')
    assert fragment in render_html(briefings.packet()).decode()


def test_markdown_has_no_markup_pictures_or_scripts_of_its_own() -> None:
    text = "# Quiet\n\n<img src=x> ![a](http://x/y.png) [b](javascript:x) **loud**"
    assert markdown(text) == (
        "<h3>Quiet</h3>\n<p>&lt;img src=x&gt; !<a href=\"http://x/y.png\">a</a> "
        "[b](javascript:x) <strong>loud</strong></p>\n"
    )  # fmt: skip


def test_expected_words_of_a_packet_are_all_there() -> None:
    words = {"Mei Chen", "陈美玲", "11 of 14 met", "Q7LX2M", "한빛호텔 서울"}
    assert words & set(_read(briefings.packet()).lines) == words
