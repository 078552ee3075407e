"""The names of languages in English; a tag that has none here prints as it stands."""

from __future__ import annotations

from collections.abc import Iterable

NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "km": "Khmer",
    "ko": "Korean",
    "mn": "Mongolian",
    "ne": "Nepali",
    "pt": "Portuguese",
    "ru": "Russian",
    "th": "Thai",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def spoken(tags: Iterable[str]) -> str:
    """Return `Korean, English`."""
    return ", ".join(NAMES.get(tag.partition("-")[0].lower(), tag) for tag in tags)
