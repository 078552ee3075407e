"""Publishing: the draft becomes a numbered, frozen edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.briefing.checking.findings import Finding, HeldBack
from missions.briefing.checking.trip import check
from missions.briefing.codec import pack_body, plan_bytes, write_secrets
from missions.briefing.desk import Desk, desk_of
from missions.briefing.diff import differences
from missions.briefing.difference import Difference
from missions.briefing.dossier import Dossier, EditionBody
from missions.briefing.gather import gather
from missions.briefing.model import Edition, Feed
from missions.briefing.notices import tell_members
from missions.briefing.numbering import next_body
from missions.briefing.queries import edition_row, trip_by_code
from missions.installation import Installation
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from missions.vault.keyring import Keyring, address, person_scope, trip_scope
from missions.zones import zone as zone_of


class DraftMoved(RuntimeError):
    """The draft is no longer the one that was looked at before publishing."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan as it stands now, against the newest edition.

    `number` is that of the edition that publishing would make; `digest` names this draft.
    `findings` are what the checker would hold it back for, and what it only warns of.
    """

    number: int
    unchanged: bool
    changes: tuple[Difference, ...]
    digest: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did; `unchanged` means that edition `number` stands as it was."""

    edition_id: str
    number: int
    unchanged: bool
    changes: tuple[Difference, ...]
    digest: str
    findings: tuple[Finding, ...] = ()


def digest_of(keyring: Keyring, dossier: Dossier) -> str:
    """Return the HMAC of everything in the dossier, open and sealed."""
    parts = [plan_bytes(dossier.plan), write_secrets(dossier.secrets.trip).encode()]
    for member, secrets in sorted(dossier.secrets.persons.items()):
        parts += [member.encode(), write_secrets(secrets).encode()]
    scope = trip_scope(dossier.plan.trip.id)
    keyring.ensure([scope])
    return keyring.mac(scope, b"\x00".join(parts))


def preview(installation: Installation, code: str, actor: str) -> Preview:
    """Return what publishing would do; nothing is written but the audit row.

    Raises:
        NoTrip: there is no such trip.
        OuterKeyUnusable: the outer key is missing.
    """
    with installation.store.write() as session:
        trip = trip_by_code(session, code)
        dossier = gather(installation, session, trip, actor)
        desk = _newest(installation, session, trip, actor)
        digest = digest_of(installation.keyring, dossier)
        return Preview(
            number=desk.number + 1 if desk else 1,
            unchanged=desk is not None and desk.digest == digest,
            changes=_since(desk, dossier),
            digest=digest,
            findings=check(installation, session, dossier),
        )


def publish(
    installation: Installation, code: str, actor: str, note: str = "", expected: str | None = None
) -> Published:
    """Freeze the draft as the next edition; an unchanged draft changes nothing.

    Args:
        actor: an account's id, or `audit.log.OPERATOR`.
        note: a sentence for the readers of the list of editions.
        expected: the digest of the draft that was looked at.

    Raises:
        NoTrip: there is no such trip.
        DraftMoved: the draft is another than the expected one.
        HeldBack: it holds what must not be said.
        OuterKeyUnusable: the outer key is missing.
    """
    with installation.store.write() as session:
        trip = _locked(session, code)
        dossier = gather(installation, session, trip, actor)
        desk = _newest(installation, session, trip, actor)
        digest = digest_of(installation.keyring, dossier)
        since = _since(desk, dossier)
        if desk is not None and desk.digest == digest:
            return Published(desk.edition_id, desk.number, True, (), digest)
        if expected is not None and expected != digest:
            raise DraftMoved(
                "The plan was changed after you looked at it. Look again, then publish."
            )
        findings = check(installation, session, dossier)
        if any(finding.blocks for finding in findings):
            raise HeldBack(findings, "Nothing was published")
        edition = _write(installation, session, dossier, desk, digest, actor, note)
        _forget_feeds(session, trip.id)
        tell_members(session, dossier.plan, edition.id)
        detail = f"number={edition.number}"
        log.record(session, actor, "edition:publish", edition.id, detail, trip.id)
        return Published(edition.id, edition.number, False, since, digest, findings)


def _locked(session: Session, code: str) -> Trip:
    trip = trip_by_code(session, code)
    session.execute(select(Trip.id).where(Trip.id == trip.id).with_for_update())
    return trip


def _newest(installation: Installation, session: Session, trip: Trip, actor: str) -> Desk | None:
    row = edition_row(session, trip.id)
    return desk_of(installation, session, row, actor) if row is not None else None


def _since(desk: Desk | None, dossier: Dossier) -> tuple[Difference, ...]:
    return differences(desk.plan, dossier.plan) if desk else ()


def _write(
    installation: Installation,
    session: Session,
    dossier: Dossier,
    desk: Desk | None,
    digest: str,
    actor: str,
    note: str,
) -> Edition:
    now = clock.now()
    edition = Edition(
        id=new_id(),
        trip_id=dossier.plan.trip.id,
        number=desk.number + 1 if desk else 1,
        published_at=now,
        published_by=actor,
        note=note.strip(),
        digest=digest,
    )
    body = _body(dossier, desk, now)
    edition.open_part = pack_body(body)
    edition.sealed_part = seal_secrets(installation.keyring, edition.id, dossier)
    session.add(edition)
    session.flush()
    return edition


def _body(dossier: Dossier, desk: Desk | None, now: datetime) -> EditionBody:
    today = now.astimezone(zone_of(dossier.plan.trip.home_zone)).date()
    if desk is None:
        return next_body(dossier, None, None, today)
    return next_body(dossier, desk.body, desk.trip_secrets, today)


def seal_secrets(keyring: Keyring, edition_id: str, dossier: Dossier) -> bytes:
    """Return the sealed part: the trip's secrets under its key, each person's under theirs.

    A frame is `id NUL length NUL` and the sealed bytes; the trip's comes first. Who has no secrets
    (their key was shredded) gets no frame and no new key.
    """
    plan, secrets = dossier.plan, dossier.secrets
    scopes = {
        member.id: person_scope(member.person_id)
        for member in plan.members
        if member.id in secrets.persons
    }
    keyring.ensure([trip_scope(plan.trip.id), *scopes.values()])
    frames = [(plan.trip.id, trip_scope(plan.trip.id), write_secrets(secrets.trip))]
    frames += [
        (member, scopes[member], write_secrets(persons))
        for member, persons in secrets.persons.items()
    ]
    return b"".join(
        frame(name, keyring.seal(scope, address("edition", edition_id, name), text) or b"")
        for name, scope, text in frames
    )


def frame(name: str, sealed: bytes) -> bytes:
    """Return a frame of an edition's sealed part, as `desk.split_frames` reads it."""
    return f"{name}\0{len(sealed)}\0".encode() + sealed


def _forget_feeds(session: Session, trip_id: str) -> None:
    members = select(Membership.id).where(Membership.trip_id == trip_id)
    session.execute(delete(Feed).where(Feed.membership_id.in_(members)))
