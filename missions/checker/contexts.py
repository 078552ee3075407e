"""Whether a term counts where it stands: word boundaries, plurals, particles, exceptions."""

from __future__ import annotations

from itertools import product

from missions.checker.folding import fold_phrase, is_han, is_hangul, is_spaced
from missions.checker.model import Left, Right, Term

_HONORIFICS = (
    *(
        "",
        "이",
        "님",
        "들",
        "님들",
        "씨",
        "분들",
        "네",
        "이네",
        "부부",
        "형제",
        "자매",
        "선생님",
        "대표님",
    ),
    *("원장님", "목사님", "전도사님", "선교사님", "사모님", "집사님", "장로님"),
)
_PARTICLES = (
    *("", "이", "가", "은", "는", "을", "를", "의", "에", "에서", "에게", "에게서", "께", "께서"),
    *("로", "으로", "와", "과", "도", "만", "부터", "까지", "나", "이나", "랑", "이랑", "하고"),
    *("처럼", "보다", "마다", "한테", "라도", "이라도", "이다", "입니다", "이에요", "예요", "야"),
    *("아", "이야", "뿐", "밖에", "인", "이며", "이고", "이랑", "네", "네는", "로서", "으로서"),
)
_MORE = ("", "는", "도", "만", "의", "부터", "까지", "서")
TAILS = frozenset(map("".join, product(_HONORIFICS, _PARTICLES, _MORE)))
"""What may follow a Korean noun in the same word."""

_LONGEST_TAIL = max(map(len, TAILS))
_PLURALS = ("s", "es")


def _hangul_from(text: str, at: int) -> str:
    """Return the Hangul that goes on from a place, no more of it than decides."""
    end = at
    while end < len(text) and end - at <= _LONGEST_TAIL and is_hangul(text[end]):
        end += 1
    return text[at:end]


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not is_spaced(text[end])


def _end(term: Term, text: str, end: int) -> int | None:
    """Return where the term ends with its plural, or None where the word goes on."""
    last = text[end - 1]
    if is_hangul(last):
        tail = _hangul_from(text, end) if term.right is not Right.ANY else ""
        return end if tail in TAILS else None
    if not is_spaced(last):
        return end
    if term.right is Right.ANY:
        while not _ends_word(text, end):
            end += 1
        return end
    if _ends_word(text, end):
        return end
    if term.right is Right.INFLECTED:
        for plural in _PLURALS:
            if text.startswith(plural, end) and _ends_word(text, end + len(plural)):
                return end + len(plural)
    return None


def _starts(term: Term, text: str, start: int) -> bool:
    if start == 0:
        return True
    first, before = text[start], text[start - 1]
    if is_spaced(first):
        return not is_spaced(before)
    return term.left is Left.ANY or is_han(first) or not before.isalnum()


def _excepted(phrase: str, excepts: tuple[str, ...], text: str, start: int) -> bool:
    for other in excepts:
        at = other.find(phrase)
        while at >= 0:
            begin, after = start - at, start - at + len(other)
            if begin >= 0 and text.startswith(other, begin) and _whole(text, begin, after):
                return True
            at = other.find(phrase, at + 1)
    return False


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether a Latin phrase begins and ends at word boundaries; others always do."""
    opens = start == 0 or not (is_spaced(text[start]) and is_spaced(text[start - 1]))
    return opens and (not is_spaced(text[end - 1]) or _ends_word(text, end))


def folded_excepts(term: Term) -> tuple[str, ...]:
    """Return the exceptions of a term as folded text."""
    return tuple(filter(None, map(fold_phrase, term.excepts)))


def counted_end(
    term: Term, phrase: str, excepts: tuple[str, ...], text: str, start: int
) -> int | None:
    """Return where a phrase of the term that stands at `start` ends, or None if it counts not."""
    if not _starts(term, text, start) or _excepted(phrase, excepts, text, start):
        return None
    return _end(term, text, start + len(phrase))
