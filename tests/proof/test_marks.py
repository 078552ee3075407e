"""The search itself: whatever is done to a mark, it is found; and what is no mark is not."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.proof.marks import Marks
from tests.proof.reading import cookie_text, in_body, in_lines, in_text

NAME, NUMBER, PHONE = "person.mei.legal_name", "document.mei.passport.number", "person.mei.phone"
BORN = "person.mei.birth_date"
MADE: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper case": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "percent-encoded": quote,
    "escaped as JSON": json.dumps,
    "as entities": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "twice escaped": lambda text: html.escape(html.escape(json.dumps(text))),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 in an address": lambda text: base64.urlsafe_b64encode(b"id=" + text.encode()).decode(),
    "turned round": lambda text: "/".join(reversed(text.split())),
    "Hangul and Han alone": lambda text: text.split()[0],
    "initials": lambda text: "".join(word[0] for word in text.split()),
    "Latin alone, cut by a tag": lambda text: f"{text[-7:-3]}<b>{text[-3:]}</b>".replace("<b>", ""),
    "the last four": lambda text: f"ends in {text[-4:]}.",
}


@pytest.mark.parametrize("made", MADE)
def test_a_mark_is_found_whatever_is_done_to_it(made: str) -> None:
    marks = Marks()
    text = MADE[made](marks(NAME))
    marks(NUMBER), marks(PHONE)

    assert in_text(marks, f"<p>Some words {text} more</p>") == {NAME}


@pytest.mark.parametrize(
    "form", ["{0:%Y-%m-%d}", "{0:%y%m%d}", "{0.day} {0:%b} {0.year}", "{0:%B} {0.day}, {0.year}"]
)
def test_a_day_is_found_as_it_is_written(form: str) -> None:
    marks = Marks()

    assert in_text(marks, form.format(marks.day(BORN))) == {BORN}


def test_a_phone_is_found_by_its_digits_and_its_last_four() -> None:
    marks = Marks()
    digits = "".join(char for char in marks(PHONE) if char.isdigit())

    assert in_text(marks, f"tel {digits[:4]}.{digits[4:]}") == {PHONE}
    assert in_text(marks, f"… {digits[-4:]}") == {PHONE}


def test_what_a_calendar_folds_and_a_cookie_packs_is_read() -> None:
    marks = Marks()
    line = f"DESCRIPTION:{marks(NAME)}".encode()
    folded = line[:-4] + b"\r\n " + line[-4:]
    packed = base64.urlsafe_b64encode(json.dumps({"f": marks(NAME)}).encode()).decode()

    assert in_body(marks, folded, "text/calendar") == {NAME}
    assert in_lines(marks, cookie_text(f"{packed}.stamp.mac")) == {NAME}


@pytest.mark.parametrize(
    "coded",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode().hex().encode(),
        lambda text: base64.b64encode(text.encode()),
        lambda text: base64.b64encode(b"a" + text.encode()),
        lambda text: text.split()[0].encode(),
    ],
)
def test_bytes_are_searched_in_every_form(coded: Callable[[str], bytes]) -> None:
    marks = Marks()

    assert marks.in_bytes(b"\xff\x00SQLite" + coded(marks(NUMBER)) + b"\x00\xfe") == {NUMBER}


def test_other_words_are_no_marks() -> None:
    marks = Marks()
    marks(NAME), marks(NUMBER), marks(PHONE), marks.day(BORN)
    plain = "Seoul 서울 首尔, 10 Jul 2026, +1 312 555 0101, Volunteer 2026-07-10 html https"

    assert (in_text(marks, plain), marks.in_bytes(plain.encode())) == (set(), set())
