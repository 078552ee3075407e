"""Leaders' papers under a passphrase: a PDF locks itself, everything else becomes an age file."""

from __future__ import annotations

import pyrage

from missions.renderers.pdf.lock import lock_pdf

_LOCKS_ITSELF = "pdf"


def locked(body: bytes, fmt: str, passphrase: str) -> bytes:
    """Return a rendered paper so that it opens with the passphrase alone."""
    if fmt == _LOCKS_ITSELF:
        return lock_pdf(body, passphrase)
    sealed: bytes = pyrage.passphrase.encrypt(body, passphrase)
    return sealed


def locked_name(name: str, fmt: str) -> str:
    """Return what a locked file is called: the same, and `.age` where it had to be wrapped."""
    return name if fmt == _LOCKS_ITSELF else f"{name}.age"
