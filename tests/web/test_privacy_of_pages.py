"""Pages of trips whose every text is a canary: none says more than the paper of its audience."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from missions import clock
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.briefing.document import What
from missions.briefing.reader import Asked
from missions.people.model import Person
from missions.privacy import Audience
from missions.schedule.model import Activity, Segment
from tests.briefing.papers_of_canaries import places_in
from tests.factories.canary_trip import CanaryTrip, build
from tests.factories.installations import sqlite_installation
from tests.web.house import Caller, House, opened

JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
AT_THE_BORDER = datetime(2026, 7, 11, 6, tzinfo=UTC)
POSTURES = ("closed", "guarded", "open")
OWN = ("", "/days", "/people", "/papers", "/more")
LEADERS = ("", "/papers", "/publish", "/folder")


class CanaryHouse:
    """A house whose only trip is a published canary trip."""

    def __init__(self, house: House, trip: CanaryTrip) -> None:
        self.house, self.trip = house, trip

    def read(self, caller: Caller, paths: list[str]) -> set[str]:
        """Return the places whose canaries stand in any of these pages, headers included."""
        found: set[str] = set()
        for path in paths:
            answer = caller.client.get(path, follow_redirects=True)
            assert answer.status_code == 200, path
            found |= self.trip.canary.found_in(answer.text + str(answer.headers))
        return found

    def own(self, key: str, of: str) -> set[str]:
        """Return what `key` reads on the pages of `of`, the list of trips included."""
        base = self.house.mine(self.trip.code, of)
        paths = [f"{base}{page}" for page in OWN]
        return self.read(self.house.signed_in(self.trip.code, key), ["/trips", *paths])

    def led(self, key: str) -> set[str]:
        """Return what a leader reads on the trip's pages."""
        paths = [f"/trips/{self.trip.code}{page}" for page in LEADERS]
        return self.read(self.house.signed_in(self.trip.code, key), ["/trips", *paths])


@pytest.fixture(params=POSTURES)
def posture(request: pytest.FixtureRequest) -> str:
    """How careful the trip is."""
    return str(request.param)


@pytest.fixture
def canaries(posture: str, tmp_path: Path) -> Iterator[CanaryHouse]:
    """A canary trip with its first edition, three weeks before it starts."""
    installation = sqlite_installation(tmp_path / "home")
    with clock.frozen(JUNE):
        trip = build(installation, posture)
        publish(installation, trip.code, OPERATOR)
        yield CanaryHouse(opened(installation), trip)
    installation.close()


def _papers(posture: str, *asked: Asked) -> set[str]:
    return {place for one in asked for place in places_in(posture, one, "json")}


def test_a_members_pages_say_no_more_than_their_packet(canaries: CanaryHouse, posture: str) -> None:
    allowed = _papers(posture, Asked(What.PACKET, Audience.TEAM, "mei"))

    found = canaries.own("mei", of="mei")

    assert found - allowed == set()
    assert {"activity.visit.title", "contact.team.phone", "person.lea.preferred_name"} <= found


def test_a_guardians_pages_say_no_more_than_their_childs_packet(
    canaries: CanaryHouse, posture: str
) -> None:
    allowed = _papers(posture, Asked(What.PACKET, Audience.TEAM, "sam"))

    found = canaries.own("gus", of="sam")

    assert found - allowed == set()
    assert "activity.visit.title" in found


def test_a_leaders_pages_say_no_more_than_the_teams_book(
    canaries: CanaryHouse, posture: str
) -> None:
    allowed = _papers(posture, Asked(What.BOOK, Audience.TEAM))

    found = canaries.led("lea")

    assert found - allowed == set()
    assert {"trip.label", "person.mei.preferred_name", "partner.lee.alias"} <= found
    assert "trip.name" not in found


def test_a_leaders_draft_says_no_more_either(canaries: CanaryHouse, posture: str) -> None:
    with canaries.house.installation.store.write() as session:
        for column in (Activity.title, Activity.note, Segment.locator, Person.phone):
            session.execute(update(column.class_).values({column: column + " moved"}))

    found = canaries.led("lea")

    assert found - _papers(posture, Asked(What.BOOK, Audience.TEAM)) == set()


@pytest.mark.parametrize("posture", ["closed", "guarded"], indirect=True)
def test_near_a_border_a_members_pages_are_the_itinerary(
    canaries: CanaryHouse, posture: str
) -> None:
    allowed = _papers(posture, Asked(What.PACKET, Audience.BORDER, "mei"))

    with clock.frozen(AT_THE_BORDER):
        found = canaries.own("mei", of="mei")

    assert found - allowed == set()
    assert {"person.mei.legal_name", "site.hotel.name", "insurer.phone"} <= found


def test_strangers_read_nothing(canaries: CanaryHouse) -> None:
    caller = canaries.house.anyone()
    code, mei = canaries.trip.code, canaries.house.mine(canaries.trip.code, "mei")
    paths = ["/", "/trips", f"/trips/{code}", f"/trips/{code}/papers", mei, f"{mei}/papers"]

    assert canaries.read(caller, paths) == set()


@pytest.mark.parametrize(
    ("key", "of"), [("mei", "lea"), ("mei", "sam"), ("gus", "mei"), ("gus", "gus")]
)
def test_members_do_not_read_each_others_pages(canaries: CanaryHouse, key: str, of: str) -> None:
    caller = canaries.house.signed_in(canaries.trip.code, key)
    base = canaries.house.mine(canaries.trip.code, of)

    answers = [caller.get(f"{base}{page}") for page in OWN]

    assert {answer.status_code for answer in answers} == {404}
    text = "".join(answer.text for answer in answers)
    assert canaries.trip.canary.found_in(text) == set()
