"""Manifest rows and life-safety counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from missions.briefing.document import Count, ManifestRow
from missions.briefing.dossier import Member
from missions.briefing.reader import Reader
from missions.briefing.section_travel import leg, next_leg
from missions.readiness.facts import GOOD


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
        and row.state.unseal() in GOOD
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
