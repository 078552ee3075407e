"""Sending what is due: taken from the outbox, composed, handed to the mail server, written down."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from missions import clock
from missions.installation import Installation
from missions.letters.compose import Message, compose
from missions.letters.errand import Dropped
from missions.letters.mail_server import Broken, Refused, connected, deliver, server_of
from missions.letters.mailbox import BadAddress, sender
from missions.outbox import leases
from missions.outbox.leases import LetterToSend
from missions.settings import Settings

BATCH = 20
"""So many letters are taken at a time, and go over one connection."""
logger = logging.getLogger(__name__)


def why_waiting(settings: Settings) -> str:
    """Return in words why no letter goes out, "" when they do."""
    if not settings.mail_url:
        return "Letters wait: MISSIONS_MAIL_URL is not set."
    try:
        server_of(settings.mail_url)
    except ValueError:
        return "Letters wait: MISSIONS_MAIL_URL names no mail server."
    try:
        sender(settings.mail_from)
    except BadAddress:
        return "Letters wait: MISSIONS_MAIL_FROM is not an address."
    return ""


def send_waiting(
    installation: Installation,
    worker: str,
    stopping: Callable[[], bool] = lambda: False,
    context: ssl.SSLContext | None = None,
) -> int:
    """Send the letters that are due, one connection a batch; return how many went out.

    Trouble with the connection ends the round: the letter in hand rests, the others go back.

    Args:
        worker: the worker's own random id.
        stopping: asked before each letter.
        context: whose certificates are believed; the system's where None.
    """
    if why_waiting(installation.settings):
        return 0
    went_out = 0
    while not stopping():
        letters = leases.take(installation.store, worker, clock.now(), BATCH)
        if not letters:
            break
        try:
            with ExitStack() as stack:
                round_ = _Round(installation, worker, stack, context)
                for letter in letters:
                    if stopping():
                        break
                    went_out += round_.send(letter)
        except Broken:
            break
        finally:
            leases.release(installation.store, worker)
    return went_out


class _Round:
    """One batch; the connection is made when the first letter is ready."""

    def __init__(
        self,
        installation: Installation,
        worker: str,
        stack: ExitStack,
        context: ssl.SSLContext | None,
    ) -> None:
        self._installation, self._store = installation, installation.store
        self._worker, self._stack, self._context = worker, stack, context
        self._smtp: smtplib.SMTP | None = None

    def send(self, letter: LetterToSend) -> bool:
        """Send one letter, or write down why not; raise `Broken` when no other can be sent."""
        if not self._hold(letter):
            return False
        message = self._composed(letter)
        if message is None:
            return False
        try:
            gone = deliver(self._connection(), message, partial(self._hold, letter))
        except Refused as refused:
            end = self._give_up if refused.for_good else self._fail
            end(letter, refused.problem)
            return False
        except Broken as broken:
            self._fail(letter, broken.problem)
            raise
        return gone and leases.sent(self._store, letter, clock.now())

    def _hold(self, letter: LetterToSend) -> bool:
        return leases.hold(self._store, letter, self._worker, clock.now())

    def _composed(self, letter: LetterToSend) -> Message | None:
        try:
            with self._store.read() as session:
                message = compose(self._installation, session, letter)
        except Exception as error:  # one letter's trouble is not the others'
            self._fail(letter, f"It can't be written: {type(error).__name__}.")
            return None
        if isinstance(message, Dropped):
            leases.give_up(self._store, letter, self._worker, clock.now(), message.reason)
            return None
        return message

    def _connection(self) -> smtplib.SMTP:
        if self._smtp is None:
            settings = self._installation.settings
            self._smtp = self._stack.enter_context(
                connected(
                    server_of(settings.mail_url), sender(settings.mail_from).domain, self._context
                )
            )
        return self._smtp

    def _fail(self, letter: LetterToSend, problem: str) -> None:
        if leases.failed(self._store, letter, self._worker, clock.now(), problem):
            logger.warning("a letter was given up: %s", letter.name)

    def _give_up(self, letter: LetterToSend, problem: str) -> None:
        leases.give_up(self._store, letter, self._worker, clock.now(), problem)
        logger.warning("a letter was given up: %s", letter.name)
