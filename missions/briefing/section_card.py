"""The wallet card."""

from __future__ import annotations

from missions.briefing.document import Card, CardLodging, Emergency
from missions.briefing.dossier import Member
from missions.briefing.reader import Reader
from missions.briefing.section_people import contact, countries, numbers
from missions.readiness.facts import GOOD
from missions.reference.phrases import take_me_here


def card(reader: Reader, member: Member) -> Card:
    """Return a member's wallet card: own facts in every posture."""
    secrets = reader.secrets_of(member.id)
    documents = secrets.documents.unseal()
    policies = [
        documents[row.id].number
        for row in reader.plan.documents
        if row.person == member.id
        and row.kind.unseal() == "insurance"
        and row.state.unseal() in GOOD
    ]
    calls = [contact(row) for row in reader.plan.contacts if row.sensitivity != "leader"]
    mine = member.nationality.unseal()
    emergency = None
    if member.emergency_name or member.emergency_phone:
        emergency = Emergency(
            member.emergency_name.unseal(),
            member.emergency_relation.unseal(),
            member.emergency_phone.unseal(),
        )
    return Card(
        owner=member.legal_name.unseal() or member.name,
        blood_type=secrets.blood_type.unseal(),
        allergies=secrets.allergies.unseal(),
        medication=secrets.medication.unseal(),
        diet=member.diet.unseal(),
        emergency=emergency,
        insurer=next((row for row in calls if row.role.casefold() == "insurer"), None),
        policy=next((number for number in policies if number), ""),
        embassies=tuple(
            row for row in calls if row.role.casefold() == "embassy" and row.nationality == mine
        ),
        numbers=numbers(reader, _visited(reader)),
        lodgings=_lodgings(reader, member),
    )


def _visited(reader: Reader) -> list[str]:
    """Return the countries away from home; only home where there is nowhere else."""
    found = countries(reader)
    away = [site.country for site in reader.plan.sites if site.zone != reader.plan.trip.home_zone]
    return [country for country in found if country in away] or found


def _lodgings(reader: Reader, member: Member) -> tuple[CardLodging, ...]:
    found: list[CardLodging] = []
    names = reader.desk.real_names.site_names.unseal()
    for row in reader.plan.stays:
        site = reader.sites.get(row.site)
        if site is None or member.id not in row.people or not site.carry.unseal():
            continue
        found.append(
            CardLodging(
                phrase=take_me_here(site.country),
                check_in=row.check_in,
                check_out=row.check_out,
                local_address=site.local_address.unseal(),
                name=names.get(site.key, ""),
                address=site.address.unseal(),
                phone=site.phone.unseal(),
            )
        )
    return tuple(found)
