"""Full addresses, and the street with its number, which finds a house as well."""

from __future__ import annotations

import re

from missions.checker.folding import fold_phrase
from missions.checker.model import Kind, Left, Right, Term

_KOREAN_STREET = re.compile(r"[가-힣0-9]{1,20}(?:로|길|동|리)\s{0,3}\d{1,5}(?:-\d{1,5})?")
_HAN_STREET = re.compile(
    r"[^\s\d省市区區县縣镇鎮乡鄉州]{1,8}(?:路|街|道|巷|弄|胡同|村)(?:[一二三四五六七八九十]段)?\d{1,5}[号號]?"
)
_NUMBERED = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_UNIT = re.compile(
    r"(?i)^\s*(?:unit|apt|apartment|suite|ste|room|rm|floor|fl|no|int|piso|dept?o?|etage)\b"
)
_SHORTEST = 6
_HAN_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
_LONG_FORMS = {
    **{"rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "blvd": "boulevard"},
    **{"dr": "drive", "ln": "lane", "sq": "square", "ct": "court", "pl": "place", "hwy": "highway"},
}
_SHORT_FORMS = {long: short for short, long in _LONG_FORMS.items()}


def _streets(address: str) -> list[str]:
    """Return the pieces of an address that name a street and a number."""
    east = _KOREAN_STREET.findall(address) + _HAN_STREET.findall(address)
    if east:
        return east
    pieces = [piece.strip() for piece in re.split("[,;\n]", address)]
    # What follows the first such piece is a postal code with its city, which tells little.
    numbered = [
        piece
        for piece in pieces
        if _NUMBERED.search(piece) and _LETTERS.search(piece) and not _UNIT.match(piece)
    ]
    return numbered[:1]


def _written(phrase: str) -> list[str]:
    """Return a folded phrase as it is, and with its kinds of street in full and in short.

    Between Han and a number there may be a space, so each form has one, which need not be there.
    """
    words = _HAN_NUMBER.sub(" ", phrase).split()
    full = [_LONG_FORMS.get(word, word) for word in words]
    short = [_SHORT_FORMS.get(word, word) for word in full]
    return list(dict.fromkeys(" ".join(form) for form in (words, full, short)))


def address_terms(address: str, source: str = "") -> tuple[Term, ...]:
    """Return what to look for of an address: the whole, and its street with number as a part.

    Commas, dashes, line breaks and "Rd" for "Road" make no difference. A blank address gives
    nothing.
    """
    whole = fold_phrase(address)
    source = source or address
    streets = [fold_phrase(street) for street in _streets(address)]
    parts = [street for street in streets if len(street) >= _SHORTEST and street != whole]
    forms = [(form, False) for form in _written(whole)] if whole else []
    forms += [(form, True) for street in parts for form in _written(street)]
    return tuple(
        Term(
            text=text,
            kind=Kind.NAME,
            source=source,
            part=part,
            left=Left.WORD_START if part else Left.ANY,
            right=Right.WORD_END,
        )
        for text, part in dict.fromkeys(forms)
    )
