"""National letters as a machine-readable zone spells them (ICAO 9303 part 3, section 6)."""

from __future__ import annotations

import unicodedata
from itertools import islice, product

MOST = 512
"""So many spellings of one name are tried; only long Cyrillic ones have more."""

_LATIN = {
    **{"Ä": ("AE", "A"), "Å": ("AA", "A"), "Æ": ("AE",), "Ö": ("OE", "O"), "Ø": ("OE", "O")},
    **{"Ü": ("UE", "UXX", "U"), "Ñ": ("N", "NXX"), "Œ": ("OE",), "ẞ": ("SS",), "ß": ("SS",)},
    **{"Ð": ("D",), "Đ": ("D",), "Ɖ": ("D",), "Ħ": ("H",), "ı": ("I",), "Ł": ("L",)},
    **{"Ŋ": ("N",), "Þ": ("TH",), "Ŧ": ("T",), "Ə": ("A", "E"), "Ĳ": ("IJ",)},
}
"""Section 6.A, in its order of preference; every other letter loses its marks.

Ø as O, and Ə, which the table lacks, are as Danish and Azerbaijani passports also have them.
"""

_CYRILLIC = {
    **{"А": "A", "Б": "B", "В": "V", "Г": "G H", "Д": "D", "Е": "E", "Ё": "E IO YO", "Ж": "ZH Z"},
    **{"З": "Z", "И": "I Y", "Й": "I Y", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O"},
    **{"П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F", "Х": "KH H", "Ц": "TS C"},
    **{"Ч": "CH C", "Ш": "SH S", "Щ": "SHCH SHT", "Ъ": "IE A", "Ы": "Y", "Ь": "", "Э": "E"},
    **{"Ю": "IU YU", "Я": "IA YA", "Є": "IE YE", "І": "I", "Ї": "I YI", "Ґ": "G", "Ў": "U"},
    **{"Ѓ": "G GJ", "Ќ": "K KJ", "Ѕ": "DZ", "Ј": "J", "Љ": "LJ", "Њ": "NJ", "Џ": "DZ DJ"},
    **{"Ђ": "D", "Ћ": "C", "Ғ": "G", "Һ": "C", "Ѫ": "U", "Ѵ": "Y"},
}
"""Section 6.B with its exceptions by language, and national tables' YU, YA, YO and Y."""

_SPELLED: dict[str, tuple[str, ...]] = {
    **_LATIN,
    **{letter: tuple(text.split()) or ("",) for letter, text in _CYRILLIC.items()},
}


def capitals(text: str) -> str:
    """Return a text composed (NFKC) and in capitals, each letter still one character."""
    composed = unicodedata.normalize("NFKC", text)
    upper = "".join("ẞ" if char == "ß" else char.upper() for char in composed)
    return unicodedata.normalize("NFC", upper)


def is_cyrillic(char: str) -> bool:
    """Whether a capital is of the Cyrillic script."""
    return "\u0400" <= char <= "\u052f"


def spellings(letters: set[str], plain_cyrillic: bool = False) -> list[dict[str, str]]:
    """Return the ways to spell a name's letters: one spelling for each letter throughout a name.

    A passport that prints MUELLER does not print JORG (ICAO 9303 part 3, section 6: the issuing
    state chooses). With `plain_cyrillic` Cyrillic letters stay as they are, to be compared among
    themselves.
    """
    special = sorted(letter for letter in letters if not letter.isascii())
    choices = [_choices(letter, plain_cyrillic) for letter in special]
    return [dict(zip(special, chosen, strict=True)) for chosen in islice(product(*choices), MOST)]


def _choices(letter: str, plain_cyrillic: bool) -> tuple[str, ...]:
    if plain_cyrillic and is_cyrillic(letter):
        return (letter,)
    if letter in _SPELLED:
        return _SPELLED[letter]
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isalpha())
    return (_SPELLED.get(bare, (bare,))[0],)


def spelled(word: str, spelling: dict[str, str]) -> str:
    """Return a word's letters A-Z by a spelling; other signs, as hyphens, are dropped."""
    return "".join(spelling.get(char, char) for char in word if char.isalpha())
