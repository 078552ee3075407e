"""The names of keys, and the addresses that sealed values are bound to."""

from __future__ import annotations

INDEX_SCOPE = "install:index"
"""The key of the blind index, by which a sealed number is found."""


def trip_scope(trip_id: str) -> str:
    """Return the name of a trip's key."""
    return f"trip:{trip_id}"


def person_scope(person_id: str) -> str:
    """Return the name of a person's key."""
    return f"person:{person_id}"


def account_scope(account_id: str) -> str:
    """Return the name of an account's key, which seals its second factor."""
    return f"account:{account_id}"


def safeguarding_scope(record_id: str) -> str:
    """Return the name of the key of one safeguarding record; it ends with the record."""
    return f"safeguarding:{record_id}"


def address(table: str, row_id: str, column: str) -> str:
    """Return the address that a sealed column's value is bound to."""
    return f"{table}/{row_id}/{column}"


def file_address(scan_id: str) -> str:
    """Return the address that a scan's file is bound to."""
    return address("scan", scan_id, "file")
