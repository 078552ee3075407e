"""Canaries in three scripts, and everything that could still be told from a cut or coded one.

A mark is a Latin token, and beside it a Hangul syllable and a Han character that stand nowhere
else, so that initials, a name's first letters and a number's last four tell it too.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, product

from tests.factories.canary_trip import Canaries

_LETTERS = "bcdfghjklmnprstvwxz"
TOKEN = re.compile(f"zqx[{_LETTERS}]{{4}}")
_LAST_FOUR = re.compile(f"(?<![0-9a-z])[{_LETTERS}]{{4}}(?![0-9a-z])")
_LATIN = re.compile(rb"(?i)zqx[%s]{4}" % _LETTERS.encode())
_PAIRS = re.compile(rb"[\xea-\xed][\x80-\xbf]{2}[\xe3\xe4][\x80-\xbf]{2}")
_WIDE_PAIRS = re.compile(rb"(.[\xac-\xd7].[\x34-\x4d]) \x00[Zz]\x00", re.DOTALL)
"""A Hangul syllable and a rare Han character, as UTF-8 and as UTF-16 before a token."""
_HEX = re.compile(rb"[0-9a-fA-F]{14,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{10,}")
_RARE = re.compile("[\uac00-\ud7a3\u3400-\u4db5]")
_DIGITS = re.compile(r"(?=(739\d{6}))")
_LAST_DIGITS = re.compile(r"(?<![0-9a-z])\d{4}(?![0-9a-z])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|(?<!\d)(?:\d{8}|\d{6})(?!\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_FIRST = re.compile(rf"\b(\d\d?) ({'|'.join(_MONTHS)})[a-z]* (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]* (\d\d?),? (\d{{4}})\b")
_DEGREES = re.compile(r"\d{2,3}\.\d{4}")

PHONES = frozenset({"phone", "emergency_phone"})
COUNTS = frozenset({"blank_pages"})
DAYS = {
    "birth_date": date(1971, 2, 3),
    "issued": date(2017, 1, 9),
    "valid_from": date(2019, 1, 8),
    "expires": date(2033, 1, 7),
    "joins": date(1987, 1, 5),
    "leaves": date(2029, 1, 4),
    "date": date(2014, 1, 3),
}
"""Columns that are a day: each row gets one of its own, from here on."""
MINORS, OF_MINORS = frozenset({"person.sam.birth_date"}), date(2010, 2, 3)
"""Whose birth is later, so that they are children still."""
DEGREES = {"latitude": 31.1307, "longitude": 127.2613}


def _syllables() -> Iterator[str]:
    """Yield Hangul syllables that no word has: a tense initial, a cluster at the end."""
    for first, vowel, last in product(
        (1, 4, 8, 10, 13, 15, 17), range(21), (3, 5, 6, 9, 11, 12, 13, 14, 18)
    ):
        yield chr(0xAC00 + (first * 21 + vowel) * 28 + last)


class Marks(Canaries):
    """Marks by place: `person.mei.legal_name`; a call returns the whole text to write there.

    `start`: the first one's number, so that two trips have no mark in common.
    """

    def __init__(self, start: int = 0) -> None:
        super().__init__({})
        self._start, self._syllable = start, islice(_syllables(), start, None)
        self._told: dict[str, str] = {}
        self._pairs: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """Return the text of a place, a new one at first."""
        if place not in self.token:
            self.token[place] = self._made(place, self._start + len(self.token))
        return self.token[place]

    def day(self, place: str) -> date:
        """Return the day of a place, one that no other has."""
        return date.fromisoformat(self(place))

    def degrees(self, place: str) -> float:
        """Return the coordinate of a place."""
        return float(self(place))

    def _made(self, place: str, number: int) -> str:
        column = place.rpartition(".")[2]
        if column in DAYS:
            first = OF_MINORS if place in MINORS else DAYS[column]
            return self._day(place, first + timedelta(days=number))
        if column in DEGREES:
            return self._known(place, f"{DEGREES[column] + number / 100:.4f}")
        if column in COUNTS:
            return self._known(place, f"739{number * 619 % 1000000:06}")
        tail, rest = "", number
        for _ in range(4):
            rest, letter = divmod(rest, len(_LETTERS))
            tail = _LETTERS[letter] + tail
        latin = self._known(place, f"zqx{tail}", tail).capitalize()
        if column in PHONES:
            digits = self._known(place, f"73905{4000 + number * 3}")
            self._known(place, digits[-4:])
            return f"+82 {digits[:3]} {digits[3:6]} {digits[6:]} {latin}"
        syllable, han = next(self._syllable), chr(0x3400 + number)
        self._known(place, syllable, han)
        self._pairs[syllable + han] = place
        return f"{syllable}{han} {latin}"

    def _day(self, place: str, day: date) -> str:
        self._known(place, f"{day:%Y%m%d}", f"{day:%y%m%d}")
        return self._known(place, day.isoformat())

    def _known(self, place: str, *forms: str) -> str:
        for form in forms:
            assert self._told.setdefault(form, place) == place, (form, place)
        return forms[0]

    def found_in(self, text: str) -> set[str]:
        """Return the places that a plain text tells of, whole or cut."""
        folded = text.casefold()
        found = {*TOKEN.findall(re.sub(r"\s+", "", folded)), *_LAST_FOUR.findall(folded)}
        found |= {*_RARE.findall(text), *_DATE.findall(folded), *_DEGREES.findall(folded)}
        found |= {*_DIGITS.findall(re.sub(r"[\s().-]", "", folded)), *_LAST_DIGITS.findall(folded)}
        found |= {_iso(day, month, year) for day, month, year in _DAY_FIRST.findall(folded)}
        found |= {_iso(day, month, year) for month, day, year in _MONTH_FIRST.findall(folded)}
        return {self._told[form] for form in found if form in self._told}

    def in_code(self, text: str) -> set[str]:
        """Return the places whose Latin token stands in a text that is not for reading."""
        found = set(TOKEN.findall(text.casefold()))
        return {self._told[form] for form in found if form in self._told}

    def in_bytes(self, data: bytes) -> set[str]:
        """Return the places whose token stands in bytes: as text, in base64 or in hexadecimal."""
        found = _tokens(data)
        pairs = {one.decode("utf-8", "ignore") for one in _PAIRS.findall(data)}
        pairs |= {one.decode("utf-16-le", "ignore") for one in _WIDE_PAIRS.findall(data)}
        return {self._told[form] for form in found if form in self._told} | {
            self._pairs[pair] for pair in pairs if pair in self._pairs
        }

    def rare_in(self, text: str) -> set[str]:
        """Return the places whose rare Hangul or Han stands in a text."""
        return {self._told[form] for form in _RARE.findall(text) if form in self._told}


@lru_cache(maxsize=4)
def _tokens(data: bytes) -> frozenset[str]:
    """Return every token in bytes, by whichever marks."""
    plain = data.replace(b"\0", b"")  # so that two bytes a letter read as one
    pieces = [plain, *_from_hex(plain), *_from_base64(plain)]
    return frozenset(one.decode().casefold() for piece in pieces for one in _LATIN.findall(piece))


def _from_hex(data: bytes) -> Iterator[bytes]:
    for run in _HEX.findall(data):
        for start in (0, 1):
            whole = run[start : len(run) - (len(run) - start) % 2]
            yield bytes.fromhex(whole.decode())


def _from_base64(data: bytes) -> Iterator[bytes]:
    for run in _BASE64.findall(data):
        even = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            yield base64.b64decode(even[start:] + b"A" * (-(len(even) - start) % 4))


def _iso(day: str, month: str, year: str) -> str:
    return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"
