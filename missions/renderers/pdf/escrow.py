"""The outer key on paper: what it is, the key to type back, how, and where to keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from missions.renderers.pdf.arrange import Band, Beside, Stack
from missions.renderers.pdf.blocks import Block, Gap, Words
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import Paper
from missions.renderers.pdf.heads import Chapter, SectionHead, Title
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.setting import texts_of
from missions.renderers.pdf.square import SquareCode
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, GUTTER, HEAD, LABEL, LEAD, SMALL, Look, sheet
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import date_long

TITLE = "Outer key"
COPIES = 2
_CODE = 142.0
_APART = 24.0

_WHAT = (
    "This sheet holds the one key that opens what the service keeps under seal: passports, medical"
    " facts, the real names of places and people. If the key’s file is lost and no copy of it is"
    " left, all of that is lost for good. Plans and calendars are not."
)
_KEEP = (
    "Keep the two copies in two places that don’t burn or flood together, each locked, neither"
    " near the server nor with its backups: whoever has this sheet and a copy of the store of keys"
    " reads everything.",
    "Put it into an envelope that shows when it was opened. Don’t copy it, photograph it or mail"
    " it; don’t leave it in a printer’s memory.",
    "When the outer key is replaced, print new copies and destroy this one.",
)
_BACK: tuple[Rich, ...] = (
    (
        Span("On the server, as the user whom the service runs as, give the command "),
        Span("missions keys enter", BASE.heavy),
    ),
    "Type the eight rows as they stand here, the last two characters too, and a blank line at the"
    " end. Spaces, capitals and the row numbers don’t matter. O is read as 0, I and L as 1. Or scan"
    " the square with a reader that is not on a network, and paste what it says.",
    "A row with a mistake is named; type all rows once more. A key that does not open the store of"
    " keys is refused, and nothing is changed.",
    "Compare the fingerprint that is shown with the one on this sheet. Then start the service"
    " again.",
)


@dataclass(frozen=True, slots=True)
class Escrow:
    """What stands on one copy. `rows` are the key's rows for typing: `7KQ2 M0XD P4`."""

    rows: tuple[str, ...]
    fingerprint: str
    printed: date
    copy: int
    key_file: str
    key_store: str
    paper: str = "a4"


def render_escrow(escrow: Escrow) -> bytes:
    """Return the sheet as a PDF of one page."""
    fixed = (_WHAT, *_KEEP, *_BACK, TITLE)
    faces = Faces.for_texts([*texts_of(escrow), *texts_of(fixed)])
    ts = Typesetter(faces, Look())
    page = sheet(escrow.paper)
    paper = Paper(ts, page, title=TITLE, running=TITLE, stamp=_stamp(escrow))
    return paper.build([Chapter(_copy(escrow), "escrow", level=None), *_story(ts, escrow)])


def _copy(escrow: Escrow) -> str:
    return f"copy {escrow.copy} of {COPIES}"


def _stamp(escrow: Escrow) -> str:
    return f"Fingerprint {_grouped(escrow.fingerprint)} · {_copy(escrow)}"


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _story(ts: Typesetter, escrow: Escrow) -> Iterator[Block]:
    note = f"Printed {date_long(escrow.printed)}, {_copy(escrow)}"
    yield Title(ts, TITLE, note).spaced(after=12)
    yield Words(ts, _WHAT)
    yield Band(ts, _key(ts, escrow), pad=15).spaced(before=21, after=6)
    yield _advice(ts, sheet(escrow.paper).span(6)).spaced(before=21)
    yield _facts(ts, escrow).spaced(before=21)


def _key(ts: Typesetter, escrow: Escrow) -> Block:
    grid = Grid(
        (
            Column(1, style=SMALL.quiet),
            Column(2, style=HEAD.heavy),
            Column(2.6, style=HEAD.heavy),
            Column(1.4, style=HEAD.quiet),
        ),
        header=("Row", "Key", "", "Check"),
        pad=3,
    )
    rows = [Row((str(number), *row.split(" "))) for number, row in enumerate(escrow.rows, 1)]
    code = Stack(
        [
            SquareCode("\n".join(row.replace(" ", "") for row in escrow.rows), _CODE),
            Gap(6),
            Words(ts, "The same eight rows", SMALL.quiet),
        ]
    )
    width = sheet(escrow.paper).measure
    room = width - _CODE - _APART
    return Beside([(0, room, Rows(ts, grid, rows)), (room + _APART, _CODE, code)])


def _advice(ts: Typesetter, column: float) -> Block:
    steps = [
        Words(ts, text, indent=15, label=Span(f"{number}", BASE.heavy)).spaced(after=3)
        for number, text in enumerate(_BACK, 1)
    ]
    care = [
        Words(ts, text, indent=15, label=Span("", SMALL, mark="bullet")).spaced(after=3)
        for text in _KEEP
    ]
    back = Stack([SectionHead(ts, "Putting it back"), *steps])
    keep = Stack([SectionHead(ts, "Keeping it"), *care])
    return Beside([(0, column, back), (column + GUTTER, column, keep)])


def _facts(ts: Typesetter, escrow: Escrow) -> Block:
    grid = Grid((Column(2, style=LABEL), Column(8)), pad=3)
    facts = (
        ("Fingerprint", Span(_grouped(escrow.fingerprint), LEAD.heavy)),
        ("File of the key", escrow.key_file),
        ("Store of keys", escrow.key_store),
    )
    return Rows(ts, grid, [Row(each) for each in facts])
