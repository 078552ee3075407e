"""`missions trip words` and `accept`: what would tell, and what two leaders let pass."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit.log import OPERATOR
from missions.briefing.checking.findings import Finding
from missions.briefing.checking.trip import check
from missions.briefing.gather import gather
from missions.briefing.queries import trip_by_code
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option
from missions.cli.trip_publish import finding_data, finding_lines
from missions.discretion.actions import NotAccepted
from missions.discretion.actions import accept as allow
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from missions.trips.rules import LEADING


def _findings(installation: Installation, session: Session, trip: Trip) -> tuple[Finding, ...]:
    dossier = gather(installation, session, trip, OPERATOR)
    return check(installation, session, dossier)


@click.command()
@click.argument("code")
@json_option
@guarded
def words(code: str, as_json: bool) -> None:
    """Show what the draft of CODE would tell: real names, the organisation, telling words."""
    with installed() as installation, installation.store.write() as session:
        found = _findings(installation, session, trip_by_code(session, code))
    document = {"code": code, "findings": [finding_data(row) for row in found]}
    answer(document, as_json, *(finding_lines(found) or ["Nothing tells."]))


@click.command()
@click.argument("code")
@click.argument("number", type=int)
@click.option("--leader", required=True, help="Who accepts: the key of a leader in the folder.")
@click.option("--reason", default="", help="Why it may stand there; the first leader gives it.")
@json_option
@guarded
def accept(code: str, number: int, leader: str, reason: str, as_json: bool) -> None:
    """Let phrase NUMBER of `missions trip words CODE` stand; it takes two leaders."""
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        found = _findings(installation, session, trip)
        if not 1 <= number <= len(found):
            raise click.UsageError(f"There is no phrase {number}; there are {len(found)}.")
        finding = found[number - 1]
        if not finding.blocks or finding.kind == "name":
            raise click.UsageError(_why_not(finding))
        try:
            counts = allow(session, trip.id, finding.key, reason, _leader(session, trip, leader))
        except NotAccepted as error:
            fail(str(error), BAD_INPUT)
    document: dict[str, Any] = {"code": code, "accepted": counts, **finding_data(finding)}
    said = "Accepted by two leaders." if counts else "Accepted by one; another leader has to do so."
    answer(document, as_json, said)


def _why_not(finding: Finding) -> str:
    if finding.kind == "name":
        return "A real name can't be accepted; write it otherwise."
    return "That phrase holds nothing back; there is nothing to accept."


def _leader(session: Session, trip: Trip, key: str) -> str:
    """Return the account of a leader, or their own id where they have none yet."""
    row = session.execute(
        select(Membership.role, Membership.person_id, Person.account_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip.id, Membership.key == key)
    ).first()
    if row is None or row.role not in LEADING:
        raise click.UsageError(f"“{key}” leads nothing in {trip.code}; a leader's key is wanted.")
    return str(row.account_id or row.person_id)
