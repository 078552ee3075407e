"""HTML to tags and texts, in one pass whose time grows with the page's length and no faster.

Mail comes from anybody. The standard library's parser takes minutes for a small page of unclosed
tags, so tags are cut here; what is no whole tag is text. Nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30}+)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_RAW = {
    name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "xmp")
}
"""Elements whose content is no markup, with what ends them."""

VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags; `raw` names the element (`script`) whose content it is, unread."""

    text: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes, or an end tag; names in small letters."""

    name: str
    end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(page: str) -> Iterator[Tag | Text]:
    """Yield the page's tags and texts in their order; comments are left out."""
    at = 0
    while (found := page.find("<", at)) >= 0:
        if found > at:
            yield Text(html.unescape(page[at:found]))
        if page.startswith("<!--", found):
            end = page.find("-->", found + 4)
            if end < 0:
                return
            at = end + 3
            continue
        match = _TAG.match(page, found)
        if match is None:
            yield Text("<")
            at = found + 1
            continue
        tag = _tag(match)
        yield tag
        at = match.end()
        if not tag.end and tag.name in _RAW:
            close = _RAW[tag.name].search(page, at)
            stop = close.start() if close else len(page)
            yield Text(page[at:stop], tag.name)
            at = stop
    yield Text(html.unescape(page[at:]))


def _tag(match: re.Match[str]) -> Tag:
    name = match["name"].lower()
    if match["end"]:
        return Tag(name, end=True)
    pairs: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(match["attributes"]):
        value = found[2] or found[3] or found[4] or ""
        pairs.setdefault(found[1].lower(), html.unescape(value))
    return Tag(name, attributes=pairs)
