"""Which font sets which characters: a name may mix Latin, Hangul, Han and kana in one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from missions.renderers.pdf.typefaces import JP, KR, LATIN, SC, TC, Source

Covers = Callable[[Source, str], bool]
Piece = tuple[Source | None, str]

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_BOPOMOFO = re.compile(r"[\u3100-\u312f\u31a0-\u31bf]")
_JOINED_BY = re.compile(r"[\s()\[\]/·・,、-]*\Z")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u2000-\u200a\u205f\u3000]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return the text composed (NFC), with plain spaces and line ends, without unseen characters.

    Zero-width joiners, direction marks, variation selectors and stray controls have no glyph and
    would leave a box; a half surrogate becomes the replacement character.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    return "".join(kept for char in text if (kept := _visible(char)))


def _visible(char: str) -> str:
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    category = unicodedata.category(char)
    if category not in _UNSEEN or char == "\n":
        return char
    return "\ufffd" if category == "Cs" else ""


def split(text: str, covers: Covers, languages: tuple[str, ...]) -> list[Piece]:
    """Split a clean text into pieces that one font can set; None where no font can.

    Latin sets all it has. What it lacks, a stretch of neighbouring characters, goes to one font
    as a whole where one has all of it, so that the letters of a name are of one design.
    """
    stretches = [
        (latin, "".join(group)) for latin, group in groupby(text, lambda char: covers(LATIN, char))
    ]
    pieces: list[Piece] = []
    for index, (latin, stretch) in enumerate(stretches):
        if latin:
            pieces.append((LATIN, stretch))
            continue
        order = _order(stretch, _beside(stretches, index), languages)
        pieces.extend(_assign(stretch, order, covers))
    return _merged(pieces)


def _beside(stretches: list[tuple[bool, str]], index: int) -> str:
    """Return the stretches next to this one where only a space or a bracket lies between."""
    near = ""
    for step in (-1, 1):
        between, beyond = index + step, index + 2 * step
        if 0 <= beyond < len(stretches) and _JOINED_BY.match(stretches[between][1]):
            near += stretches[beyond][1]
    return near


def _order(stretch: str, near: str, languages: tuple[str, ...]) -> tuple[Source, ...]:
    """Return the fonts to try: by the script itself, its neighbours, the paper's languages."""
    wanted: list[Source] = []
    for context in (stretch, near):
        if _HANGUL.search(context):
            wanted.append(KR)
        if _KANA.search(context):
            wanted.append(JP)
        if _BOPOMOFO.search(context):
            wanted.append(TC)
    wanted.extend(source for tag in languages if (source := _of_language(tag)))
    return tuple(dict.fromkeys([*wanted, SC, TC, JP, KR]))


def _of_language(tag: str) -> Source | None:
    tag = tag.lower().replace("_", "-")
    if tag.startswith("zh"):
        traditional = any(part in tag for part in ("hant", "tw", "hk", "mo"))
        return TC if traditional else SC
    return {"ko": KR, "ja": JP}.get(tag.partition("-")[0])


def _assign(stretch: str, order: tuple[Source, ...], covers: Covers) -> Iterator[Piece]:
    """Yield the pieces of a stretch: whole if it can be, else by script, else by character."""
    if whole := _whole(stretch, order, covers):
        yield whole, stretch
        return
    parts = ["".join(group) for _, group in groupby(stretch, _kind)]
    if len(parts) == 1:
        parts = list(stretch)
    for part in parts:
        if len(part) == 1 or part == stretch:
            yield _whole(part, order, covers), part
        else:
            yield from _assign(part, order, covers)


def _whole(text: str, order: tuple[Source, ...], covers: Covers) -> Source | None:
    """Return the first font that has it all; one drawn for such texts before one that just can."""
    able = [source for source in order if covers(source, text)]
    native = (source for source in able if _encodes(source.charset, text))
    return next(native, able[0] if able else None)


def _encodes(charset: str, text: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _kind(char: str) -> str:
    if _HANGUL.match(char):
        return "hangul"
    if _KANA.match(char):
        return "kana"
    return "han" if unicodedata.category(char) == "Lo" else "other"


def _merged(pieces: list[Piece]) -> list[Piece]:
    return [
        (source, "".join(text for _, text in group))
        for source, group in groupby(pieces, lambda piece: piece[0])
    ]
