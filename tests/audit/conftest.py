"""A store on an empty, migrated database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from missions.store.sessions import Store


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """The database of the test, closed at its end."""
    opened = Store(migrated_url)
    yield opened
    opened.close()
