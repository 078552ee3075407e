"""Rotating keys: a new generation seals, what the old ones sealed is sealed anew, they are deleted.

1. The new generation is made; from now on it seals. The old ones still open.
2. Everything that they sealed is sealed anew, some rows a transaction.
3. With the trips locked in which the key is used, nothing old is left: the old ones are deleted.

Whoever seals holds the trip's row (or the account's), so nothing old can come after step 3. A run
that breaks off anywhere is gone on with by the next one: no further generation is made, and what is
sealed anew already is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.audit import log
from missions.documents.files import ScanFiles
from missions.installation import Installation
from missions.retention.model import SafeguardingRecord
from missions.retention.sealed_columns import Kind, tables_of
from missions.retention.sealed_places import (
    Columns,
    EditionOwners,
    Files,
    Frames,
    Key,
    Place,
    metadata,
)
from missions.trips.model import Membership, Trip
from missions.vault.held import KeyShredded
from missions.vault.scopes import account_scope, person_scope, trip_scope
from missions.vault.sealing import new_key

Progress = Callable[[str, int, int], None]
ACTION = "keys:rotate"
BATCH = 25
"""Rows a transaction."""
_ROUNDS = 5


class StillSealing(RuntimeError):
    """Old tokens kept coming; both generations are kept, and a further run goes on."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many keys were replaced, and how many tokens sealed anew."""

    keys: int
    resealed: int


def silent(_text: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def rotate_trip(
    installation: Installation,
    trip_id: str,
    progress: Progress = silent,
    actor: str = log.OPERATOR,
) -> Rotated:
    """Replace a trip's key; its people's keys are their own. Safe to repeat after a crash.

    Raises:
        OuterKeyUnusable: the outer key is missing.
        KeyShredded: the trip has no key.
    """
    return _Rotation(installation, progress, actor).rotate(trip_scope(trip_id))


def rotate_person(
    installation: Installation,
    person_id: str,
    progress: Progress = silent,
    actor: str = log.OPERATOR,
) -> Rotated:
    """Replace a person's key, in every trip and edition and for the scans; as `rotate_trip`."""
    return _Rotation(installation, progress, actor).rotate(person_scope(person_id))


def rotate_account(
    installation: Installation,
    account_id: str,
    progress: Progress = silent,
    actor: str = log.OPERATOR,
) -> Rotated:
    """Replace an account's key; as `rotate_trip`."""
    return _Rotation(installation, progress, actor).rotate(account_scope(account_id))


def rotate_all(
    installation: Installation, progress: Progress = silent, actor: str = log.OPERATOR
) -> Rotated:
    """Replace every key but the outer one; those that were shredded meanwhile are passed over."""
    return _rotate_many(installation, progress, actor, least=1)


def rotate_unfinished(
    installation: Installation, progress: Progress = silent, actor: str = log.OPERATOR
) -> Rotated:
    """Go on with every rotation that was begun and not finished."""
    return _rotate_many(installation, progress, actor, least=2)


def _rotate_many(installation: Installation, progress: Progress, actor: str, least: int) -> Rotated:
    """Rotate the keys that have at least so many generations."""
    scopes = [
        scope
        for scope, held in installation.keyring.generations().items()
        if scope.partition(":")[0] in set(Kind) and len(held) >= least
    ]
    rotation = _Rotation(installation, silent, actor)
    done = [rotation.passing_over_shredded(scope) for scope in _told(scopes, progress)]
    return Rotated(sum(each.keys for each in done), sum(each.resealed for each in done))


def _told(scopes: Sequence[str], progress: Progress) -> Iterator[str]:
    for number, scope in enumerate(scopes):
        progress("keys", number, len(scopes))
        yield scope
    progress("keys", len(scopes), len(scopes))


def rotate_outer(
    installation: Installation, progress: Progress = silent, actor: str = log.OPERATOR
) -> str:
    """Replace the outer key, or finish replacing it; return the new one's fingerprint.

    Raises:
        OuterKeyUnusable: the present one is missing, or its folder takes no new file.
    """
    keyring = installation.keyring
    progress("outer", 0, 1)
    fingerprint = keyring.fingerprint() if keyring.finish_rewrap() else keyring.rewrap(new_key())
    with installation.store.write() as session:
        log.record(session, actor, ACTION, "outer", f"fingerprint={fingerprint}")
    progress("outer", 1, 1)
    return fingerprint


class _Rotation:
    def __init__(self, installation: Installation, progress: Progress, actor: str) -> None:
        self._installation, self._progress, self._actor = installation, progress, actor
        self._owners = EditionOwners()

    def passing_over_shredded(self, scope: str) -> Rotated:
        """Rotate, unless the key is gone."""
        try:
            return self.rotate(scope)
        except KeyShredded:
            return Rotated(0, 0)

    def rotate(self, scope: str) -> Rotated:
        """Bring one key to its next generation."""
        keyring = self._installation.keyring
        generation = keyring.begin_rotation(scope)
        resealed = 0
        for _ in range(_ROUNDS):
            places = self._places(scope)
            resealed += self._walk(scope, places)
            if self._finish(scope, places, generation, resealed):
                return Rotated(1, resealed)
        raise StillSealing(
            "Something was sealed by the old key time and again. Both keys are kept; run it again."
        )

    def _places(self, scope: str) -> list[Place]:
        kind = Kind(scope.partition(":")[0])
        key = Key(self._installation.keyring, scope)
        places: list[Place] = [Columns(key, *each) for each in tables_of(metadata, kind)]
        if kind in {Kind.TRIP, Kind.PERSON}:
            places.append(Frames(key, self._owners))
        if kind is Kind.PERSON:
            places.append(Files(key, ScanFiles(self._installation.settings.scan_store)))
        return places

    def _walk(self, scope: str, places: Iterable[Place]) -> int:
        with self._installation.store.read() as session:
            batches = [(place, part) for place in places for part in _parts(place.ids(session))]
        count = 0
        for number, (place, part) in enumerate(batches):
            self._progress("seal", number, len(batches))
            with self._installation.store.write() as session:
                self._lock(session, scope)
                count += place.reseal(session, part)
        self._progress("seal", len(batches), len(batches))
        return count

    def _lock(self, session: Session, scope: str) -> None:
        """Wait for whoever is sealing with this key, and let nobody begin."""
        kind, _, owner = scope.partition(":")
        if kind == Kind.ACCOUNT:
            wanted = select(Account.id).where(Account.id == owner)
        elif kind == Kind.SAFEGUARDING:
            wanted = select(SafeguardingRecord.id).where(SafeguardingRecord.id == owner)
        else:
            wanted = select(Trip.id).where(Trip.id.in_(self._trips(session, kind, owner)))
            wanted = wanted.order_by(Trip.id)
        session.execute(wanted.with_for_update())

    def _trips(self, session: Session, kind: str, owner: str) -> set[str]:
        if kind == Kind.TRIP:
            return {owner}
        held = select(Membership.trip_id).where(Membership.person_id == owner)
        return set(session.scalars(held)) | self._owners.trips(person_scope(owner))

    def _finish(self, scope: str, places: Iterable[Place], generation: int, resealed: int) -> bool:
        with self._installation.store.write() as session:
            self._lock(session, scope)
            for place in places:
                if any(place.stale(session, part) for part in _parts(place.ids(session))):
                    return False
            detail = f"generation={generation} resealed={resealed}"
            kind, _, owner = scope.partition(":")
            trip_id = owner if kind == Kind.TRIP else ""
            log.record(session, self._actor, ACTION, owner, detail, trip_id)
            self._installation.keyring.finish_rotation(scope, generation)
        return True


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
