"""Hostile text in every column of a trip comes out of every paper as text, and as nothing else.

The same trip is made twice, once with harmless words and once with traps in each of its columns;
both go through the one door into every format. What is structure must be the same in both: the
properties of a calendar, the elements and attributes of a page, what a PDF can do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pytest

from missions import clock
from missions.briefing.actions import publish
from missions.briefing.desk import Desk, open_desk
from missions.briefing.document import Briefing, What
from missions.briefing.papers import FORMATS, papers
from missions.briefing.reader import Asked
from missions.briefing.release import release
from missions.installation import Installation
from missions.privacy import Audience
from missions.renderers.csv import render_csv
from missions.renderers.dispatch import render
from missions.web.app import create_app
from tests.briefing.papers_of_canaries import OPERATOR
from tests.clients import icalpy
from tests.factories import briefings, canary_trip, spoiled
from tests.factories.canary_trip import Canaries
from tests.factories.installations import sqlite_installation
from tests.renderers.pdf import reading
from tests.web.house import House

JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
WINDOW = (datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC))
PICTURE = '<img src="file:///etc/passwd">'
LEADS = ("=", "+", "-", "@", "\t=", "\r=", "\r\n@", "＝", "﹢", " =")
TRAP = (
    'HYPERLINK("http://evil.example") '
    + PICTURE
    + "</para></p></td></script><a href='javascript:x' onclick=x>x</a><font face='x'>"
    "{{7*7}}{%raw%}${7*7}&#60;b&#62;![x](http://evil.example/x)]]>--><!--"
    "\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM\r\nX-EVIL:1\u2028X-EVIL:2\x85X-EVIL:3"
    ';X-EVIL=1:"x",\\nATTACH:x \u202egnp.exe\u2066\u200b\u200d\ufeff'
)


class Traps(Canaries):
    """A trap in every place, each before and after the word that would stand there."""

    def __call__(self, place: str) -> str:
        """Return the place's text."""
        token = super().__call__(place)
        return f"{LEADS[len(self.token) % len(LEADS)]}{TRAP} {token}"


@dataclass(frozen=True)
class Made:
    """A published trip and where it is."""

    installation: Installation
    desk: Desk
    code: str


@cache
def made(kind: type[Canaries]) -> Made:
    """Return the trip with such texts, made once."""
    with pytest.MonkeyPatch.context() as patch, clock.frozen(JUNE):
        patch.setattr(canary_trip, "Canaries", kind)
        installation = sqlite_installation(Path(mkdtemp(prefix="traps")) / "home")
        trip = canary_trip.build(installation, "open")
        publish(installation, trip.code, "operator")
        with installation.store.write() as session:
            desk = open_desk(installation, session, trip.trip_id)
            desk.prepare()
    return Made(installation, desk, trip.code)


@pytest.fixture(scope="module", autouse=True)
def closing() -> Iterator[None]:
    """Close the databases afterwards."""
    yield
    for kind in (Canaries, Traps):
        made(kind).installation.close()
    made.cache_clear()


def released(kind: type[Canaries], asked: Asked) -> Briefing:
    """Ask the one door for a paper of the trip with such texts."""
    return release(made(kind).desk, OPERATOR, asked)


def of(fmt: str) -> list[Asked]:
    """Return one paper of each kind that has the format."""
    found: dict[tuple[What, Audience], Asked] = {}
    for asked in papers(made(Canaries).desk):
        if fmt in FORMATS[asked.what] or (fmt == "html" and asked.what is not What.CALENDAR):
            found.setdefault((asked.what, asked.audience), asked)
    return list(found.values())


