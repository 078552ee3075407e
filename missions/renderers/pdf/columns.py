"""How wide a table's columns are, where what stands in them decides."""

from __future__ import annotations

from collections.abc import Sequence


def fitted_widths(
    whole: Sequence[float], least: Sequence[float], shares: Sequence[float], room: float
) -> list[float] | None:
    """Return a width for each column, or None where not even what can't be broken has room.

    `whole` is what a column takes without a break, `least` what it takes at least. What is left
    over goes to the columns by their shares; what is missing, to those that can be broken.
    """
    if sum(least) > room:
        return None
    if sum(whole) <= room:
        spare = (room - sum(whole)) / sum(shares)
        return [wide + share * spare for wide, share in zip(whole, shares, strict=True)]
    part = (room - sum(least)) / (sum(whole) - sum(least))
    return [low + part * (wide - low) for wide, low in zip(whole, least, strict=True)]
