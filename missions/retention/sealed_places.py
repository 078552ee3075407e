"""Where the tokens of one key lie: columns, frames of editions, files; and sealing them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import Table, select
from sqlalchemy.orm import Session, load_only

from missions.briefing.actions import frame
from missions.briefing.codec import unpack_body
from missions.briefing.desk import split_frames
from missions.briefing.model import Edition
from missions.documents.files import ScanFiles
from missions.documents.model import Scan
from missions.retention.sealed_columns import Owner, owned_by
from missions.store.base import Base
from missions.vault.held import KeyRotated
from missions.vault.keyring import Keyring, address, generation_of, person_scope, trip_scope
from missions.vault.scopes import file_address
from missions.vault.sealing import CannotOpen

_HEAD = 5
"""The bytes of a token that tell its generation."""


class Place(Protocol):
    """Rows that hold tokens of one key."""

    def ids(self, session: Session) -> list[str]:
        """Return the rows' ids."""

    def reseal(self, session: Session, ids: Sequence[str]) -> int:
        """Seal what is old in these rows anew; return how many tokens that were."""

    def stale(self, session: Session, ids: Sequence[str]) -> bool:
        """Whether something in these rows is sealed by an old generation that still opens it."""


class Key:
    """One key, and what its tokens need."""

    def __init__(self, keyring: Keyring, scope: str) -> None:
        self.scope, self._keyring = scope, keyring
        self._kept = keyring.generations().get(scope, ())

    def again(self, where: str, token: bytes) -> bytes | None:
        """Return a token sealed anew; None where it needs not be, or its key is gone already."""
        try:
            return self._keyring.reseal(self.scope, where, token)
        except KeyRotated:
            return None
        except CannotOpen as error:
            raise CannotOpen(
                f"What is sealed at {where} does not open: it was altered or moved."
            ) from error

    def old(self, token: bytes) -> bool:
        """Whether a token, or its head, is of an old generation that is still kept."""
        return generation_of(token) in self._kept[:-1]


class Columns:
    """The sealed columns of one table."""

    def __init__(self, key: Key, table: Table, columns: list[str], owner: Owner) -> None:
        self._key, self._table, self._columns = key, table, columns
        self._owned = owned_by(table, owner, key.scope.partition(":")[2])

    def ids(self, session: Session) -> list[str]:
        """Return the rows of the key's owner."""
        wanted = select(self._table.c.id).where(self._owned)
        return list(session.scalars(wanted.order_by(self._table.c.id)))

    def _rows(self, session: Session, ids: Sequence[str]) -> list[Any]:
        table = self._table
        columns = [table.c[name] for name in self._columns]
        wanted = select(table.c.id, *columns).where(table.c.id.in_(ids)).order_by(table.c.id)
        return list(session.execute(wanted.with_for_update()).mappings())

    def reseal(self, session: Session, ids: Sequence[str]) -> int:
        """Seal old tokens anew, row by row."""
        count = 0
        for row in self._rows(session, ids):
            values = {
                name: again
                for name in self._columns
                if row[name]
                and (again := self._key.again(self._where(row["id"], name), row[name])) is not None
            }
            if values:
                mine = self._table.c.id == row["id"]
                session.execute(self._table.update().where(mine).values(values))
            count += len(values)
        return count

    def _where(self, row_id: str, column: str) -> str:
        return address(self._table.name, row_id, column)

    def stale(self, session: Session, ids: Sequence[str]) -> bool:
        """Whether a column holds an old token."""
        rows = self._rows(session, ids)
        return any(self._key.old(row[name]) for row in rows for name in self._columns if row[name])


class EditionOwners:
    """Whose the frames of every edition are; each edition is unpacked once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, dict[str, str]]] = {}

    def learn(self, session: Session) -> None:
        """Look at the editions that are new, and forget those that are gone."""
        present = set(session.scalars(select(Edition.id)))
        for gone in set(self._known) - present:
            del self._known[gone]
        for edition_id in sorted(present - set(self._known)):
            row = session.execute(
                select(Edition.trip_id, Edition.open_part).where(Edition.id == edition_id)
            ).one()
            scopes = {row.trip_id: trip_scope(row.trip_id)}
            for member in unpack_body(row.open_part).plan.members:
                scopes[member.id] = person_scope(member.person_id)
            self._known[edition_id] = (row.trip_id, scopes)

    def editions(self, scope: str) -> list[str]:
        """Return the editions with a frame of this key."""
        return sorted(each for each, (_, scopes) in self._known.items() if scope in scopes.values())

    def trips(self, scope: str) -> set[str]:
        """Return the trips of those editions."""
        return {self._known[each][0] for each in self.editions(scope)}

    def frames(self, edition_id: str, scope: str) -> set[str]:
        """Return the names of this key's frames in an edition."""
        return {name for name, each in self._known[edition_id][1].items() if each == scope}


class Frames:
    """The frames of one key in the editions."""

    def __init__(self, key: Key, owners: EditionOwners) -> None:
        self._key, self._owners = key, owners

    def ids(self, session: Session) -> list[str]:
        """Return the editions with a frame of this key."""
        self._owners.learn(session)
        return self._owners.editions(self._key.scope)

    def _rows(self, session: Session, ids: Sequence[str]) -> list[Edition]:
        wanted = select(Edition).where(Edition.id.in_(ids)).order_by(Edition.id)
        part = load_only(Edition.sealed_part)
        return list(session.scalars(wanted.options(part).with_for_update()))

    def reseal(self, session: Session, ids: Sequence[str]) -> int:
        """Seal this key's frames anew, and leave the others as they are."""
        count = 0
        for row in self._rows(session, ids):
            mine = self._owners.frames(row.id, self._key.scope)
            parts = []
            for name, token in split_frames(row.sealed_part or b""):
                where = address("edition", row.id, name)
                again = self._key.again(where, token) if name in mine and token else None
                count += again is not None
                parts.append(frame(name, again or token))
            if parts and (joined := b"".join(parts)) != row.sealed_part:
                row.sealed_part = joined
        return count

    def stale(self, session: Session, ids: Sequence[str]) -> bool:
        """Whether a frame of this key is old."""
        return any(
            self._key.old(token)
            for row in self._rows(session, ids)
            for name, token in split_frames(row.sealed_part or b"")
            if token and name in self._owners.frames(row.id, self._key.scope)
        )


class Files:
    """The scans of one person."""

    def __init__(self, key: Key, files: ScanFiles) -> None:
        self._key, self._files = key, files

    def ids(self, session: Session) -> list[str]:
        """Return the person's scans."""
        person = self._key.scope.partition(":")[2]
        return list(
            session.scalars(select(Scan.id).where(Scan.person_id == person).order_by(Scan.id))
        )

    def _old(self, session: Session, ids: Sequence[str]) -> Iterator[Scan]:
        wanted = select(Scan).where(Scan.id.in_(ids)).order_by(Scan.id).with_for_update()
        for scan in session.scalars(wanted):
            try:
                head = self._files.head(scan.object_name, _HEAD)
            except FileNotFoundError:
                continue
            if self._key.old(head):
                yield scan

    def reseal(self, session: Session, ids: Sequence[str]) -> int:
        """Write old files anew, each in one step; a reader gets the old one or the new one."""
        count = 0
        for scan in self._old(session, ids):
            again = self._key.again(file_address(scan.id), self._files.get(scan.object_name))
            if again is not None:
                self._files.put(scan.object_name, again)
                count += 1
        return count

    def stale(self, session: Session, ids: Sequence[str]) -> bool:
        """Whether a file is old."""
        return any(True for _ in self._old(session, ids))


metadata = Base.metadata
