"""SEQUENCE numbers and tombstones from one edition to the next (RFC 5545, 3.8.7.4). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from missions.briefing.diff import happenings
from missions.briefing.dossier import (
    ActivityFacts,
    Dossier,
    EditionBody,
    Happening,
    Plan,
    SegmentFacts,
    Tombstone,
    TrainingFacts,
    TripFacts,
    TripSecrets,
)
from missions.privacy import for_leaders


def next_body(
    dossier: Dossier, before: EditionBody | None, secrets_before: TripSecrets | None, today: date
) -> EditionBody:
    """Return the body of the edition that follows `before`.

    An item's number rises by one when anything of it, its people or its place changed. The trip
    has a number too, for calendars that show nothing but its dates. What somebody's calendar held
    and holds no more becomes a tombstone, kept until the trip ends.

    Args:
        dossier: the draft as gathered.
        before: the newest edition's body, None for the first edition.
        secrets_before: the trip's secrets of that edition; a changed real name is a change.
        today: the day of publishing.
    """
    if before is None:
        uids = [dossier.plan.trip.id, *(thing.id for thing in happenings(dossier.plan))]
        return EditionBody(dossier.plan, dict.fromkeys(uids, 0), ())
    was = {thing.id: thing for thing in happenings(before.plan)}
    now = {thing.id: thing for thing in happenings(dossier.plan)}
    numbers = _numbers(dossier, before, secrets_before, was, now)
    stones = _tombstones(before, dossier.plan, was, now, numbers)
    if today > dossier.plan.trip.ends:
        stones = ()
    return EditionBody(dossier.plan, numbers, stones)


def _numbers(
    dossier: Dossier,
    before: EditionBody,
    secrets_before: TripSecrets | None,
    was: dict[str, Happening],
    now: dict[str, Happening],
) -> dict[str, int]:
    buried = {stone.happening.id: stone.sequence for stone in before.tombstones}
    past_trip, trip = before.plan.trip, dossier.plan.trip
    numbers = {trip.id: before.sequences.get(trip.id, 0) + (_whole(past_trip) != _whole(trip))}
    for uid, thing in now.items():
        past = was.get(uid)
        if past is None:
            numbers[uid] = buried[uid] + 1 if uid in buried else 0
            continue
        old = _around(past, before, secrets_before)
        new = _around(thing, EditionBody(dossier.plan, {}, ()), dossier.secrets.trip)
        numbers[uid] = before.sequences.get(uid, 0) + (old != new)
    return numbers


def _whole(trip: TripFacts) -> tuple[Any, ...]:
    """Return all that an entry of the whole trip says."""
    return (trip.label, trip.starts, trip.ends)


def _around(thing: Happening, body: EditionBody, secrets: TripSecrets | None) -> tuple[Any, ...]:
    """Return everything that the calendars of any audience say of a happening."""
    plan = body.plan
    keys = set()
    if isinstance(thing, ActivityFacts):
        keys = {thing.site}
    elif isinstance(thing, SegmentFacts):
        keys = {thing.origin.site, thing.destination.site}
    sites = tuple(site for site in plan.sites if site.key in keys)
    hosts = {site.partner for site in sites} | {getattr(thing, "partner", "")}
    partners = tuple(partner for partner in plan.partners if partner.key in hosts)
    people = {*thing.people, *getattr(thing, "lead", ())}
    names = tuple(member.name for member in plan.members if member.id in people)
    real: tuple[Any, ...] = ()
    if secrets is not None:
        real = tuple(secrets.site_names.unseal().get(key, "") for key in sorted(keys))
        real += tuple(secrets.partner_names.unseal().get(key, "") for key in sorted(hosts))
    if isinstance(thing, TrainingFacts):
        thing = replace(thing, attendance=for_leaders(()))
    return (thing, plan.trip.label, plan.trip.posture, sites, partners, names, real)


def _tombstones(
    before: EditionBody,
    plan: Plan,
    was: dict[str, Happening],
    now: dict[str, Happening],
    numbers: dict[str, int],
) -> tuple[Tombstone, ...]:
    stones: dict[str, Tombstone] = {}
    for stone in before.tombstones:
        kept = _still_gone(stone, plan, now, numbers)
        if kept is not None:
            stones[stone.happening.id] = kept
    for uid, thing in was.items():
        present = now.get(uid)
        gone = tuple(p for p in thing.people if present is None or p not in present.people)
        host = before.plan.host_of(thing)
        left = (host,) if host and plan.host_of(present) != host else ()
        if present is None or gone or left:
            sequence = numbers.get(uid, before.sequences.get(uid, 0) + 1)
            stone = _stone(thing, sequence, gone, left, team_wide=present is None)
            stones[uid] = _joined(stones.get(uid), stone)
    return tuple(stones.values())


def _joined(older: Tombstone | None, stone: Tombstone) -> Tombstone:
    """Return the newer stone for those of the older one too."""
    if older is None:
        return stone
    people = (*(p for p in older.people if p not in stone.people), *stone.people)
    partners = (*(p for p in older.partners if p not in stone.partners), *stone.partners)
    return replace(stone, people=people, partners=partners)


def _still_gone(
    stone: Tombstone, plan: Plan, now: dict[str, Happening], numbers: dict[str, int]
) -> Tombstone | None:
    present = now.get(stone.happening.id)
    if present is None:
        return stone
    people = tuple(person for person in stone.people if person not in present.people)
    host = plan.host_of(present)
    partners = tuple(partner for partner in stone.partners if partner != host)
    if not people and not partners:
        return None
    number = numbers[present.id]
    return replace(stone, people=people, partners=partners, team_wide=False, sequence=number)


def _stone(
    thing: Happening,
    sequence: int,
    people: tuple[str, ...],
    partners: tuple[str, ...],
    *,
    team_wide: bool,
) -> Tombstone:
    return Tombstone(
        sequence=sequence,
        people=people,
        team_wide=team_wide,
        partners=partners,
        segment=thing if isinstance(thing, SegmentFacts) else None,
        activity=thing if isinstance(thing, ActivityFacts) else None,
        training=thing if isinstance(thing, TrainingFacts) else None,
    )
