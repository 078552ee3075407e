"""The trip and its people as the plan's facts. Pure."""

from __future__ import annotations

from missions.briefing import dossier as facts
from missions.briefing.queries import TripRows
from missions.people.model import Person
from missions.privacy import FieldAccess, Posture, for_leaders
from missions.trips.model import Membership, Trip
from missions.trips.rules import OnRoster, Roster, is_minor, split_list


def trip_facts(trip: Trip) -> facts.TripFacts:
    """Return the trip itself; a blank field access is `none` for closed trips, else `web`."""
    closed = trip.posture == Posture.CLOSED
    return facts.TripFacts(
        id=trip.id,
        code=trip.code,
        label=trip.label or "Trip",
        name=for_leaders(trip.name),
        posture=trip.posture,
        field_access=trip.field_access or (FieldAccess.NONE if closed else FieldAccess.WEB),
        starts=trip.starts,
        ends=trip.ends,
        home_zone=trip.home_zone,
        paper=trip.paper,
        languages=split_list(trip.languages) or ("en",),
    )


def roster_of(rows: TripRows) -> Roster:
    """Return who can be chosen by lists."""
    return Roster(
        OnRoster(
            id=membership.id,
            key=membership.key,
            name=called(membership, person),
            role=membership.role,
            groups=split_list(membership.groups),
            joins=membership.joins,
            leaves=membership.leaves,
            minor=is_minor(person.birth_date, rows.trip.starts),
        )
        for membership, person in rows.members
    )


def called(membership: Membership, person: Person) -> str:
    """Return the name that everybody may read."""
    return person.preferred_name or membership.key


def members(rows: TripRows, roster: Roster) -> tuple[facts.Member, ...]:
    """Return the roster's people."""
    known = {member.id: member for member in roster.members}
    return tuple(
        _member(membership, person, known[membership.id]) for membership, person in rows.members
    )


def _member(membership: Membership, person: Person, known: OnRoster) -> facts.Member:
    return facts.Member(
        id=membership.id,
        person_id=person.id,
        key=membership.key,
        name=known.name,
        role=membership.role,
        travels=known.travels,
        groups=known.groups,
        skills=split_list(person.skills),
        languages=split_list(person.languages),
        minor=for_leaders(known.minor),
        legal_name=for_leaders(person.legal_name or _legal(person)),
        surname=for_leaders(person.surname),
        given_names=for_leaders(person.given_names),
        local_name=for_leaders(person.local_name),
        birth_date=for_leaders(person.birth_date),
        gender=for_leaders(person.gender),
        nationality=for_leaders(person.nationality),
        email=for_leaders(person.email),
        phone=for_leaders(person.phone),
        diet=for_leaders(person.diet),
        emergency_name=for_leaders(person.emergency_name),
        emergency_relation=for_leaders(person.emergency_relation),
        emergency_phone=for_leaders(person.emergency_phone),
        guardians=for_leaders(split_list(membership.guardians)),
        drives=for_leaders(person.drives),
        joins=for_leaders(membership.joins),
        leaves=for_leaders(membership.leaves),
    )


def _legal(person: Person) -> str:
    return ", ".join(part for part in (person.surname, person.given_names) if part)
