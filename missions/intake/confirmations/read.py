"""A confirmation of any kind to the segments in it: nothing is kept, fetched or opened blindly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from missions.intake.cells import without_hidden
from missions.intake.confirmations.boarding import DamagedPass, looks_like_pass, read_pass
from missions.intake.confirmations.embedded import Embedded, read_json, read_page
from missions.intake.confirmations.events import read_events
from missions.intake.confirmations.extractor import ExtractorFailed, Limits, extract
from missions.intake.confirmations.mail import Part, looks_like_mail, parts_of, text_of
from missions.intake.confirmations.merge import merged
from missions.intake.confirmations.model import (
    MAX_SIZE,
    MIB,
    Found,
    FoundSegment,
    Source,
    Unreadable,
    quoted,
)
from missions.intake.confirmations.reservations import read_reservations

MOST_DOCUMENTS = 3
"""So many PDFs and passes of one mail are opened: each may take the extractor its whole time."""

MOST_SEGMENTS = 500
"""So many segments of a confirmation are read: each is laid beside the others."""

MISSING = "KItinerary, which opens PDFs and passes, is not installed here"
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_DOCUMENTS = {"application/pdf", "application/vnd.apple.pkpass"}
_MOSTLY = 0.95
"""Of a text, so much is more than control characters."""

_TEXTS = {"application/ics", "application/json", "application/ld+json"}
_NAMES = (".ics", ".json", ".html", ".htm", ".txt")
_NOTHING = "No flight, train, coach or ferry was found in it in a form for machines."


def read_confirmation(
    name: str,
    content: bytes,
    on: date,
    extractor: Path | None = None,
    limits: Limits | None = None,
) -> Found:
    """Return the segments of an uploaded or pasted confirmation, each once.

    Args:
        name: the file's name, for messages; "" is fine for what was pasted.
        content: its bytes, at most `MAX_SIZE`.
        on: the day of reading; a boarding pass tells no year.
        extractor: KItinerary's program (`find_extractor`), for .pdf and .pkpass.
        limits: what the extractor may take.

    Raises:
        Unreadable: it is too large, or of no kind that can be read.
    """
    called = name.strip() or "What was pasted"
    if len(content) > MAX_SIZE:
        size = f"a file of {len(content) / MIB:.1f} MiB"
        raise Unreadable(called, size, f"one of at most {MAX_SIZE // MIB} MiB")
    if not content.strip():
        raise Unreadable(called, "empty")
    reader = _Reader(on, extractor, limits)
    if content.startswith((_PDF, _ZIP)):
        reader.document(called, content)
    elif looks_like_mail(content):
        reader.mail(content)
    else:
        text = text_of(content)
        clean = without_hidden(text.replace("\r\n", "\n")) if text else ""
        if text is None or len(clean) < len(text.replace("\r\n", "\n")) * _MOSTLY:
            raise Unreadable(called, "a file that is no text")
        reader.text(called, clean)
    return reader.found()


class _Reader:
    """Collects what the parts of one confirmation hold."""

    def __init__(self, on: date, extractor: Path | None, limits: Limits | None) -> None:
        self._on = on
        self._extractor = extractor
        self._limits = limits
        self._segments: list[FoundSegment] = []
        self._passed: list[str] = []
        self._documents = 0

    def found(self) -> Found:
        """Return all that was found, each once."""
        if not self._segments and not self._passed:
            self._passed.append(_NOTHING)
        if len(self._segments) > MOST_SEGMENTS:
            self._passed.append(f"Only the first {MOST_SEGMENTS} segments were read.")
        kept = self._segments[:MOST_SEGMENTS]
        return Found(merged(kept), tuple(dict.fromkeys(self._passed)))

    def _add(self, found: Found) -> None:
        self._segments.extend(found.segments)
        self._passed.extend(found.not_understood)

    def mail(self, content: bytes) -> None:
        """Read every part of a mail."""
        for part in parts_of(content):
            low = part.name.lower()
            if part.content.startswith(_PDF) or part.kind in _DOCUMENTS or low.endswith(".pkpass"):
                self._attached(part)
            elif part.content.startswith(_ZIP):
                self._passed.append(
                    f"The attachment {quoted(part.name)} is an archive: not opened."
                )
            elif part.kind.startswith("text/") or part.kind in _TEXTS or low.endswith(_NAMES):
                self._readable(part)

    def _readable(self, part: Part) -> None:
        text = text_of(part.content, part.charset)
        if text is None:
            self._passed.append(f"A part of the mail ({part.kind}) is no text.")
        elif part.kind == "text/html":
            self._page(text)
        else:
            self._any(text, part.name)

    def _attached(self, part: Part) -> None:
        what = f"The attachment {quoted(part.name or part.kind)} was not opened"
        self._documents += 1
        if self._extractor is None:
            self._passed.append(f"{what}: {MISSING}.")
        elif self._documents > MOST_DOCUMENTS:
            self._passed.append(f"{what}: only the first {MOST_DOCUMENTS} are.")
        else:
            self._extract(self._extractor, part.content, what)

    def document(self, name: str, content: bytes) -> None:
        """Read a PDF or a pass; an archive of any other kind is never opened."""
        if content.startswith(_ZIP) and not name.lower().endswith(".pkpass"):
            raise Unreadable(name, "a .zip archive, which is not opened")
        if self._extractor is None:
            kind = "a PDF" if content.startswith(_PDF) else "a .pkpass"
            other = "the carrier's mail as .eml, its page as .html, or its calendar file as .ics"
            raise Unreadable(name, f"{kind}, and {MISSING}", other)
        self._extract(self._extractor, content, f"{quoted(name)} was not understood")

    def _extract(self, program: Path, content: bytes, what: str) -> None:
        try:
            written = extract(program, content, self._on, self._limits)
        except (ExtractorFailed, OSError) as failed:
            reason = str(failed) if isinstance(failed, ExtractorFailed) else "it cannot be run"
            self._passed.append(f"{what}: of KItinerary, {reason}.")
            return
        embedded = Embedded()
        read_json(text_of(written) or "?", "What KItinerary found", embedded)
        self._embedded(embedded, Source.KITINERARY)

    def text(self, name: str, text: str) -> None:
        """Read an uploaded text by what it looks like."""
        if text.lstrip().startswith("<"):
            self._page(text)
        else:
            self._any(text, name)

    def _any(self, text: str, name: str) -> None:
        begin = text.lstrip("\ufeff \t\r\n")
        if "BEGIN:VCALENDAR" in begin[:200].upper():
            events = read_events(begin)
            damaged = Found((), (f"The calendar {quoted(name)} is damaged.",))
            self._add(damaged if events is None else events)
        elif begin.startswith(("{", "[")):
            embedded = Embedded()
            read_json(begin, f"The JSON in {quoted(name)}", embedded)
            self._embedded(embedded, Source.JSON_LD)
        elif begin.startswith("<"):
            self._page(begin)
        else:
            self._passes(text)

    def _page(self, page: str) -> None:
        self._embedded(read_page(page), Source.JSON_LD)

    def _embedded(self, embedded: Embedded, source: Source) -> None:
        self._passed.extend(embedded.not_understood)
        self._add(read_reservations(embedded.values, source))

    def _passes(self, text: str) -> None:
        """Read the boarding passes in a text, a line each."""
        for line in text.splitlines():
            if not looks_like_pass(line):
                continue
            try:
                self._segments.extend(read_pass(line, self._on))
            except DamagedPass as damaged:
                name = line[2:22].strip()
                self._passed.append(f"A boarding pass of {quoted(name)} is damaged: {damaged}.")
