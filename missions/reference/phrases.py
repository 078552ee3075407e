"""Fixed phrases for the wallet card, in the language a driver reads.

Checked against phrase books; a native reader's correction is welcome. Read November 2026.
"""

from __future__ import annotations

TAKE_ME_HERE = {
    "ko": "이 주소로 가 주세요.",
    "zh-Hans": "请带我去这个地址。",
    "zh-Hant": "請帶我去這個地址。",
    "ja": "この住所までお願いします。",
    "vi": "Xin đưa tôi đến địa chỉ này.",
    "es": "Lléveme a esta dirección, por favor.",
    "fr": "Conduisez-moi à cette adresse, s’il vous plaît.",
    "de": "Bitte bringen Sie mich zu dieser Adresse.",
    "pt": "Leve-me a este endereço, por favor.",
    "ru": "Отвезите меня по этому адресу, пожалуйста.",
    "en": "Please take me to this address.",
}

SPANISH = (
    *("MX", "GT", "HN", "SV", "NI", "CR", "PA", "CU", "DO", "CO"),
    *("VE", "EC", "PE", "BO", "CL", "AR", "UY", "PY", "ES"),
)
SPOKEN_IN = {
    "KR": "ko",
    "KP": "ko",
    "CN": "zh-Hans",
    "SG": "en",
    "TW": "zh-Hant",
    "HK": "zh-Hant",
    "MO": "zh-Hant",
    "JP": "ja",
    "VN": "vi",
    "FR": "fr",
    "DE": "de",
    "AT": "de",
    "PT": "pt",
    "BR": "pt",
    "AO": "pt",
    "MZ": "pt",
    "RU": "ru",
    **dict.fromkeys(SPANISH, "es"),
}


def take_me_here(country: str) -> str:
    """Return "please take me to this address" as it is read in a country (ISO 3166-1)."""
    return TAKE_ME_HERE[SPOKEN_IN.get(country, "en")]
