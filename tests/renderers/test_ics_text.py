"""Any text survives the way into a calendar and out of it again, and no line is too long."""

import re
from datetime import UTC, date, datetime
from unicodedata import category

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.briefing.document import CalendarEntry
from missions.renderers.ics import render
from tests.clients.occurrence import Reader
from tests.factories.calendars import calendar, entry

DAY = date(2026, 3, 10)
WINDOW = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
ENDS = ("\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")

TRICKY = [
    "C:\\NOTES\\new; a, b",
    "\\n is no line break, \\\\N neither",
    "ends with a backslash\\",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "one\u2028two\u2029three\x85four\x0bfive\x0csix\x1cseven",
    "null\x00 bell\x07 escape\x1b delete\x7f",
    "예배와 교제 " * 12,
    "禮拜、團契 " * 12,
    "\N{FAMILY}\N{ZERO WIDTH JOINER}" * 20,
    "near" + "   " * 40 + "far",
    "\\" * 90,
    "a" * 66 + " b",
    "a" * 65 + "; b",
    "=?^_,:;\"'\t|",
    '<script>alert(1)</script> <img src="x">',
    "",
]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.text(
    st.sampled_from("\\nN;,: \t\r\nêß한禮\U0001f600"), max_size=200
)


def kept(text: str) -> str:
    """What a reader must get: every break as LF, and no other control character."""
    broken = "\n".join(text.splitlines()) + "\n" * text.endswith(ENDS)
    return "".join(char for char in broken if char in "\n\t" or category(char) != "Cc")


def titled(text: str) -> str:
    """What a reader must get as a title: what stands on the lines, one space between."""
    parts = [part.strip() for part in kept(text).split("\n")]
    return " ".join(part for part in parts if part)


def said(uid: str, text: str) -> CalendarEntry:
    return entry(uid, DAY, None, text, location=text, description=text, alarms=(30,))


def values(ics: bytes) -> dict[str, list[str]]:
    """Unfolded and unescaped by the letter of RFC 5545, without any library."""
    found: dict[str, list[str]] = {}
    for line in ics.decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        found.setdefault(name, []).append(
            re.sub(r"\\(.)", lambda pair: {"n": "\n"}.get(pair[1], pair[1]), value)
        )
    return found


def check(text: str) -> None:
    ics = render(calendar(said("a", text), name=text))
    physical = ics.split(b"\r\n")
    assert [line for line in physical if len(line) > 75 or re.search(b"[\r\n]", line)] == []
    assert "".join(line.decode() for line in physical) == ics.decode().replace("\r\n", "")
    found = values(ics)
    names = ("NAME", "X-WR-CALNAME", "SUMMARY", "LOCATION", "DESCRIPTION")
    title, body = titled(text), kept(text)
    assert {name: found.get(name, []) for name in names} == {
        "NAME": [title],
        "X-WR-CALNAME": [title],
        "SUMMARY": [title],
        "LOCATION": [body] if body else [],
        "DESCRIPTION": [body, title] if body else [title],
    }


def test_texts_that_have_done_harm() -> None:
    for text in TRICKY:
        check(text)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(TEXTS)
def test_any_text(text: str) -> None:
    check(text)


def titles(read: Reader, texts: list[str]) -> list[str | None]:
    items = [said(f"{index:03}", text) for index, text in enumerate(texts)]
    return [found["summary"] for found in read(render(calendar(*items)), WINDOW)]


def test_readers_get_the_title(ical_reader: Reader) -> None:
    assert titles(ical_reader, TRICKY) == [titled(text) for text in TRICKY]


# The reader is a function of its arguments, so it needs no resetting.
@settings(
    derandomize=True,
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TEXTS, min_size=20, max_size=40))
def test_readers_get_any_title(ical_reader: Reader, texts: list[str]) -> None:
    assert titles(ical_reader, texts) == [titled(text) for text in texts]


def test_half_a_character_is_dropped() -> None:
    assert b"SUMMARY:ab\r\n" in render(calendar(entry("a", DAY, None, "a\ud83db")))
