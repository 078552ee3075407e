"""The travel rules' dated values: which one holds for this traveller, there, on that day.

A rulebook only answers. An administrator's changes are kept elsewhere and laid over it by
`with_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, partial
from typing import TypedDict, Unpack, overload

from missions.reference.rulebook_files import shipped_values
from missions.reference.rulebook_keys import KEYS, KeyHelp, check_value, parse_value, write_value
from missions.reference.rulebook_value import Fact, Value

__all__ = [
    "KEYS",
    "Fact",
    "KeyHelp",
    "Rulebook",
    "Value",
    "Where",
    "check_value",
    "parse_value",
    "shipped",
    "write_value",
]

_Exact = tuple[str, str, str, str]
_Layers = tuple[tuple[Value, ...], ...]


class Where(TypedDict, total=False):
    """For whom, where and when a value is asked: what is left out may be anything."""

    nationality: str
    destination: str
    place: str
    on: date | None


class Rulebook:
    """Values by key; the most specific one answers.

    A place's value goes before those of any place; then nationality and destination together,
    destination, nationality, any. Among values for the same, that which holds on the day answers:
    if several do, the one that began last, then the one that ends first. Without a day it is the
    one that stays.
    """

    def __init__(self, values: Iterable[Value]) -> None:
        found: dict[_Exact, list[Value]] = {}
        for value in values:
            found.setdefault(_exact(value), []).append(value)
        self._layers: dict[_Exact, _Layers] = {at: (tuple(its),) for at, its in found.items()}

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value that may still answer; changes go before what they were laid over."""
        return tuple(
            value for layers in self._layers.values() for layer in layers for value in layer
        )

    def find(
        self,
        key: str,
        *,
        nationality: str = "",
        destination: str = "",
        place: str = "",
        on: date | None = None,
    ) -> Value | None:
        """Return the value that holds (on that day, where one is given), or None."""
        for exact in _from_specific(key, nationality, destination, place):
            for layer in self._layers.get(exact, ()):
                value = _holding(layer, on)
                if value is not None:
                    return value
        return None

    @overload
    def number(self, key: str, default: float, **where: Unpack[Where]) -> float: ...
    @overload
    def number(self, key: str, default: None = None, **where: Unpack[Where]) -> float | None: ...
    def number(
        self, key: str, default: float | None = None, **where: Unpack[Where]
    ) -> float | None:
        """Return the number found in the key's unit, `default` where there is none."""
        found = self.find(key, **where)
        if found is None or isinstance(found.value, (bool, str, tuple)):
            return default
        return float(found.value)

    def text(self, key: str, default: str = "", **where: Unpack[Where]) -> str:
        """Return the text found, `default` where there is none."""
        found = self.find(key, **where)
        return found.value if found and isinstance(found.value, str) else default

    def flag(self, key: str, default: bool = False, **where: Unpack[Where]) -> bool:
        """Return the yes or no found, `default` where there is none."""
        found = self.find(key, **where)
        return found.value if found and isinstance(found.value, bool) else default

    def listed(self, key: str, **where: Unpack[Where]) -> tuple[str, ...]:
        """Return the list found, () where there is none."""
        found = self.find(key, **where)
        return found.value if found and isinstance(found.value, tuple) else ()

    def with_changes(self, changes: Iterable[Value]) -> Rulebook:
        """Return a rulebook in which these values go before those for the same.

        A change with dates goes before on the days on which it holds; on others what it was laid
        over still answers.
        """
        newest = Rulebook(changes)._layers
        book = Rulebook(())
        book._layers = dict(self._layers)
        for exact, layers in newest.items():
            stays = any(value.from_day is None and value.until is None for value in layers[0])
            book._layers[exact] = layers if stays else (*layers, *self._layers.get(exact, ()))
        return book

    def changing(
        self,
        key: str,
        *,
        nationality: str = "",
        destination: str = "",
        place: str = "",
        on: date,
        until: date,
    ) -> Value | None:
        """Return a known change after `on` and not later than `until`, None where there is none.

        That is the value which holds on `on` where it comes to its end, else the one that takes
        over. Values that follow one another and say the same are no change.
        """
        asked = _from_specific(key, nationality, destination, place)
        find = partial(
            self.find, key, nationality=nationality, destination=destination, place=place
        )
        now = find(on=on)
        for day in sorted(set(self._turns(asked))):
            if not on < day <= until:
                continue
            then = find(on=day)
            if (then and then.value) != (now and now.value):
                return now if now and not now.holds_on(day) else then
        return None

    def _turns(self, asked: Iterable[_Exact]) -> Iterator[date]:
        """Days on which a value begins to hold, and first days on which one no longer does."""
        for exact in asked:
            for value in (each for layer in self._layers.get(exact, ()) for each in layer):
                if value.from_day is not None:
                    yield value.from_day
                if value.until is not None and value.until < date.max:
                    yield value.until + timedelta(days=1)


def _exact(value: Value) -> _Exact:
    return value.key, value.nationality, value.destination, value.place


def _from_specific(key: str, nationality: str, destination: str, place: str) -> tuple[_Exact, ...]:
    persons = ((nationality, destination), ("", destination), (nationality, ""), ("", ""))
    every = ((key, who, to, at) for at in (place, "") for who, to in persons)
    return tuple(dict.fromkeys(every))


def _holding(values: tuple[Value, ...], on: date | None) -> Value | None:
    """Pick among values for the same; of equals the one that was said last."""
    if on is None:
        return max(reversed(values), key=_staying, default=None)
    holding = (value for value in reversed(values) if value.holds_on(on))
    return max(holding, key=_narrow, default=None)


def _staying(value: Value) -> tuple[date, date]:
    return value.until or date.max, value.from_day or date.min


def _narrow(value: Value) -> tuple[date, int]:
    return value.from_day or date.min, -(value.until or date.max).toordinal()


@cache
def shipped() -> Rulebook:
    """Return the values that come with the service, read once."""
    return Rulebook(shipped_values())
