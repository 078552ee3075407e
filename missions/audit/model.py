"""The audit log: append-only, each entry bound to the one before by its digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, leader
from missions.store.types import Instant


class AuditEntry(Base):
    """Who did what to which row, when. Opaque ids and counts, never values.

    `trip_id` says in which trip, "" for none. `scheme` tells how `digest` binds the entry to the
    one before: 1 by SHA-256, 2 by an HMAC whose key is not in the database.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = leader(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = leader(Instant)
    actor: Mapped[str] = leader(String(64))
    action: Mapped[str] = leader(String(32))
    subject: Mapped[str] = leader(String(64))
    detail: Mapped[str] = leader(Text, default="")
    trip_id: Mapped[str] = leader(String(32), default="", index=True)
    scheme: Mapped[int] = leader(Integer, default=2)
    digest: Mapped[str] = leader(String(64))


class AuditHead(Base):
    """The last entry's number and digest; locked last in each action."""

    __tablename__ = "audit_head"

    id: Mapped[int] = leader(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = leader(BigInteger)
    digest: Mapped[str] = leader(String(64))
