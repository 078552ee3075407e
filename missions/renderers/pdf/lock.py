"""A finished PDF under a passphrase: AES-256, its metadata too."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def lock_pdf(body: bytes, passphrase: str) -> bytes:
    """Return the document so that it opens with the passphrase alone.

    Whoever has the passphrase may do everything. The keys inside are random, so the bytes differ
    each time.
    """
    locked = BytesIO()
    everything = pikepdf.Permissions(modify_assembly=True)
    how = pikepdf.Encryption(
        owner=passphrase, user=passphrase, R=6, allow=everything, aes=True, metadata=True
    )
    with pikepdf.open(BytesIO(body)) as document:
        document.save(locked, encryption=how)
    return locked.getvalue()
