"""A plan as the verdicts want it: plain values, people and items by the folder's keys.

`party_of` unseals; so it stands in the briefing room, and whoever calls it has been let in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from missions.briefing import dossier as plans
from missions.briefing.dossier import Plan
from missions.documents.mrz import Zone
from missions.readiness import facts
from missions.readiness.due import due_date
from missions.readiness.verdict import Requirement, Severity
from missions.reference.rulebook import Rulebook
from missions.zones import country_of

SecretsOf = Callable[[str], plans.PersonSecrets | None]
"""A membership's id → the person's opened facts, None where they stay sealed."""
Holidays = Mapping[str, Mapping[date, str]]
NO_ZONES: Mapping[str, Zone] = {}


def asked_of(plan: Plan) -> tuple[tuple[Requirement, tuple[str, ...]], ...]:
    """Return the plan's requirements in order, each with the keys of those whom it applies to.

    A requirement's `id` is its place in the order.
    """
    keys = {member.id: member.key for member in plan.members}
    return tuple(
        (
            Requirement(
                kind=row.kind,
                due=due_date(row.due, plan.trip.starts),
                title=row.title,
                severity=Severity(row.severity),
                settings={name: float(number) for name, number in row.settings.items()},
                id=str(rank),
            ),
            tuple(keys[one] for one in row.people),
        )
        for rank, row in enumerate(plan.requirements.unseal())
    )


def party_of(
    plan: Plan,
    rules: Rulebook,
    secrets_of: SecretsOf,
    zones: Mapping[str, Zone] = NO_ZONES,
    holidays: Holidays | None = None,
) -> facts.Party:
    """Return the whole trip as facts.

    Args:
        plan: a draft's or an edition's.
        rules: the rules of travel that hold.
        secrets_of: opens a member's sealed facts; where it answers None they are not judged.
        zones: document id → its machine-readable zone, as far as they were opened.
        holidays: country → day → name, for the days of the trip.
    """
    keys = {member.id: member.key for member in plan.members}
    secrets = {member.id: secrets_of(member.id) for member in plan.members}
    return facts.Party(
        trip=_frame(plan),
        members=tuple(_member(row, secrets[row.id]) for row in plan.members),
        rules=rules,
        places=tuple(_place(site) for site in plan.sites),
        legs=tuple(_leg(row, plan, keys) for row in plan.segments),
        stays=tuple(_stay(row, keys) for row in plan.stays),
        items=tuple(_item(row, keys) for row in plan.activities),
        lessons=tuple(_lesson(row, keys) for row in plan.trainings),
        papers=_papers(plan, keys, secrets, zones),
        holidays=holidays or {},
        opened=any(one is not None for one in secrets.values()) or not secrets,
    )


def _frame(plan: Plan) -> facts.TripFrame:
    trip = plan.trip
    return facts.TripFrame(
        code=trip.code,
        starts=trip.starts,
        ends=trip.ends,
        home_zone=trip.home_zone,
        home_country=country_of(trip.home_zone),
        posture=trip.posture,
    )


def _member(row: plans.Member, secrets: plans.PersonSecrets | None) -> facts.Member:
    return facts.Member(
        key=row.key,
        name=row.name,
        role=row.role,
        travels=row.travels,
        legal_name=row.legal_name.unseal(),
        surname=row.surname.unseal(),
        given_names=row.given_names.unseal(),
        local_name=row.local_name.unseal(),
        birth_date=row.birth_date.unseal(),
        gender=row.gender.unseal(),
        nationality=row.nationality.unseal(),
        email=row.email.unseal(),
        phone=row.phone.unseal(),
        diet=row.diet.unseal(),
        allergies=secrets.allergies.unseal() if secrets else "",
        medication=secrets.medication.unseal() if secrets else "",
        emergency_name=row.emergency_name.unseal(),
        emergency_relation=row.emergency_relation.unseal(),
        emergency_phone=row.emergency_phone.unseal(),
        guardians=row.guardians.unseal(),
        groups=row.groups,
        skills=row.skills,
        drives=row.drives.unseal(),
        joins=row.joins.unseal(),
        leaves=row.leaves.unseal(),
    )


def _place(site: plans.SiteFacts) -> facts.Place:
    return facts.Place(
        key=site.key,
        alias=site.alias,
        kind=site.kind,
        country=site.country or country_of(site.zone),
        zone=site.zone,
        latitude=site.latitude.unseal(),
        longitude=site.longitude.unseal(),
        visitors=site.visitors.unseal() or "all",
        opens=site.opens,
        closes=site.closes,
        partner=site.partner,
        carry=site.carry.unseal(),
    )


def _driver(plan: Plan, text: str) -> str:
    """Return the key of the member whom a driver's cell names, "" for nobody of the roster."""
    folded = text.strip().casefold()
    if not folded:
        return ""
    named = [row.key for row in plan.members if row.name.casefold() == folded]
    by_key = [row.key for row in plan.members if row.key.casefold() == folded]
    return (by_key or (named if len(named) == 1 else [""]))[0]


