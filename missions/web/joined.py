"""Several actions in one transaction: what one finds still holds when the next writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy.orm import Session

from missions.installation import Installation
from missions.store.sessions import Store


class Joined(Store):
    """A store whose every session is one that is open already; whoever opened it commits."""

    def __init__(self, session: Session) -> None:
        """Join a session."""
        self._session = session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield the session."""
        yield self._session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield the session."""
        yield self._session


def joined(installation: Installation, session: Session) -> Installation:
    """Return the installation, whose actions take part in an open transaction."""
    return replace(installation, store=Joined(session))
