"""Differences outside the calendar: people, rooms, contacts, pages, what was let be. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.difference import Difference, DiffKind
from missions.briefing.dossier import ContactFacts, Plan, StayFacts
from missions.privacy import Sensitivity
from missions.readiness.titles import title_of

CLASSES = {
    "public": Sensitivity.PUBLIC,
    "team": Sensitivity.TEAM,
    "leader": Sensitivity.LEADER,
}


def list_differences(old: Plan, new: Plan, member: str | None) -> tuple[Difference, ...]:
    """Return what differs in people, rooms, contacts, pages and what was waived or let be.

    For one member: their rooms, and nothing of others.
    """
    return (
        *(() if member else _people(old, new)),
        *_rooms(old, new, member),
        *_contacts(old, new),
        *_pages(old, new),
        *(() if member else _decisions(old, new)),
    )


def _people(old: Plan, new: Plan) -> Iterator[Difference]:
    was = {member.id: member for member in old.members}
    now = {member.id: member for member in new.members}
    for uid, member in now.items():
        past = was.get(uid)
        if past is None:
            yield Difference((DiffKind.ADDED,), f"{member.name} joins", uid=uid, key=member.key)
        elif past.name != member.name or past.role != member.role:
            yield Difference(
                (DiffKind.CHANGED,),
                f"{member.name}, {member.role}",
                f"{past.name}, {past.role}",
                uid=uid,
                key=member.key,
            )
    for uid, member in was.items():
        if uid not in now:
            yield Difference((DiffKind.REMOVED,), f"{member.name} leaves", uid=uid, key=member.key)


def _places(plan: Plan, stay: StayFacts | None) -> dict[str, str]:
    if stay is None:
        return {}
    return {
        person: f"room {room.room}" if room.room else "a room"
        for room in stay.rooms
        for person in room.people
    }


def _rooms(old: Plan, new: Plan, member: str | None) -> Iterator[Difference]:
    was = {stay.id: stay for stay in old.stays}
    now = {stay.id: stay for stay in new.stays}
    for uid in [*now, *(uid for uid in was if uid not in now)]:
        past, present = was.get(uid), now.get(uid)
        yield from _stay(old, new, past, present, member)


def _stay(
    old: Plan, new: Plan, past: StayFacts | None, present: StayFacts | None, member: str | None
) -> Iterator[Difference]:
    stay = present or past
    if stay is None or (member and member not in {*_who(past), *_who(present)}):
        return
    alias = {site.key: site.alias for site in (*old.sites, *new.sites)}.get(stay.site, "Lodging")
    span = f"{stay.check_in.day}–{stay.check_out.day} {stay.check_out:%B}"
    if past is None or present is None:
        kind = DiffKind.ADDED if past is None else DiffKind.REMOVED
        yield _lodging(kind, f"{alias}, {span}", "", stay)
        return
    if (past.check_in, past.check_out, past.site) != (stay.check_in, stay.check_out, stay.site):
        before = {site.key: site.alias for site in old.sites}.get(past.site, "")
        text = f"{before}, {past.check_in.day}–{past.check_out.day} {past.check_out:%B}"
        yield _lodging(DiffKind.MOVED, f"{alias}, {span}", text, stay)
    yield from _beds(old, new, past, present, alias, member)


def _who(stay: StayFacts | None) -> tuple[str, ...]:
    return stay.people if stay else ()


def _beds(
    old: Plan, new: Plan, past: StayFacts, present: StayFacts, alias: str, member: str | None
) -> Iterator[Difference]:
    before, after = _places(old, past), _places(new, present)
    names = {m.id: m.name for m in (*old.members, *new.members)}
    moves: dict[tuple[str, str], list[str]] = {}
    for person in (m.id for m in new.members):
        pair = (before.get(person, ""), after.get(person, ""))
        if pair[0] != pair[1] and member in (None, person):
            moves.setdefault(pair, []).append(names[person])
    for (was, now), people in moves.items():
        text = (
            f"{alias}: {', '.join(people)} in {now}"
            if now
            else f"{alias}: {', '.join(people)} without a room"
        )
        yield _lodging(DiffKind.CHANGED, text, was, present)


def _lodging(kind: DiffKind, now: str, was: str, stay: StayFacts) -> Difference:
    return Difference((kind,), now, was, stay.check_in, stay.id, stay.key)


def _contact(contact: ContactFacts) -> tuple[str, str]:
    return contact.role.unseal(), contact.name.unseal()


def _contacts(old: Plan, new: Plan) -> Iterator[Difference]:
    was = {_contact(row): row for row in old.contacts}
    now = {_contact(row): row for row in new.contacts}
    for (role, name), row in now.items():
        past = was.get((role, name))
        level = CLASSES.get(row.sensitivity, Sensitivity.LEADER)
        text = f"{role}: {name} {row.phone.unseal()}".strip()
        if past is None:
            yield Difference((DiffKind.ADDED,), text, sensitivity=level)
        elif past != row:
            level = max(level, CLASSES.get(past.sensitivity, Sensitivity.LEADER))
            before = past.phone.unseal() if past.phone != row.phone else ""
            yield Difference((DiffKind.CHANGED,), text, before, sensitivity=level)
    for (role, name), row in was.items():
        if (role, name) not in now:
            level = CLASSES.get(row.sensitivity, Sensitivity.LEADER)
            yield Difference((DiffKind.REMOVED,), f"{role}: {name}", sensitivity=level)


def _pages(old: Plan, new: Plan) -> Iterator[Difference]:
    was = {row.title.unseal(): row for row in old.pages}
    now = {row.title.unseal(): row for row in new.pages}
    for title in [*now, *(title for title in was if title not in now)]:
        past, present = was.get(title), now.get(title)
        if past == present:
            continue
        rows = [row for row in (past, present) if row is not None]
        level = max(CLASSES.get(row.sensitivity, Sensitivity.LEADER) for row in rows)
        kind = DiffKind.ADDED if past is None else DiffKind.CHANGED
        kind = DiffKind.REMOVED if present is None else kind
        yield Difference((kind,), f"Page “{title}”", sensitivity=level)


def _decisions(old: Plan, new: Plan) -> Iterator[Difference]:
    """Yield what leaders waived or let be since, or took back; for leaders alone."""
    was, now = dict(_decided(old)), dict(_decided(new))
    for what, reason in now.items():
        if what not in was:
            yield Difference((DiffKind.ADDED,), what, sensitivity=Sensitivity.LEADER)
        elif was[what] != reason:
            text = f"{what}: {reason}"
            yield Difference((DiffKind.CHANGED,), text, was[what], sensitivity=Sensitivity.LEADER)
    for what in was:
        if what not in now:
            yield Difference((DiffKind.REMOVED,), what, sensitivity=Sensitivity.LEADER)


def _decided(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what was waived and let be, with the reason."""
    names = {member.id: member.name for member in plan.members}
    for row in plan.exemptions:
        title = title_of(row.kind.unseal(), row.title.unseal())
        yield f"Waived: {title}, {names.get(row.person, '')}", row.reason.unseal()
    for clash in plan.overrides:
        about = [*clash.items.unseal(), *(names.get(one, "") for one in clash.people)]
        kind = clash.kind.unseal().replace("_", " ")
        yield f"Let be: {kind} ({', '.join(about)})", clash.reason.unseal()
