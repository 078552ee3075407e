"""A trip judged now, from its facts: verdicts, clashes, and whether it can go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from sqlalchemy.orm import Session

from missions import clock
from missions.board.queries import exemptions_of, overrides_of
from missions.briefing.gather_party import gather_party
from missions.briefing.party import asked_of
from missions.installation import Installation
from missions.readiness import clearance, going
from missions.readiness.assess import Judged, judge
from missions.readiness.conflicts.find import conflicts
from missions.readiness.facts import Exemption, Party
from missions.readiness.verdict import Conflict, Go, Identity, Requirement, State
from missions.reference.queries import rules_of
from missions.trips.model import Trip
from missions.zones import zone as zone_of

Asked = tuple[tuple[Requirement, tuple[str, ...]], ...]
"""Requirements, each with the keys of those whom it applies to."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A trip as it stands on a day.

    Attributes:
        reasons: what stops the trip, the worst first, in sentences.
        notes: what concerns the whole trip and stops nothing, as a debrief that is not planned.
        rules: the stamp of the rulebook that it was judged by.
    """

    day: date
    go: Go
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    asked: Asked
    judged: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...]
    party: Party
    rules: str = ""


def today(trip: Trip) -> date:
    """Return the day that it is now in the trip's home zone."""
    return clock.now().astimezone(zone_of(trip.home_zone)).date()


def judge_trip(
    installation: Installation, session: Session, trip: Trip, viewer: str, on: date
) -> Judgement:
    """Judge the draft of a trip as of a day; writes nothing but the audit row of opened seals."""
    rules = rules_of(session)
    gathered = gather_party(installation, session, trip, viewer, rules.book)
    return judge_party(
        gathered.party,
        asked_of(gathered.plan),
        exemptions_of(session, trip.id),
        overrides_of(session, trip.id),
        on,
        rules.stamp,
    )


def judge_party(
    party: Party,
    asked: Asked,
    exemptions: Mapping[tuple[str, str, str], Exemption],
    overrides: Mapping[Identity, str],
    on: date,
    rules: str = "",
) -> Judgement:
    """Judge facts as of a day. Pure."""
    judged = judge(party, asked, exemptions, on)
    wanted = tuple(requirement for requirement, _people in asked)
    cleared = cache(partial(clearance.cleared, party, wanted))
    clashes = conflicts(party, cleared=cleared, overrides=overrides)
    return Judgement(
        day=on,
        go=going.go(judged, clashes),
        reasons=going.reasons(judged, clashes),
        notes=_notes(party),
        asked=asked,
        judged=judged,
        conflicts=clashes,
        party=party,
        rules=rules,
    )


def _notes(party: Party) -> tuple[str, ...]:
    debriefs = going.debriefs(party)
    return () if debriefs.state is State.MET else (debriefs.reason,)
