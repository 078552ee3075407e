"""A published edition without the facts of members who were erased.

Only what is about the member themselves is blanked: their row of the roster, their papers, their
attendance, their ticketed name, what was waived and let be for them, their sealed frame. Who was
where with whom stays, of "someone".
Nothing else is worked out anew; the edition's digest stays that of what was published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from missions.briefing.codec import pack_body, unpack_body
from missions.briefing.desk import split_frames
from missions.briefing.dossier import (
    EditionBody,
    Member,
    Plan,
    SegmentFacts,
    Tombstone,
    TrainingFacts,
)
from missions.briefing.model import Edition
from missions.privacy import for_leaders

SOMEONE = "someone"
"""What everybody is called whose name is forgotten."""

Keys = Mapping[str, str]
"""The forgotten members by id (or by a handle), with the keys that stand for them now."""


def forget_members(edition: Edition, forgotten: Keys) -> None:
    """Blank the facts of these members in an edition's row."""
    edition.open_part = pack_body(_body(unpack_body(edition.open_part), forgotten))
    if edition.sealed_part is not None:
        edition.sealed_part = b"".join(
            f"{name}\0{len(sealed)}\0".encode() + sealed
            for name, sealed in split_frames(edition.sealed_part)
            if name not in forgotten
        )


def _body(body: EditionBody, forgotten: Keys) -> EditionBody:
    handles = _handles(body.plan.members, forgotten)
    stones = tuple(_stone(stone, forgotten, handles) for stone in body.tombstones)
    return replace(body, plan=_plan(body.plan, forgotten, handles), tombstones=stones)


def _plan(plan: Plan, forgotten: Keys, handles: Keys) -> Plan:
    return replace(
        plan,
        members=tuple(
            _blank(member, forgotten[member.id])
            if member.id in forgotten
            else _guarded(member, handles)
            for member in plan.members
        ),
        segments=tuple(_segment(leg, forgotten, handles) for leg in plan.segments),
        trainings=tuple(_training(row, forgotten) for row in plan.trainings),
        documents=tuple(row for row in plan.documents if row.person not in forgotten),
        exemptions=tuple(row for row in plan.exemptions if row.person not in forgotten),
        overrides=tuple(row for row in plan.overrides if not forgotten.keys() & set(row.people)),
    )


def _handles(members: tuple[Member, ...], forgotten: Keys) -> dict[str, str]:
    """Return by which handles the forgotten were named, and what stands for them now."""
    names = [member.name.casefold() for member in members]
    found = {}
    for member in members:
        if member.id in forgotten:
            if names.count(member.name.casefold()) == 1:
                found[member.name.casefold()] = forgotten[member.id]
            found[member.key.casefold()] = forgotten[member.id]
    return found


def _guarded(member: Member, handles: Keys) -> Member:
    """Return a member whose forgotten guardians are no longer named."""
    named = member.guardians.unseal()
    now = tuple(handles.get(handle.casefold(), handle) for handle in named)
    return member if now == named else replace(member, guardians=for_leaders(now))


def _blank(member: Member, key: str) -> Member:
    """Return the member as somebody of whom only the part in the trip is known."""
    blank = for_leaders("")
    return replace(
        member,
        key=key,
        name=SOMEONE,
        groups=(),
        skills=(),
        languages=(),
        minor=for_leaders(False),
        birth_date=for_leaders(None),
        guardians=for_leaders(()),
        drives=for_leaders(False),
        joins=for_leaders(None),
        leaves=for_leaders(None),
        legal_name=blank,
        surname=blank,
        given_names=blank,
        local_name=blank,
        gender=blank,
        nationality=blank,
        email=blank,
        phone=blank,
        diet=blank,
        emergency_name=blank,
        emergency_relation=blank,
        emergency_phone=blank,
    )


def _segment(leg: SegmentFacts, forgotten: Keys, handles: Keys) -> SegmentFacts:
    kept = {who: name for who, name in leg.ticketed_as.unseal().items() if who not in forgotten}
    return replace(
        leg,
        ticketed_as=for_leaders(kept),
        driver=handles.get(leg.driver.casefold(), leg.driver),
        met_by=handles.get(leg.met_by.casefold(), leg.met_by),
    )


def _training(row: TrainingFacts, forgotten: Keys) -> TrainingFacts:
    kept = tuple(one for one in row.attendance.unseal() if one.person not in forgotten)
    return replace(row, attendance=for_leaders(kept))


def _stone(stone: Tombstone, forgotten: Keys, handles: Keys) -> Tombstone:
    if stone.segment is not None:
        return replace(stone, segment=_segment(stone.segment, forgotten, handles))
    if stone.training is not None:
        return replace(stone, training=_training(stone.training, forgotten))
    return stone
