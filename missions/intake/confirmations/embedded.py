"""What a page says to machines: JSON-LD blocks and microdata, as plain JSON-like values.

Mail clients read both for schema.org reservations, so carriers write one or the other.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from missions.intake.confirmations.markup import VOID, Tag, Text, tokens

_LINKS = {"link": "href", "a": "href", "img": "src", "meta": "content", "time": "datetime"}
_AROUND = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
MOST_PIECES = 50
"""A property's text is made of so many pieces at most."""


@dataclass(slots=True)
class Embedded:
    """The values that a page holds, and what could not be read, in sentences."""

    values: list[Any] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)


def read_json(text: str, what: str, into: Embedded) -> None:
    """Add the JSON in `text`; `what` names it where it is damaged."""
    bare = _AROUND.sub("", text).strip()
    if not bare:
        return
    try:
        into.values.append(json.loads(bare))
    except json.JSONDecodeError as error:
        into.not_understood.append(f"{what} is damaged in its line {error.lineno}: {error.msg}.")
    except (ValueError, RecursionError):
        into.not_understood.append(f"{what} is damaged.")


def read_page(page: str) -> Embedded:
    """Return what an HTML page says to machines."""
    found = Embedded()
    items = _Items()
    block = False
    for token in tokens(page):
        if isinstance(token, Tag):
            block = token.name == "script" and "ld+json" in token.attributes.get("type", "").lower()
            items.tag(token)
        elif token.raw:
            if block:
                read_json(token.text, "A block of data for machines (JSON-LD)", found)
        else:
            items.text(token)
    found.values.extend(items.finished())
    return found


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: the item it makes, or where its property's text begins."""

    name: str
    item: dict[str, Any] | None = None
    properties: tuple[str, ...] = ()
    begins: int = 0


class _Items:
    """Builds microdata items from tags and texts as they come."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._items: list[dict[str, Any]] = []
        self._top: list[dict[str, Any]] = []
        self._texts: list[str] = []

    def tag(self, tag: Tag) -> None:
        if tag.end:
            self._close(tag.name)
        else:
            self._start(tag)

    def text(self, token: Text) -> None:
        if self._items and token.text.strip():
            self._texts.append(token.text)

    def finished(self) -> list[dict[str, Any]]:
        """Return the items that stand in no other, once all is read."""
        while self._stack:
            self._pop()
        return self._top

    def _start(self, tag: Tag) -> None:
        properties = tuple(tag.attributes.get("itemprop", "").split())
        opened = _Open(tag.name, begins=len(self._texts))
        if "itemscope" in tag.attributes:
            opened.item = {"@type": tag.attributes.get("itemtype", "")}
            self._give(properties, opened.item)
            if not (properties and self._items):
                self._top.append(opened.item)
            self._items.append(opened.item)
        elif properties:
            value = tag.attributes.get("content") or tag.attributes.get(_LINKS.get(tag.name, ""))
            if value:
                self._give(properties, value)
            else:
                opened.properties = properties
        self._stack.append(opened)
        self._names[tag.name] += 1
        if tag.name in VOID:
            self._pop()

    def _close(self, name: str) -> None:
        while self._names[name]:
            if self._pop() == name:
                return

    def _pop(self) -> str:
        opened = self._stack.pop()
        self._names[opened.name] -= 1
        if opened.item is not None:
            self._items.pop()
        elif opened.properties:
            pieces = self._texts[opened.begins : opened.begins + MOST_PIECES]
            self._give(opened.properties, " ".join(" ".join(pieces).split()))
        return opened.name

    def _give(self, properties: tuple[str, ...], value: Any) -> None:
        """Add a property to the innermost item; a second value makes a list."""
        if not self._items:
            return
        item = self._items[-1]
        for name in properties:
            held = item.get(name)
            if held is None:
                item[name] = value
            elif isinstance(held, list):
                held.append(value)
            else:
                item[name] = [held, value]
