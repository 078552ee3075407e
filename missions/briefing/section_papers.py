"""Papers on file, what is owed, wallet cards, manifest rows, life-safety counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from missions.briefing.document import (
    Card,
    CardLodging,
    Contact,
    Count,
    Emergency,
    ManifestRow,
    Owed,
    Paper,
)
from missions.briefing.dossier import DocumentFacts, Member
from missions.briefing.reader import Reader
from missions.briefing.section_people import contact, countries, numbers
from missions.briefing.section_travel import leg, next_leg
from missions.readiness import owed as rules
from missions.reference.phrases import take_me_here

AT_THE_DESK = frozenset({"insurance", "visa", "entry_permit", "guardian_consent"})
_GOOD = rules.DONE


def papers(reader: Reader) -> tuple[Paper, ...]:
    """Return the papers that the reader may see: all, one's own, or those for a desk."""
    found = []
    for row in reader.plan.documents:
        member = reader.people.get(row.person)
        if member is None or not _visible(reader, member, row):
            continue
        if reader.view.desk:
            found.append(_for_the_desk(reader, member, row))
        else:
            found.append(_paper(reader, member, row))
    return tuple(found)


def _visible(reader: Reader, member: Member, row: DocumentFacts) -> bool:
    mine = reader.member is not None and reader.member.id == member.id
    if reader.view.desk:
        carried = row.kind.unseal() in AT_THE_DESK and row.state.unseal() in _GOOD
        consent = row.kind.unseal() != "guardian_consent" or member.minor.unseal()
        return mine and carried and consent
    if reader.leads:
        return reader.member is None or mine
    return mine and reader.view.own


def _paper(reader: Reader, member: Member, row: DocumentFacts) -> Paper:
    secret = reader.secrets_of(member.id).documents.unseal()[row.id]
    return Paper(
        person=member.name,
        kind=row.kind.unseal(),
        title=rules.PAPERS.get(row.kind.unseal(), row.kind.unseal()),
        state=row.state.unseal(),
        number=secret.number,
        country=secret.country,
        name_on_document=secret.name_on_document,
        issued=secret.issued,
        valid_from=row.valid_from.unseal(),
        expires=row.expires.unseal(),
        entries=secret.entries,
        blank_pages=secret.blank_pages,
        by=reader.called(secret.by),
        note=secret.note if reader.leads else "",
    )


def _for_the_desk(reader: Reader, member: Member, row: DocumentFacts) -> Paper:
    secret = reader.secrets_of(member.id).documents.unseal()[row.id]
    kind = row.kind.unseal()
    consent, permit = kind == "guardian_consent", kind in {"visa", "entry_permit"}
    return Paper(
        person="",
        kind=kind,
        title=rules.PAPERS[kind],
        number=secret.number,
        country=secret.country if permit else "",
        issued=secret.issued if consent else None,
        valid_from=row.valid_from.unseal(),
        expires=row.expires.unseal(),
        entries=secret.entries if permit else "",
        by=_guardian(reader, secret.by) if consent else "",
    )


def _guardian(reader: Reader, handle: str) -> str:
    folded = handle.strip().casefold()
    for member in reader.plan.members:
        if folded in (member.key.casefold(), member.name.casefold()):
            return member.legal_name.unseal()
    return handle


def insurer(reader: Reader) -> tuple[Contact, ...]:
    """Return the insurer, as the holder of a policy may name it at a desk."""
    rows = [contact(row) for row in reader.plan.contacts]
    found = [row for row in rows if row.role.casefold() == "insurer"]
    return tuple(Contact(row.role, row.name, row.phone) for row in found[:1])


def owed(reader: Reader, member: Member) -> tuple[tuple[Owed, ...], int]:
    """Return what a traveller still owes on the day the edition was published, and of how much."""
    trip = reader.plan.trip
    on = reader.desk.published_at.astimezone(ZoneInfo(trip.home_zone)).date()
    situation = rules.Situation(
        starts=trip.starts,
        ends=trip.ends,
        on=on,
        asked=[
            rules.Asked(row.kind, row.title, row.due, row.settings)
            for row in reader.plan.requirements.unseal()
            if member.id in row.people
        ],
        papers=[
            rules.OnFile(row.kind.unseal(), row.state.unseal(), row.expires.unseal())
            for row in reader.plan.documents
            if row.person == member.id
        ],
        sessions=[
            rules.Session(
                title=row.title or "Training",
                day=row.starts.date(),
                required=row.required.unseal(),
                state={a.person: a.state for a in row.attendance.unseal()}.get(member.id, ""),
            )
            for row in reader.plan.trainings
            if member.id in row.people
        ],
        has_emergency_contact=bool(member.emergency_name and member.emergency_phone),
    )
    debts, asked = rules.owed(situation)
    rows = [Owed(d.title, d.state, d.reason, d.due, d.next_step) for d in debts]
    return tuple(rows), asked


def card(reader: Reader, member: Member) -> Card:
    """Return a member's wallet card: own facts in every posture."""
    secrets = reader.secrets_of(member.id)
    documents = secrets.documents.unseal()
    policies = [
        documents[row.id].number
        for row in reader.plan.documents
        if row.person == member.id
        and row.kind.unseal() == "insurance"
        and row.state.unseal() in _GOOD
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
    found = []
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


def manifest(reader: Reader) -> tuple[ManifestRow, ...]:
    """Return a row per traveller and segment, with minutes to the traveller's next one."""
    segments = list(reader.plan.segments)
    made = {row.id: leg(reader, row, "", segments) for row in segments}
    rows = []
    for member in reader.plan.members:
        for row in segments:
            if member.id in row.people:
                after = next_leg(member.id, row, segments)
                gap = after.departs_utc - row.arrives_utc if after else None
                rows.append(
                    ManifestRow(
                        person=member.name,
                        leg=made[row.id],
                        connection=round(gap.total_seconds() / 60) if gap is not None else None,
                        legal_name=reader.leader(member.legal_name, ""),
                        birth_date=reader.leader(member.birth_date, None),
                        document_number=_passport(reader, member),
                        locator=reader.leader(row.locator, ""),
                        ticketed_as=_ticketed(reader, row.ticketed_as.unseal(), member),
                    )
                )
    return tuple(rows)


def _ticketed(reader: Reader, names: dict[str, str], member: Member) -> str:
    return names.get(member.id, "") if reader.leads else ""


def _passport(reader: Reader, member: Member) -> str:
    if not reader.leads:
        return ""
    documents = reader.secrets_of(member.id).documents.unseal()
    numbers_ = [
        documents[row.id].number
        for row in reader.plan.documents
        if row.person == member.id
        and row.kind.unseal() == "passport"
        and row.state.unseal() in _GOOD
    ]
    return next((number for number in numbers_ if number), "")


def counts(reader: Reader, people: Iterable[str]) -> tuple[Count, ...]:
    """Return diets and allergies as numbers of people, the most frequent first."""
    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for member_id in people:
        member = reader.people[member_id]
        texts = {member.diet.unseal(), reader.secrets_of(member_id).allergies.unseal()}
        for text in texts:
            plain = " ".join(text.split())
            if plain:
                shown.setdefault(plain.casefold(), plain)
                found[plain.casefold()] += 1
    ordered = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return tuple(Count(number, shown[text]) for text, number in ordered)
