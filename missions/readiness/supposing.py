"""What a trip would be if: somebody is missing, a leg is cancelled, a passport is renewed. Pure.

Moving the whole trip is in `moving`. What must be done by hand then is told in notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from missions.readiness.assess import facts_of
from missions.readiness.dropping_out import NAMED, without
from missions.readiness.due import due_date
from missions.readiness.facts import Leg, Lesson, Member, Paper, Party
from missions.readiness.indexed import indexed
from missions.readiness.moving import HolidaysOf, moved
from missions.readiness.requirements.papers import legal_name, used_passport
from missions.readiness.verdict import Requirement
from missions.readiness.words import listed
from missions.trips.rules import OnRoster, Roster, is_minor

FURTHEST = 366
"""So many days a trip may be moved at most, either way."""
NEW_PAGES = 16
"""Blank pages that a new passport is judged with: the thinnest booklets have more for visas."""


class CannotSuppose(ValueError):
    """What is supposed makes no sense for this trip; the message says why."""


@dataclass(frozen=True, slots=True)
class Without:
    """A traveller drops out; `person` is the key."""

    person: str


@dataclass(frozen=True, slots=True)
class Move:
    """The whole trip is so many days later, or earlier below zero."""

    days: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """A leg of travel is cancelled; `leg` is the key."""

    leg: str


@dataclass(frozen=True, slots=True)
class Renew:
    """A traveller's passport is replaced by a new one with these dates."""

    person: str
    expires: date
    issued: date | None = None


Supposition = Without | Move | Cancel | Renew
Asked = tuple[tuple[Requirement, tuple[str, ...]], ...]
"""Requirements, each with the keys of those whom it applies to."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What the plan says before it is resolved, since a change of dates resolves it differently.

    Attributes:
        requirements: of each requirement in order: when it is due, and to whom it applies.
        lessons: key of a training → to whom it applies.
    """

    requirements: Sequence[tuple[str, str]] = ()
    lessons: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Supposed:
    """A party under suppositions.

    Attributes:
        gone: keys of those who dropped out.
        stranded: keys of those who have no other way between two countries, or two places.
        notes: what the plan cannot do by itself, in sentences.
    """

    party: Party
    asked: Asked
    gone: tuple[str, ...] = ()
    stranded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def suppose(
    party: Party,
    asked: Asked,
    texts: Texts,
    suppositions: Iterable[Supposition],
    holidays: HolidaysOf,
) -> Supposed:
    """Return the party as it would be, suppositions taken in the given order.

    Args:
        party: the trip as it is.
        asked: what is asked of whom as it is, in the order of `texts.requirements`.
        holidays: tells a country's public holidays of the new days, where the trip moves.

    Raises:
        CannotSuppose: nobody has the key, no leg has it, or the dates make no sense.
    """
    state = Supposed(party, asked)
    for one in suppositions:
        state = _step(state, one, holidays)
    lessons = _lessons(state, texts.lessons or {})
    whole = replace(state.party, lessons=lessons)
    notes = tuple(dict.fromkeys(state.notes))
    resolved = _asked(replace(state, party=whole), texts)
    return replace(state, party=whole, asked=resolved, notes=notes)


def _step(state: Supposed, one: Supposition, holidays: HolidaysOf) -> Supposed:
    if isinstance(one, Without):
        return _without(state, one.person)
    if isinstance(one, Cancel):
        return _cancelled(state, one.leg)
    if isinstance(one, Renew):
        return _renewed(state, one)
    if not -FURTHEST <= one.days <= FURTHEST:
        raise CannotSuppose(f"A trip is moved by at most {FURTHEST} days, not by {one.days}.")
    try:
        party, notes = moved(state.party, one.days, holidays)
    except OverflowError:
        raise CannotSuppose("The calendar ends before that. Move by fewer days.") from None
    return replace(state, party=party, notes=(*state.notes, *notes))


def _traveller(party: Party, key: str) -> Member:
    found = next((m for m in party.members if m.key == key and m.travels), None)
    if found is None:
        raise CannotSuppose(f"“{key}” is nobody who travels on this trip. Give a person's key.")
    return found


def _without(state: Supposed, key: str) -> Supposed:
    person = _traveller(state.party, key)
    party, notes = without(state.party, person)
    return replace(
        state,
        party=party,
        gone=(*state.gone, key),
        stranded=tuple(one for one in state.stranded if one != key),
        notes=(*state.notes, *notes),
    )


