"""Many phrases in one tree of characters: each is looked for at a place in one walk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class _Node(Generic[T]):
    __slots__ = ("children", "values")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Trie(Generic[T]):
    """Values under phrases."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, phrase: str, value: T) -> None:
        """Put a value under a phrase; a blank phrase is not kept."""
        if not phrase:
            return
        node = self._root
        for character in phrase:
            node = node.children.setdefault(character, _Node())
        node.values.append(value)

    def walk(self, text: str, start: int) -> Iterator[tuple[int, T]]:
        """Yield the end and value of every phrase that stands at `start`, shortest first."""
        node: _Node[T] | None = self._root.children.get(text[start])
        end = start + 1
        while node is not None:
            for value in node.values:
                yield end, value
            node = node.children.get(text[end]) if end < len(text) else None
            end += 1
