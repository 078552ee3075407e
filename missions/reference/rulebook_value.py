"""One dated value of the travel rules, and where it was found."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date

Fact = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What is known under a key, for whom and where, from when until when, and who said so.

    `nationality` and `destination` are ISO 3166-1 alpha-2, `place` is an IATA code; "" stands for
    any. `from_day` and `until` are the first and the last day on which it holds, None for open.
    `source` is a page's address or a document's name and section, read on `read_on`; `verified`
    says that it was an official text.
    """

    key: str
    nationality: str = ""
    destination: str = ""
    place: str = ""
    _: KW_ONLY
    value: Fact
    unit: str = ""
    from_day: date | None = None
    until: date | None = None
    source: str
    read_on: date
    verified: bool = False
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether this holds on the day, its first and last day included."""
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until is None or day <= self.until)
