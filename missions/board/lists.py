"""Taking a person out of the lists that the folder's rows hold as text. Pure."""

from __future__ import annotations

from collections.abc import Collection

from missions.trips.rules import split_list

NOBODY = "-all"
"""A list that means nobody, where a blank one means everybody who is there."""


def taken_off(text: str, handles: Collection[str], nobody: str = NOBODY) -> str:
    """Return a list without some terms, meaning for everybody else what it meant.

    A list that names no other becomes `nobody`, since a blank one may mean everybody; one that
    only took these away becomes blank, which is everybody who is there.

    Args:
        text: the list as the folder has it.
        handles: what names who goes, casefolded: keys, names, and `@group` of emptied groups.
        nobody: how a list says that it means nobody.
    """
    terms = split_list(text)
    kept = [term for term in terms if term.removeprefix("-").strip().casefold() not in handles]
    if len(kept) == len(terms):
        return text
    takes = [term for term in kept if term.startswith("-")]
    names = [term for term in kept if not term.startswith("-")]
    if terms[0].startswith("-"):
        return "; ".join([*takes, *names]) if takes else ""
    return "; ".join([*names, *takes]) if names else nobody


def tickets_without(text: str, handles: Collection[str]) -> str:
    """Return `key=NAME; …` without those whom the handles name."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    kept = [part for part in parts if part.partition("=")[0].strip().casefold() not in handles]
    return text if len(kept) == len(parts) else "; ".join(kept)
