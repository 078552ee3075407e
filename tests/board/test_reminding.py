"""Reminders are posted once, to who owes something and nobody else; boards are judged by night."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import event

from missions import clock
from missions.audit.model import AuditEntry
from missions.board import nightly
from missions.board.keeping import board_of
from missions.board.mondays import post_digests
from missions.board.reminding import plan_of, remind, remind_due
from missions.installation import Installation, open_installation
from missions.letters.post_office import send_waiting
from missions.outbox.model import Letter
from missions.readiness.model import KeptBoard
from missions.readiness.reminding import Why
from missions.schedule.model import Crossing
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from missions.worker import Duty, Worker
from tests.clients.smtp import Postbox, postbox
from tests.factories.canary_trip import build
from tests.factories.owing import NOON, Owing, Who, on_day, owe, owing_trip

__all__ = ["postbox"]

ROOT = Path(__file__).resolve().parents[2]
SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Hold the clock at a Monday's noon."""
    with clock.frozen(NOON):
        yield NOON


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def posted(installation: Installation) -> list[tuple[str, str, datetime]]:
    """Return every letter: its key, its membership or account, and when it rings."""
    with installation.store.read() as session:
        rows = session.query(Letter).order_by(Letter.idempotency_key)
        return [(row.idempotency_key, *row.facts.values(), row.due_at) for row in rows]


def whys(installation: Installation, trip: Owing) -> dict[str, tuple[Why, bool, bool]]:
    """Return by key: why, whether a letter goes out, whether it can be had anyway."""
    with installation.store.read() as session:
        people = plan_of(session, session.get_one(Trip, trip.trip_id))
    return {one.reader.key: (one.call.why, one.sends, one.anyway) for one in people}


def team(installation: Installation, posture: str = "open") -> Owing:
    """Make a trip in which everybody owes a passport who has one here."""
    trip = owing_trip(
        installation,
        Who("ann"),
        Who("ben", zone="Asia/Seoul"),
        Who("cho", mail=None),
        Who("dan"),
        Who("eve"),
        posture=posture,
    )
    for key in ("ann", "ben", "cho", "eve"):
        owe(installation, trip, key)
    with installation.store.write() as session:
        session.get_one(Membership, trip.member["eve"]).ended_at = NOON - DAY
    return trip


def test_who_owes_something_gets_one_letter_by_day_where_they_live(
    installation: Installation,
) -> None:
    trip = team(installation)
    ann, ben = trip.member["ann"], trip.member["ben"]

    assert (remind_due(installation), remind_due(installation)) == (2, 0)

    expected = [
        (f"owed/{ann}/2027-W05", ann, NOON),
        (f"owed/{ben}/2027-W05", ben, utc("2027-02-01 23:00")),
    ]
    assert posted(installation) == sorted(expected)
    with installation.store.read() as session:
        told = session.query(AuditEntry).filter_by(action="reminder:send")
        assert {(row.actor, row.subject, row.trip_id) for row in told} == {
            ("worker", ann, trip.trip_id),
            ("worker", ben, trip.trip_id),
        }


@SQLITE
def test_why_somebody_gets_none(installation: Installation) -> None:
    trip = team(installation)
    remind_due(installation)

    assert whys(installation, trip) == {
        "ann": (Why.TOLD, False, True),
        "ben": (Why.TOLD, False, False),
        "cho": (Why.WEEKLY, False, False),
        "dan": (Why.NOTHING, False, False),
    }


@SQLITE
def test_a_guardian_gets_what_their_minors_owe(installation: Installation) -> None:
    trip = owing_trip(
        installation,
        Who("sam", born=date(2012, 1, 1), guardians="gus; ina"),
        Who("tom", born=date(1999, 1, 1), guardians="gus"),
        Who("gus", role="guardian"),
        Who("ina", role="guardian", mail=None),
        Who("una", role="guardian"),
    )
    owe(installation, trip, "sam")
    owe(installation, trip, "tom")

    assert remind_due(installation) == 3

    assert Counter(who for _key, who, _at in posted(installation)) == Counter(
        trip.member[key] for key in ("sam", "tom", "gus")
    )


