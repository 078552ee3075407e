"""Papers on file and what is owed."""

from __future__ import annotations

from datetime import date

from missions.briefing.document import Contact, Owed, Paper
from missions.briefing.dossier import DocumentFacts, Member
from missions.briefing.party import asked_of, party_of
from missions.briefing.reader import Reader
from missions.briefing.section_people import contact
from missions.readiness.assess import assess, facts_of
from missions.readiness.facts import GOOD
from missions.readiness.reminding import FOR_LEADERS
from missions.readiness.titles import title_of
from missions.readiness.verdict import WORST_FIRST, State
from missions.reference.countries import country_name
from missions.zones import zone as zone_of

DEBTS = frozenset({State.INVALID, State.MISSING, State.DUE})
ASK_A_LEADER = "Ask your leader to look at it."
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
        carried = row.kind.unseal() in AT_THE_DESK and row.state.unseal() in GOOD
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
        title=title_of(row.kind.unseal()),
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
        title=title_of(kind),
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
    """Return what a traveller still owes on the day the edition was published, and of how much.

    What is only at risk is for leaders to watch; it is not owed.
    """
    plan, desk = reader.plan, reader.desk
    own = desk.opened_secrets_of(member.id)
    party = party_of(plan, desk.rules, lambda one: own if one == member.id else None)
    mine = facts_of(party, member.key)
    on = desk.published_at.astimezone(zone_of(plan.trip.home_zone)).date()
    judged = [
        (requirement, assess(mine, requirement, on))
        for requirement, people in asked_of(plan)
        if member.key in people
    ]
    debts = [one for one in judged if one[1].state in DEBTS]
    debts.sort(key=lambda one: (WORST_FIRST.index(one[1].state), one[1].due or date.max))
    rows = tuple(
        Owed(
            title_of(asked.kind, asked.title),
            verdict.state.value,
            verdict.reason,
            verdict.due,
            ASK_A_LEADER if verdict.next_step in FOR_LEADERS else verdict.next_step,
        )
        for asked, verdict in debts
    )
    return rows, len(judged)
