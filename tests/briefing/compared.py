"""Two small plans compared, the older one written down and read back as an edition is."""

from __future__ import annotations

from typing import Any

from missions.briefing.codec import pack_body, unpack_body
from missions.briefing.diff import differences
from missions.briefing.difference import Difference
from missions.briefing.dossier import EditionBody
from tests.briefing.small_trip import small_trip


def found(
    *, old: dict[str, Any] | None = None, new: dict[str, Any] | None = None, of: str | None = None
) -> list[Difference]:
    """Return what differs between the small trip with the older and with the newer edits."""
    plan = small_trip(**(old or {})).plan()
    before = unpack_body(pack_body(EditionBody(plan, {}, ()))).plan
    return list(differences(before, small_trip(**(new or {})).plan(), of))
