"""Addresses of our own style sheets, modules and pictures: each carries a digest of its content."""

from __future__ import annotations

import hashlib
from functools import cache

from flask import url_for

from missions.assets import static_dir


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((static_dir() / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file; another content is another address."""
    return url_for("static", filename=name, v=_digest(name))
