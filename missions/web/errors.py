"""What went wrong, in words: what happened, what is safe, what to do."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from missions.briefing.desk import NoEdition
from missions.briefing.queries import NoTrip
from missions.briefing.release import ClosedNow, NotReleased
from missions.documents.actions import NotTheirs, ScanLost
from missions.documents.files import FilesUnusable
from missions.renderers.dispatch import NoSuchFormat
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable

Answer = tuple[str, int]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """An error page: a title, what happened and what is safe, what to do."""

    title: str
    happened: str
    do: str


NOT_FOUND = Words(
    "There is nothing here",
    "The address may be mistyped, or the page is not meant for you.",
    "Go back to your trips and start from there.",
)
WORDS = {
    400: Words(
        "That could not be read",
        "The request was not complete. Nothing was changed.",
        "Go back, load the page again, then try once more.",
    ),
    403: Words(
        "That is not allowed from here",
        "Nothing was changed.",
        "Go back to your trips and start from there.",
    ),
    404: NOT_FOUND,
    405: NOT_FOUND,
    409: Words(
        "Somebody else was faster",
        "What you looked at has changed in the meantime. Nothing of yours was kept or lost.",
        "Load the page again to see how it stands now.",
    ),
    413: Words(
        "That is too much at once",
        "A trip folder may have 20 MiB at most, and 5 MiB a file; a form, half a MiB of text."
        " Nothing was changed.",
        "Take pictures and scans out of the folder, or shorten the text, then try again.",
    ),
    500: Words(
        "Something broke on our side",
        "What you see in your trip is safe; the last step may not have been done.",
        "Try once more. If it breaks again, tell whoever runs this service at what time it was.",
    ),
}
RESTING = Words(
    "Not available right now",
    "This page rests for the moment. Nothing is lost, and your calendar stays as it is.",
    "Your itinerary is there as always. Try this page again later.",
)
SHUT = Words(
    "Private facts can’t be opened",
    "The service’s key, or its store of scans, is not where it should be. The plan and the"
    " calendars work without it.",
    "Tell whoever runs this service; papers with private facts come back with the key.",
)
STALE_FORM = Words(
    "This form is too old",
    "The page was open for a long time, so it was not taken. Nothing was changed.",
    "Go back, load the page again, then try once more.",
)


def install(app: Flask) -> None:
    """Answer every error with a page in words."""
    app.register_error_handler(CSRFError, _stale)
    for missing in (NoEdition, NoSuchFormat, NoTrip, NotReleased, NotTheirs, ScanLost):
        app.register_error_handler(missing, _missing)
    app.register_error_handler(ClosedNow, _resting)
    for shut in (FilesUnusable, KeyShredded, OuterKeyUnusable):
        app.register_error_handler(shut, _shut)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def page(words: Words, status: int) -> Answer:
    """Return the page that says `words`."""
    return render_template("pages/errors/error.html", words=words), status


def _stale(_error: CSRFError) -> Answer:
    return page(STALE_FORM, 400)


def _missing(_error: Exception) -> Answer:
    return page(NOT_FOUND, 404)


def _resting(_error: ClosedNow) -> Answer:
    return page(RESTING, 403)


def _shut(_error: Exception) -> Answer:
    return page(SHUT, 503)


def _http(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    return page(WORDS.get(status) or WORDS[400 if status < 500 else 500], status)


def _broken(error: Exception) -> Answer:
    """Log where it broke, without the message: that may hold a private value."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s in %s\n%s", type(error).__name__, request.endpoint, where)
    return page(WORDS[500], 500)
