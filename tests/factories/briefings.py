"""Sample Briefings of one trip, for every paper and audience: Chicago, Seoul, Da Nang, July 2026.

The trip is a closed one, unless a function takes a posture. Each function returns a fresh, equal
Briefing; `hostile()` and `lengthy()` (in `spoiled.py`) put markup and 300 characters into it.
"""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import Briefing, Contact, Day, Leg, Person, Place, Stamp, What
from missions.privacy import Audience, Posture
from tests.factories import sample_facts as facts
from tests.factories.moments import HOME, day, moment
from tests.factories.sample_people import LEADERS_PEOPLE, TEAM_PEOPLE, TRAVELLERS, person
from tests.factories.sample_plan import DAYS, bare, days_for, labels_only, leaders_days
from tests.factories.sample_travel import LEGS, ROUTE, STAYS, manifest_rows, own_leg, team_stay

STARTS, ENDS = day("2026-07-10"), day("2026-07-21")


def _stamp(audience: Audience, copy: str = "M7K2") -> Stamp:
    return Stamp(7, str(audience), moment("2026-06-29 18:00").utc, HOME, copy, 6)


def _base(what: What, audience: Audience) -> Briefing:
    """Return a Briefing with head and stamp only, as leaders and team see it."""
    leader = audience is Audience.LEADER
    return Briefing(
        what=what,
        audience=audience,
        title="Seoul summer team" if leader else "Summer team",
        starts=STARTS,
        ends=ENDS,
        paper="letter",
        languages=("en", "ko"),
        stamp=_stamp(audience),
        home_zone=HOME,
        purpose="Help at two houses for children and a clinic." if leader else "",
        code="willow-26",
        head_count=16,
    )


def book(audience: Audience = Audience.TEAM) -> Briefing:
    """Return the book for leaders or team."""
    leader = audience is Audience.LEADER
    return replace(
        _base(What.BOOK, audience),
        people=LEADERS_PEOPLE if leader else TEAM_PEOPLE,
        route=ROUTE,
        days=leaders_days() if leader else DAYS,
        legs=LEGS,
        stays=STAYS if leader else tuple(map(team_stay, STAYS)),
        sites=facts.SITES if leader else tuple(map(facts.team_site, facts.SITES)),
        partners=facts.PARTNERS if leader else tuple(map(facts.team_partner, facts.PARTNERS)),
        trainings=facts.TRAININGS
        if leader
        else tuple(replace(t, states=(), missing=(), state="") for t in facts.TRAININGS),
        contacts=facts.CONTACTS,
        numbers=facts.NUMBERS,
        pages=facts.PAGES,
        papers=tuple(p for who in TRAVELLERS for p in facts.papers_of(who.key)) if leader else (),
        changes=facts.CHANGES,
    )


def _own_legs(who: Person) -> tuple[Leg, ...]:
    mine = [leg for leg in LEGS if leg.everyone or who.name in leg.people]
    return tuple(own_leg(leg, who.name, who.legal_name) for leg in mine)


def packet(
    audience: Audience = Audience.TEAM, posture: Posture = Posture.CLOSED, key: str = "mei"
) -> Briefing:
    """Return one traveller's packet: for leaders or team, or for the border."""
    if audience is Audience.BORDER and posture is not Posture.OPEN:
        return _itinerary(person(key))
    who = person(key)
    named = audience is not Audience.BORDER
    base = _base(What.PACKET, audience)
    return replace(
        base,
        stamp=_stamp(audience, "M7K2-06") if named else None,
        reader=who,
        people=TEAM_PEOPLE,
        days=days_for(who.name),
        legs=_own_legs(who),
        stays=tuple(
            replace(
                team_stay(stay) if posture is not Posture.OPEN else stay,
                rooms=tuple(room for room in stay.rooms if who.name in room.people),
                unplaced=(),
                confirmation="",
                note="",
            )
            for stay in STAYS
        ),
        trainings=facts.TRAININGS,
        contacts=facts.CONTACTS,
        numbers=facts.NUMBERS,
        papers=facts.papers_of(key),
        owed=facts.OWED,
        asked=14,
        changes=facts.CHANGES,
        cards=(facts.card_of(key),),
    )


def _bare_leg(leg: Leg) -> Leg:
    """Return a leg as a carrier's ticket shows it; an end that is a site is blank."""
    return replace(
        leg,
        start=bare(leg.start),
        end=bare(leg.end),
        people=(),
        everyone=False,
        head_count=0,
        origin=leg.origin if leg.origin.code else Place(),
        destination=leg.destination if leg.destination.code else Place(),
        met_by="",
        driver="",
        vehicle="",
        seats=None,
        connection=None,
        changed="",
    )


