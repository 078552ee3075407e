"""`missions purge`: announce, confirm, withdraw, look, carry out."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.installation import Installation
from missions.retention import announcing
from missions.retention.announcing import PurgeRefused
from missions.retention.purge import carry_out
from missions.retention.queries import PurgeState, newest_purge
from missions.retention.rules import LEAST_DAYS, MOST_DAYS, USUAL_DAYS, Hand, Role, Stage
from missions.trips.model import Trip

COMMANDS: Table = {
    "announce": ("missions.cli.purge:announce", "Announce the end of a trip's facts."),
    "confirm": ("missions.cli.purge:confirm", "Confirm it in the other role."),
    "withdraw": ("missions.cli.purge:withdraw", "Withdraw it."),
    "status": ("missions.cli.purge:status", "Show how far it is."),
    "run": ("missions.cli.purge:run", "Carry a confirmed purge out."),
}
role_option = click.option(
    "--as",
    "role",
    type=click.Choice([role.value for role in Role]),
    help="The role in which you act; both are open to the operator, though not for one purge.",
)


@click.group(cls=LazyGroup, table=COMMANDS)
def purge() -> None:
    """End a trip's facts: one role announces it, the other confirms it."""


@click.command()
@click.argument("code")
@role_option
@click.option(
    "--days",
    type=click.IntRange(LEAST_DAYS, MOST_DAYS),
    default=USUAL_DAYS,
    show_default=True,
    help="When it is due.",
)
@click.option("--even-though-ahead", is_flag=True, help="Also where the trip is not over.")
@json_option
@guarded
def announce(
    code: str, role: str | None, days: int, even_though_ahead: bool, as_json: bool
) -> None:
    """Announce that the facts of trip CODE will be destroyed; its people get a letter."""
    with installed() as installation:
        trip_id = _trip(installation, code)
        try:
            state = announcing.announce(
                installation,
                trip_id,
                OPERATOR,
                Role(role or Role.ADMINISTRATOR),
                days,
                even_though_ahead=even_though_ahead,
            )
        except PurgeRefused as refused:
            hint = " Add --even-though-ahead if you mean it." if "not over" in str(refused) else ""
            _refuse(f"{refused}{hint}", as_json)
    _tell(code, state, as_json)


@click.command()
@click.argument("code")
@role_option
@json_option
@guarded
def confirm(code: str, role: str | None, as_json: bool) -> None:
    """Confirm the purge of trip CODE, in the role that did not announce it."""
    with installed() as installation:
        state = _open(installation, code, as_json)
        try:
            done = announcing.confirm(
                installation, state.id, OPERATOR, Role(role or state.announced.role.other)
            )
        except PurgeRefused as refused:
            _refuse(str(refused), as_json)
    _tell(code, done, as_json)


@click.command()
@click.argument("code")
@role_option
@json_option
@guarded
def withdraw(code: str, role: str | None, as_json: bool) -> None:
    """Withdraw the purge of trip CODE; nothing was deleted."""
    with installed() as installation:
        state = _open(installation, code, as_json)
        try:
            done = announcing.withdraw(
                installation, state.id, OPERATOR, Role(role or Role.ADMINISTRATOR)
            )
        except PurgeRefused as refused:
            _refuse(str(refused), as_json)
    _tell(code, done, as_json)


@click.command()
@click.argument("code")
@json_option
@guarded
def status(code: str, as_json: bool) -> None:
    """Show how far the purge of trip CODE is."""
    with installed() as installation, installation.store.read() as session:
        state = newest_purge(session, trip_by_code(session, code).id)
    if state is None:
        answer({"code": code, "stage": None}, as_json, f"No purge of {code} was announced.")
        return
    _tell(code, state, as_json)


@click.command()
@click.argument("code")
@click.option("--now", is_flag=True, help="Before it is due; asks for the code once more.")
@json_option
@guarded
def run(code: str, now: bool, as_json: bool) -> None:
    """Carry the confirmed purge of trip CODE out: there is no way back."""
    with installed() as installation:
        state = _open(installation, code, as_json)
        if state.stage is not Stage.CONFIRMED:
            _refuse(f"It is not confirmed yet: {_waits(state)}", as_json)
        if now and click.prompt(f"Type {code} to destroy it now", err=True) != code:
            _refuse("That was another code. Nothing was deleted.", as_json)
        if not carry_out(installation, state.id, OPERATOR, at_once=now):
            _refuse(
                f"It is not carried out: it is due on {_day(state)}, and a trip that is not over"
                " stays unless it was announced --even-though-ahead.",
                as_json,
            )
    answer({"code": code, "stage": Stage.DONE.value}, as_json, f"The facts of {code} are gone.")
    say("Collect papers; calendars on phones become empty when they next ask.")


def _trip(installation: Installation, code: str) -> str:
    with installation.store.read() as session:
        return trip_by_code(session, code).id


def _open(installation: Installation, code: str, as_json: bool) -> PurgeState:
    with installation.store.read() as session:
        state = _newest(session, code)
    if state is None or not state.open:
        _refuse(f"No purge of {code} is announced.", as_json)
    assert state is not None
    return state


def _newest(session: Session, code: str) -> PurgeState | None:
    trip_id = session.scalar(select(Trip.id).where(Trip.code == code))
    return newest_purge(session, trip_id or trip_by_code(session, code).id)


def _refuse(text: str, as_json: bool) -> None:
    if as_json:
        answer({"error": text}, True)
    fail(text, BAD_INPUT)


def _day(state: PurgeState) -> str:
    return f"{state.due_at:%Y-%m-%d}"


def _waits(state: PurgeState) -> str:
    other = "a leader" if state.announced.role.other is Role.LEADER else "an administrator"
    return f"it waits for {other}, who is not whoever announced it."


def _hand(hand: Hand | None) -> dict[str, Any] | None:
    return {"role": hand.role.value, "by": hand.actor} if hand else None


def _tell(code: str, state: PurgeState, as_json: bool) -> None:
    document = {
        "code": code,
        "stage": state.stage.value,
        "announced": {**(_hand(state.announced) or {}), "at": state.announced_at.isoformat()},
        "due": state.due_at.isoformat(),
        "confirmed": _hand(state.confirmed),
        "even_though_ahead": state.announced.ahead,
    }
    lines = {
        Stage.ANNOUNCED: f"Announced, due on {_day(state)}; {_waits(state)}",
        Stage.CONFIRMED: f"Confirmed, and carried out on {_day(state)} unless it is withdrawn.",
        Stage.WITHDRAWN: "Withdrawn. Nothing was deleted.",
        Stage.DONE: "Done.",
    }
    answer(document, as_json, lines[state.stage])
