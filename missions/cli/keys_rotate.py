"""`missions keys rotate`."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy import select

from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.cli.progress import Step, progress
from missions.documents.files import FilesUnusable
from missions.installation import Installation, NotReady
from missions.retention.rotation import (
    Rotated,
    StillSealing,
    rotate_all,
    rotate_outer,
    rotate_person,
    rotate_trip,
    rotate_unfinished,
)
from missions.trips.model import Membership
from missions.vault.sealing import CannotOpen


class Stopped(NotReady):
    """A rotation did not come to its end."""


@click.command()
@click.option("--outer", is_flag=True, help="The outer key: a new file, all keys wrapped anew.")
@click.option("--trip", "code", help="A trip's own key, by its code.")
@click.option("--person", help="A person's key, as CODE:KEY.")
@click.option("--all", "everything", is_flag=True, help="Every key but the outer one.")
@click.option("--unfinished", is_flag=True, help="What an earlier run began and did not end.")
@json_option
@guarded
def rotate(
    outer: bool,
    code: str | None,
    person: str | None,
    everything: bool,
    unfinished: bool,
    as_json: bool,
) -> None:
    """Replace keys and seal anew what they sealed. The service goes on meanwhile.

    Whatever stops it, nothing is lost: run the same command again and it goes on.
    """
    asked = [outer, bool(code), bool(person), everything, unfinished]
    if sum(asked) != 1:
        raise click.UsageError("Give one of --outer, --trip, --person, --all, --unfinished.")
    try:
        with installed() as installation, progress(as_json) as step:
            if outer:
                fingerprint = rotate_outer(installation, step)
                done = None
            else:
                done = _run(installation, code, person, everything, step)
    except (FilesUnusable, StillSealing, CannotOpen) as error:
        raise Stopped(
            f"{error} Nothing is lost: both keys are kept. Run it again when that is mended."
        ) from error
    if done is None:
        answer({"outer": fingerprint}, as_json, f"New outer key, fingerprint {fingerprint}")
        say(
            "Print new paper copies now (missions keys escrow --out DIR) and destroy the old ones"
            " once the copies of the store of keys that they open are gone."
        )
        return
    document = {"keys": done.keys, "resealed": done.resealed}
    answer(document, as_json, f"{done.keys} keys replaced, {done.resealed} facts sealed anew")


def _run(
    installation: Installation, code: str | None, person: str | None, everything: bool, step: Step
) -> Rotated:
    if code:
        with installation.store.read() as session:
            trip_id = trip_by_code(session, code).id
        return rotate_trip(installation, trip_id, step)
    if person:
        return rotate_person(installation, _person(installation, person), step)
    run: Callable[[Installation, Step], Rotated] = rotate_all if everything else rotate_unfinished
    return run(installation, step)


def _person(installation: Installation, named: str) -> str:
    code, _, key = named.rpartition(":")
    if not code or not key:
        raise click.UsageError("Name the person as CODE:KEY, as in spring-27:mei.")
    with installation.store.read() as session:
        trip = trip_by_code(session, code)
        wanted = select(Membership.person_id).where(
            Membership.trip_id == trip.id, Membership.key == key
        )
        person_id = session.scalar(wanted)
    if person_id is None:
        raise click.UsageError(f"There is no person “{key}” in {code}.")
    return person_id