def _end(end: plans.End) -> facts.End:
    return facts.End(end.text, end.country, end.code, end.site)


def _leg(row: plans.SegmentFacts, plan: Plan, keys: dict[str, str]) -> facts.Leg:
    return facts.Leg(
        key=row.key,
        mode=row.mode,
        origin=_end(row.origin),
        destination=_end(row.destination),
        departs=row.departs,
        departs_zone=row.departs_zone,
        departs_utc=row.departs_utc,
        arrives=row.arrives,
        arrives_zone=row.arrives_zone,
        arrives_utc=row.arrives_utc,
        people=tuple(keys[one] for one in row.people),
        carrier=row.carrier,
        number=row.number,
        locator=row.locator.unseal(),
        ticketed_as={keys[one]: name for one, name in row.ticketed_as.unseal().items()},
        seats=row.seats,
        vehicle=row.vehicle,
        driver=_driver(plan, row.driver),
        driver_text=row.driver,
        met_by=row.met_by,
        note=row.note.unseal(),
    )


def _stay(row: plans.StayFacts, keys: dict[str, str]) -> facts.Stay:
    return facts.Stay(
        key=row.key,
        site=row.site,
        check_in=row.check_in,
        check_out=row.check_out,
        rooms=tuple(
            facts.Bedroom(
                room=room.room,
                people=tuple(keys[one] for one in room.people),
                floor=room.floor,
                capacity=room.capacity.unseal(),
            )
            for room in row.rooms
        ),
        people=tuple(keys[one] for one in row.people),
    )


def _item(row: plans.ActivityFacts, keys: dict[str, str]) -> facts.Item:
    return facts.Item(
        key=row.key,
        day=row.day,
        zone=row.zone,
        title=row.title or row.plain_title or row.kind.capitalize(),
        people=tuple(keys[one] for one in row.people),
        starts=row.starts,
        starts_utc=row.starts_utc,
        ends=row.ends,
        ends_utc=row.ends_utc,
        site=row.site,
        kind=row.kind,
        lead=tuple(keys[one] for one in row.lead),
        partner=row.partner,
        with_children=row.with_children.unseal(),
        status=row.status,
        vehicle=row.vehicle,
        backup=row.backup.unseal(),
        bring=row.bring,
        note=row.note.unseal(),
    )


def _lesson(row: plans.TrainingFacts, keys: dict[str, str]) -> facts.Lesson:
    attendance = [one for one in row.attendance.unseal() if one.person in keys]
    return facts.Lesson(
        key=row.key,
        title=row.title or "Training",
        zone=row.zone,
        starts=row.starts,
        ends=row.ends,
        people=tuple(keys[one] for one in row.people),
        required=row.required.unseal(),
        topic=row.topic,
        states={keys[one.person]: one.state for one in attendance},
        made_up={
            keys[one.person]: one.date
            for one in attendance
            if one.state == "made up" and one.date is not None
        },
    )


def _papers(
    plan: Plan,
    keys: dict[str, str],
    secrets: Mapping[str, plans.PersonSecrets | None],
    zones: Mapping[str, Zone],
) -> dict[str, tuple[facts.Paper, ...]]:
    found: dict[str, list[facts.Paper]] = {}
    for row in plan.documents:
        if row.person not in keys:
            continue
        person = secrets.get(row.person)
        opened = person.documents.unseal().get(row.id) if person else None
        paper = _paper(row, opened or plans.DocumentSecrets(), zones.get(row.id))
        found.setdefault(keys[row.person], []).append(paper)
    return {key: tuple(papers) for key, papers in found.items()}


def _paper(
    row: plans.DocumentFacts, secret: plans.DocumentSecrets, zone: Zone | None
) -> facts.Paper:
    return facts.Paper(
        key=row.key,
        kind=row.kind.unseal(),
        state=row.state.unseal() or "held",
        number=secret.number,
        country=secret.country,
        name=secret.name_on_document,
        issued=secret.issued,
        valid_from=row.valid_from.unseal(),
        expires=row.expires.unseal(),
        entries=secret.entries,
        blank_pages=secret.blank_pages,
        by=secret.by,
        note=secret.note,
        birth_date=zone.birth_date if zone else None,
        sex=zone.sex if zone else "",
        nationality=zone.nationality if zone else "",
        chosen=row.chosen,
        tied_to=row.tied_to,
        replaced_by=row.replaced_by,
    )
