"""The end of a membership, roles, and leave near a border: one transaction each, whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import capabilities, invitations, sign_in
from missions.accounts.model import CapabilityLink, Invitation, SignInLink, WebSession
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.trips import actions
from missions.trips.model import CrossingLift, Membership
from missions.trips.queries import Standing, lifts, standings
from tests.factories.canary_trip import CanaryTrip, build

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def trip(installation: Installation) -> CanaryTrip:
    """A closed trip of four people; lea leads it."""
    return build(installation, "closed")


def member(session: Session, key: str) -> Membership:
    return session.scalars(select(Membership).where(Membership.key == key)).one()


def _settle(installation: Installation, key: str) -> str:
    """Give a member everything that can end; return the membership's id."""
    with installation.store.read() as session:
        found = member(session, key)
    for _turn in range(2):
        url = sign_in.make_link_for_person(installation, found.person_id, "operator")
        token = url.rsplit("/", 1)[1]
        if _turn == 0:
            assert sign_in.spend_sign_in_link(installation, token) is not None
    capabilities.make_feed_link(installation, found.id, "operator", NOW + timedelta(days=90))
    with installation.store.write() as session:
        invitations.invite(installation, session, found.person_id, "m@example.org", "operator")
        actions.lift_crossings(session, found.id, "officer")
    return found.id


def _open_ends(session: Session) -> dict[str, int]:
    live = {
        "sessions": select(WebSession.id).where(WebSession.revoked_at.is_(None)),
        "links": select(SignInLink.id).where(SignInLink.used_at.is_(None)),
        "capabilities": select(CapabilityLink.id).where(CapabilityLink.revoked_at.is_(None)),
        "invitations": select(Invitation.id).where(Invitation.revoked_at.is_(None)),
        "lifts": select(CrossingLift.id).where(CrossingLift.ended_at.is_(None)),
    }
    return {name: len(session.scalars(query).all()) for name, query in live.items()}


def test_the_end_of_a_membership_ends_everything_at_once(
    installation: Installation, trip: CanaryTrip
) -> None:
    with clock.frozen(NOW):
        mei, sam = _settle(installation, "mei"), _settle(installation, "sam")
        with installation.store.read() as session:
            before = _open_ends(session)
        with installation.store.write() as session:
            actions.end_membership(session, mei, "leader")
    with installation.store.read() as session:
        after = _open_ends(session)
        ended = dict(session.execute(select(Membership.id, Membership.ended_at)).all())

    assert before == dict.fromkeys(before, 2)
    assert after == dict.fromkeys(before, 1)
    assert (ended[mei], ended[sam]) == (NOW, None)


def _end_and_fail(installation: Installation, membership_id: str) -> None:
    with installation.store.write() as session:
        actions.end_membership(session, membership_id, "leader")
        raise RuntimeError("power")


def test_an_end_that_fails_half_way_ends_nothing(
    installation: Installation, trip: CanaryTrip
) -> None:
    with clock.frozen(NOW):
        mei = _settle(installation, "mei")
        with installation.store.read() as session:
            before = _open_ends(session)
        with pytest.raises(RuntimeError, match="power"):
            _end_and_fail(installation, mei)
    with installation.store.read() as session:
        assert _open_ends(session) == before
        assert member(session, "mei").ended_at is None


def test_the_last_leader_stays(installation: Installation, trip: CanaryTrip) -> None:
    with installation.store.read() as session:
        lea, mei = member(session, "lea").id, member(session, "mei").id

    for refused in (
        lambda session: actions.end_membership(session, lea, "lea"),
        lambda session: actions.change_role(session, lea, "volunteer", "lea"),
    ):
        with pytest.raises(actions.LastLeader), installation.store.write() as session:
            refused(session)
    with installation.store.write() as session:
        actions.change_role(session, mei, "co-leader", "lea")
        actions.end_membership(session, lea, "mei")
    with installation.store.read() as session:
        rows = {row.key: (row.role, row.ended_at is None) for row in standings_of(session, trip)}
        words = session.execute(
            select(AuditEntry.subject, AuditEntry.detail).where(
                AuditEntry.action == "access:change"
            )
        ).all()

    assert (rows["lea"], rows["mei"]) == (("leader", False), ("co-leader", True))
    assert [tuple(row) for row in words] == [(mei, "role volunteer co-leader"), (lea, "ended")]


def standings_of(session: Session, trip: CanaryTrip) -> list[Standing]:
    return standings(session, trip.trip_id, clock.now())


def test_an_unknown_role_is_named(installation: Installation, trip: CanaryTrip) -> None:
    with installation.store.read() as session:
        mei = member(session, "mei").id

    with (
        pytest.raises(actions.NoSuchRole, match="“king” is no role; one of these is wanted"),
        installation.store.write() as session,
    ):
        actions.change_role(session, mei, "king", "lea")


def test_access_that_is_given_again_brings_no_old_link_back(
    installation: Installation, trip: CanaryTrip
) -> None:
    with clock.frozen(NOW):
        mei = _settle(installation, "mei")
        with installation.store.write() as session:
            actions.end_membership(session, mei, "lea")
            actions.restore_membership(session, mei, "lea")
    with installation.store.read() as session:
        assert member(session, "mei").ended_at is None
        assert _open_ends(session) == dict.fromkeys(_open_ends(session), 0)


def test_a_lift_holds_two_hours_and_can_be_taken_back(
    installation: Installation, trip: CanaryTrip
) -> None:
    with installation.store.read() as session:
        mei, sam = member(session, "mei").id, member(session, "sam").id
    with clock.frozen(NOW), installation.store.write() as session:
        until = actions.lift_crossings(session, mei, "officer")
        actions.lift_crossings(session, sam, "officer")
        actions.end_lift(session, sam, "officer")

    def at(**later: float) -> dict[str, datetime]:
        with installation.store.read() as session:
            return lifts(session, trip.trip_id, NOW + timedelta(**later))

    assert until == NOW + timedelta(hours=2)
    assert at(hours=1, minutes=59) == {mei: until}
    assert at(hours=2) == {}


def test_a_leader_stays_while_no_other_can_sign_in(
    installation: Installation, trip: CanaryTrip
) -> None:
    with clock.frozen(NOW):
        lea = _settle(installation, "lea")
    with installation.store.write() as session:
        actions.change_role(session, member(session, "mei").id, "co-leader", "lea")

    with (
        pytest.raises(actions.LastLeader, match="can sign in yet"),
        installation.store.write() as session,
    ):
        actions.end_membership(session, lea, "lea")


@pytest.mark.parametrize(("key", "role"), [("mei", "guardian"), ("gus", "volunteer")])
def test_who_travels_and_who_stays_is_changed_in_the_folder(
    installation: Installation, trip: CanaryTrip, key: str, role: str
) -> None:
    with installation.store.read() as session:
        found = member(session, key).id

    with pytest.raises(actions.NotFromHere, match="in the folder"):
        _change(installation, found, role)


def _change(installation: Installation, membership_id: str, role: str) -> None:
    with installation.store.write() as session:
        actions.change_role(session, membership_id, role, "lea")
