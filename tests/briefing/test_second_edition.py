"""What a second edition does to calendars and papers: numbers, cancellations, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from missions import clock
from missions.briefing.actions import publish
from missions.briefing.desk import Desk
from missions.briefing.document import CalendarEntry, Change, What
from missions.briefing.reader import Asked
from missions.briefing.release import release
from missions.installation import Installation
from missions.privacy import Audience
from missions.schedule.model import Activity, Segment
from missions.training.model import Training
from missions.trips.model import Contact, FreePage
from tests.briefing.editing import desk_of, edit
from tests.briefing.papers_of_canaries import OPERATOR
from tests.factories.canary_trip import CanaryTrip, build
from tests.factories.installations import sqlite_installation

FIRST = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SECOND = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
AFTER = datetime(2026, 7, 16, 9, 0, tzinfo=UTC)
LUNCH = date(2026, 7, 12)


@dataclass(frozen=True)
class Story:
    """A trip, its two editions, and what its rows are called."""

    installation: Installation
    trip: CanaryTrip
    ids: dict[str, str]

    def desk(self, number: int | None = None) -> Desk:
        """Return an edition, the newest by default."""
        return desk_of(self.installation, self.trip.trip_id, number)

    def named(self, entries: dict[str, object]) -> dict[str, object]:
        """Return what is known by id, by key."""
        keys = {uid: key for key, uid in self.ids.items()}
        return {keys[uid]: value for uid, value in entries.items()}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A guarded trip: lunch is dropped, Mei is taken off the visit, calls and pages change."""
    home: Path = tmp_path_factory.mktemp("story") / "home"
    installation = sqlite_installation(home)
    trip = build(installation, "guarded")
    ids = {}
    with installation.store.write() as session:
        session.execute(delete(Contact).where(Contact.role == "insurer"))
        for model in (Activity, Segment, Training):
            ids |= {key: uid for key, uid in session.execute(select(model.key, model.id))}
    with clock.frozen(FIRST):
        publish(installation, trip.code, "operator")
    with installation.store.write() as session:
        session.execute(delete(Activity).where(Activity.key == "lunch"))
    edit(installation, Activity, "visit", people="all; -mei")
    for level in ("public", "team", "leader"):
        edit(installation, Contact, level, phone=f"+1 {level}")
        edit(installation, FreePage, level, text="rewritten")
    with clock.frozen(SECOND):
        publish(installation, trip.code, "operator")
    yield Story(installation, trip, ids)
    installation.close()


def calendar(desk: Desk, asked: Asked) -> dict[str, CalendarEntry]:
    document = release(desk, OPERATOR, asked).calendar
    assert document is not None
    entries = {entry.uid: entry for entry in document.entries}
    assert len(entries) == len(document.entries)
    return entries


def numbered(story: Story, asked: Asked, number: int | None = None) -> dict[str, object]:
    """Return each entry's number and status by the row's key."""
    entries = calendar(story.desk(number), asked)
    return story.named({uid: (one.sequence, one.status) for uid, one in entries.items()})


def team(person: str | None = None) -> Asked:
    return Asked(What.CALENDAR, Audience.TEAM, person)


TRAVEL = {key: (0, "") for key in ("out", "home", "van", "safety")}
NEW, GONE = (0, "CONFIRMED"), (1, "CANCELLED")


def test_in_the_first_edition_everything_has_number_nought(story: Story) -> None:
    assert numbered(story, team(), 1) == {
        **TRAVEL,
        "train": (0, ""),
        "visit": NEW,
        "lunch": NEW,
        "trip": NEW,
    }


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        pytest.param(
            team("mei"), {**TRAVEL, "train": (0, ""), "visit": GONE, "lunch": GONE}, id="mei"
        ),
        pytest.param(
            team("lea"),
            {**TRAVEL, "visit": (1, "CONFIRMED"), "lunch": GONE, "trip": NEW},
            id="lea, who led the lunch",
        ),
        pytest.param(team("sam"), {**TRAVEL, "visit": (1, "CONFIRMED")}, id="sam"),
        pytest.param(
            team(),
            {
                **TRAVEL,
                "train": (0, ""),
                "visit": (1, "CONFIRMED"),
                "lunch": GONE,
                "trip": NEW,
            },
            id="the team",
        ),
        pytest.param(
            Asked(What.CALENDAR, Audience.CALENDAR, "mei"),
            {**TRAVEL, "train": (0, ""), "visit": GONE, "lunch": GONE},
            id="mei's feed",
        ),
        pytest.param(
            Asked(What.CALENDAR, Audience.HOST, partner="lee"),
            {"visit": (1, "CONFIRMED"), "lunch": GONE},
            id="the host at the site",
        ),
        pytest.param(
            Asked(What.CALENDAR, Audience.HOST, partner="oh"), {"trip": NEW}, id="another host"
        ),
    ],
)
def test_what_was_dropped_is_cancelled_for_those_who_had_it(
    story: Story, asked: Asked, entries: dict[str, object]
) -> None:
    assert numbered(story, asked) == entries


