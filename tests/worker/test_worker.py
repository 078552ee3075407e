"""A round does every duty, whatever became of the others; a worker ends when it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from missions import clock
from missions.accounts.model import Account
from missions.accounts.sign_in import ask_for_link
from missions.installation import Installation
from missions.outbox.model import Letter
from missions.store.base import new_id
from missions.upkeep.queries import last
from missions.worker import DUTIES, Duty, Errand, Worker
from tests.clients.smtp import Postbox, postbox

__all__ = ["postbox"]

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
EVERYTHING_WENT_WELL = {
    "heartbeat": "",
    "letters": "",
    "boards": "",
    "reminders": "",
    "digests": "",
    "feeds": "",
    "fetches": "",
    "links": "",
    "purges": "",
    "safeguarding": "",
    "idle accounts": "",
    "document numbers": "",
    "scans": "",
    "waiting uploads": "",
    "audit head": "",
    "old letters": "",
}


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    with clock.frozen(NOON):
        yield NOON


def test_a_round_does_every_duty(installation: Installation) -> None:
    assert Worker(installation).run_once() == EVERYTHING_WENT_WELL


def test_a_sign_in_link_that_was_asked_for_arrives(
    installation: Installation, postbox: Postbox
) -> None:
    settings = replace(installation.settings, mail_url=postbox.url, mail_from="news@post.invalid")
    sending = replace(installation, settings=settings)
    with sending.store.write() as session:
        session.add(Account(id=new_id(), created_at=NOON, email="mei@mail.invalid"))
    ask_for_link(sending, "Mei@Mail.invalid", "browser")

    Worker(sending).run_once()

    (letter,) = postbox.received
    assert letter.recipients == ("mei@mail.invalid",)
    assert b"/sign-in/" in letter.content


def test_a_link_that_ran_out_is_forgotten_and_its_letter_given_up(
    installation: Installation, postbox: Postbox
) -> None:
    settings = replace(installation.settings, mail_url=postbox.url, mail_from="news@post.invalid")
    with installation.store.write() as session:
        session.add(Account(id=new_id(), created_at=NOON, email="mei@mail.invalid"))
    ask_for_link(installation, "mei@mail.invalid", "browser")

    with clock.frozen(NOON + timedelta(minutes=15)):
        Worker(installation).run_once()
        Worker(replace(installation, settings=settings)).run_once()

    assert postbox.received == []
    with installation.store.read() as session:
        assert session.query(Letter.problem).scalar() == "Its link is used, revoked or over."


def test_a_sign_of_life_is_left_at_most_once_a_minute(installation: Installation) -> None:
    worker, seen = Worker(installation), []

    for seconds in (0, 59, 60, 61):
        with clock.frozen(NOON + timedelta(seconds=seconds)):
            worker.run_once()
        with installation.store.read() as session:
            beat = last(session, "worker")
        assert beat is not None
        seen.append((beat.at - NOON).seconds)

    assert seen == [0, 0, 60, 60]


def test_a_duty_that_fails_stops_no_other_and_is_logged_by_its_type(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fails(_errand: Errand) -> None:
        raise ValueError("mei@mail.invalid")

    duties = (
        Duty("first", lambda _errand: done.append("first")),
        Duty("second", fails),
        Duty("third", lambda errand: done.append(type(errand.installation).__name__)),
    )

    told = Worker(installation, duties=duties).run_once()

    assert done == ["first", "Installation"]
    assert told == {"first": "", "second": "ValueError", "third": ""}
    assert [record.getMessage() for record in caplog.records] == [
        "a round of work failed: ValueError (second)"
    ]


def test_a_worker_works_until_told_and_does_everything_once_more(
    installation: Installation,
) -> None:
    turns: list[bool] = []
    turned = Event()

    def turn(errand: Errand) -> None:
        turns.append(errand.stopping())
        turned.set()

    worker = Worker(installation, pause=3600, duties=(Duty("turn", turn),))
    thread = worker.run_in_thread()
    assert turned.wait(timeout=20)

    worker.stop()

    assert (turns, thread.is_alive()) == ([False, True], False)


def test_a_duty_comes_again_after_its_own_while(installation: Installation) -> None:
    turns: list[str] = []

    def often(errand: Errand) -> None:
        turns.append("often")
        if len(turns) == 6:
            worker.ask_to_stop()

    duties = (
        Duty("often", often, every=0),
        Duty("seldom", lambda _errand: turns.append("seldom"), every=3600),
    )
    worker = Worker(installation, pause=0, duties=duties)

    worker.run()

    assert turns == ["often", "seldom", *["often"] * 5, "seldom"]


def test_each_worker_has_an_id_and_each_duty_a_name(installation: Installation) -> None:
    seen: list[str] = []
    duties = (Duty("see", lambda errand: seen.append(errand.worker)),)

    for _ in range(2):
        Worker(installation, duties=duties).run_once()

    assert len({duty.name for duty in DUTIES}) == len(DUTIES)
    assert (len(set(seen)), {len(one) for one in seen}) == (2, {32})