@SQLITE
def test_an_account_with_two_places_on_a_trip_gets_one_letter(installation: Installation) -> None:
    trip = owing_trip(
        installation,
        Who("sam", born=date(2012, 1, 1), guardians="gus", mail="home@mail.invalid"),
        Who("gus", role="guardian", mail="home@mail.invalid"),
    )
    owe(installation, trip, "sam")

    assert remind_due(installation) == 1


@SQLITE
@pytest.mark.parametrize("ends", [date(2027, 1, 31), date(2026, 12, 1)])
def test_a_trip_that_is_over_reminds_nobody(installation: Installation, ends: date) -> None:
    trip = owing_trip(installation, Who("ann"), starts=date(2026, 11, 20), ends=ends)
    owe(installation, trip, "ann")

    assert remind_due(installation) == 0
    assert remind(installation, trip.trip_id, "operator") == ()


@SQLITE
def test_a_board_of_yesterday_reminds_nobody(installation: Installation) -> None:
    trip = team(installation)
    on_day(installation, trip, date(2027, 1, 31))

    assert remind_due(installation) == 0


@SQLITE
def test_it_can_be_switched_off_and_a_leader_still_reminds(installation: Installation) -> None:
    trip = team(installation)
    off = replace(installation, settings=replace(installation.settings, reminders=False))

    assert (remind_due(off), post_digests(off)) == (0, 0)
    assert len(remind(off, trip.trip_id, "operator")) == 2


@SQLITE
def test_not_twice_in_a_week_unless_it_is_urgent(installation: Installation) -> None:
    trip = owing_trip(installation, Who("ann"))
    owe(installation, trip, "ann", due=date(2027, 2, 20))
    remind_due(installation)
    rounds: list[tuple[str, int]] = []

    for day in range(1, 9):
        at = NOON + day * DAY
        on_day(installation, trip, at.date())
        if day == 3:
            owe(installation, trip, "ann", "funds", due=date(2027, 2, 7), since=at.date())
        with clock.frozen(at):
            rounds.append((f"{at:%a}", remind_due(installation)))

    assert rounds == [
        ("Tue", 0),
        ("Wed", 0),
        ("Thu", 0),
        ("Fri", 1),
        ("Sat", 0),
        ("Sun", 0),
        ("Mon", 0),
        ("Tue", 0),
    ]
    ann = trip.member["ann"]
    assert [key for key, _who, _at in posted(installation)] == [
        f"owed/{ann}/2027-02-05/urgent",
        f"owed/{ann}/2027-W05",
    ]


@SQLITE
def test_a_press_counts_and_one_more_in_the_week_takes_a_tick(installation: Installation) -> None:
    trip = team(installation)
    ann, ben = trip.member["ann"], trip.member["ben"]

    def press(whom: set[str], anyway: set[str]) -> list[str]:
        people = remind(installation, trip.trip_id, "leader", whom, anyway)
        return [one.key for one in people]

    assert press({ann}, set()) == ["ann"]
    assert press({ann, "nobody"}, set()) == []
    assert press(set(), {ann, ben}) == ["ann"]
    assert press(set(), {ann}) == []
    assert remind_due(installation) == 1
    with clock.frozen(NOON + DAY):
        assert press(set(), {ann}) == ["ann"]

    assert [key for key, who, _at in posted(installation) if who == ann] == [
        f"owed/{ann}/2027-02-01/asked",
        f"owed/{ann}/2027-02-02/asked",
        f"owed/{ann}/2027-W05",
    ]


@SQLITE
def test_what_is_far_off_is_written_of_only_when_a_leader_ticks(installation: Installation) -> None:
    trip = owing_trip(installation, Who("ann"))
    owe(installation, trip, "ann", due=date(2027, 5, 20))
    ann = trip.member["ann"]

    assert (remind_due(installation), remind(installation, trip.trip_id, "leader")) == (0, ())
    assert len(remind(installation, trip.trip_id, "leader", (), [ann])) == 1


