"""When something was last done."""

from __future__ import annotations

from sqlalchemy.orm import Session

from missions.upkeep.model import Milestone


def last(session: Session, name: str) -> Milestone | None:
    """Return when `name` was last done, None for never."""
    return session.get(Milestone, name)
