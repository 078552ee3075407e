"""Real names as they may stand in a text: whole in any order, and their telling parts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from missions.checker.folding import fold_phrase, is_han, is_hangul
from missions.checker.model import Kind, Left, Right, Term

_ORDINARY = Path(__file__).with_name("words") / "ordinary.toml"
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나엄원천방공현"
    "함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖"
    "田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋方白邹鄒孟熊秦"
    "邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯朴全安"
)
_LONG_SURNAMES = (
    *("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"),
    *("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫"),
)
_TITLES = frozenset(
    (
        *(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mister",
            "dr",
            "doctor",
            "rev",
            "reverend",
            "pastor",
            "father",
        ),
        *("sister", "brother", "elder", "deacon", "missionary", "prof", "professor", "don", "dona"),
        *("senor", "senora", "sr", "sra", "frau", "herr", "monsieur", "madame"),
    )
)
_LONGEST_SYLLABLE = 5


@cache
def _words() -> dict[str, frozenset[str]]:
    listed: dict[str, list[str]] = tomllib.loads(_ORDINARY.read_text("utf-8"))
    return {key: frozenset(map(fold_phrase, words)) for key, words in listed.items()}


def _is_east_asian(word: str) -> bool:
    return bool(word) and (all(map(is_hangul, word)) or all(map(is_han, word)))


def _split_surname(word: str) -> tuple[str, str] | None:
    """Return surname and given name of a person whose name is written without a space."""
    for surname in _LONG_SURNAMES:
        if word.startswith(surname) and len(surname) < len(word) <= len(surname) + 2:
            return surname, word[len(surname) :]
    if 2 <= len(word) <= 3 and word[0] in _SURNAMES:
        return word[0], word[1:]
    return None


def _is_telling(word: str) -> bool:
    ordinary = _words()
    if any(word in ordinary[script] for script in ("latin", "hangul", "han")):
        return False
    return len(word.replace(" ", "")) >= (2 if _is_east_asian(word) else 3) and not word.isdigit()


def _given_pair(words: list[str]) -> list[str]:
    """Return the given name of three short romanised syllables ("Min Jun" of "Kim Min Jun")."""
    if len(words) == 3 and all(2 <= len(w) <= _LONGEST_SYLLABLE and w.isascii() for w in words):
        return [f"{words[1]} {words[2]}", f"{words[0]} {words[1]}"]
    return []


def telling_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts that tell a name, its single words and given name among them.

    What tells nothing (a title, "house", a city) is left out. A hyphenated given name is one part.
    """
    words = [folded for word in name.split() if (folded := fold_phrase(word))]
    parts = [word for word in words if word not in _TITLES]
    parts += _given_pair(parts)
    for word in words:
        if split := _split_surname(word):
            parts.append(split[1])
        parts += [
            word.removesuffix(ending)
            for ending in sorted(_words()["endings"])
            if _is_east_asian(word) and word.endswith(ending)
        ]
    return tuple(dict.fromkeys(filter(_is_telling, parts)))


def whole_names(name: str) -> tuple[str, ...]:
    """Return the folded forms of a whole name: as written, without title, surname last or first."""
    words = [folded for word in name.replace(",", " ").split() if (folded := fold_phrase(word))]
    bare = [word for word in words if word not in _TITLES] or words
    forms = [" ".join(words), " ".join(bare)]
    if 2 <= len(bare) <= 4:
        forms += [" ".join([*bare[1:], bare[0]]), " ".join([bare[-1], *bare[:-1]])]
    elif len(bare) == 1 and (split := _split_surname(bare[0])):
        forms.append(" ".join(split))
    return tuple(dict.fromkeys(filter(None, forms)))


def _is_long_east_asian(form: str) -> bool:
    return _is_east_asian(form.replace(" ", "")) and len(form.replace(" ", "")) > 3


def _whole_terms(name: str, kind: Kind, source: str) -> Iterator[Term]:
    for form in whole_names(name):
        right = Right.ANY if _is_long_east_asian(form) else Right.WORD_END
        yield Term(text=form, kind=kind, source=source, right=right)


def name_terms(
    name: str, source: str = "", *, kind: Kind = Kind.NAME, parts: bool = True
) -> tuple[Term, ...]:
    """Return what to look for of the real name of a site, a partner or one of the staff.

    parts: look for the telling parts too, not only for the whole. A blank name gives nothing.
    """
    source = source or name
    whole = tuple(_whole_terms(name, kind, source))
    told = {term.text for term in whole}
    given = tuple(
        Term(text=part, kind=kind, source=source, part=True, left=Left.WORD_START)
        for part in (telling_parts(name) if parts else ())
        if part not in told
    )
    return whole + given
