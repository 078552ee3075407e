"""A book beside the same book built with a Paragraph in every cell, and its memory."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from benchmarks import naive_book
from benchmarks.harness import Contestant, Ratio, cpu_seconds
from missions.briefing.document import Briefing
from missions.renderers.pdf.book import render_book
from tests.factories import briefings

_PAGES, _DAYS = 12, 4
_MEMORY = 100 * 1024 * 1024
_WORD = re.compile(r"[\u1100-\u11ff\u2e80-\uffef]|[^\W\d_\u1100-\u11ff\u2e80-\uffef]+")
_RESIDENT = f"""
from dataclasses import replace
from pathlib import Path
from missions.renderers.pdf.book import render_book
from tests.factories import briefings
book = briefings.book()
render_book(replace(book, days=book.days[:{_DAYS}]))
print(Path("/proc/self/status").read_text())
"""


def twelve_pages() -> Briefing:
    """Return the sample book without its last days."""
    book = briefings.book()
    return replace(book, days=book.days[:_DAYS])


def _words(pdf: bytes) -> tuple[int, set[str]]:
    pages = PdfReader(BytesIO(pdf)).pages
    return len(pages), {word for page in pages for word in _WORD.findall(page.extract_text())}


def same_words(ours: bytes, naive: bytes) -> bool:
    """Say whether two books use the same words, and ours has about the pages it should."""
    pages, words = _words(ours)
    furniture = {"of", "book", "Book", "Team"}
    return abs(pages - _PAGES) <= 1 and words - furniture == _words(naive)[1] - furniture


def _resident() -> int:
    """Return the most memory that a fresh process held while it made the book.

    Read from /proc: what `getrusage` tells of a child includes its parent's before the fork.
    """
    command = [sys.executable, "-c", _RESIDENT]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    found = re.search(r"VmHWM:\s+(\d+) kB", run.stdout)
    assert found is not None
    return int(found[1]) * 1024


def ratios() -> Iterable[Ratio]:
    """The two rows."""
    briefing = twelve_pages()
    yield Ratio(
        name="a 12-page book / Paragraphs in every cell",
        subject=lambda: render_book(briefing),
        against=lambda: naive_book.render(briefing),
        bound=0.45,
        same=same_words,
        measure=cpu_seconds,
    )
    yield Ratio(
        name="memory of a process that makes it / 100 MB",
        subject=_resident,
        against=lambda: _MEMORY,
        bound=1.0,
        same=lambda *_: True,
        measure=_bytes,
    )


def _bytes(contestant: Contestant) -> float:
    return float(contestant())
