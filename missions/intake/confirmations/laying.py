"""Found segments laid beside a trip: looked at first, then those that were ticked are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.installation import Installation
from missions.intake.apply import ImportResult, import_trip
from missions.intake.confirmations.folder import as_reading
from missions.intake.confirmations.known import Known, known_of
from missions.intake.confirmations.model import Found
from missions.intake.confirmations.proposals import Answer, Proposal, proposals
from missions.intake.faults import Fault, Remark, in_order
from missions.intake.held import load
from missions.intake.joined import judge, trip_of


@dataclass(frozen=True, slots=True)
class Sight:
    """What found segments are to a trip of this `version`; `faults` are of what is ticked."""

    version: int
    known: Known
    cards: tuple[Proposal, ...]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()


def look(
    installation: Installation, code: str, found: Found, answers: Sequence[Answer] = ()
) -> Sight:
    """Return what found segments mean for a trip; nothing is written, no seal is opened.

    Args:
        installation: where the trip lives.
        code: the trip's.
        found: what was found.
        answers: what was said of each, none at first; with them the ticked are judged too.

    Raises:
        NoTrip: there is none of that code.
    """
    with installation.store.read() as session:
        trip = trip_of(session, code)
        version = trip.version
        held = load(session, trip)
    known = known_of(held.folder)
    cards = proposals(found, known, answers)
    said = answers or answers_of(cards)
    reading, remove = as_reading(cards, said, known, held.folder)
    findings = judge(held.folder, reading, remove=remove)
    remarks = (*findings.warnings, *findings.notices)
    return Sight(version, known, cards, in_order(findings.faults) if answers else (), remarks)


def answers_of(cards: Sequence[Proposal]) -> tuple[Answer, ...]:
    """Return what is kept where nobody says otherwise: what is proposed and lacks nothing."""
    return tuple(Answer(card.ready and not card.asks, card.people) for card in cards)


def keep(
    installation: Installation,
    code: str,
    found: Found,
    answers: Sequence[Answer],
    actor: str,
    version: int | None = None,
) -> ImportResult:
    """Keep what was ticked, in one transaction: all of it, or nothing.

    Args:
        installation: where the trip lives.
        code: the trip's.
        found: what was found.
        answers: what was said of each.
        actor: an account's id, or `audit.log.OPERATOR`.
        version: the trip's, as it was looked at; None: whatever it is now.

    Raises:
        IntakeRefused: with every fault; nothing was changed.
        TripMoved: the trip is another version by now; nothing was changed.
        NoTrip: there is none of that code.
    """
    with installation.store.write() as session:
        trip = trip_of(session, code, version)
        held = load(session, trip, for_writing=True)
        known = known_of(held.folder)
        cards = proposals(found, known, answers)
        reading, remove = as_reading(cards, answers, known, held.folder)
        inside = installation.within(session)
        return import_trip(inside, reading, actor=actor, remove=remove)
