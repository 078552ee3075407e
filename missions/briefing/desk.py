"""An edition, opened: its plan at once, its secrets when a document asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from missions.briefing.codec import read_secrets, unpack_body
from missions.briefing.dossier import (
    DocumentSecrets,
    EditionBody,
    PersonSecrets,
    Plan,
    Secrets,
    TripSecrets,
)
from missions.briefing.model import Edition
from missions.briefing.queries import edition_row
from missions.disclosure import SealedFact, open_for_release
from missions.installation import Installation
from missions.privacy import Posture, under_seal
from missions.reference.queries import rules_of
from missions.reference.rulebook import Rulebook
from missions.vault.keyring import KeyRotated, KeyShredded, address, person_scope, trip_scope
from missions.vault.outer import OuterKeyUnusable


class NoEdition(LookupError):
    """The trip has no such edition."""


class Desk:
    """One edition with what releasing needs; after `prepare` it outlives its session."""

    def __init__(
        self, installation: Installation, session: Session, row: Edition, viewer: str
    ) -> None:
        self._installation, self._session, self._row = installation, session, row
        self._viewer = viewer
        self._texts: dict[str, str] = {}
        self.edition_id = row.id
        self.number = row.number
        self.published_at: datetime = row.published_at
        self.digest = row.digest
        self.uid_domain = installation.settings.uid_domain
        self.body: EditionBody = unpack_body(row.open_part)

    @property
    def plan(self) -> Plan:
        """The frozen plan."""
        return self.body.plan

    @property
    def posture(self) -> Posture:
        """How careful the trip is."""
        return Posture(self.plan.trip.posture)

    @cached_property
    def before(self) -> Plan | None:
        """The plan of the edition before this one."""
        row = edition_row(self._session, self.plan.trip.id, self.number - 1)
        return unpack_body(row.open_part).plan if row is not None else None

    @cached_property
    def _frames(self) -> dict[str, bytes]:
        return dict(split_frames(self._row.sealed_part or b""))

    def unlock(self, owners: Iterable[str]) -> None:
        """Open the frames of these owners (the trip's id, membership ids) at once.

        Those that are open already cost nothing; the others leave one audit row together. A frame
        of a person whose key was shredded is as if it weren't there.

        Raises:
            OuterKeyUnusable: the outer key is missing.
            KeyShredded: the trip's key was deleted.
        """
        wanted = [name for name in owners if name in self._frames and name not in self._texts]
        if not wanted:
            return
        try:
            self._open(wanted)
        except KeyRotated:
            raise
        except KeyShredded:
            self._open([name for name in wanted if not self._forget_shredded(name)])

    def _open(self, names: list[str]) -> None:
        facts = [self._fact(name, self._frames[name]) for name in names]
        trip_id = self.plan.trip.id
        texts = open_for_release(
            self._installation, self._session, self._viewer, self.edition_id, facts, trip_id
        )
        self._texts.update(zip(names, texts, strict=True))

    def _forget_shredded(self, name: str) -> bool:
        """Whether the key of a person's frame is gone; the frame goes too."""
        if name == self.plan.trip.id:
            return False
        try:
            self._installation.keyring.current_generation(self._fact(name, b"").scope)
        except KeyShredded:
            del self._frames[name]
            return True
        return False

    def _text(self, owner: str) -> str:
        self.unlock([owner])
        return self._texts[owner]

    def secrets_of(self, member_id: str) -> PersonSecrets:
        """Return what is sealed of one member, blanks of one who was erased; raises as `unlock`."""
        if self._frames:
            self.unlock([member_id])
            if member_id not in self._frames:
                return blank_secrets(self.plan)
        return read_secrets(self._text(member_id), PersonSecrets)

    def opened_secrets_of(self, member_id: str) -> PersonSecrets | None:
        """Return the same where it can be judged by; None where this desk leaves it shut."""
        return self.secrets_of(member_id)

    @cached_property
    def trip_secrets(self) -> TripSecrets:
        """What is sealed of the trip itself; raises as `unlock`."""
        return read_secrets(self._text(self.plan.trip.id), TripSecrets)

    @property
    def secrets(self) -> Secrets:
        """Everything that is sealed in this edition; raises as `unlock`."""
        self.unlock(self._frames)
        people = [name for name in self._frames if name != self.plan.trip.id]
        return Secrets(self.trip_secrets, {name: self.secrets_of(name) for name in people})

    @cached_property
    def real_names(self) -> TripSecrets:
        """The trip's secrets, or blanks where the key is missing: calendars work without it."""
        try:
            return self.trip_secrets
        except (OuterKeyUnusable, KeyShredded):
            nothing: dict[str, str] = {}
            shut = under_seal(nothing)
            return TripSecrets(under_seal(""), shut, shut, shut)

    @cached_property
    def rules(self) -> Rulebook:
        """The rules of travel that hold now."""
        return rules_of(self._session).book

    def mac(self, data: bytes) -> str:
        """Return an HMAC under the trip's key, as hexadecimal; raises as `unlock`."""
        return self._installation.keyring.mac(trip_scope(self.plan.trip.id), data)

    def prepare(self) -> None:
        """Read all that papers may ask for, so that they can be made after the session's end."""
        with suppress(OuterKeyUnusable, KeyShredded):
            self.unlock(self._frames)
        bool(self.before)
        bool(self.rules)

    def _fact(self, name: str, sealed: bytes) -> SealedFact:
        trip = self.plan.trip
        people = {member.id: member.person_id for member in self.plan.members}
        scope = trip_scope(trip.id) if name == trip.id else person_scope(people[name])
        return SealedFact(scope, address("edition", self.edition_id, name), sealed)


def blank_secrets(plan: Plan) -> PersonSecrets:
    """Return what is sealed of somebody, all of it blank."""
    blank = under_seal("")
    papers = {row.id: DocumentSecrets() for row in plan.documents}
    return PersonSecrets(blank, blank, blank, under_seal(papers))


def split_frames(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (id, sealed bytes) of each frame that `actions.seal_secrets` wrote."""
    place = 0
    while place < len(data):
        name_end = data.index(b"\0", place)
        size_end = data.index(b"\0", name_end + 1)
        size = int(data[name_end + 1 : size_end])
        yield data[place:name_end].decode(), data[size_end + 1 : size_end + 1 + size]
        place = size_end + 1 + size


def desk_of(installation: Installation, session: Session, row: Edition, viewer: str) -> Desk:
    """Return the desk of an edition's row."""
    return Desk(installation, session, row, viewer)


def open_desk(
    installation: Installation,
    session: Session,
    trip_id: str,
    number: int | None = None,
    viewer: str = "operator",
) -> Desk:
    """Return the desk of a trip's numbered or newest edition; raise `NoEdition`."""
    row = edition_row(session, trip_id, number)
    if row is None:
        which = f"edition {number}" if number else "edition"
        raise NoEdition(f"This trip has no {which} yet. Run: missions trip publish CODE")
    return Desk(installation, session, row, viewer)
