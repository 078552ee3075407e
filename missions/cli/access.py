"""`missions access`: who may reach a trip: invite, change a role, end, restore, let through."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.invitations import NoAddress, invite
from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.people.model import Person
from missions.trips import actions
from missions.trips.model import Membership
from missions.trips.queries import standings
from missions.trips.rules import ROLES

COMMANDS: Table = {
    "list": ("missions.cli.access:list_", "Show who may reach a trip."),
    "invite": ("missions.cli.access:invite_", "Send a person an invitation."),
    "role": ("missions.cli.access:role", "Give a person another role."),
    "end": ("missions.cli.access:end", "End a person's access at once."),
    "restore": ("missions.cli.access:restore", "Give a person access again."),
    "lift": ("missions.cli.access:lift", "Let a person through near a border for two hours."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def access() -> None:
    """Say who may reach a trip."""


def _member(session: Session, code: str, key: str) -> Membership:
    trip = trip_by_code(session, code)
    found = session.scalar(
        select(Membership).where(Membership.trip_id == trip.id, Membership.key == key)
    )
    if found is None:
        known = session.scalars(
            select(Membership.key)
            .where(Membership.trip_id == trip.id)
            .order_by(Membership.position)
        )
        raise click.UsageError(f"There is no “{key}” in {code}. Known keys: {', '.join(known)}")
    return found


@click.command("list")
@click.argument("code")
@json_option
@guarded
def list_(code: str, as_json: bool) -> None:
    """Show who may reach CODE, and how far they have come."""
    with installed() as installation, installation.store.read() as session:
        rows = standings(session, trip_by_code(session, code).id, clock.now())
    document = [
        {
            "key": row.key,
            "role": row.role,
            "joined": row.joined,
            "second_factor": row.strong,
            "invited_until": row.invited_until.isoformat() if row.invited_until else None,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows
    ]
    lines = [f"{row.key:<16} {row.role:<13} {_state(row)}" for row in rows]
    answer(document, as_json, *lines)


def _state(row: Any) -> str:
    if row.ended_at:
        return f"ended {row.ended_at:%Y-%m-%d}"
    if row.joined:
        return "signs in" + (", second factor" if row.strong else "")
    return f"invited until {row.invited_until:%Y-%m-%d %H:%M} UTC" if row.invited_until else "–"


@click.command("invite")
@click.argument("code")
@click.argument("key")
@click.option("--email", help="Where the letter goes; the address in the folder where left out.")
@json_option
@guarded
def invite_(code: str, key: str, email: str | None, as_json: bool) -> None:
    """Send the person KEY of trip CODE an invitation: it works once, for 48 hours."""
    with installed() as installation, installation.store.write() as session:
        member = _member(session, code, key)
        address = email or session.get_one(Person, member.person_id).email
        try:
            invite(installation, session, member.person_id, address, OPERATOR)
        except NoAddress as error:
            fail(str(error), BAD_INPUT)
        waits = not installation.settings.mail_url
    answer({"code": code, "person": key}, as_json, f"An invitation for {key} is in the outbox.")
    if waits:
        say("It waits there: MISSIONS_MAIL_URL is not set, so no letters go out.")


@click.command()
@click.argument("code")
@click.argument("key")
@click.argument("role", type=click.Choice(ROLES))
@json_option
@guarded
def role(code: str, key: str, role: str, as_json: bool) -> None:
    """Give the person KEY of trip CODE another ROLE."""
    with installed() as installation, installation.store.write() as session:
        try:
            actions.change_role(session, _member(session, code, key).id, role, OPERATOR)
        except (actions.LastLeader, actions.NotFromHere) as error:
            fail(str(error), BAD_INPUT)
    answer({"code": code, "person": key, "role": role}, as_json, f"{key} is {role} from now on.")


@click.command()
@click.argument("code")
@click.argument("key")
@json_option
@guarded
def end(code: str, key: str, as_json: bool) -> None:
    """End the access of KEY to trip CODE: sign-ins, links, calendars, invitations."""
    with installed() as installation, installation.store.write() as session:
        try:
            actions.end_membership(session, _member(session, code, key).id, OPERATOR)
        except actions.LastLeader as error:
            fail(str(error), BAD_INPUT)
    answer({"code": code, "person": key, "ended": True}, as_json, f"{key} has no access any more.")
    say("Copies that were taken already, on paper or on a phone, can't be called back.")


@click.command()
@click.argument("code")
@click.argument("key")
@json_option
@guarded
def restore(code: str, key: str, as_json: bool) -> None:
    """Give KEY access to trip CODE again."""
    with installed() as installation, installation.store.write() as session:
        actions.restore_membership(session, _member(session, code, key).id, OPERATOR)
    answer({"code": code, "person": key, "ended": False}, as_json, f"{key} may sign in again.")


@click.command()
@click.argument("code")
@click.argument("key")
@click.option("--end", is_flag=True, help="Take it back.")
@json_option
@guarded
def lift(code: str, key: str, end: bool, as_json: bool) -> None:
    """Let KEY of trip CODE reach the service near a border, for two hours."""
    until = None
    with installed() as installation, installation.store.write() as session:
        member = _member(session, code, key)
        if end:
            actions.end_lift(session, member.id, OPERATOR)
        else:
            until = actions.lift_crossings(session, member.id, OPERATOR)
    said = f"{key} is let through until {until:%H:%M} UTC." if until else "The border holds again."
    answer({"code": code, "person": key, "until": until}, as_json, said)
