"""No private column is without its mark, or without a reason: the models say which there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from missions.privacy import Sensitivity
from missions.vault.keyring import address
from tests.proof import columns
from tests.proof.marks import COUNTS, DAYS, DEGREES, Marks
from tests.proof.trip import models, rows_of, scope_of
from tests.proof.wanted import column_of, is_private
from tests.proof.world import World, world

MIXED = {"contact.role", "segment.origin", "segment.destination"}
"""Free text in some rows; in others a word of the service's, an airport or a site's key."""
_SCRIPTS = re.compile("[\uac00-\ud7a3][\u3400-\u4db5] Zqx[a-z]{4}")


def test_every_private_column_has_a_mark_or_a_reason(tmp_path: Path) -> None:
    with world(tmp_path / "home", "closed") as made:
        marked = {column_of(place) for place in made.marks.token if is_private(place)}
    excused = {*columns.REASONS, *columns.short()}

    assert set(columns.REASONS) - set(columns.private()) == set()
    assert marked - set(columns.private()) == {"scan.content"}
    assert set(columns.private()) - marked - excused == set()
    assert marked & excused == set()


def test_every_row_of_the_trip_holds_them(tmp_path: Path) -> None:
    with world(tmp_path / "home", "closed") as made:
        unmarked = _unmarked(made)

    assert {place for place in unmarked if place.partition(":")[0] not in MIXED} == set()


def _unmarked(made: World) -> list[str]:
    found = []
    with made.house.installation.store.read() as session:
        for model in models():
            for row in rows_of(session, model, made.trip):
                for column in columns.wanted(model.__table__.name):
                    text = _text(made, row, column)
                    if not _is_marked(made.marks, column, text):
                        found.append(f"{model.__table__.name}.{column}: {text}")
    return found


def _text(made: World, row: Any, column: str) -> str:
    value, table = getattr(row, column), row.__table__
    if table.columns[column].info["sensitivity"] is not Sensitivity.SEALED:
        return str(value)
    keyring = made.house.installation.keyring
    return keyring.open(scope_of(row, made.trip), address(table.name, row.id, column), value)


def _is_marked(marks: Marks, column: str, text: str) -> bool:
    if not marks.found_in(text):
        return False
    whole = column in {*DAYS, *DEGREES, *COUNTS, "code"} or "phone" in column
    return whole or _SCRIPTS.search(text) is not None
