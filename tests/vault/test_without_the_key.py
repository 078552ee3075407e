"""A missing outer key: plans, pages and calendars work; what is sealed says what is unavailable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from missions import clock, feeds
from missions.accounts.capabilities import make_feed_link
from missions.audit.log import OPERATOR
from missions.briefing.actions import preview, publish
from missions.briefing.desk import open_desk
from missions.briefing.draft import draft_desk
from missions.installation import Installation, open_installation
from missions.settings import at_home
from missions.trips.model import Membership, Trip
from missions.vault.outer import OuterKeyUnusable
from tests.factories.installations import publish_samples
from tests.web.house import House, opened, words

CODE = "spring-27"
WINTER = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample trips published while the key was there."""
    home = tmp_path_factory.mktemp("published") / "home"
    with clock.frozen(WINTER):
        publish_samples(home)
    return home


@pytest.fixture(params=["outer.key", "keys.db"])
def house(published: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """That home, started after the outer key or the store of keys was lost."""
    home = tmp_path / "home"
    shutil.copytree(published, home)
    (home / request.param).unlink()
    with clock.frozen(WINTER):
        installation = open_installation(at_home(home))
        yield opened(installation)
        installation.close()


def trip_id(installation: Installation) -> str:
    with installation.store.read() as session:
        return session.scalars(select(Trip.id).where(Trip.code == CODE)).one()


def test_it_starts_and_says_that_the_key_is_away(house: House) -> None:
    assert house.installation.keyring.available() is False
    assert house.anyone().get("/sign-in").status_code == 200


def test_a_calendar_is_built_and_served(house: House) -> None:
    installation = house.installation
    with installation.store.read() as session:
        wanted = select(Membership.id).where(
            Membership.key == "mei", Membership.trip_id == trip_id(installation)
        )
        member = session.scalars(wanted).one()
    token = make_feed_link(installation, member, OPERATOR, WINTER + timedelta(days=100))
    feeds.rebuild_waiting(installation)

    answer = house.anyone().get(f"/calendar/{token}.ics")

    assert (answer.status_code, answer.data[:15]) == (200, b"BEGIN:VCALENDAR")
    assert answer.data.count(b"BEGIN:VEVENT") > 5


def test_a_leader_sees_the_draft(house: House) -> None:
    installation = house.installation
    with installation.store.write() as session:
        desk = draft_desk(installation, session, trip_id(installation), OPERATOR)
        assert len(desk.plan.members) > 5

    page = house.signed_in(CODE, "grace").get(f"/trips/{CODE}")

    assert page.status_code == 200
    assert "Grace" in words(page)


def test_a_member_sees_their_days(house: House) -> None:
    page = house.signed_in(CODE, "mei").get(house.mine(CODE, "mei"))

    assert page.status_code == 200
    assert "Mei" in words(page)


def test_what_is_sealed_says_what_is_missing(house: House) -> None:
    installation = house.installation
    trip = trip_id(installation)

    def secrets() -> object:
        with installation.store.write() as session:
            return open_desk(installation, session, trip).trip_secrets

    for attempt in (
        secrets,
        lambda: publish(installation, CODE, OPERATOR),
        lambda: preview(installation, CODE, OPERATOR),
    ):
        with pytest.raises(OuterKeyUnusable) as caught:
            attempt()
        assert "plans and calendars work meanwhile, sealed facts do not." in str(caught.value)


def test_putting_the_key_back_needs_no_new_start(published: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(published, home)
    (home / "outer.key").rename(home / "away")
    installation = open_installation(at_home(home))
    with pytest.raises(OuterKeyUnusable, match="is not there"):
        preview(installation, CODE, OPERATOR)

    (home / "away").rename(home / "outer.key")

    assert preview(installation, CODE, OPERATOR).number == 2
    installation.close()
