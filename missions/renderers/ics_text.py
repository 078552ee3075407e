"""Text as a calendar may hold it."""

from __future__ import annotations

import re

from icalendar import vText

# What one reader or another takes for the end of a line, so that the rest would be read as a
# property of its own.
_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# No TEXT may hold these (RFC 5545, 3.3.11), and halves of a surrogate pair are not characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Text(vText):
    r"""A TEXT value, cleaned and escaped.

    icalendar's own value writes a backslash before an N ("C:\NOTES") as a line break.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Escape the backslash first, then what ends a value."""
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def lines(text: str) -> Text:
    """A text that may have several lines, without control characters."""
    if text.isprintable():
        return Text(text)
    return Text(_FORBIDDEN.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str) -> Text:
    """A text in which each line break has become one space: clients cut a title at the first."""
    return Text(" ".join(filter(None, map(str.strip, lines(text).split("\n")))))
