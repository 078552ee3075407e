"""Hangul names against their Latin spellings: the Revised Romanization and what passports print.

Sources: the Revised Romanization of Korean (2000), McCune-Reischauer without its marks, and the
usual spellings of surnames, which the holder of a Korean passport may choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_FIRST = 0xAC00
_LAST = 0xD7A3

_INITIALS = (
    *("G|K", "KK|GG|K|G", "N", "D|T", "TT|DD|D|T", "R|L|N", "M", "B|P", "PP|BB|B|P", "SH|S"),
    *("SS|S", "", "J|CH|Z", "JJ|J|CH", "CH|C", "K", "T", "P|F", "H"),
)
_VOWELS = (
    *("AH|A", "AE|AI|AY|E|A", "YA|IA", "YAE|YE", "EO|U|O|UH|E", "E|AE|AY", "YEO|YOU|YU|YO|YUH"),
    *("YE|E", "O|OH", "WA|OA", "WAE|OAE", "OE|OI|OY|WE", "YO|IO", "U|OO|WOO|WU", "WO|WEO|O"),
    *("WE", "WI|UI|WEE", "YU|YOO|YOU|IU", "EU|U|E|OO", "UI|EUI|YI|EE|I", "I|EE|YI|Y"),
)
_FINALS = (
    *("|H", "K|G|C|CK", "K|G", "K|G|KS", "N", "N|NJ", "N|NH", "T|D", "L|LL|R", "L|K|LG|LK"),
    *("M|L|LM", "L|B|LB|P", "L", "L", "P|L", "L", "M", "P|B", "P|B|PS", "T|S", "T|S", "NG"),
    *("T|J", "T|CH", "K", "T", "P", "H|T|"),
)
"""By the number of the consonant in a syllable's end, from none; a name's last H is mute."""

_SURNAMES = {
    **{"이": "LEE|YI|I|RHEE|RHIE|REE|RI|LI|YEE|LEIGH", "리": "LEE|RI|LI|RHEE", "박": "PARK|BARK"},
    **{"유": "RYU|LEW|YOUE", "류": "YU|YOO|YOU|RYOO|LEW", "임": "LIM|YIM|RIM", "림": "LIM|RIM"},
    **{"노": "ROH|RO|RHO", "라": "NA|RA", "나": "RA", "양": "RYANG", "여": "RYEO", "연": "RYUN"},
    **{"염": "YOUM|YUM", "육": "YOOK|YUK|RYUK", "허": "HUR|HER|HEUR", "백": "BACK|PAIK|PAEK"},
    **{"최": "CHOY|CHEY|CHAE", "서": "SUH|SUR", "석": "SUK|SEUK", "오": "OH", "손": "SOHN"},
    **{"안": "AHN", "한": "HAHN", "구": "KOO|GOO|KU", "문": "MOON", "변": "BYUN|BYON"},
    **{"정": "JUNG|CHUNG|JOUNG|CHEONG", "전": "JUN|CHUN|JUHN", "천": "CHUN|CHEN", "조": "CHO|JOE"},
    **{"주": "CHU|JOO|CHOO", "추": "CHOO|CHU", "지": "JEE|CHEE|GEE", "왕": "WANG", "공": "KONG"},
    **{"강": "KANG|KHANG", "권": "KWON|KWEON", "길": "KIL|GILL", "감": "KAM"},
}
"""Spellings of surnames that the letters alone do not give."""

_TWO_SYLLABLES = frozenset({"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"})


def is_hangul(text: str) -> bool:
    """Whether a text without spaces is of Hangul syllables only."""
    return bool(text) and all(_FIRST <= ord(char) <= _LAST for char in text)


def spelled_alike(hangul: str, surname: str, given: str) -> bool | None:
    """Whether Latin letters can be the spelling of a Hangul name of two to six syllables.

    Args:
        hangul: the name without spaces, surname first.
        surname: capitals A-Z.
        given: capitals A-Z, its words joined.

    Returns:
        True where they can; False where they spell another Korean name of as many syllables;
        None where they spell no such name, so that nothing can be said (안나 is Anna, or not).
    """
    comparable = False
    for family, rest in _cuts(hangul):
        if _surname(family).fullmatch(surname) and _syllables(rest).fullmatch(given):
            return True
        any_family = any(_surname(each).fullmatch(surname) for each in _USUAL)
        comparable = comparable or (any_family and bool(_any(len(rest)).fullmatch(given)))
    return False if comparable else None


def _cuts(hangul: str) -> Iterator[tuple[str, str]]:
    if 2 <= len(hangul) <= 6:
        yield hangul[:1], hangul[1:]
        if hangul[:2] in _TWO_SYLLABLES and len(hangul) > 2:
            yield hangul[:2], hangul[2:]


@cache
def _surname(family: str) -> re.Pattern[str]:
    return re.compile("|".join(filter(None, (_SURNAMES.get(family), _pattern(family)))))


def _syllables(text: str) -> re.Pattern[str]:
    return re.compile(_pattern(text))


def _pattern(text: str) -> str:
    return "".join(_syllable(char) for char in text)


def _syllable(char: str) -> str:
    number = ord(char) - _FIRST
    initial, vowel, final = number // 588, number % 588 // 28, number % 28
    return f"(?:{_INITIALS[initial]})(?:{_VOWELS[vowel]})(?:{_FINALS[final]})"


@cache
def _any(count: int) -> re.Pattern[str]:
    """Return what any so many syllables look like."""
    initials, vowels, finals = (
        "|".join(
            sorted({each for text in table for each in text.split("|")}, key=len, reverse=True)
        )
        for table in (_INITIALS, _VOWELS, _FINALS)
    )
    return re.compile(f"(?:(?:{initials}|)(?:{vowels})(?:{finals}|)){{{count}}}")


_USUAL = tuple("김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민")
"""The commonest surnames: together nine of ten Koreans."""
