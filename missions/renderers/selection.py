"""What papers and pages alike pick out of a Briefing, and how its entries are put into lines.

Pure: takes released values and returns texts and tuples. Nothing here adds a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from missions.briefing.document import (
    Briefing,
    Change,
    Connection,
    Day,
    Item,
    Leg,
    Paper,
    Person,
    Room,
    Stay,
)
from missions.renderers.wording import (
    clock,
    count_of,
    joined,
    minutes_text,
    part_word,
    people_list,
    place_text,
    sentence,
    with_others,
)


def total(briefing: Briefing) -> int:
    """Return how many travel, for `all 16`; 0 where the audience is not told."""
    return briefing.head_count or sum(person.travels for person in briefing.people)


def heading(item: Item) -> str:
    """Return the title, or the neutral label where the audience sees labels only."""
    return item.title or item.label


def named(alias: str, name: str) -> str:
    """Return the alias with the real name beside it where that is told: `Maple House (Hanbit)`.

    A name that begins with the alias stands for both.
    """
    if not alias or not name or name.startswith(alias):
        return name or alias
    return f"{alias} ({name})"


def where(item: Item) -> str:
    """Return where to be and when to meet: `meet 08:00, door 5E; Maple House`."""
    meet = joined(f"meet {clock(item.meet_time)}" if item.meet_time else "", item.meet_at)
    site = named(item.site, item.site_name)
    if item.site and site == item.site and item.site in item.title:
        site = ""
    return joined(meet, joined(site, item.address), by="; ")


def who(item: Item, total_: int = 0) -> str:
    """Return whom an item concerns: `all 16, led by David`, or the number of people alone."""
    people = people_list(item.people, item.everyone, total_)
    if not people and item.head_count:
        people = count_of(item.head_count, "person", "people")
    lead = f"led by {item.lead}" if item.lead and item.lead != people else ""
    return joined(joined(people, lead), f"with {item.partner}" if item.partner else "", by="; ")


def remarks(item: Item) -> tuple[str, ...]:
    """Return what else is told of an item, a sentence each."""
    lines = (
        f"vehicle: {item.vehicle}" if item.vehicle else "",
        "children are there" if item.with_children else "",
        f"instead, if need be: {item.backup}" if item.backup else "",
        item.note,
    )
    return tuple(line for line in lines if line)


def leg_name(leg: Leg) -> str:
    """Return the number of a flight, else the vehicle, the mode or the neutral label."""
    return leg.number or joined(leg.vehicle, leg.driver) or sentence(leg.mode) or leg.label


def leg_short(leg: Leg) -> str:
    """Return the same for a narrow column: `KE 38`, `Van 1`, else `Coach`."""
    vehicle = leg.vehicle.partition(",")[0]
    if leg.number or not leg.mode or 0 < len(vehicle) < 11:
        return leg.number or vehicle or leg.label
    return sentence(leg.mode)


def leg_details(leg: Leg) -> tuple[str, ...]:
    """Return what a traveller wants to know of a leg beside its ends, a phrase each."""
    seats = f"{leg.seats} seats" if leg.seats and leg.mode == "car" else ""
    vehicle = joined(leg.vehicle, leg.driver) if leg.number else ""
    met = f"met by {leg.met_by}" if leg.met_by else ""
    return tuple(text for text in (vehicle, seats, leg.baggage, met, leg.note) if text)


def own_note(notes: Iterable[object], reader: Person | None) -> str:
    """Return the reader's own locator or ticketed name; other people's stay out.

    A note that names nobody belongs to the reader: plain papers have no preferred names.
    """
    if reader is None:
        return ""
    mine = {reader.name, reader.key, ""}
    found = (note for note in notes if getattr(note, "person", "") in mine)
    return str(getattr(next(found, None), "text", ""))


def locators(leg: Leg, reader: Person | None) -> str:
    """Return the reader's locator, or all different ones where the paper has no reader."""
    if reader is not None:
        return own_note(leg.locators, reader)
    return ", ".join(dict.fromkeys(note.text for note in leg.locators))


def change_text(connection: Connection) -> str:
    """Return `65 min to change in Chicago`."""
    at = connection.place.city or place_text(connection.place)
    return f"{minutes_text(connection.minutes)} to change" + (f" in {at}" if at else "")


def is_short(connection: Connection) -> bool:
    """Say whether a change deserves a mark: under an hour and a half."""
    return connection.minutes < 90


_TRAVEL = {"flight": "Flights", "train": "Trains", "coach": "Coaches", "ferry": "Ferries"}


def travel_name(legs: Sequence[Leg]) -> str:
    """Return `Flights` where all segments are flights, `Travel` where they differ."""
    modes = {leg.mode for leg in legs}
    return _TRAVEL.get(modes.pop(), "Travel") if len(modes) == 1 else "Travel"


def parts(legs: Sequence[Leg]) -> Iterator[tuple[str, tuple[Leg, ...]]]:
    """Yield the legs under `Out`, `Between`, `Home`, in their order."""
    for part, group in groupby(legs, key=lambda leg: part_word(leg.part)):
        yield part, tuple(group)


def my_part(briefing: Briefing) -> tuple[Item, ...]:
    """Return the items that the reader does and not simply everybody."""
    return tuple(item for item in _items(briefing.days) if item.mine and not _for_all(item))


def _for_all(item: Item) -> bool:
    return item.everyone or not (item.people or item.lead)


def _items(days: Iterable[Day]) -> Iterator[Item]:
    return (entry for day in days for entry in day.entries if isinstance(entry, Item))


def things_to_bring(briefing: Briefing) -> tuple[tuple[str, date], ...]:
    """Return each thing once, with the first day it is wanted."""
    first: dict[str, date] = {}
    for item in _items(briefing.days):
        for thing in item.bring:
            first.setdefault(thing, item.day)
    return tuple(first.items())


def my_room(stay: Stay, reader: Person | None) -> tuple[str, str]:
    """Return `room 304` and `with Esther` for the reader; blank where that isn't told."""
    name = reader.name if reader else ""
    room = next((room for room in stay.rooms if name in room.people), None)
    if room is None:
        return "no room yet" if name in stay.unplaced else "", ""
    return room_name(room), with_others([one for one in room.people if one != name])


def room_name(room: Room) -> str:
    """Return `room 304`, or the room as it is named."""
    return f"room {room.room}" if room.room[:1].isdigit() else room.room


def paper_name(paper: Paper) -> str:
    """Return the document's title, else its kind in words."""
    return paper.title or sentence(paper.kind)


def country(briefing: Briefing, code: str) -> str:
    """Return a country's name where the Briefing tells it, "" else: a code is no name."""
    names = (numbers.country_name for numbers in briefing.numbers if numbers.country == code)
    return next(names, "")


def met_count(briefing: Briefing) -> str:
    """Return `11 of 14 met`, or "" where it is not told how much was asked."""
    open_ = len(briefing.owed)
    asked = briefing.asked
    return f"{asked - open_} of {asked} met" if asked >= open_ > 0 else ""


def change_words(change: Change) -> tuple[str, str]:
    """Return what holds now, and what held: of what is gone only that, told once."""
    if change.kind == "gone":
        return "", change.now or change.was
    return change.now, change.was