def crossing(installation: Installation, trip: Owing, closes: str, opens: str) -> None:
    """Set a crossing by hand, for everybody who travels."""
    with installation.store.write() as session:
        row = Crossing(id=new_id(), trip_id=trip.trip_id, key="c", zone="UTC", people="all")
        row.closes, row.opens = datetime.fromisoformat(closes), datetime.fromisoformat(opens)
        row.closes_utc, row.opens_utc = utc(closes), utc(opens)
        session.add(row)


@pytest.mark.parametrize(
    ("posture", "opens", "rings"),
    [
        ("open", "2027-02-02 03:00", "2027-02-01 12:00"),
        ("guarded", "2027-02-01 16:00", "2027-02-01 16:00"),
        ("guarded", "2027-02-02 03:00", "2027-02-02 08:00"),
        ("closed", "2027-02-03 10:00", "2027-02-03 10:00"),
        ("guarded", "2027-06-11 10:00", None),
    ],
)
@SQLITE
def test_no_letter_rings_at_a_border(
    installation: Installation, posture: str, opens: str, rings: str | None
) -> None:
    trip = owing_trip(installation, Who("ann"), Who("gus", role="guardian"), posture=posture)
    owe(installation, trip, "ann")
    crossing(installation, trip, "2027-02-01 10:00", opens)

    remind_due(installation)

    ann = trip.member["ann"]
    found = [at for _key, who, at in posted(installation) if who == ann]
    assert found == ([utc(rings)] if rings else [])


def test_two_at_once_post_each_letter_once(installation: Installation) -> None:
    team(installation)
    owing_trip(installation, Who("fay", role="leader"), code="other")
    barrier = Barrier(2)

    def work(_name: str) -> None:
        other = open_installation(installation.settings)
        barrier.wait(timeout=60)
        try:
            remind_due(other)
            post_digests(other)
        finally:
            other.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["one", "two"]))

    names = Counter(key.split("/")[0] for key, _who, _at in posted(installation))
    assert names == Counter({"owed": 2, "digest": 1})


DUTIES = (
    Duty("reminders", lambda errand: remind_due(errand.installation)),
    Duty("letters", lambda errand: send_waiting(errand.installation, errand.worker)),
)


def mailing(installation: Installation, postbox: Postbox) -> Installation:
    """Return the installation with letters going to the postbox."""
    settings = replace(installation.settings, mail_url=postbox.url, mail_from="news@post.invalid")
    return replace(installation, settings=settings)


def test_two_workers_send_each_letter_once(installation: Installation, postbox: Postbox) -> None:
    people = [Who(f"p{number}") for number in range(24)]
    trip = owing_trip(installation, *people)
    for who in people:
        owe(installation, trip, who.key)
    sending, barrier = mailing(installation, postbox), Barrier(2)

    def work(_name: str) -> dict[str, str]:
        other = open_installation(sending.settings)
        barrier.wait(timeout=60)
        try:
            return Worker(other, duties=DUTIES).run_once()
        finally:
            other.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(work, ["one", "two"]))
    Worker(sending, duties=DUTIES).run_once()

    assert told == [{"reminders": "", "letters": ""}] * 2
    assert Counter(letter.recipients for letter in postbox.received) == Counter(
        (f"{who.key}@mail.invalid",) for who in people
    )


