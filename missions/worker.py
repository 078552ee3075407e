"""What is due: feeds to make anew, fetch counts to write down, old links to forget."""

from __future__ import annotations

import logging
from threading import Event, Thread

from missions import feeds
from missions.accounts import fetches
from missions.accounts.actions import forget_what_is_over
from missions.installation import Installation

logger = logging.getLogger(__name__)

PAUSE = 30.0
"""Seconds between two rounds."""


class Worker:
    """Looks for what is due, round after round, until it is told to stop."""

    def __init__(self, installation: Installation, pause: float = PAUSE) -> None:
        self._installation = installation
        self._pause = pause
        self._stopped = Event()
        self._thread: Thread | None = None

    def run_once(self) -> None:
        """Do everything that is due now."""
        feeds.rebuild_waiting(self._installation)
        fetches.flush(self._installation.store)
        forget_what_is_over(self._installation)

    def run(self) -> None:
        """Work until `stop`; a round that fails is logged and does not end the work."""
        while not self._stopped.is_set():
            self._round()
            self._stopped.wait(self._pause)
        self._round()

    def _round(self) -> None:
        try:
            self.run_once()
        except Exception as error:  # the next round may do better
            logger.error("a round of work failed: %s", type(error).__name__)

    def run_in_thread(self) -> Thread:
        """Work beside the server that started it."""
        self._thread = Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()
        return self._thread

    def stop(self) -> None:
        """Finish the round, write down what is counted, and end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
