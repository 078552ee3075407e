"""Persons: the human facts, apart from any trip."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped

from missions.store.base import Base, Identified, leader, public, sealed, team


class Person(Identified, Base):
    """A human being as one trip knows them. Medical facts are sealed with the person's key."""

    __tablename__ = "person"

    account_id: Mapped[str | None] = public(
        String(32), ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    legal_name: Mapped[str] = leader(Text, default="")
    surname: Mapped[str] = leader(Text, default="")
    given_names: Mapped[str] = leader(Text, default="")
    preferred_name: Mapped[str] = team(Text, default="")
    local_name: Mapped[str] = leader(Text, default="")
    birth_date: Mapped[date | None] = leader(Date)
    gender: Mapped[str] = leader(String(1), default="")
    nationality: Mapped[str] = leader(String(2), default="")
    email: Mapped[str] = leader(Text, default="")
    phone: Mapped[str] = leader(Text, default="")
    diet: Mapped[str] = leader(Text, default="")
    allergies: Mapped[bytes | None] = sealed()
    medication: Mapped[bytes | None] = sealed()
    blood_type: Mapped[bytes | None] = sealed()
    emergency_name: Mapped[str] = leader(Text, default="")
    emergency_relation: Mapped[str] = leader(Text, default="")
    emergency_phone: Mapped[str] = leader(Text, default="")
    skills: Mapped[str] = team(Text, default="")
    languages: Mapped[str] = team(Text, default="")
    drives: Mapped[bool] = leader(Boolean, default=False)
    zone: Mapped[str] = leader(Text, default="")
    """The IANA zone in which the person lives; "" for the trip's home zone."""
