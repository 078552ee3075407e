"""Mail addresses, held so strictly that nothing can be put into a header with them."""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NAME_LENGTH = 60


class BadAddress(ValueError):
    """Not one plain mail address; the message does not say which."""

    def __init__(self) -> None:
        super().__init__("The mail address can't be written to.")


def mailbox(address: str, name: str = "") -> Address:
    """Return one address under a name.

    Raises:
        BadAddress: it is several, holds a line break, a comment, a quoted part, or letters before
            the @ that only some mail servers take.
    """
    local, _, domain = address.strip(" ").rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddress from None
    right = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(ascii_domain)
    if not right or len(local) > 64 or len(ascii_domain) > 253:
        raise BadAddress
    try:
        return Address(one_line(name), local, ascii_domain)
    except (ValueError, HeaderParseError):
        raise BadAddress from None


def sender(text: str) -> Address:
    """Return whom letters come from: an address, or `Name <address>`; may raise `BadAddress`."""
    found = getaddresses([text])
    if not text.isprintable() or len(found) != 1:
        raise BadAddress
    name, address = found[0]
    return mailbox(address, name)


def one_line(text: str) -> str:
    """Return a name without line ends, controls and marks that turn the direction of reading.

    What a mail program would take for an encoded word (RFC 2047) is broken up.
    """
    kept = (
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") else letter
        for letter in text
        if letter not in _TURNS
    )
    line = " ".join("".join(kept).split())[:_NAME_LENGTH].rstrip()
    return line.replace("=?", "= ?")
