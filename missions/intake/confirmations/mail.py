"""A mail (RFC 5322, MIME) to its readable parts; attachments that are mails are entered too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from missions.intake.sources.decode import Undecodable, decode

MOST_PARTS = 100
_HEADERS = re.compile(
    rb"\A\s*(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200})"
)
_OF_MAIL = re.compile(
    rb"^(?:mime-version|content-type|received|from|subject|return-path|delivered-to):", re.I | re.M
)
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the parser raises for a mail that is damaged or forged."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part's media type, the name of its file ("" if it has none), and its content decoded."""

    kind: str
    name: str
    content: bytes
    charset: str = ""


def looks_like_mail(content: bytes) -> bool:
    """Whether the bytes begin with header lines of a mail."""
    head = content[:20_000]
    return _HEADERS.match(head) is not None and _OF_MAIL.search(head.lstrip()) is not None


def parts_of(content: bytes) -> Iterator[Part]:
    """Yield the parts that hold something; damaged ones are passed over."""
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        leaves = [part for part in message.walk() if not part.is_multipart()][:MOST_PARTS]
    except _BROKEN:
        return
    for leaf in leaves:
        part = _part(leaf)
        if part is not None and part.content:
            yield part


def _part(message: Message) -> Part | None:
    try:
        payload = message.get_payload(decode=True)
        name = str(message.get_filename() or "")
        charset = str(message.get_content_charset() or "")
        kind = message.get_content_type()
    except _BROKEN:
        return None
    return Part(kind, name, payload if isinstance(payload, bytes) else b"", charset)


def text_of(content: bytes, charset: str = "") -> str | None:
    """Return bytes as text: as they are declared, else as they look; None where they are none."""
    if charset:
        try:
            return content.decode(charset).removeprefix("\ufeff")
        except (ValueError, LookupError):
            pass
    try:
        return decode(content)[0]
    except Undecodable:
        return None
