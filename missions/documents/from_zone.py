"""What a machine-readable zone says of a paper: blanks filled, contradictions found. Pure.

The same as reading a trip folder does with a row's two lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from missions.documents import mrz
from missions.documents.fields import Cells
from missions.documents.names import Likeness, compare, explain
from missions.documents.rules import Fault, normalised, said
from missions.reference.countries import country_name

LINES = "the same as in the two lines at the bottom"
_SAID = {"F": "female", "M": "male", "X": "unspecified"}


@dataclass(frozen=True, slots=True)
class OnRoster:
    """What the roster says of the person; `name` is the legal name."""

    name: str = ""
    birth_date: date | None = None
    gender: str = ""


def filled(cells: Cells, zone: mrz.Zone) -> dict[str, str]:
    """Return the columns with what the zone says in the place of blanks.

    A number that differs only in spaces and hyphens becomes the zone's.
    """
    found = dict(cells)
    for column, text in _says(zone).items():
        same_number = column == "number" and normalised(found.get(column, "")) == text
        if text and (not found.get(column) or same_number):
            found[column] = text
    return found


def _says(zone: mrz.Zone) -> Mapping[str, str]:
    return {
        "number": zone.number,
        "country": zone.issuer,
        "name_on_document": zone.name,
        "expires": zone.expires.isoformat() if zone.expires else "",
    }


def contradictions(cells: Cells, zone: mrz.Zone) -> Iterator[Fault]:
    """Yield a fault for each column, as it was typed, that says otherwise than the zone."""
    number, country = cells.get("number", ""), cells.get("country", "")
    if number and normalised(number) != zone.number:
        yield Fault("number", number, LINES, zone.number)
    if country and zone.issuer and country != zone.issuer:
        yield Fault("country", country_name(country), LINES, zone.issuer)
    expires = cells.get("expires", "")
    if expires and zone.expires and expires != zone.expires.isoformat():
        yield Fault("expires", said(date.fromisoformat(expires)), LINES, zone.expires.isoformat())
    name = cells.get("name_on_document", "")
    if name and not _same_name(name, zone):
        yield Fault("name_on_document", name, LINES, zone.name)


def _same_name(name: str, zone: mrz.Zone) -> bool:
    likeness = compare(name, zone.name)
    if zone.names_cut and likeness in (Likeness.CUT, Likeness.MIDDLE):
        return True
    return likeness in (Likeness.SAME, Likeness.SWAPPED, Likeness.UNKNOWN)


def differences(cells: Cells, zone: mrz.Zone | None, roster: OnRoster) -> tuple[str, ...]:
    """Return in sentences how a passport differs from the roster; they go on record with it."""
    return tuple(_differences(cells, zone, roster))


def _differences(cells: Cells, zone: mrz.Zone | None, roster: OnRoster) -> Iterator[str]:
    name = cells.get("name_on_document", "")
    if name and roster.name:
        how = explain(roster.name, name)
        likeness = compare(roster.name, name)
        if how and likeness is not Likeness.UNKNOWN:
            yield f"The roster says {roster.name}, the passport {name}."
    if zone is None:
        return
    born, birth = zone.birth_date, roster.birth_date
    if born and birth and born != birth:
        yield f"The roster says born on {said(birth)}, the passport {said(born)}."
    if zone.sex != "X" and roster.gender and roster.gender != zone.sex:
        yield f"The roster says {_word(roster.gender)}, the passport {_word(zone.sex)}."


def _word(sex: str) -> str:
    return _SAID.get(sex, sex)
