"""Writing down when something was last done."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.upkeep.model import Milestone


def reach(session: Session, name: str, detail: str = "") -> None:
    """Write down that `name` was done now."""
    row = session.scalar(select(Milestone).where(Milestone.name == name).with_for_update())
    if row is None:
        session.add(Milestone(name=name, at=clock.now(), detail=detail))
    else:
        row.at, row.detail = clock.now(), detail
