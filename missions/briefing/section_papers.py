"""Papers on file and what is owed."""

from __future__ import annotations

from missions.briefing.document import Contact, Owed, Paper
from missions.briefing.dossier import DocumentFacts, Member
from missions.briefing.reader import Reader
from missions.briefing.section_people import contact
from missions.readiness import owed as rules
from missions.reference.countries import country_name
from missions.zones import zone as zone_of

AT_THE_DESK = frozenset({"insurance", "visa", "entry_permit", "guardian_consent"})


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
        carried = row.kind.unseal() in AT_THE_DESK and row.state.unseal() in rules.DONE
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
        valid_from=row.valid_from.unseal() or secret.issued,
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
        country=country_name(secret.country) if permit and secret.country else "",
        issued=secret.issued if consent else None,
        valid_from=row.valid_from.unseal() or secret.issued,
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
    on = reader.desk.published_at.astimezone(zone_of(trip.home_zone)).date()
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
