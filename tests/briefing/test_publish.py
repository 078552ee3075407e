"""Publishing: the draft becomes a numbered, frozen edition, and an unchanged one does not."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from missions import clock
from missions.audit.model import AuditEntry
from missions.briefing.actions import DraftMoved, Preview, Published, preview, publish
from missions.briefing.codec import plan_bytes, write_secrets
from missions.briefing.desk import NoEdition, open_desk, split_frames
from missions.briefing.difference import Difference, DiffKind
from missions.briefing.gather import gather
from missions.briefing.model import Feed
from missions.briefing.queries import EditionLine, NoTrip, trip_by_code
from missions.briefing.queries import editions as listed
from missions.installation import Installation, open_installation
from missions.people.model import Person
from missions.schedule.model import Activity
from missions.trips.model import Contact, Membership, Trip
from missions.vault.outer import OuterKeyUnusable
from tests.briefing.editing import desk_of, edit, editions, lose_the_outer_key, plain_key, sealed
from tests.factories.canary_trip import CanaryTrip, build

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def trip(installation: Installation) -> CanaryTrip:
    """A closed trip that was never published."""
    return build(installation, "closed")


def count(installation: Installation, model: type[Any]) -> int | None:
    with installation.store.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_the_first_edition_has_number_one_and_says_when_by_whom_and_why(
    installation: Installation, trip: CanaryTrip
) -> None:
    with clock.frozen(NOON):
        done = publish(installation, trip.code, "account-1", note="  First plan\n")

    (edition,) = editions(installation)
    assert done == Published(edition.id, 1, False, (), edition.digest)
    assert (edition.trip_id, edition.number, edition.note) == (trip.trip_id, 1, "First plan")
    assert (edition.published_at, edition.published_by) == (NOON, "account-1")
    with installation.store.read() as session:
        line = EditionLine(edition.id, 1, NOON, "account-1", "First plan", edition.digest)
        assert listed(session, trip.trip_id) == [line]


def test_publishing_an_unchanged_trip_says_so_and_writes_nothing(
    installation: Installation, trip: CanaryTrip
) -> None:
    first = publish(installation, trip.code, "operator")
    before = [vars(edition) for edition in editions(installation)]

    again = publish(installation, trip.code, "account-1", note="again", expected="another")

    assert again == replace(first, unchanged=True)
    after = [vars(edition) for edition in editions(installation)]
    assert [{**one, "_sa_instance_state": 0} for one in after] == [
        {**one, "_sa_instance_state": 0} for one in before
    ]


def test_the_digest_is_an_hmac_of_everything_under_the_trips_key(
    installation: Installation, trip: CanaryTrip
) -> None:
    done = publish(installation, trip.code, "operator")
    with installation.store.write() as session:
        dossier = gather(installation, session, trip_by_code(session, trip.code), "operator")
    parts = [plan_bytes(dossier.plan), write_secrets(dossier.secrets.trip).encode()]
    for member, secrets in sorted(dossier.secrets.persons.items()):
        parts += [member.encode(), write_secrets(secrets).encode()]
    key = plain_key(installation, f"mac:trip:{trip.trip_id}")

    assert done.digest == hmac.new(key, b"\0".join(parts), hashlib.sha256).hexdigest()


def test_the_digest_is_the_same_after_a_new_start(
    installation: Installation, trip: CanaryTrip
) -> None:
    first = publish(installation, trip.code, "operator")
    restarted = open_installation(installation.settings)

    again = publish(restarted, trip.code, "operator")
    restarted.close()

    assert (again.digest, again.unchanged) == (first.digest, True)


@SQLITE
@pytest.mark.parametrize("fact", ["open", "for leaders", "the trip's secret", "a person's secret"])
def test_a_changed_fact_of_any_class_makes_a_new_edition(
    installation: Installation, trip: CanaryTrip, fact: str
) -> None:
    first = publish(installation, trip.code, "operator")
    with installation.store.read() as session:
        person = session.scalars(select(Membership.person_id).where(Membership.key == "mei")).one()
    if fact == "open":
        edit(installation, Activity, "visit", bring="water")
    elif fact == "for leaders":
        edit(installation, Activity, "visit", note="mind the dog")
    elif fact == "the trip's secret":
        scope = f"trip:{trip.trip_id}"
        token = sealed(installation, scope, "trip", trip.trip_id, "purpose", "to build")
        edit(installation, Trip, trip.code, purpose=token)
    else:
        token = sealed(installation, f"person:{person}", "person", person, "allergies", "cats")
        with installation.store.write() as session:
            session.get_one(Person, person).allergies = token

    second = publish(installation, trip.code, "operator")

    assert (second.number, second.unchanged) == (2, False)
    assert second.digest != first.digest


VISIT_RETIMED = {
    "starts": datetime(2026, 7, 12, 11),
    "starts_utc": datetime(2026, 7, 12, 2, tzinfo=UTC),
}


def retimed(installation: Installation, trip: CanaryTrip) -> tuple[Difference, ...]:
    """Move the visit by an hour; return what differs by hand."""
    edit(installation, Activity, "visit", **VISIT_RETIMED)
    with installation.store.read() as session:
        uid = session.scalars(select(Activity.id).where(Activity.key == "visit")).one()
    title = trip.canary("activity.visit.title")
    return (
        Difference(
            (DiffKind.RETIMED,),
            f"{title}, 11:00–11:30",
            "10:00–11:30",
            date(2026, 7, 12),
            uid,
            "visit",
        ),
    )


def test_a_second_edition_has_the_next_number_and_says_what_changed(
    installation: Installation, trip: CanaryTrip
) -> None:
    publish(installation, trip.code, "operator")
    changes = retimed(installation, trip)

    done = publish(installation, trip.code, "operator")

    assert (done.number, done.unchanged, done.changes) == (2, False, changes)
    assert [edition.number for edition in editions(installation)] == [1, 2]
    first, second = (desk_of(installation, trip.trip_id, number) for number in (1, 2))
    assert first.plan != second.plan
    assert (second.before, first.before) == (first.plan, None)
    assert desk_of(installation, trip.trip_id).number == 2


def test_a_preview_says_what_publishing_would_do_and_writes_only_who_looked(
    installation: Installation, trip: CanaryTrip
) -> None:
    empty = preview(installation, trip.code, "account-1")
    first = publish(installation, trip.code, "operator", expected=empty.digest)
    same = preview(installation, trip.code, "account-1")
    changes = retimed(installation, trip)
    written = count(installation, AuditEntry)

    moved = preview(installation, trip.code, "account-1")

    assert empty == Preview(1, False, (), first.digest)
    assert same == Preview(2, True, (), first.digest)
    assert moved == replace(same, unchanged=False, changes=changes, digest=moved.digest)
    assert count(installation, AuditEntry) == (written or 0) + 1
    assert publish(installation, trip.code, "operator").digest == moved.digest


def test_a_draft_that_moved_after_it_was_looked_at_is_not_published(
    installation: Installation, trip: CanaryTrip
) -> None:
    looked_at = preview(installation, trip.code, "account-1")
    edit(installation, Activity, "visit", bring="water")
    written = count(installation, AuditEntry)

    with pytest.raises(DraftMoved) as caught:
        publish(installation, trip.code, "account-1", expected=looked_at.digest)

    assert str(caught.value) == (
        "The plan was changed after you looked at it. Look again, then publish."
    )
    assert editions(installation) == []
    assert count(installation, AuditEntry) == written


def test_an_unknown_trip_and_an_unknown_edition_say_so(
    installation: Installation, trip: CanaryTrip
) -> None:
    for action in (publish, preview):
        with pytest.raises(NoTrip):
            action(installation, "nowhere", "operator")
    for number, which in ((None, "edition"), (3, "edition 3")):
        with pytest.raises(NoEdition) as caught, installation.store.read() as session:
            open_desk(installation, session, trip.trip_id, number)
        assert str(caught.value) == (
            f"This trip has no {which} yet. Run: missions trip publish CODE"
        )


def test_an_edition_holds_no_sealed_word_outside_its_sealed_part(
    installation: Installation, trip: CanaryTrip
) -> None:
    publish(installation, trip.code, "operator")
    (edition,) = editions(installation)
    open_part = zlib.decompress(edition.open_part).decode()
    sealed_part = (edition.sealed_part or b"").decode("latin-1")
    secrets = desk_of(installation, trip.trip_id).secrets

    held = trip.canary.found_in(write_secrets(secrets.trip))
    for person in secrets.persons.values():
        held |= trip.canary.found_in(write_secrets(person))

    assert len(held) == 109
    assert trip.canary.found_in(open_part) & held == set()
    assert trip.canary.found_in(sealed_part) == set()


def test_the_sealed_part_has_a_frame_for_the_trip_and_one_for_each_person(
    installation: Installation, trip: CanaryTrip
) -> None:
    publish(installation, trip.code, "operator")
    (edition,) = editions(installation)
    with installation.store.read() as session:
        members = session.scalars(select(Membership.id).order_by(Membership.position)).all()

    frames = list(split_frames(edition.sealed_part or b""))

    assert [name for name, _ in frames] == [trip.trip_id, *members]
    assert {frame[:1] for _, frame in frames} == {b"\x02"}


def test_without_the_outer_key_nothing_is_published(
    installation: Installation, trip: CanaryTrip
) -> None:
    publish(installation, trip.code, "operator")
    edit(installation, Activity, "visit", bring="water")
    written = count(installation, AuditEntry)
    lose_the_outer_key(installation)
    restarted = open_installation(installation.settings)

    for action in (publish, preview):
        with pytest.raises(OuterKeyUnusable, match="is not there"):
            action(restarted, trip.code, "operator")
    restarted.close()

    assert [edition.number for edition in editions(installation)] == [1]
    assert count(installation, AuditEntry) == written


def test_an_edition_throws_its_own_trips_feeds_away(
    installation: Installation, trip: CanaryTrip
) -> None:
    other = build(installation, "open", code="other")
    done = {one.code: publish(installation, one.code, "operator") for one in (trip, other)}
    with installation.store.write() as session:
        for membership in session.scalars(select(Membership)):
            edition = done["canary" if membership.trip_id == trip.trip_id else "other"]
            ids = {"membership_id": membership.id, "edition_id": edition.edition_id}
            session.add(Feed(etag="tag", body=b"feed", **ids))
    with installation.store.write() as session:
        session.execute(Contact.__table__.delete().where(Contact.trip_id == trip.trip_id))

    publish(installation, trip.code, "operator")

    with installation.store.read() as session:
        kept = session.scalars(select(Feed.edition_id)).all()
    assert kept == [done["other"].edition_id] * 4
