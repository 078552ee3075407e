"""`missions trip board`: who is ready, as the leaders' paper."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from missions.audit import log
from missions.board.as_of import paper_on
from missions.board.judging import today
from missions.board.keeping import board_of
from missions.briefing.copies import issue
from missions.briefing.copy_codes import code_of, passphrase_from
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import What
from missions.briefing.document.readiness import BoardPaper
from missions.briefing.queries import trip_by_code
from missions.briefing.release import Asked, Viewer
from missions.cli.export import write_aside
from missions.cli.output import answer, guarded, installed, json_option, on_option, say
from missions.installation import Installation
from missions.policy.actions import Action
from missions.privacy import Audience
from missions.renderers.board_table import board_csv, board_xlsx
from missions.renderers.locking import locked, locked_name
from missions.renderers.pdf.board import render_board
from missions.trips.model import Trip
from missions.web.board_table import table_of

TABLES = {".csv": board_csv, ".xlsx": board_xlsx}
PDF = ".pdf"
ASKED = Asked(What.BOARD, Audience.LEADER)


@click.command()
@click.argument("code")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)
@on_option
@click.option("--unlocked", is_flag=True, help="Leave it open to whoever finds it.")
@json_option
@guarded
def board(code: str, target: Path, on: date | None, unlocked: bool, as_json: bool) -> None:
    """Write who is ready of CODE, and what stops the team, for leaders.

    The file's ending says as what: .pdf, .csv or .xlsx. It is locked with a passphrase that is told
    once, on standard error; what is no PDF gets .age at its end.
    """
    _check_ending(target)
    passphrase = passphrase_from(secrets.token_bytes(32))
    if target.suffix.casefold() in TABLES:
        _write_table(code, target, on, unlocked, passphrase, as_json)
        return
    with installed() as installation, installation.store.write() as session:
        paper = _take(installation, session, trip_by_code(session, code), on, unlocked)
        body = render_board(paper)
        write_aside(target.absolute(), body if unlocked else locked(body, "pdf", passphrase))
    document = {
        "path": str(target),
        "go": paper.verdict,
        "day": paper.day.isoformat(),
        "edition": paper.edition or None,
        "copy": paper.copy or None,
        "locked": not unlocked,
    }
    answer(document, as_json, f"{paper.verdict.capitalize()} as of {paper.day}: {target}")
    if not unlocked:
        _tell(passphrase)


def _check_ending(target: Path) -> None:
    """Raise `click.UsageError` for an ending that says nothing that can be written."""
    ending = target.suffix
    if ending.casefold() in (PDF, *TABLES):
        return
    found = f"ends in “{ending}”" if ending else "has no ending"
    raise click.UsageError(f"“{target.name}” {found}. Wanted: .pdf, .csv or .xlsx.")


def _write_table(
    code: str, target: Path, on: date | None, unlocked: bool, passphrase: str, as_json: bool
) -> None:
    """Write the board of today as a table."""
    if on is not None:
        raise click.UsageError("A table is of today. Leave --on out, or write a .pdf.")
    fmt = target.suffix.casefold().removeprefix(".")
    with installed() as installation:
        with installation.store.read() as session:
            trip = trip_by_code(session, code)
        found = board_of(installation, trip.id, log.OPERATOR)
        with installation.store.write() as session:
            log.record(session, log.OPERATOR, Action.BOARD_TAKE, trip.id, fmt, trip.id)
    body = TABLES[target.suffix.casefold()](table_of(found, trip.home_zone))
    path = target if unlocked else target.with_name(locked_name(target.name, fmt))
    write_aside(path.absolute(), body if unlocked else locked(body, fmt, passphrase))
    verdict = found.kept.go
    document = {"path": str(path), "go": verdict, "day": found.kept.day.isoformat()}
    line = f"{verdict.capitalize()} as of {found.kept.day}: {path}"
    answer({**document, "locked": not unlocked}, as_json, line)
    if not unlocked:
        _tell(passphrase)


def _tell(passphrase: str) -> None:
    say(f"Passphrase of leader papers: {passphrase}")
    say("It is told this once. Keep it apart from the paper.")


def _take(
    installation: Installation, session: Session, trip: Trip, on: date | None, unlocked: bool
) -> BoardPaper:
    """Return the paper; the copy and the log know of it."""
    viewer = Viewer(actor=log.OPERATOR)
    desk = _newest(installation, session, trip)
    code = code_of(desk, viewer, ASKED) if desk else ""
    number = desk.number if desk else 0
    day = on or today(trip)
    paper = paper_on(installation, session, trip, log.OPERATOR, day, number, code)
    if desk:
        issue(session, desk, viewer, ASKED, code, log.OPERATOR)
    opened = " unlocked" if unlocked else ""
    detail = f"{ASKED.what} {ASKED.audience} pdf{opened}"
    subject = desk.edition_id if desk else trip.id
    log.record(session, log.OPERATOR, Action.BOARD_TAKE, subject, detail, trip.id)
    return paper


def _newest(installation: Installation, session: Session, trip: Trip) -> Desk | None:
    try:
        return open_desk(installation, session, trip.id)
    except NoEdition:
        return None
