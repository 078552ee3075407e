"""Countries as people of our teams' own languages write them. Pure."""

from __future__ import annotations

from unicodedata import normalize

from missions.reference.countries import likely_country

_NATIVE = {
    "US": ("vereinigte staaten", "vereinigte staaten von amerika", "estados unidos", "états-unis"),
    "KR": ("südkorea", "republik korea", "corea del sur", "corée du sud", "韩国", "韓國"),
    "MX": ("mexiko", "méxico", "mexique", "멕시코"),
    "CN": ("volksrepublik china", "chine", "中國", "中华人民共和国"),
    "CA": ("kanada", "canadá", "캐나다", "加拿大"),
    "GB": (
        "großbritannien",
        "vereinigtes königreich",
        "reino unido",
        "royaume-uni",
        "영국",
        "英国",
    ),
    "DE": ("deutschland", "brd", "alemania", "allemagne", "독일", "德国"),
    "AT": ("österreich", "autriche", "오스트리아"),
    "CH": ("schweiz", "suisse", "svizzera", "suiza", "스위스", "瑞士"),
    "FR": ("frankreich", "francia", "프랑스", "法国"),
    "NL": ("niederlande", "nederland", "países bajos", "pays-bas", "네덜란드"),
    "IE": ("irland",),
    "IS": ("island",),
}
"""Code → names in German, Spanish, French, Korean, Chinese and the country's own language.

Ireland and Iceland are here since the German names are close to the other's English one.
"""


def _folded(text: str) -> str:
    """Return a name in small letters, composed, with `ue` for `ü` and the like made one."""
    plain = normalize("NFC", " ".join(text.split())).casefold()
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        plain = plain.replace(letter, pair)
    return plain


_BY_NAME = {_folded(name): code for code, names in _NATIVE.items() for name in names}


def country_meant(text: str) -> str:
    """Return the code of the country that a roster's cell names, in any of those tongues, or ""."""
    return _BY_NAME.get(_folded(text)) or likely_country(text)
