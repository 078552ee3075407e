"""Letters about readiness: what somebody owes, and Mondays' letter to leaders.

What they say is looked up when they go out, from the verdicts that are kept, so that nobody is
asked for what came in the meantime. Of guarded and closed trips they say no more than that there is
something to do. They hold no sealed value: kept verdicts have none; and they leave out reasons.
"""

from __future__ import annotations

from dataclasses import dataclass

from missions import clock
from missions.board.digest import Digest, Section, Stand, digest_of
from missions.board.mondays import is_held, leaders
from missions.board.readers import Reader, Share, readers_of
from missions.board.reminding import over
from missions.briefing.borders import borders_of
from missions.letters.errand import NO_ADDRESS, Draft, Dropped, Errand, to_account
from missions.letters.notices import NOT_A_MEMBER
from missions.people.model import Person
from missions.privacy import Audience, Posture
from missions.readiness.reminding import Owed
from missions.readiness.verdict import State
from missions.renderers.wording import count_of, date_long, date_range, day_name
from missions.trips.model import Membership, Trip

NOTHING_OWED = Dropped("Nothing is owed any more.")
NEAR_BORDER = Dropped("A border is near.")
TRIP_OVER = Dropped("The trip is over.")
NO_TRIP = Dropped("Nothing is led any more, or nothing is new.")


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do: what, how it stands and by when, and the next step."""

    called: str
    stands: str
    step: str


@dataclass(frozen=True, slots=True)
class Heap:
    """What one person has to do; `whose` is "" for the reader's own."""

    whose: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A trip in Mondays' letter, in words."""

    title: str
    dates: str
    stands: str
    lines: tuple[str, ...]


def owed(errand: Errand) -> Draft | Dropped:
    """Say all that somebody owes for a trip, their minors' part included. Facts: `membership`."""
    membership = errand.session.get(Membership, errand.facts["membership"])
    if membership is None or membership.ended_at:
        return NOT_A_MEMBER
    trip = errand.session.get_one(Trip, membership.trip_id)
    if over(trip):
        return TRIP_OVER
    reader = next(
        one
        for one in readers_of(errand.session, [trip])[trip.id]
        if membership.id in one.memberships
    )
    why_not = _why_not(errand, trip, reader)
    if why_not is not None:
        return why_not
    words: dict[str, object] = {"plain": trip.posture == Posture.OPEN, "link": errand.front_door}
    words |= {"trip": trip.label, "dates": date_range(trip.starts, trip.ends)}
    words |= {"count": len(reader.owed), "heaps": [_heap(share) for share in reader.shares]}
    draft = to_account(errand, reader.account_id)
    if isinstance(draft, Dropped):
        return draft
    person = errand.session.get_one(Person, membership.person_id)
    return Draft(draft.address, person.preferred_name, words)


def _why_not(errand: Errand, trip: Trip, reader: Reader) -> Dropped | None:
    """Return why the letter isn't sent after all, None where it is."""
    if not reader.reachable:
        return NO_ADDRESS
    if not reader.owed:
        return NOTHING_OWED
    borders, now = borders_of(errand.session, trip), clock.now()
    near = (borders.near(one, now) for one in reader.memberships)
    return NEAR_BORDER if any(one.audience is not Audience.TEAM for one in near) else None


def _heap(share: Share) -> Heap:
    lines = (Line(one.called, _stands(one), one.step) for one in share.owed)
    return Heap("" if share.own else share.name, tuple(lines))


def _stands(one: Owed) -> str:
    day = date_long(one.due) if one.due else ""
    if one.state is State.INVALID:
        return f"won’t do as it is; wanted by {day}" if day else "won’t do as it is"
    if one.state is State.MISSING:
        return f"was due on {day}" if day else "was due"
    return f"by {day}" if day else "still to come"


def digest(errand: Errand) -> Draft | Dropped:
    """Tell a leader how the trips stand that they lead. Facts: `account`."""
    account = errand.facts["account"]
    led = leaders(errand.session, account).get(account, ())
    if is_held(errand.session, led, clock.now()):
        return NEAR_BORDER
    found = digest_of(errand.session, [one.trip for one in led])
    if found == Digest():
        return NO_TRIP
    draft = to_account(errand, account)
    if isinstance(draft, Dropped):
        return draft
    words = {
        "trips": [_told(section) for section in found.sections],
        "others": _others(found),
        "link": errand.front_door,
    }
    return Draft(draft.address, draft.name, words)


def _others(found: Digest) -> str:
    """Return that other trips have news, "" where none has."""
    if not found.others:
        return ""
    if not found.sections:
        return "There is news for you. Sign in to read it."
    verb = "has" if found.others == 1 else "have"
    return f"{count_of(found.others, 'more trip')} {verb} news. Sign in to read it."


def _told(section: Section) -> Told:
    now = section.now
    went = f"{section.now.ready} of {count_of(now.people, 'person', 'people')} ready"
    return Told(
        title=section.title,
        dates=date_range(section.starts, section.ends),
        stands=f"{now.go.capitalize()}: {went}.",
        lines=(*_changes(now, section.before), *_clashes(now), *_coming(section)),
    )


def _changes(now: Stand, before: Stand | None) -> tuple[str, ...]:
    """Return what is otherwise than a week ago, in sentences."""
    if before is None:
        return ()
    if now == before:
        return ("Nothing has changed within the week.",)
    lines = [f"A week ago it was {before.go}."] if now.go != before.go else []
    if now.ready != before.ready:
        lines.append(f"A week ago {before.ready} of {before.people} were ready.")
    if now.open != before.open:
        lines.append(f"Still open: {now.open}; a week ago {before.open}.")
    return tuple(lines)


def _clashes(now: Stand) -> tuple[str, ...]:
    return (f"{count_of(now.clashes, 'clash', 'clashes')} in the plan.",) if now.clashes else ()


def _coming(section: Section) -> tuple[str, ...]:
    return tuple(
        f"Due on {day_name(one.due)}: {one.called}, {count_of(one.people, 'person', 'people')}."
        for one in section.coming
    )
