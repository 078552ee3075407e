"""A roster laid beside a trip: looked at first, then brought in, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from missions.installation import Installation
from missions.intake.apply import ImportResult, import_trip
from missions.intake.columns import Seal
from missions.intake.faults import Fault, IntakeRefused, Remark, in_order
from missions.intake.held import Held, load, open_seals
from missions.intake.joined import judge, trip_of
from missions.intake.roster.cells import column_of
from missions.intake.roster.folder import as_reading
from missions.intake.roster.known import standing_of
from missions.intake.roster.plan import Plan, plan
from missions.intake.roster.sheet import Roster
from missions.intake.roster.wordings import PASSPORT

Columns = Mapping[int, str]
"""Column of the roster, from 0 → what it becomes."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a roster would do to a trip of this `version`.

    `faults` are the roster's own and those that the import would find; with any, nothing is kept.
    """

    plan: Plan
    version: int
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def does(self) -> bool:
        """Whether it can be brought in and would change something."""
        return self.plan.changes and not self.faults


def is_sealed(target: str) -> bool:
    """Whether what a column becomes is kept under seal."""
    return column_of(target).seal is Seal.ALWAYS


def sealed_tables(mapping: Columns) -> list[str]:
    """Return the tables whose seals a comparison with this mapping opens."""
    targets = {target for target in mapping.values() if is_sealed(target)}
    papers = bool(targets & set(PASSPORT))
    return ["people"] * bool(targets - set(PASSPORT)) + ["documents"] * papers


def look(
    installation: Installation, code: str, roster: Roster, mapping: Columns, actor: str, on: date
) -> Sight:
    """Return what bringing the roster in would do; nothing of the trip is written.

    Where the roster has sealed columns, those of the trip are opened, with a row in the audit log.

    Args:
        installation: where the trip lives.
        code: the trip's.
        roster: what `read_roster` returned.
        mapping: column → target.
        actor: an account's id, or `audit.log.OPERATOR`.
        on: today.

    Raises:
        NoTrip: there is none of that code.
        OuterKeyUnusable: sealed columns are to be compared, and the outer key is missing.
        ValueError: the mapping names a target that there is not, or one twice.
    """
    names = sealed_tables(mapping)
    opened = installation.store.write if names else installation.store.read
    with opened() as session:
        trip = trip_of(session, code)
        version = trip.version
        held = load(session, trip, for_writing=bool(names))
        if names:
            open_seals(installation, session, held, names, actor, "compare")
    planned = plan(roster, mapping, standing_of(held.folder, held.opened), on=on)
    return _judged(planned, held, code, version)


def _judged(planned: Plan, held: Held, code: str, version: int) -> Sight:
    if planned.faults or not planned.changes:
        return Sight(planned, version, planned.faults, planned.notices)
    found = judge(held.folder, as_reading(planned, code, _keys(held)))
    remarks = dict.fromkeys((*planned.notices, *found.warnings, *found.notices))
    return Sight(planned, version, in_order(found.faults), tuple(remarks))


def _keys(held: Held) -> list[str]:
    return [row.key for row in held.folder.people.rows]


def bring(
    installation: Installation,
    code: str,
    roster: Roster,
    mapping: Columns,
    actor: str,
    on: date,
    version: int | None = None,
) -> ImportResult:
    """Bring the roster in, in one transaction; arguments as `look`, with the version looked at.

    Raises:
        IntakeRefused: with every fault; nothing was changed.
        TripMoved: the trip is another version by now; nothing was changed.
        NoTrip, OuterKeyUnusable, ValueError: as `look`.
    """
    with installation.store.write() as session:
        held = load(session, trip_of(session, code, version), for_writing=True)
        planned = plan(roster, mapping, standing_of(held.folder), on=on)
        if planned.faults:
            raise IntakeRefused(planned.faults)
        reading = as_reading(planned, code, _keys(held))
        return import_trip(installation.within(session), reading, actor=actor)