def _itinerary(who: Person) -> Briefing:
    """Return the neutral packet of a guarded or closed trip."""
    return Briefing(
        what=What.PACKET,
        audience=Audience.BORDER,
        title="Itinerary",
        starts=STARTS,
        ends=ENDS,
        paper="letter",
        neutral=True,
        reader=Person(name=who.name, legal_name=who.legal_name),
        days=_without_legs(labels_only(days_for(who.name))),
        legs=tuple(_bare_leg(leg) for leg in _own_legs(who) if leg.mode == "flight"),
        stays=tuple(
            replace(stay, site="", rooms=(), unplaced=(), confirmation="", note="")
            for stay in STAYS
        ),
        contacts=(facts.CONTACTS[1],),
        papers=facts.papers_of(who.key)[1:],
    )


def card(audience: Audience = Audience.TEAM) -> Briefing:
    """Return one person's wallet card, or for leaders the sheet of all."""
    keys = [p.key for p in TRAVELLERS] if audience is Audience.LEADER else ["mei"]
    reader = None if audience is Audience.LEADER else person("mei")
    return replace(_base(What.CARD, audience), reader=reader, cards=tuple(map(facts.card_of, keys)))


def manifest(audience: Audience = Audience.TEAM) -> Briefing:
    """Return the manifest; leaders' with the names of the passports."""
    return replace(
        _base(What.MANIFEST, audience),
        legs=LEGS,
        manifest=manifest_rows(with_documents=audience is Audience.LEADER),
    )


def rooming(audience: Audience = Audience.TEAM) -> Briefing:
    """Return the rooming list."""
    leader = audience is Audience.LEADER
    stays = STAYS if leader else tuple(map(team_stay, STAYS))
    return replace(_base(What.ROOMING, audience), stays=stays)


def _without_legs(days: tuple[Day, ...]) -> tuple[Day, ...]:
    bare_days = [
        replace(one, entries=tuple(e for e in one.entries if not isinstance(e, Leg)))
        for one in days
    ]
    return tuple(one for one in bare_days if one.entries)


def _with_partner(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Return the days with the items at Cedar Hall and the library."""
    sites = {"Cedar Hall", "Willow Library"}
    kept = [
        replace(one, entries=tuple(e for e in one.entries if getattr(e, "site", "") in sites))
        for one in days
    ]
    return tuple(one for one in kept if one.entries)


def host_sheet(posture: Posture = Posture.GUARDED) -> Briefing:
    """Return the day sheet of Mrs. Lee; a closed trip's has times and head counts only."""
    days = _with_partner(DAYS)
    if posture is Posture.CLOSED:
        bare_days = labels_only(days)
        days = tuple(
            replace(one, entries=tuple(replace(e, label="", head_count=4) for e in one.entries))
            for one in bare_days
        )
    base = Briefing(
        What.HOST_SHEET, Audience.HOST, "Summer team", STARTS, ENDS, head_count=16, days=days
    )
    if posture is Posture.CLOSED:
        return replace(base, counts=facts.COUNTS)
    return replace(
        base,
        host=facts.team_partner(facts.PARTNERS[0]),
        sites=tuple(map(facts.team_site, facts.SITES[1:3])),
        counts=facts.COUNTS,
    )


def family_sheet(posture: Posture = Posture.GUARDED) -> Briefing:
    """Return what waits at home: everything, labels with own travel, or dates and contacts."""
    contacts: tuple[Contact, ...] = facts.CONTACTS[:2]
    base = Briefing(
        What.FAMILY_SHEET,
        Audience.FAMILY,
        "Summer team",
        STARTS,
        ENDS,
        home_zone=HOME,
        reader=Person(name="Mei Chen"),
        contacts=contacts,
    )
    if posture is Posture.CLOSED:
        return replace(base, home_zone="", reader=None)
    if posture is Posture.GUARDED:
        legs = tuple(_bare_leg(leg) for leg in _own_legs(person("mei")))
        days = tuple(
            replace(one, place="", home_offset=None) for one in labels_only(days_for("Mei Chen"))
        )
        return replace(base, legs=legs, days=_without_legs(days))
    return replace(
        base, legs=_own_legs(person("mei")), days=days_for("Mei Chen"), route=ROUTE, stays=STAYS
    )
