"""What must be written so that the database holds a folder: rows to add, to change, to take out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from missions.documents.numbers import number_index
from missions.installation import Installation
from missions.intake.columns import Row, column_named
from missions.intake.folder import Table, TripFolder
from missions.intake.held import Held
from missions.intake.overlay import Overlay
from missions.intake.stored import OF_PERSON, PARTS, Lay, Part, lay_of, open_values
from missions.store.base import new_id
from missions.vault.keyring import address, person_scope, trip_scope

Values = dict[str, Any]
INDEX = "number_index"
"""The column by which a document's sealed number is found; it follows the number."""


@dataclass(slots=True)
class Count:
    """How many rows of a table were added, changed, removed and left as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Secret:
    """A sealed column's text, on its way into `values`."""

    values: Values
    attribute: str
    scope: str
    address: str
    text: str


@dataclass(slots=True)
class Changes:
    """Rows by part, in the order in which they are to be written."""

    trip_id: str
    inserts: dict[str, list[Values]] = field(default_factory=dict)
    updates: dict[str, list[Values]] = field(default_factory=dict)
    deletes: dict[str, list[str]] = field(default_factory=dict)
    secrets: list[Secret] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.inserts or self.updates or self.deletes)


def of_new(trip_id: str, folder: TripFolder) -> Changes:
    """Return what makes a trip of a folder that stands alone."""
    writer = _Writer(Held(trip_id, TripFolder()), folder)
    for table in folder.tables():
        writer.write_table(table)
    return writer.changes


def of_overlay(held: Held, overlay: Overlay, *, remove: bool) -> Changes:
    """Return what turns the held trip into the folder that was laid over it."""
    writer = _Writer(held, overlay.folder)
    for table in overlay.folder.tables():
        gone = overlay.missing.get(table.name, []) if remove else []
        writer.remove(table.name, [*gone, *overlay.replaced.get(table.name, [])])
        writer.write_table(table)
    return writer.changes


def seal(installation: Installation, changes: Changes) -> None:
    """Seal every secret into its row; keys are made in one go where they are missing."""
    keyring = installation.keyring
    keyring.ensure({secret.scope for secret in changes.secrets if secret.text})
    for secret in changes.secrets:
        secret.values[secret.attribute] = keyring.seal(secret.scope, secret.address, secret.text)
        if secret.attribute == "number" and INDEX in secret.values:
            secret.values[INDEX] = number_index(keyring, secret.text)


class _Writer:
    def __init__(self, held: Held, folder: TripFolder) -> None:
        self._held = held
        self._lay: Lay = lay_of(folder)
        self.changes = Changes(held.trip_id)
        self._person_ids: dict[str, str] = {}
        self._plain = {
            (name, row.id): row for name in held.opened for row in getattr(held.folder, name).rows
        }

    def remove(self, name: str, rows: list[Row]) -> None:
        """Take rows out; a person's facts go with the membership."""
        count = self.changes.counts.setdefault(name, Count())
        count.removed += len(rows)
        for row in rows:
            self._delete(PARTS[name][0], row.id)
            if name == "people":
                self._delete(PARTS[name][1], self._held.stored[name][row.id]["person_id"])

    def _delete(self, part: Part, row_id: str) -> None:
        self.changes.deletes.setdefault(part.table.name, []).append(row_id)

    def write_table(self, table: Table[Any]) -> None:
        """Add what is new and change what differs."""
        count = self.changes.counts.setdefault(table.name, Count())
        stored = self._held.stored.get(table.name, {})
        for position, row in enumerate(table.rows):
            before = stored.get(row.id)
            if before is None:
                self._add(table.name, row, position)
                count.added += 1
            elif self._change(table, row, position, before):
                count.changed += 1
            else:
                count.unchanged += 1

    def _add(self, name: str, row: Any, position: int) -> None:
        row.id = self.changes.trip_id if name == "trip" else new_id()
        if name == "people":
            self._person_ids[row.key] = new_id()
        for part in PARTS[name]:
            values = open_values(part, name, row, self._lay)
            values["id"] = self._id_in(part, name, row)
            self._bind(values, part, name, row, position)
            values |= dict.fromkeys(part.sealed)
            values |= dict.fromkeys({INDEX} & set(part.table.columns.keys()), "")
            for attribute in part.sealed:
                if getattr(row, attribute):
                    self._keep_secret(values, part, name, row, attribute)
            self.changes.inserts.setdefault(part.table.name, []).append(values)

    def _bind(self, values: Values, part: Part, name: str, row: Any, position: int) -> None:
        """Add what binds a new row to the trip."""
        if "trip_id" in part.fixed:
            values["trip_id"] = self.changes.trip_id
            values["position"] = position
        if "person_id" in part.fixed:
            values["person_id"] = self._person_ids[row.key]
        if "account_id" in part.fixed:
            values["account_id"] = None
        if "version" in part.fixed:
            values["version"] = 1

    def _id_in(self, part: Part, name: str, row: Any) -> str:
        return self._person(name, row) if part.table.name == "person" else str(row.id)

    def _person(self, name: str, row: Any) -> str:
        """Return the id of the person that a row of people or documents is about."""
        key = row.key if name == "people" else row.person
        if key not in self._person_ids:
            members = self._held.stored["people"].values()
            self._person_ids |= {each["key"]: each["person_id"] for each in members}
        return self._person_ids[key]

    def _keep_secret(self, values: Values, part: Part, name: str, row: Any, attribute: str) -> None:
        text = column_named(type(row), attribute).cell(getattr(row, attribute))
        scope = trip_scope(self.changes.trip_id)
        if name in OF_PERSON:
            scope = person_scope(self._person(name, row))
        where = address(part.table.name, self._id_in(part, name, row), attribute)
        self.changes.secrets.append(Secret(values, attribute, scope, where, text))

    def _change(
        self, table: Table[Any], row: Any, position: int, before: Mapping[str, Any]
    ) -> bool:
        """Write what differs; a new place in the file alone is written but is no change."""
        changed = False
        for part in PARTS[table.name]:
            values = open_values(part, table.name, row, self._lay)
            differs = any(before[name] != value for name, value in values.items())
            kept: Values = {attribute: before[attribute] for attribute in part.sealed}
            secrets = self._changed_secrets(part, table.name, row)
            kept |= {INDEX: before[INDEX]} if INDEX in part.table.columns else {}
            values |= kept | {"id": self._id_in(part, table.name, row)}
            moved = table.present and "position" in part.fixed
            if "position" in part.fixed:
                values["position"] = position if table.present else before["position"]
            if differs or secrets or (moved and before["position"] != position):
                self.changes.updates.setdefault(part.table.name, []).append(values)
                for attribute in secrets:
                    self._keep_secret(values, part, table.name, row, attribute)
            changed = changed or differs or bool(secrets)
        return changed

    def _changed_secrets(self, part: Part, name: str, row: Any) -> list[str]:
        plain = self._plain.get((name, row.id))
        if plain is None:
            return []
        return [each for each in part.sealed if getattr(plain, each) != getattr(row, each)]