KILLED = """
import os, signal, sys
from datetime import datetime
from missions import clock
from missions.board import reminding
from missions.installation import open_installation
from missions.letters import post_office
from missions.settings import from_environment
from missions.worker import DUTIES, Worker

real, posts = reminding.post, []

def post(*args, **more):
    if len(posts) == int(os.environ["POSTS"]):
        os.kill(os.getpid(), signal.SIGKILL)
    posts.append(real(*args, **more))

reminding.post = post
wanted = [duty for duty in DUTIES if duty.name in ("reminders", "letters")]
duties = sorted(wanted, key=lambda duty: duty.name != "reminders")
if os.environ["POSTS"] == "all":
    duties, reminding.post = duties[:1], real
with clock.frozen(datetime.fromisoformat(os.environ["NOW"])):
    Worker(open_installation(from_environment()), duties=tuple(duties)).run_once()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("posts", "left"), [("0", 0), ("2", 0), ("all", 3)])
def test_killed_in_between_nothing_is_lost_or_said_twice(
    installation: Installation, postbox: Postbox, posts: str, left: int
) -> None:
    trip = owing_trip(installation, *(Who(key) for key in "abc"))
    for key in "abc":
        owe(installation, trip, key)
    sending = mailing(installation, postbox)
    settings = sending.settings
    environment = {
        **os.environ,
        "MISSIONS_HOME": str(settings.home),
        "MISSIONS_DATABASE_URL": settings.database_url,
        "MISSIONS_MAIL_URL": settings.mail_url,
        "MISSIONS_MAIL_FROM": settings.mail_from,
        "PYTHONPATH": str(ROOT),
        "NOW": NOON.isoformat(),
        "POSTS": posts,
    }
    command = [sys.executable, "-c", KILLED]
    child = subprocess.run(command, env=environment, cwd=ROOT, check=False, timeout=120)

    assert child.returncode == -signal.SIGKILL
    assert (len(posted(sending)), postbox.received) == (left, [])
    for _ in range(2):
        Worker(sending, duties=DUTIES).run_once()
    assert Counter(letter.recipients for letter in postbox.received) == Counter(
        (f"{key}@mail.invalid",) for key in "abc"
    )


def queries(installation: Installation) -> Iterator[list[str]]:
    """Count what is asked of the database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(installation.store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(installation.store.engine, "before_cursor_execute", note)


@SQLITE
@pytest.mark.parametrize("trips", [1, 7])
def test_a_round_with_nothing_to_do_takes_four_queries(
    installation: Installation, trips: int
) -> None:
    for number in range(trips):
        posture = ("open", "guarded", "closed")[number % 3]
        trip = owing_trip(installation, Who("ann"), Who("dan"), code=f"c{number}", posture=posture)
        owe(installation, trip, "ann")
    remind_due(installation)
    counting = queries(installation)
    asked = next(counting)

    assert remind_due(installation) == 0

    next(counting, None)
    assert len([one for one in asked if one.startswith("SELECT")]) == 4
    assert {one for one in asked if not one.startswith("SELECT")} == {"BEGIN"}


@SQLITE
def test_on_a_monday_each_leader_gets_one_letter(installation: Installation) -> None:
    one = owing_trip(installation, Who("lea", role="leader"), Who("ann"), code="one")
    owing_trip(
        installation,
        Who("lea", role="co-leader"),
        Who("moe", role="leader", zone="Asia/Seoul"),
        Who("noa", role="leader", mail=None),
        code="two",
    )
    past = owing_trip(installation, Who("old", role="leader"), code="past", ends=date(2027, 1, 31))

    assert (post_digests(installation), post_digests(installation)) == (2, 0)

    lea, moe = one.account["lea"], posted(installation)
    keys = {key: at for key, _who, at in moe}
    assert keys.pop(f"digest/{lea}/2027-W05") == NOON
    assert list(keys.values()) == [utc("2027-02-01 23:00")]
    assert past.account["old"] not in {who for _key, who, _at in moe}


@pytest.mark.parametrize(
    ("at", "zone", "letters"),
    [
        ("2027-02-01 07:59", "UTC", 0),
        ("2027-02-01 08:00", "UTC", 1),
        ("2027-02-01 20:59", "UTC", 1),
        ("2027-02-01 21:00", "UTC", 0),
        ("2027-02-02 08:00", "UTC", 0),
        ("2027-01-31 23:00", "Asia/Seoul", 1),
        ("2027-02-01 12:59", "America/New_York", 0),
        ("2027-02-01 13:00", "America/New_York", 1),
    ],
)
@SQLITE
def test_a_digest_comes_on_monday_at_home(
    installation: Installation, at: str, zone: str, letters: int
) -> None:
    owing_trip(installation, Who("lea", role="leader"), home_zone=zone)

    with clock.frozen(utc(at)):
        assert post_digests(installation) == letters


@SQLITE
def test_a_leader_near_a_border_gets_the_digest_after_it(installation: Installation) -> None:
    trip = owing_trip(installation, Who("lea", role="leader"), posture="guarded")
    crossing(installation, trip, "2027-02-01 10:00", "2027-02-01 15:00")

    post_digests(installation)

    assert [at for _key, _who, at in posted(installation)] == [utc("2027-02-01 15:00")]


def judged(installation: Installation) -> dict[str, tuple[date, int]]:
    """Return of each trip the day and version that its board is of."""
    with installation.store.read() as session:
        rows = session.query(Trip.code, KeptBoard.day, KeptBoard.trip_version).join(
            KeptBoard, KeptBoard.trip_id == Trip.id
        )
        return {code: (day, version) for code, day, version in rows}


def ends_on(installation: Installation, code: str, ends: date) -> str:
    """Move a canary trip's end; return its id."""
    with installation.store.write() as session:
        trip = session.query(Trip).filter_by(code=code).one()
        trip.ends, trip.starts = ends, min(trip.starts, ends - 4 * DAY)
        return trip.id


def three_canaries(installation: Installation) -> None:
    """Make a trip that is ahead, one that is just over, and one that is long over."""
    for code, ends in (
        ("ahead", date(2027, 6, 1)),
        ("done", date(2027, 1, 2)),
        ("gone", date(2027, 1, 1)),
    ):
        build(installation, "closed", code)
        ends_on(installation, code, ends)


def test_a_night_judges_what_is_not_over_for_long(installation: Installation) -> None:
    three_canaries(installation)

    assert [nightly.judge_waiting(installation) for _ in range(2)] == [2, 0]
    today = NOON.date()
    assert judged(installation) == {"ahead": (today, 1), "done": (today, 1)}

    with clock.frozen(NOON + DAY):
        assert nightly.judge_waiting(installation) == 1
    assert judged(installation) == {"ahead": (today + DAY, 1), "done": (today, 1)}


@SQLITE
def test_a_change_is_judged_after_a_while(installation: Installation) -> None:
    three_canaries(installation)
    nightly.judge_waiting(installation)
    with installation.store.write() as session:
        session.query(Trip).filter_by(code="ahead").one().version = 2

    assert nightly.judge_waiting(installation) == 0
    with clock.frozen(NOON + nightly.CALM):
        assert nightly.judge_waiting(installation) == 1
    assert judged(installation)["ahead"] == (NOON.date(), 2)


@SQLITE
def test_a_round_judges_few_and_the_soonest_first(installation: Installation) -> None:
    three_canaries(installation)

    assert nightly.judge_waiting(installation, most=1) == 1
    assert set(judged(installation)) == {"ahead"}


@SQLITE
def test_one_trip_that_cannot_be_judged_does_not_stop_the_others(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    three_canaries(installation)
    bad = ends_on(installation, "ahead", date(2027, 6, 1))

    def board(here: Installation, trip_id: str, viewer: str) -> object:
        if trip_id == bad:
            raise ValueError("mei@mail.invalid")
        return board_of(here, trip_id, viewer)

    monkeypatch.setattr(nightly, "board_of", board)

    assert nightly.judge_waiting(installation, most=1) == 1
    assert set(judged(installation)) == {"done"}
    assert [record.getMessage() for record in caplog.records] == [
        "a trip was not judged: ValueError"
    ]


@SQLITE
def test_without_the_outer_key_boards_are_judged_without_sealed_facts(
    installation: Installation,
) -> None:
    three_canaries(installation)
    installation.settings.key_file.unlink()
    shut = open_installation(installation.settings)

    assert nightly.judge_waiting(shut) == 2

    with shut.store.read() as session:
        assert [kept.opened for kept in session.query(KeptBoard)] == [False, False]
    shut.close()


@SQLITE
def test_boards_that_hold_open_no_seal_and_take_two_queries(installation: Installation) -> None:
    three_canaries(installation)
    nightly.judge_waiting(installation)
    counting = queries(installation)
    asked = next(counting)

    with clock.frozen(NOON + nightly.CALM):
        assert nightly.judge_waiting(installation) == 0

    next(counting, None)
    assert len([one for one in asked if one.startswith("SELECT")]) == 2
    with installation.store.read() as session:
        sealed = session.query(AuditEntry).filter(AuditEntry.action.like("sealed:%"))
        assert {row.actor for row in sealed} == {"worker"}
        assert sealed.count() == 2
