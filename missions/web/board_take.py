"""The board taken out as a file, by who leads the trip and just showed who they are."""

from __future__ import annotations

from flask import Blueprint, Response

from missions.audit import log
from missions.policy.actions import Action
from missions.renderers.board_table import MEDIA_XLSX, BoardTable, board_csv, board_xlsx
from missions.web import gate
from missions.web.board_page import kept
from missions.web.board_table import table_of
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("board_take", __name__, url_prefix="/trips/<code>")


@room.get("/ready.csv")
@gate.declares(Action.BOARD_TAKE)
def as_csv(code: str) -> Response:
    """Hand people × requirements out as CSV."""
    part = led(code)
    return _file(part, board_csv(_table(part)), "text/csv; charset=utf-8", "csv")


@room.get("/ready.xlsx")
@gate.declares(Action.BOARD_TAKE)
def as_xlsx(code: str) -> Response:
    """Hand the board out as a workbook, with the clashes of the plan."""
    part = led(code)
    return _file(part, board_xlsx(_table(part)), MEDIA_XLSX, "xlsx")


def _table(part: Part) -> BoardTable:
    return table_of(kept(part), part.home_zone)


def _file(part: Part, body: bytes, media: str, ending: str) -> Response:
    """Answer with a file to keep; the log says that it was taken."""
    with installation().store.write() as session:
        who = visitor().account
        log.record(session, who, Action.BOARD_TAKE, part.trip_id, ending, part.trip_id)
    response = Response(body, content_type=media)
    response.headers.set("Content-Disposition", "attachment", filename=f"ready.{ending}")
    return response