def _cells(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def _is_formula(cell: str) -> bool:
    return bool(re.match(r"\s*[=+\-@＝＋－＠]", cell)) or cell[:1] in ("\t", "\r", "\n")


def test_no_cell_of_a_table_is_a_formula() -> None:
    for asked in of("csv"):
        rows = _cells(render(released(Traps, asked), "csv"))
        plain = _cells(render(released(Canaries, asked), "csv"))

        assert [len(row) for row in rows] == [len(row) for row in plain]
        assert rows[0] == plain[0]
        assert [cell for row in rows for cell in row if _is_formula(cell)] == []
        assert any(PICTURE in cell for row in rows for cell in row)


def _lines(body: bytes) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", body.decode()).split("\r\n")


def _structure(body: bytes) -> list[str]:
    """Return the lines of a calendar with the values of its properties left out."""
    kept = ("BEGIN", "END", "ACTION", "TRIGGER")
    lines = (line.partition(":") for line in _lines(body))
    return [line[0] + (line[2] if line[0] in kept else "") for line in lines]


def test_no_calendar_has_a_property_that_is_not_ours() -> None:
    for asked in of("ics"):
        body = render(released(Traps, asked), "ics")
        plain = render(released(Canaries, asked), "ics")

        assert _structure(body) == _structure(plain), asked
        assert len(icalpy.read(body, WINDOW)) == len(icalpy.read(plain, WINDOW))
        assert not re.search(rb"[\r\n](?![\r\n ])X-EVIL", body)
        assert re.sub(rb"\r\n", b"", body).count(b"\r") == 0


LINK = "http://evil.example/x"
MARKDOWN = {("a", ("href",)), ("br", ()), ("code", ()), ("em", ()), ("pre", ())}
"""What is meant to become of the traps: a line end breaks a line, a free page is Markdown."""


class _Elements(HTMLParser):
    """Collects each element with the names of its attributes, and every address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.strange: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        named = ("href", "src", "action", "formaction", "srcset", "style")
        self.addresses += [value or "" for name, value in attrs if name in named]

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    unknown_decl = handle_pi = handle_comment


def _same_elements(page: str, plain: str, where: object) -> None:
    hostile, harmless = _Elements(page), _Elements(plain)
    assert set(hostile.found) - set(harmless.found) <= MARKDOWN, where
    assert hostile.strange == harmless.strange, where
    schemes = {re.match(r"[\s\x00-\x20]*([a-z]*:)?", one).group(1) for one in hostile.addresses}  # type: ignore[union-attr]
    assert schemes <= {None, "tel:", "mailto:", "http:"}, where
    assert {one for one in hostile.addresses if one.startswith("http")} <= {LINK}, where
    assert PICTURE not in page, where


def test_no_paper_as_a_page_has_an_element_that_is_not_ours() -> None:
    for asked in of("html"):
        page = render(released(Traps, asked), "html").decode()
        _same_elements(page, render(released(Canaries, asked), "html").decode(), asked)
        assert "&lt;img" in page


def _pages(kind: type[Canaries], key: str) -> list[str]:
    """Return the pages that a member reads of the trip, a leader's too."""
    trip = made(kind)
    house = House(trip.installation, create_app(trip.installation))
    caller = house.signed_in(trip.code, key)
    own = [house.mine(trip.code, key, page) for page in ("", "days", "people", "papers", "more")]
    led = ("", "/papers", "/people", "/links", "/copies", "/publish", "/folder", "/log", "/purge")
    more = [f"/trips/{trip.code}{page}" for page in led] if key == "lea" else []
    answers = [caller.get(path) for path in ("/trips", "/account", *own, *more)]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.text for answer in answers]


@pytest.mark.parametrize("key", ["mei", "lea"])
def test_no_page_has_an_element_that_is_not_ours(key: str) -> None:
    with clock.frozen(JUNE):
        hostile, harmless = _pages(Traps, key), _pages(Canaries, key)

    for number, (page, plain) in enumerate(zip(hostile, harmless, strict=True)):
        _same_elements(page, plain, number)
    assert any("&lt;img" in page and "{{7*7}}" in page for page in hostile)


ACTIVE = {
    *("/A", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/AF", "/AcroForm", "/GoToR", "/JS"),
    *("/JavaScript", "/Launch", "/OpenAction", "/RichMedia", "/SubmitForm", "/URI", "/XFA"),
}


def _active(body: bytes) -> set[str]:
    """Return what a PDF could do by itself, or when it is clicked but lead to a page of its own."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        words = set()
        for one in pdf.objects:
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                words |= set(one.keys()) | {str(one.get("/S")), str(one.get("/Subtype"))}
        return words & (ACTIVE | {"/Image"})


def test_no_pdf_does_anything_and_the_text_is_text() -> None:
    for asked in of("pdf"):
        body = render(released(Traps, asked), "pdf")

        assert _active(body) == set(), asked
        assert "root:" not in reading.words(body)
    assert _squeezed(PICTURE) in _squeezed(reading.words(body))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


ODD = ("a\0b", "\x1b[2J", "\u202e\u2066", "\u200b\ufeff", "\r\r\n\n", "\x85")


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_break_no_paper(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoiled, "MARKUP", f"{odd}={odd}")
    manifest, packet = spoiled.hostile(briefings.manifest()), spoiled.hostile(briefings.packet())

    _same_elements(
        render(packet, "html").decode(), render(briefings.packet(), "html").decode(), odd
    )
    assert _active(render(packet, "pdf")) == set()
    _is_a_table(render_csv(manifest))


@pytest.mark.parametrize("half", ["\ud800", "\udfff\ud800"])
def test_half_characters_break_no_table(half: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # They get no further than here: no folder is read with them, and no database holds them.
    monkeypatch.setattr(spoiled, "MARKUP", f"{half}={half}")

    _is_a_table(render_csv(spoiled.hostile(briefings.manifest())))


def _is_a_table(body: bytes) -> None:
    rows = _cells(body)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]", body)
