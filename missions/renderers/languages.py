"""The names of languages in English; a tag that has none here prints as it stands."""

from __future__ import annotations

from collections.abc import Iterable

_TABLE = """
af Afrikaans, am Amharic, ar Arabic, az Azerbaijani, be Belarusian, bg Bulgarian, bn Bengali, bo
Tibetan, bs Bosnian, ca Catalan, cs Czech, cy Welsh, da Danish, de German, el Greek, en English,
es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish, fil Filipino, fr French, ga Irish, gn
Guarani, gu Gujarati, ha Hausa, he Hebrew, hi Hindi, hr Croatian, ht Haitian Creole, hu Hungarian,
hy Armenian, id Indonesian, ig Igbo, is Icelandic, it Italian, ja Japanese, jv Javanese, ka
Georgian, kk Kazakh, km Khmer, kn Kannada, ko Korean, ku Kurdish, ky Kyrgyz, lb Luxembourgish, ln
Lingala, lo Lao, lt Lithuanian, lv Latvian, mg Malagasy, mk Macedonian, ml Malayalam, mn
Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, ne Nepali, nl Dutch, no Norwegian, ny
Chichewa, om Oromo, pa Punjabi, pl Polish, ps Pashto, pt Portuguese, qu Quechua, ro Romanian, ru
Russian, rw Kinyarwanda, si Sinhala, sk Slovak, sl Slovenian, sn Shona, so Somali, sq Albanian, sr
Serbian, st Sotho, sv Swedish, sw Swahili, ta Tamil, te Telugu, tg Tajik, th Thai, ti Tigrinya, tk
Turkmen, tl Tagalog, tr Turkish, ug Uyghur, uk Ukrainian, ur Urdu, uz Uzbek, vi Vietnamese, wo
Wolof, xh Xhosa, yo Yoruba, yue Cantonese, zh Chinese, zu Zulu
"""

NAMES = dict(entry.strip().split(" ", 1) for entry in _TABLE.replace("\n", " ").split(","))


def spoken(tags: Iterable[str]) -> str:
    """Return `Korean, English`."""
    return ", ".join(NAMES.get(tag.partition("-")[0].lower(), tag) for tag in tags)
