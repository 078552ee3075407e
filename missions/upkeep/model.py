"""What the service remembers of its own upkeep: when it was last backed up, whether it works."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, leader
from missions.store.types import Instant


class Milestone(Base):
    """When something was last done: "backup", "escrow", "worker", "audit-head"."""

    __tablename__ = "milestone"

    name: Mapped[str] = leader(String(64), primary_key=True)
    at: Mapped[datetime] = leader(Instant)
    detail: Mapped[str] = leader(Text, default="")
