"""What differs between two plans: by item, and for one person. Pure.

Wall times and aliases only, so a difference may be shown to the team; what concerns rows that
only leaders see says so in `sensitivity`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from missions.briefing.diff_lists import list_differences
from missions.briefing.difference import Difference, DiffKind
from missions.briefing.dossier import ActivityFacts, Happening, Plan, SegmentFacts
from missions.schedule.rules import neutral_label

__all__ = ["DiffKind", "Difference", "differences", "happenings"]


class Names:
    """How a plan calls its sites, partners and people."""

    def __init__(self, plan: Plan) -> None:
        self.site = {site.key: site.alias for site in plan.sites}
        self.partner = {partner.key: partner.alias for partner in plan.partners}
        self.person = {member.id: member.name for member in plan.members}
        self.key = {member.id: member.key for member in plan.members}
        self._by_handle = {row.key.casefold(): row.alias for row in plan.partners}
        self._by_handle |= {row.key.casefold(): row.name for row in plan.members}

    def called(self, text: str) -> str:
        """Return free text that may be a person's or a partner's key as a name to read."""
        return self._by_handle.get(text.strip().casefold(), text)


def happenings(plan: Plan) -> Iterator[Happening]:
    """Yield everything that stands in calendars."""
    yield from plan.segments
    yield from plan.activities
    yield from plan.trainings


def title_of(thing: Happening) -> str:
    """Return what the team calls a happening."""
    if isinstance(thing, SegmentFacts):
        ends = f"{thing.origin.code or thing.origin.text} to "
        ends += thing.destination.code or thing.destination.text
        return f"{thing.number or thing.carrier or thing.mode.capitalize()}, {ends}"
    if isinstance(thing, ActivityFacts):
        return thing.title or neutral_label(thing.kind, thing.plain_title, "")
    return thing.title or "Training"


def start_of(thing: Happening) -> tuple[date, datetime | None, datetime | None]:
    """Return a happening's day, start and end in wall time."""
    if isinstance(thing, SegmentFacts):
        return thing.departs.date(), thing.departs, thing.arrives
    if isinstance(thing, ActivityFacts):
        return thing.day, thing.starts, thing.ends
    return thing.starts.date(), thing.starts, thing.ends


def place_of(thing: Happening, names: Names) -> str:
    """Return where a happening is, by alias."""
    if isinstance(thing, SegmentFacts):
        return f"{thing.origin.text} to {thing.destination.text}"
    if isinstance(thing, ActivityFacts):
        return names.site.get(thing.site, "")
    return thing.place


def times(thing: Happening) -> str:
    """Return a happening's times as text, "" for the whole day."""
    _day, start, end = start_of(thing)
    if start is None:
        return ""
    return f"{start:%H:%M}" + (f"–{end:%H:%M}" if end else "")


@dataclass(frozen=True, slots=True)
class _Detail:
    """A further fact of a happening: what it is called and how to read it."""

    name: str
    read: Callable[[Happening, Names], str]


def _people(ids: Iterable[str], names: Names) -> str:
    return ", ".join(names.person.get(person, "") for person in ids)


def _of(attribute: str) -> Callable[[Happening, Names], str]:
    return lambda thing, _names: str(getattr(thing, attribute, "") or "")


_DETAILS = (
    _Detail("title", lambda thing, _names: title_of(thing)),
    _Detail("lead", lambda thing, names: _people(getattr(thing, "lead", ()), names)),
    _Detail("host", lambda thing, names: names.partner.get(getattr(thing, "partner", ""), "")),
    _Detail("status", _of("status")),
    _Detail("meet at", _of("meet_at")),
    _Detail("meet", lambda thing, _names: _clock(getattr(thing, "meet_time", None))),
    _Detail("vehicle", _of("vehicle")),
    _Detail("driver", lambda thing, names: names.called(getattr(thing, "driver", ""))),
    _Detail("met by", lambda thing, names: names.called(getattr(thing, "met_by", ""))),
    _Detail("baggage", _of("baggage")),
    _Detail("seats", _of("seats")),
    _Detail("topic", _of("topic")),
    _Detail("bring", lambda thing, _names: ", ".join(getattr(thing, "bring", ()))),
)


