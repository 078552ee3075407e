"""A store on an empty, migrated database, with a key for its log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from missions.store.sessions import AUDIT_KEY, Store
from tests.audit.chains import KEY


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """The database of the test, closed at its end."""
    opened = Store(migrated_url, {AUDIT_KEY: KEY})
    yield opened
    opened.close()
