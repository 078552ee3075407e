"""Which key seals which column: the table that rotating the keys goes by.

A sealed column that is not in it stops the service at start-up (`require_mapped`), so that no
rotation deletes a key that something still needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, MetaData, Table, select

from missions.privacy import Sensitivity
from missions.trips.model import Membership


class Kind(StrEnum):
    """Whose key it is: the first part of a scope's name."""

    ACCOUNT = "account"
    PERSON = "person"
    SAFEGUARDING = "safeguarding"
    TRIP = "trip"


class Owner(StrEnum):
    """How a row tells whose it is."""

    ITSELF = "itself"
    """The row's id is the owner's."""
    TRIP = "trip"
    """By `trip_id`."""
    MEMBER = "member"
    """By `trip_id` and `person`, the key of a membership."""
    PERSON = "person"
    """By `person_id`."""
    FRAMES = "frames"
    """The column holds a frame for each owner: the trip, and each member."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """Which key seals a column."""

    kind: Kind
    owner: Owner


_DOCUMENT = Sealing(Kind.PERSON, Owner.MEMBER)
_OF_TRIP = Sealing(Kind.TRIP, Owner.TRIP)
_PERSON = Sealing(Kind.PERSON, Owner.ITSELF)

SEALED_BY: dict[str, Sealing] = {
    "account.totp": Sealing(Kind.ACCOUNT, Owner.ITSELF),
    **{
        f"document.{column}": _DOCUMENT
        for column in (
            *("blank_pages", "by", "country", "entries", "issued", "mrz1", "mrz2"),
            *("name_on_document", "note", "number"),
        )
    },
    "edition.sealed_part": Sealing(Kind.TRIP, Owner.FRAMES),
    "paper_event.words": Sealing(Kind.PERSON, Owner.PERSON),
    "partner.name": _OF_TRIP,
    "partner.phone": _OF_TRIP,
    **{f"person.{column}": _PERSON for column in ("allergies", "blood_type", "medication")},
    "safeguarding_record.record": Sealing(Kind.SAFEGUARDING, Owner.ITSELF),
    "site.name": _OF_TRIP,
    "trip.purpose": Sealing(Kind.TRIP, Owner.ITSELF),
}


class UnmappedColumn(RuntimeError):
    """A sealed column does not say which key seals it; the service will not start."""


def sealed_columns(metadata: MetaData) -> list[str]:
    """Return the `table.column` names of all sealed columns, sorted."""
    return sorted(
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.info.get("sensitivity") is Sensitivity.SEALED
    )


def require_mapped(metadata: MetaData) -> None:
    """Raise `UnmappedColumn` naming every sealed column that `SEALED_BY` does not have."""
    names = [name for name in sealed_columns(metadata) if name not in SEALED_BY]
    if names:
        raise UnmappedColumn(
            "these sealed columns do not say which key seals them: "
            + ", ".join(names)
            + ". Add each to SEALED_BY in missions/retention/sealed_columns.py."
        )


def tables_of(metadata: MetaData, kind: Kind) -> list[tuple[Table, list[str], Owner]]:
    """Return the tables with columns that keys of a kind seal, those with frames left out."""
    found: dict[tuple[str, Owner], list[str]] = {}
    for name, sealing in SEALED_BY.items():
        table, column = name.split(".")
        if sealing.kind is kind and sealing.owner is not Owner.FRAMES:
            found.setdefault((table, sealing.owner), []).append(column)
    return [(metadata.tables[table], columns, owner) for (table, owner), columns in found.items()]


def owned_by(table: Table, owner: Owner, owner_id: str) -> ColumnElement[bool]:
    """Return the condition for the rows of an owner."""
    if owner is Owner.ITSELF:
        return table.c.id == owner_id
    if owner is Owner.TRIP:
        return table.c.trip_id == owner_id
    if owner is Owner.PERSON:
        return table.c.person_id == owner_id
    member = select(Membership.id).where(
        Membership.trip_id == table.c.trip_id,
        Membership.key == table.c.person,
        Membership.person_id == owner_id,
    )
    return member.exists()
