"""From the outbox into a mail server's hands: once when all goes well, never lost when not."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from missions import clock
from missions.installation import Installation, open_installation
from missions.letters.post_office import BATCH, send_waiting, why_waiting
from missions.outbox import leases
from missions.outbox.actions import post
from missions.outbox.leases import LetterToSend
from missions.outbox.model import Letter
from missions.outbox.rules import LEASE
from tests.clients.smtp import DROP, HANG, OK, Postbox, Received
from tests.letters.conftest import MAIL_FROM, NOON, account, mailing, peopled

MINUTE = timedelta(minutes=1)
ROOT = Path(__file__).resolve().parents[2]


def put(installation: Installation, facts: dict[str, str], name: str, *keys: str) -> list[str]:
    with installation.store.write() as session:
        return [post(session, name, facts, key) for key in keys]


def notices(installation: Installation, how_many: int) -> list[str]:
    """Post letters to one account and return their ids."""
    mine = account(installation, "mei@mail.invalid")
    keys = [f"notice/{place}" for place in range(how_many)]
    return put(installation, {"account": mine}, "password-changed", *keys)


def state(installation: Installation) -> list[tuple[int, bool, bool, str]]:
    """Return of each letter: attempts, whether sent, whether given up, the problem."""
    with installation.store.read() as session:
        rows = session.query(Letter).order_by(Letter.due_at, Letter.id)
        return [
            (row.attempts, row.sent_at is not None, row.given_up_at is not None, row.problem)
            for row in rows
        ]


def ids(letters: list[Received]) -> Counter[str]:
    return Counter(letter.id.strip("<>").partition("@")[0] for letter in letters)


def test_what_is_due_is_sent_once(sending: Installation, postbox: Postbox) -> None:
    posted = notices(sending, 3)

    assert (send_waiting(sending, "one"), send_waiting(sending, "one")) == (3, 0)

    assert ids(postbox.received) == Counter(posted)
    assert state(sending) == [(1, True, False, "")] * 3
    assert {letter.hello for letter in postbox.received} == {"post.invalid"}


def test_a_letter_arrives_as_it_was_composed(sending: Installation, postbox: Postbox) -> None:
    trip = peopled(sending)
    (posted,) = put(sending, {"invitation": trip.invitation}, "invitation", "key")

    send_waiting(sending, "one")

    (letter,) = postbox.received
    name = trip.canaries.canary("person.mei.preferred_name")
    assert (letter.sender, letter.recipients) == ("news@post.invalid", ("mei@mail.invalid",))
    assert (letter.id, letter.parsed["From"]) == (f"<{posted}@post.invalid>", MAIL_FROM)
    assert [part.get_content_type() for part in letter.parsed.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert trip.canaries.canary.found_in(letter.content.decode()) == {"person.mei.preferred_name"}
    assert f"Hello {name}," in letter.content.decode()


def crash_after_data(sending: Installation, postbox: Postbox) -> Received:
    """Let the server take a letter and hang up before it says so."""
    postbox.on_data = lambda _letter: DROP
    assert send_waiting(sending, "one") == 0
    postbox.on_data = lambda _letter: OK
    (first,) = postbox.received
    return first


def test_a_server_that_takes_a_letter_and_dies_gets_the_same_bytes_again(
    sending: Installation, postbox: Postbox
) -> None:
    trip = peopled(sending)
    put(sending, {"link": trip.link}, "sign-in", "key")
    first = crash_after_data(sending, postbox)
    assert state(sending) == [(1, False, False, "The mail server hung up.")]

    with clock.frozen(NOON + MINUTE - timedelta(seconds=1)):
        assert send_waiting(sending, "two") == 0
    with clock.frozen(NOON + MINUTE):
        assert send_waiting(sending, "two") == 1

    assert postbox.received == [first, first]
    assert state(sending) == [(2, True, False, "")]


def test_after_the_connection_broke_the_other_letters_wait_untried(
    sending: Installation, postbox: Postbox
) -> None:
    notices(sending, 3)
    crash_after_data(sending, postbox)

    assert state(sending)[1:] == [(0, False, False, "")] * 2
    assert send_waiting(sending, "two") == 2


@pytest.mark.parametrize(
    ("answer", "row"),
    [
        ("451 mei@mail.invalid later", (1, False, False, "The mail server did not take it (451).")),
        ("550 no mei@mail.invalid", (1, False, True, "The mail server refuses it for good (550).")),
    ],
)
def test_one_letter_that_is_refused_does_not_hold_up_the_others(
    sending: Installation,
    postbox: Postbox,
    answer: str,
    row: tuple[int, bool, bool, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    notices(sending, 3)
    answers = iter([OK, answer, OK])
    postbox.on_data = lambda _letter: next(answers)

    assert send_waiting(sending, "one") == 2

    assert state(sending) == [(1, True, False, ""), row, (1, True, False, "")]
    assert "mei@" not in caplog.text


def test_a_server_that_stays_away_is_asked_eight_times(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    away = mailing(installation)
    notices(away, 1)
    at = NOON
    for _ in range(8):
        with clock.frozen(at):
            assert (send_waiting(away, "one"), send_waiting(away, "one")) == (0, 0)
        with away.store.read() as session:
            at = session.query(Letter.leased_until).scalar() or at

    assert state(away) == [(8, False, True, "The mail server can't be reached.")]
    assert caplog.record_tuples == [
        ("missions.letters.post_office", logging.WARNING, "a letter was given up: password-changed")
    ]


def test_a_letter_whose_subject_is_gone_is_given_up_without_a_connection(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    away = mailing(installation)
    put(away, {"link": "gone"}, "sign-in", "key")

    assert send_waiting(away, "one") == 0

    assert state(away) == [(1, False, True, "Its link is used, revoked or over.")]
    assert caplog.record_tuples == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("poem", "It can't be written: UnknownLetter."),
        ("invitation", "It can't be written: KeyError."),
    ],
)
def test_a_letter_that_cannot_be_written_is_tried_again_and_others_go_out(
    sending: Installation, name: str, problem: str
) -> None:
    put(sending, {}, name, "odd")
    with clock.frozen(NOON + MINUTE / 2):
        notices(sending, 1)
        assert send_waiting(sending, "one") == 1

    assert state(sending) == [(1, False, False, problem), (1, True, False, "")]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"mail_url": ""}, "Letters wait: MISSIONS_MAIL_URL is not set."),
        ({"mail_url": "smtp://"}, "Letters wait: MISSIONS_MAIL_URL names no mail server."),
        ({"mail_from": ""}, "Letters wait: MISSIONS_MAIL_FROM is not an address."),
        (
            {"mail_from": "a@b.invalid, c@d.invalid"},
            "Letters wait: MISSIONS_MAIL_FROM is not an address.",
        ),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_without_a_mail_server_letters_wait_in_silence(
    sending: Installation,
    changes: dict[str, str],
    why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    notices(sending, 1)
    settings = replace(sending.settings, **changes)

    assert why_waiting(settings) == why
    assert send_waiting(replace(sending, settings=settings), "one") == 0
    assert state(sending) == [(0, False, False, "")]
    assert caplog.record_tuples == []
    assert why_waiting(sending.settings) == ""


def test_told_to_stop_the_letter_in_hand_is_the_last(
    sending: Installation, postbox: Postbox
) -> None:
    notices(sending, 3)

    assert send_waiting(sending, "one", lambda: len(postbox.received) == 2) == 2

    assert state(sending)[2] == (0, False, False, "")
    assert send_waiting(sending, "two") == 1


def test_a_lease_that_ran_out_is_noticed_right_before_the_content(
    sending: Installation, postbox: Postbox
) -> None:
    notices(sending, 1)

    def slow(_address: str) -> str:
        with sending.store.write() as session:
            session.query(Letter).one().leased_until = NOON
        (mine,) = leases.take(sending.store, "two", NOON, 9)
        assert isinstance(mine, LetterToSend)
        return OK

    postbox.on_rcpt = slow

    assert send_waiting(sending, "one") == 0
    assert postbox.received == []


def test_two_workers_send_each_of_two_hundred_letters_once(
    sending: Installation, postbox: Postbox
) -> None:
    posted = notices(sending, 200)
    barrier = Barrier(2)

    def work(worker: str) -> int:
        turns = count()

        def both_have_letters() -> bool:
            if next(turns) == 1:
                barrier.wait(timeout=60)
            return False

        other = open_installation(sending.settings)
        try:
            return send_waiting(other, worker, both_have_letters)
        finally:
            other.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(work, ["one", "two"]))

    assert ids(postbox.received) == Counter(posted)
    assert (sum(counts), min(counts) >= BATCH) == (200, True)
    assert state(sending) == [(1, True, False, "")] * 200


def environment(installation: Installation) -> dict[str, str]:
    settings = installation.settings
    return {
        **os.environ,
        "MISSIONS_HOME": str(settings.home),
        "MISSIONS_DATABASE_URL": settings.database_url,
        "MISSIONS_MAIL_URL": settings.mail_url,
        "MISSIONS_MAIL_FROM": settings.mail_from,
        "MISSIONS_LINK_URL": settings.link_url,
        "PYTHONPATH": str(ROOT),
    }


def test_killed_in_the_midst_of_a_letter_nothing_is_lost(
    sending: Installation, postbox: Postbox
) -> None:
    with clock.frozen(datetime(2020, 1, 1, tzinfo=UTC)):
        posted = notices(sending, 30)
    postbox.on_data = lambda _letter: HANG if len(postbox.received) == 8 else OK
    command = [sys.executable, "-c", "from missions.cli.main import main; main(['worker'])"]
    with subprocess.Popen(
        command,
        env=environment(sending),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    ) as child:
        assert postbox.reached.wait(timeout=60)
        child.kill()
        child.wait(timeout=60)
    with sending.store.read() as session:
        held = [row.leased_until for row in session.query(Letter).filter(Letter.leased_by != "")]
    until = max(at for at in held if at is not None)

    with clock.frozen(until - LEASE):
        assert send_waiting(sending, "two") == 10
    with clock.frozen(until):
        assert send_waiting(sending, "two") == 13

    again = postbox.received[7]
    assert ids(postbox.received) == Counter(posted) + ids([again])
    assert postbox.received.count(again) == 2
    assert [sent for _, sent, _, _ in state(sending)] == [True] * 30
