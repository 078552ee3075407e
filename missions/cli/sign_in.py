"""`missions sign-in`."""

from __future__ import annotations

import click
from sqlalchemy import select

from missions.accounts.sign_in import make_link_for_person
from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.installation import Installation
from missions.trips.model import Membership


def link_for(installation: Installation, code: str, key: str, *, vouched: bool = False) -> str:
    """Return a one-time sign-in address for a member, by the trip's code and the folder's key."""
    with installation.store.read() as session:
        trip = trip_by_code(session, code)
        rows = session.execute(
            select(Membership.key, Membership.person_id)
            .where(Membership.trip_id == trip.id)
            .order_by(Membership.position)
        )
        members = {row.key: row.person_id for row in rows}
    if key not in members:
        raise click.UsageError(
            f"There is no person “{key}” in {code}. Known keys: {', '.join(members)}"
        )
    return make_link_for_person(installation, members[key], OPERATOR, vouched=vouched)


@click.command("sign-in")
@click.argument("code")
@click.option("--person", required=True, help="The folder's key.")
@click.option(
    "--vouch",
    is_flag=True,
    help="Let the link stand for the second factor, for this one session.",
)
@json_option
@guarded
def sign_in(code: str, person: str, vouch: bool, as_json: bool) -> None:
    """Print a link that signs a person of trip CODE in once, within 24 hours.

    Who leads is asked for a second factor after it, unless you vouch for them.
    """
    with installed() as installation:
        url = link_for(installation, code, person, vouched=vouch)
    answer({"code": code, "person": person, "url": url}, as_json, url)
    say("Works once, for 24 hours. Hand it over in person or by a channel you trust.")
