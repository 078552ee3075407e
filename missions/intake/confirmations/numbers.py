"""Flight numbers as tickets print them: the carrier's code, then the number without zeros."""

from __future__ import annotations

import re

CARRIER = r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])"
_WHOLE = re.compile(rf"({CARRIER}|[A-Z]{{3}})[\s-]*0*([0-9]{{1,4}}[A-Z]?)")
_DIGITS = re.compile(r"0*([0-9]{1,4}[A-Z]?)")


def flight_number(number: str, carrier: str = "") -> str:
    """Return `KE38` for `KE 038`, or for `38` of the carrier `KE`; "" where there is none."""
    written = " ".join(number.upper().split())[:40]
    code = carrier.strip().upper()
    if code and written.startswith(code):
        rest = _DIGITS.fullmatch(written[len(code) :].strip(" -"))
        if rest:
            return f"{code}{rest[1]}"
    if digits := _DIGITS.fullmatch(written):
        return f"{code}{digits[1]}"
    if whole := _WHOLE.fullmatch(written):
        return f"{whole[1]}{whole[2]}"
    return written


def comparable(number: str) -> str:
    """Return a number of any mode as it is compared: no spaces, no zeros before it."""
    return re.sub(r"\s+", "", flight_number(number))
