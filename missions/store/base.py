"""The declarative base, and the table of what is private.

Every column says how private it is by the function that declares it: `public`, `team`, `leader`,
`sealed`. A column declared otherwise stops the service at start-up (`unclassified`).
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from missions.privacy import Sensitivity

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model inherits."""

    metadata = MetaData(naming_convention=NAMING)


def new_id() -> str:
    """Return a random identifier: 32 hexadecimal digits, never reused."""
    return secrets.token_hex(16)


def _classified(sensitivity: Sensitivity, args: tuple[Any, ...], kw: Any) -> MappedColumn[Any]:
    info = {**kw.pop("info", {}), "sensitivity": sensitivity}
    return mapped_column(*args, info=info, **kw)


def public(*args: Any, **kw: Any) -> MappedColumn[Any]:
    """Declare a column that may stand on any paper."""
    return _classified(Sensitivity.PUBLIC, args, kw)


def team(*args: Any, **kw: Any) -> MappedColumn[Any]:
    """Declare a column for the members of the team."""
    return _classified(Sensitivity.TEAM, args, kw)


def leader(*args: Any, **kw: Any) -> MappedColumn[Any]:
    """Declare a column for leaders."""
    return _classified(Sensitivity.LEADER, args, kw)


def sealed(**kw: Any) -> MappedColumn[Any]:
    """Declare a column that holds ciphertext made by the vault; None means blank."""
    return _classified(Sensitivity.SEALED, (LargeBinary,), {"nullable": True, **kw})


class Identified:
    """A random primary key; it says nothing about the row."""

    id: Mapped[str] = public(String(32), primary_key=True, default=new_id)


class UnclassifiedColumn(RuntimeError):
    """A column says not how private it is; the service will not start."""


def unclassified(metadata: MetaData) -> list[str]:
    """Return the `table.column` names that carry no sensitivity, sorted."""
    return sorted(
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if not isinstance(column.info.get("sensitivity"), Sensitivity)
    )


def require_classified(metadata: MetaData) -> None:
    """Raise `UnclassifiedColumn` naming every column that is not classified."""
    names = unclassified(metadata)
    if names:
        raise UnclassifiedColumn(
            "these columns do not say how private they are: "
            + ", ".join(names)
            + ". Declare each with public(), team(), leader() or sealed()."
        )