def _clock(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Happening
    new: Happening
    before: Names
    after: Names

    def kinds(self) -> tuple[DiffKind, ...]:
        found = []
        old_day, *old_times = start_of(self.old)
        new_day, *new_times = start_of(self.new)
        if old_day != new_day:
            found.append(DiffKind.MOVED)
        elif old_times != new_times or _zones(self.old) != _zones(self.new):
            found.append(DiffKind.RETIMED)
        if self._where(self.old, self.before) != self._where(self.new, self.after):
            found.append(DiffKind.REPLACED)
        if not found and (self.details() or self.people()):
            found.append(DiffKind.CHANGED)
        return tuple(found)

    @staticmethod
    def _where(thing: Happening, names: Names) -> tuple[str, str]:
        return getattr(thing, "site", ""), place_of(thing, names)

    def details(self) -> list[tuple[str, str, str]]:
        """Return (name, was, now) of each further fact that differs."""
        return [
            (detail.name, was, now)
            for detail in _DETAILS
            if (was := detail.read(self.old, self.before))
            != (now := detail.read(self.new, self.after))
        ]

    def people(self) -> bool:
        return set(self.old.people) != set(self.new.people)

    def now(self) -> str:
        parts = [title_of(self.new), times(self.new)]
        kinds = self.kinds()
        if DiffKind.REPLACED in kinds:
            parts.append(place_of(self.new, self.after))
        parts += [f"{name}: {now or 'none'}" for name, _, now in self.details() if name != "title"]
        if self.people():
            parts.append(_joined(self.old, self.new, self.after, self.before))
        return ", ".join(part for part in parts if part)

    def was(self) -> str:
        kinds, parts = self.kinds(), []
        if DiffKind.MOVED in kinds:
            parts.append(f"{start_of(self.old)[0]:%a} {start_of(self.old)[0].day}")
        if DiffKind.MOVED in kinds or DiffKind.RETIMED in kinds:
            parts.append(times(self.old))
        if DiffKind.REPLACED in kinds:
            parts.append(place_of(self.old, self.before))
        parts += [was for _, was, _ in self.details() if was]
        return ", ".join(part for part in parts if part)


def _zones(thing: Happening) -> tuple[str, ...]:
    if isinstance(thing, SegmentFacts):
        return thing.departs_zone, thing.arrives_zone
    return (thing.zone,)


def _joined(old: Happening, new: Happening, after: Names, before: Names) -> str:
    added = [after.person.get(p, "") for p in new.people if p not in old.people]
    gone = [before.person.get(p, "") for p in old.people if p not in new.people]
    parts = [f"with {', '.join(added)}"] if added else []
    parts += [f"without {', '.join(gone)}"] if gone else []
    return "; ".join(parts)


def _concerns(thing: Happening | None, member: str | None) -> Happening | None:
    if thing is None or member is None or member in thing.people:
        return thing
    return None


def _one(kind: DiffKind, thing: Happening, names: Names) -> Difference:
    place = place_of(thing, names) if not isinstance(thing, SegmentFacts) else ""
    now = ", ".join(part for part in (title_of(thing), times(thing), place) if part)
    return Difference(kinds=(kind,), now=now, day=start_of(thing)[0], uid=thing.id, key=thing.key)


def differences(old: Plan, new: Plan, member: str | None = None) -> tuple[Difference, ...]:
    """Return what differs, in order of day and time; for one member: what changes for them.

    Args:
        old: the plan in the reader's hand.
        new: the plan that holds.
        member: a membership id; then only what concerns this member, before or now, and an item
            that they joined is new, one that they left is gone.
    """
    before, after = Names(old), Names(new)
    was, now = _by_id(old), _by_id(new)
    found: list[tuple[tuple[date, str], Difference]] = []
    for uid in [*now, *(uid for uid in was if uid not in now)]:
        past, present = _concerns(was.get(uid), member), _concerns(now.get(uid), member)
        difference = _compare(past, present, before, after)
        if difference is not None:
            shown = present or past
            found.append(((difference.day or date.min, times(shown) if shown else ""), difference))
    found.sort(key=lambda row: row[0])
    return (*(difference for _, difference in found), *list_differences(old, new, member))


def _cancelled(thing: Happening) -> bool:
    return isinstance(thing, ActivityFacts) and thing.status == "cancelled"


def _by_id(plan: Plan) -> dict[str, Happening]:
    return {thing.id: thing for thing in happenings(plan)}


def _compare(
    past: Happening | None, present: Happening | None, before: Names, after: Names
) -> Difference | None:
    if past is None and present is None:
        return None
    if past is None and present is not None:
        return _one(DiffKind.ADDED, present, after)
    if present is None and past is not None:
        return _one(DiffKind.REMOVED, past, before)
    assert past is not None
    assert present is not None
    if _cancelled(present) and not _cancelled(past):
        return _one(DiffKind.REMOVED, present, after)
    pair = _Pair(past, present, before, after)
    kinds = pair.kinds()
    if not kinds:
        return None
    return Difference(
        kinds=kinds,
        now=pair.now(),
        was=pair.was(),
        day=start_of(present)[0],
        uid=present.id,
        key=present.key,
    )
