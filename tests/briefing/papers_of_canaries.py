"""A published canary trip of each posture, its papers' texts read as a finder would read them."""

from __future__ import annotations

import io
import re
import zlib
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pypdf import PdfReader

from missions.briefing.actions import publish
from missions.briefing.desk import Desk, open_desk
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, release
from missions.renderers.dispatch import render
from tests.factories.canary_trip import CanaryTrip, build
from tests.factories.installations import sqlite_installation

OPERATOR = Viewer(actor="operator")


@cache
def published(posture: str) -> tuple[CanaryTrip, Desk]:
    """Return a canary trip of this posture and its first edition, made once a process."""
    installation = sqlite_installation(Path(mkdtemp(prefix="canary")) / "home")
    trip = build(installation, posture)
    publish(installation, trip.code, "operator")
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip.trip_id)
        desk.prepare()
    installation.close()
    return trip, desk


def text_of(body: bytes, fmt: str) -> str:
    """Return everything that can be read in a file: text, streams, metadata, unfolded lines."""
    if fmt == "pdf":
        return _pdf(body)
    text = body.decode("utf-8-sig")
    if fmt == "ics":
        text = re.sub(r"\r?\n[ \t]", "", text)
        text = re.sub(r"\\([,;\\nN])", r"\1", text)
    return text


def _pdf(body: bytes) -> str:
    reader = PdfReader(io.BytesIO(body))
    parts = [page.extract_text() for page in reader.pages]
    parts.append(str(dict(reader.metadata or {})))
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
        try:
            parts.append(zlib.decompress(found.group(1)).decode("latin-1"))
        except zlib.error:
            parts.append(found.group(1).decode("latin-1"))
    parts.append(body.decode("latin-1"))
    text = "\n".join(parts)
    return text + re.sub(r"\s+", "", text)


def places_in(posture: str, asked: Asked, fmt: str) -> set[str]:
    """Return the places whose canary can be read in a paper."""
    trip, desk = published(posture)
    body = render(release(desk, OPERATOR, asked), fmt)
    return trip.canary.found_in(text_of(body, fmt))