def _cancelled(state: Supposed, key: str) -> Supposed:
    party = state.party
    leg = next((one for one in party.legs if one.key == key), None)
    if leg is None:
        raise CannotSuppose(f"No leg of this trip has the key “{key}”. Give one of travel's keys.")
    legs = tuple(one for one in party.legs if one.key != key)
    left = [one for one in leg.people if not any(_same_way(leg, other, one) for other in legs)]
    names = {member.key: member.name for member in party.members}
    notes = list(state.notes)
    if left:
        whom = listed([names.get(one, one) for one in left], "others", NAMED)
        verb = "has" if len(left) == 1 else "have"
        ends = f"{leg.origin.text} to {leg.destination.text}"
        notes.append(f"{whom} {verb} no other way from {ends} without {leg.called}.")
    stranded = tuple(dict.fromkeys((*state.stranded, *left)))
    return replace(state, party=replace(party, legs=legs), stranded=stranded, notes=tuple(notes))


def _same_way(leg: Leg, other: Leg, person: str) -> bool:
    """Whether another leg takes a person from the same country to the same, or place to place."""
    if person not in other.people:
        return False
    countries = (leg.origin.country, leg.destination.country)
    if countries[0] != countries[1] and all(countries):
        return countries == (other.origin.country, other.destination.country)
    return _places(leg) == _places(other)


def _places(leg: Leg) -> tuple[str, str]:
    start, end = (one.code or one.site or one.text for one in (leg.origin, leg.destination))
    return start, end


def _renewed(state: Supposed, one: Renew) -> Supposed:
    party = state.party
    person = _traveller(party, one.person)
    if one.issued is not None and one.issued >= one.expires:
        raise CannotSuppose("The new passport would expire before it is issued. Give other dates.")
    known = indexed(party)
    old = used_passport(facts_of(known, one.person))
    papers = party.papers.get(one.person, ())
    new = _new_passport(person, old, one, {paper.key for paper in papers})
    kept = tuple(
        replace(paper, replaced_by=new.key, chosen=False) if paper is old else paper
        for paper in papers
    )
    changed = replace(party, papers={**party.papers, one.person: (*kept, new)})
    return replace(state, party=changed)


def _new_passport(person: Member, old: Paper | None, one: Renew, taken: set[str]) -> Paper:
    """Return the new passport: the old one's holder, a number nobody knows yet."""
    base = f"{old.key if old else person.key + '-passport'}-new"
    key = next(name for n in range(len(taken) + 1) if (name := base + "+" * n) not in taken)
    return Paper(
        key=key,
        kind="passport",
        country=old.country if old else person.nationality,
        name=old.name if old else legal_name(person),
        issued=one.issued,
        expires=one.expires,
        blank_pages=NEW_PAGES,
        birth_date=old.birth_date if old else person.birth_date,
        sex=old.sex if old else person.gender,
        nationality=old.nationality if old else person.nationality,
        chosen=bool(old and old.chosen),
    )


def _roster(party: Party) -> Roster:
    starts = party.trip.starts
    return Roster(
        OnRoster(
            id=member.key,
            key=member.key,
            name=member.name,
            role=member.role,
            groups=member.groups,
            joins=member.joins,
            leaves=member.leaves,
            minor=is_minor(member.birth_date, starts),
        )
        for member in party.members
    )


def _choose(state: Supposed) -> Callable[[str], tuple[str, ...]]:
    """Return what resolves a text, each once; who is gone is not chosen, though still at home."""
    roster, gone, known = _roster(state.party), frozenset(state.gone), {}

    def choose(text: str) -> tuple[str, ...]:
        if text not in known:
            known[text] = tuple(key for key in roster.applies(text) if key not in gone)
        return known[text]

    return choose


def _lessons(state: Supposed, applies: Mapping[str, str]) -> tuple[Lesson, ...]:
    choose = _choose(state)
    return tuple(
        replace(one, people=choose(applies[one.key])) if one.key in applies else one
        for one in state.party.lessons
    )


def _asked(state: Supposed, texts: Texts) -> Asked:
    choose, starts = _choose(state), state.party.trip.starts
    return tuple(
        (replace(requirement, due=due_date(due, starts)), choose(applies or "all"))
        for (requirement, _people), (due, applies) in zip(
            state.asked, texts.requirements, strict=True
        )
    )
