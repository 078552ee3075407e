"""What papers pick out of a Briefing."""

from __future__ import annotations

import pytest

from missions.briefing.document import Change
from missions.renderers import selection as pick
from tests.factories import briefings


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("gone", "River path, 15:15", "15:15"), ("", "River path, 15:15")),
        (Change("gone", "River path, 15:15"), ("", "River path, 15:15")),
        (Change("gone", "", "River path, 15:15"), ("", "River path, 15:15")),
        (Change("moved", "River path, 16:00", "15:15"), ("River path, 16:00", "15:15")),
    ],
)
def test_what_is_gone_is_told_once(change: Change, words: tuple[str, str]) -> None:
    assert pick.change_words(change) == words


def test_a_country_has_its_name_or_is_left_out() -> None:
    book = briefings.book()
    known = book.numbers[0]
    assert pick.country(book, known.country) == known.country_name
    assert pick.country(book, "PT") == ""