def test_a_cancelled_entry_stands_where_it_was_without_alarm_or_description(story: Story) -> None:
    uid = story.ids["lunch"]

    was = calendar(story.desk(1), team("mei"))[uid]
    now = calendar(story.desk(2), team("mei"))[uid]

    assert (was.alarms, bool(was.description)) == ((15,), True)
    assert (now.start, now.end, now.summary, now.location) == (
        was.start,
        was.end,
        was.summary,
        was.location,
    )
    assert (now.alarms, now.description) == ((), "")


def test_a_calendar_is_stamped_with_its_editions_time(story: Story) -> None:
    documents = [release(story.desk(number), OPERATOR, team("mei")).calendar for number in (1, 2)]

    assert [one.stamp for one in documents if one] == [FIRST, SECOND]


def changes(story: Story, asked: Asked) -> tuple[Change, ...]:
    return release(story.desk(2), OPERATOR, asked).changes


def expected(story: Story, *levels: str, lunch: bool = True, of: str = "") -> tuple[Change, ...]:
    """Return the changes to be printed, written out by hand."""
    c, visit, meal = story.trip.canary, story.ids["visit"], story.ids["lunch"]
    mei = c("person.mei.preferred_name")
    alias, title = c("site.maple.alias"), c("activity.visit.title")
    if of == "mei":
        rows = [Change("gone", f"{title}, 10:00–11:30, {alias}", "", LUNCH, visit)]
    else:
        rows = [Change("changed", f"{title}, 10:00–11:30, without {mei}", "", LUNCH, visit)]
    if lunch:
        name = c("activity.lunch.title")
        rows.append(Change("gone", f"{name}, 12:00–13:30, {alias}", "", LUNCH, meal))
    rows += [
        Change(
            "changed",
            f"{c(f'contact.{level}.role')}: {c(f'contact.{level}.name')} +1 {level}",
            c(f"contact.{level}.phone"),
        )
        for level in levels
    ]
    rows += [Change("changed", f"Page “{c(f'page.{level}.title')}”") for level in levels]
    return tuple(rows)


def test_leaders_read_everything_that_changed(story: Story) -> None:
    found = changes(story, Asked(What.BOOK, Audience.LEADER))

    assert found == expected(story, "public", "team", "leader")


def test_the_team_reads_nothing_of_what_is_for_leaders(story: Story) -> None:
    found = changes(story, Asked(What.BOOK, Audience.TEAM))

    assert found == expected(story, "public", "team")


@pytest.mark.parametrize(("person", "lunch"), [("mei", True), ("lea", True), ("sam", False)])
def test_a_packet_tells_what_changed_for_its_owner(story: Story, person: str, lunch: bool) -> None:
    found = changes(story, Asked(What.PACKET, Audience.TEAM, person))

    assert found == expected(story, "public", "team", lunch=lunch, of=person)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(What.PACKET, Audience.BORDER, "mei"),
        Asked(What.FAMILY_SHEET, Audience.FAMILY, "mei"),
        Asked(What.HOST_SHEET, Audience.HOST, partner="lee"),
    ],
)
def test_no_other_paper_speaks_of_changes(story: Story, asked: Asked) -> None:
    briefing = release(story.desk(2), OPERATOR, asked)

    assert (briefing.changes, briefing.stamp) == ((), None)


def test_the_first_edition_has_no_changes_and_the_second_says_since_when(story: Story) -> None:
    asked = Asked(What.BOOK, Audience.TEAM)
    first, second = (release(story.desk(number), OPERATOR, asked) for number in (1, 2))
    assert first.stamp is not None
    assert second.stamp is not None

    assert (first.changes, first.stamp.since) == ((), None)
    assert (second.stamp.edition, second.stamp.since) == (2, 1)


def test_a_cancellation_is_kept_until_the_trip_has_ended(story: Story) -> None:
    kept = {}
    for name, when in (("the last day", LAST_DAY), ("after", AFTER)):
        edit(story.installation, Activity, "trip", bring=name)
        with clock.frozen(when):
            publish(story.installation, story.trip.code, "operator")
        kept[name] = {key for key, row in numbered(story, team()).items() if row == GONE}

    assert kept == {"the last day": {"lunch"}, "after": set()}
