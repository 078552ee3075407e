"""How a document's number is compared; pure."""

from __future__ import annotations

import unicodedata


def normalised(number: str) -> str:
    """Return a number as it is compared: NFKC, upper case, without spaces and hyphens."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Zs", "Pd", "Cc", "Cf"}
    )
