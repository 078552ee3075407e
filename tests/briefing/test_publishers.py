"""Two who publish at the same moment make one edition."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from missions import schema
from missions.audit.verify import verify
from missions.briefing.actions import Published, publish
from missions.installation import Installation
from missions.privacy import Sensitivity
from tests.briefing.editing import editions
from tests.factories.canary_trip import build


def without_secrets(installation: Installation) -> None:
    """Blank every sealed column of the trip."""
    with installation.store.write() as session:
        for table in schema.metadata.tables.values():
            columns = [
                one.name
                for one in table.columns
                if one.nullable and one.info["sensitivity"] == Sensitivity.SEALED
            ]
            if columns:
                session.execute(table.update().values(dict.fromkeys(columns)))


@pytest.mark.parametrize("secrets", [True, False], ids=["with secrets", "without secrets"])
def test_two_who_publish_at_once_make_one_edition(
    installation: Installation, secrets: bool
) -> None:
    trip = build(installation, "closed")
    if not secrets:
        without_secrets(installation)
    barrier = Barrier(2, timeout=20)

    def one(actor: str) -> Published:
        barrier.wait()
        return publish(installation, trip.code, actor)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, ["account-1", "account-2"]))

    (edition,) = editions(installation)
    said = Published(edition.id, 1, False, (), edition.digest)
    assert sorted(done, key=lambda row: row.unchanged) == [said, replace(said, unchanged=True)]
    with installation.store.read() as session:
        assert verify(session).whole
