"""What every reader finds of a marked trip, by any address, compared whole with what they may know.

One crawl a posture: seventeen readers in turn, each through every address that there is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.marks import Marks
from tests.proof.readers import Once, Readers, letters, logged
from tests.proof.reading import in_lines
from tests.proof.wanted import READERS, is_private, places
from tests.proof.world import world

REQUESTS = 6000
"""So many a posture, at least; fewer would mean that the crawl has lost its way."""


def _addressed(letter: str, marks: Marks) -> set[str]:
    """Return what a letter may tell: to whom it goes, by what address."""
    (address,) = (place for place in marks.in_code(letter) if place.endswith(".email"))
    key = address.split(".")[1]
    return {address, f"person.{key}.preferred_name"}


@pytest.mark.parametrize("posture", ["closed", "guarded", "open"])
def test_everybody_finds_what_they_may_know_and_nothing_else(
    posture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logged() as lines, world(tmp_path / "home", posture) as made:
        Once().install(monkeypatch, made)
        crawls = Readers(made).all().crawls
        told = letters(made)
    marks = made.marks

    wanted = {name: places(marks, may(posture), me) for name, (me, may) in READERS.items()}
    found = {
        name: {place for place in crawl.found if is_private(place)}
        for name, crawl in crawls.items()
    }

    assert set(found) == set(READERS)
    more = {
        name: {place: crawls[name].first[place] for place in found[name] - wanted[name]}
        for name in found
    }
    less = {name: sorted(wanted[name] - found[name]) for name in found}
    assert {name: extra for name, extra in more.items() if extra} == {}
    assert {name: missing for name, missing in less.items() if missing} == {}
    assert in_lines(marks, "\n".join(lines)) == set()
    assert told == {letter: _addressed(letter, marks) for letter in told}
    assert {letter.partition(" ")[0] for letter in told} == {"invitation", "published"}
    assert sum(crawl.requests for crawl in crawls.values()) > REQUESTS
