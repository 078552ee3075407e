"""What is due, duty by duty: letters to send, boards to judge, people to remind, counts to keep."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from missions import clock, feeds
from missions.accounts import fetches, upkeep
from missions.audit import anchors
from missions.board import mondays, nightly, reminding
from missions.documents.actions import index_numbers, sweep
from missions.installation import Installation
from missions.letters import post_office
from missions.outbox import actions as outbox
from missions.outbox.actions import post
from missions.retention import closing, purge, safeguarding
from missions.store.base import new_id
from missions.upkeep.actions import reach
from missions.upkeep.queries import last
from missions.vault.waiting import FOLDER, HOLDS, Waiting

PAUSE = 5.0
"""Seconds between two rounds: so long a sign-in link waits at most."""
HOUR = 3600.0
HEARTBEAT = timedelta(minutes=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a duty may use: the installation, the worker's id, and whether it is to end soon."""

    installation: Installation
    worker: str
    stopping: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a worker does; `every`: seconds from one time to the next.

    It is done again after a crash, and by several workers at once: it must bear both.
    """

    name: str
    work: Callable[[Errand], object]
    every: float = 30.0


def _heartbeat(errand: Errand) -> None:
    with errand.installation.store.read() as session:
        beat = last(session, "worker")
    if beat is None or clock.now() - beat.at >= HEARTBEAT:
        with errand.installation.store.write() as session:
            reach(session, "worker")


def _send_letters(errand: Errand) -> None:
    post_office.send_waiting(errand.installation, errand.worker, errand.stopping)


def _anchor(errand: Errand) -> None:
    """Write the audit log's head of the day outside the database, and send it."""
    here = errand.installation
    if not anchors.is_due(here.settings.head_file):
        return
    with here.store.write() as session:
        kept = anchors.anchor(session, here.settings.head_file)
        if kept is not None and here.settings.audit_mail:
            facts = {"number": str(kept.number), "digest": kept.digest, "day": str(kept.day)}
            post(session, "audit-head", facts, key=f"audit-head/{kept.day}")


def _index_numbers(errand: Errand) -> None:
    """Index document numbers that were sealed before there was an index."""
    with errand.installation.store.write() as session:
        index_numbers(errand.installation, session, "worker")


def _waiting(errand: Errand) -> Waiting:
    return Waiting(errand.installation.settings.home / FOLDER, HOLDS)


DUTIES: tuple[Duty, ...] = (
    Duty("heartbeat", _heartbeat),
    Duty("letters", _send_letters, every=PAUSE),
    Duty("boards", lambda errand: nightly.judge_waiting(errand.installation)),
    Duty("reminders", lambda errand: reminding.remind_due(errand.installation), every=600.0),
    Duty("digests", lambda errand: mondays.post_digests(errand.installation), every=600.0),
    Duty("feeds", lambda errand: feeds.rebuild_waiting(errand.installation)),
    Duty("fetches", lambda errand: fetches.flush(errand.installation.store)),
    Duty("links", lambda errand: upkeep.forget_what_is_over(errand.installation)),
    Duty("purges", lambda errand: purge.carry_out_due(errand.installation), every=60.0),
    Duty("safeguarding", lambda errand: safeguarding.forget_due(errand.installation), every=HOUR),
    Duty("idle accounts", lambda errand: closing.close_idle(errand.installation), every=HOUR),
    Duty("document numbers", _index_numbers, every=HOUR),
    Duty("scans", lambda errand: sweep(errand.installation), every=HOUR),
    Duty("waiting uploads", lambda errand: _waiting(errand).sweep(), every=600.0),
    Duty("audit head", _anchor, every=600.0),
    Duty("old letters", lambda errand: outbox.forget_old(errand.installation.store), every=HOUR),
)
"""All duties, in the order in which a round does them."""


class Worker:
    """Looks for what is due, round after round, until it is told to stop."""

    def __init__(
        self,
        installation: Installation,
        pause: float = PAUSE,
        duties: tuple[Duty, ...] = DUTIES,
    ) -> None:
        self._pause, self._duties = pause, duties
        self._stopped = Event()
        self._thread: Thread | None = None
        self._done: dict[str, float] = {}
        self._errand = Errand(installation, new_id(), self._stopped.is_set)

    def run_once(self) -> dict[str, str]:
        """Do every duty now; return by its name what each failed of, "" for nothing."""
        return {duty.name: self._do(duty) for duty in self._duties}

    def run(self) -> None:
        """Work until `stop`; what is counted is written down at the end."""
        while not self._stopped.is_set():
            for duty in self._duties:
                if self._is_due(duty):
                    self._do(duty)
            self._stopped.wait(self._pause)
        self.run_once()

    def _is_due(self, duty: Duty) -> bool:
        done = self._done.get(duty.name)
        return done is None or time.monotonic() - done >= duty.every

    def _do(self, duty: Duty) -> str:
        """Do one duty; one that fails is logged by its type and ends neither round nor work."""
        self._done[duty.name] = time.monotonic()
        try:
            duty.work(self._errand)
        except Exception as error:  # the next round may do better
            failure = type(error).__name__
            logger.error("a round of work failed: %s (%s)", failure, duty.name)
            return failure
        return ""

    def run_in_thread(self) -> Thread:
        """Work beside the server that started it."""
        self._thread = Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()
        return self._thread

    def ask_to_stop(self) -> None:
        """Let the letter in hand be the last; returns at once."""
        self._stopped.set()

    def stop(self) -> None:
        """Finish what is in hand, write down what is counted, and end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
