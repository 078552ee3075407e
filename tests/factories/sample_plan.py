"""The day-by-day plan of the sample trip, for the whole team, and its lesser views."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from missions.briefing.document import Day, Item, Leg, Moment
from tests.factories.moments import HOME, day, moment, offset_of, wall
from tests.factories.sample_travel import DANANG, LEGS, SEOUL

M = TypeVar("M", bound=Moment | None)

# start-end | title | neutral label | kind | site | who | lead | place | bring
_PLAN = """
= 2026-07-10 Chicago
08:15       | Meet at O’Hare | Travel | travel | | all | David Kim | international hall, door 5E | passport; this book; one bag, 23 kg at most
08:45       | Check-in and bag drop | Travel | travel | | all | Hannah Cole | counters of the carrier | team bags, 8 in all
10:30-11:00 | A word for the road | Appointment | worship | | all | | gate M12 |
= 2026-07-11 Seoul
17:10-18:20 | Arrival, entry, bags | Travel | travel | | all | | Incheon, arrivals | passport; hotel address, in 한국어
18:20-18:40 | Met by Mrs. Lee | Travel | travel | | all | | arrivals hall, exit 4; green umbrella | won, 10,000 in small notes
20:15-21:00 | Supper at Maple House | Meal B | meal | Maple House | all | | dining room, ground floor |
21:00-21:20 | Rooms, keys, house rules | Appointment B | other | Maple House | Thư Nguyễn; Mei Chen; Daniel Park | Mei Chen | third floor | room slip
21:20-21:45 | Call home | Appointment B | rest | Maple House | | | lobby; good hour in Chicago | ?
21:45-22:00 | Short debrief | Appointment B | debrief | Maple House | David Kim; Hannah Cole; Ruth Adeyemi | David Kim | room 301 |
= 2026-07-12 Seoul
08:30-09:15 | Breakfast | Meal B | meal | Maple House | all | | |
10:00-12:00 | Songs with the children | Appointment C | service | Cedar Hall | Mei Chen; Ji-woo Han; Leah Cole | Ji-woo Han | upstairs hall | song sheets; guitar
10:00-12:00 | Repairs in the kitchen | Appointment C | service | Cedar Hall | Caleb Martín; Tom O’Brien; Jun Wáng | Tom O’Brien | back door | gloves; cordless drill
12:30-13:30 | Lunch | Meal C | meal | Cedar Hall | all | | |
15:00-18:00 | Free time | Free time | rest | | all | | in groups of three |
= 2026-07-13 Seoul
08:30-09:15 | Breakfast | Meal B | meal | Maple House | all | | |
10:00-12:30 | Reading morning | Appointment C | service | Cedar Hall | all | Esther Jung | | picture books
14:00-16:00 | Library with Mrs. Lee | Appointment D | meeting | Willow Library | Mei Chen; Sakura Itō | Sakura Itō | main desk | library card
18:30-20:00 | Supper | Meal B | meal | Maple House | all | | |
= 2026-07-14 Seoul
     | Visit to the palace | Free time | rest | | all | | weather decides |
13:00-14:00 | Lunch | Meal | meal | | all | | |
19:30-20:30 | Debrief of the first week | Appointment B | debrief | Maple House | all | David Kim | room 301 | notebook
= 2026-07-15 Seoul
07:30-08:15 | Pack and breakfast | Meal B | meal | Maple House | all | | | passport; bag tags
= 2026-07-16 Da Nang
08:00-08:45 | Breakfast | Meal E | meal | Harbour Inn | all | | |
09:30-11:30 | Clinic morning | Appointment F | service | Lotus Clinic | Ngọc Trần; Ruth Adeyemi; Thư Nguyễn | Ruth Adeyemi | side entrance | first-aid bag; gloves
11:30-13:00 | Lunch for 24; no peanuts | Meal F | meal | Lotus Clinic | Mei Chen; Jun Wáng | Mei Chen | kitchen | aprons; knives
19:00-20:00 | Supper | Meal E | meal | Harbour Inn | all | | |
= 2026-07-17 Da Nang
08:00-08:45 | Breakfast | Meal E | meal | Harbour Inn | all | | |
09:30-16:00 | Painting day | Appointment F | service | Lotus Clinic | all | Caleb Martín | | old clothes; hat; water
19:00-21:00 | Dumplings, with Jun | Meal E | meal | Harbour Inn | Mei Chen; Jun Wáng | Jun Wáng | |
= 2026-07-18 Da Nang
14:30-18:00 | Free time | Free time | rest | | all | | beach, in groups of three | sun cream
= 2026-07-19 Da Nang
09:30-11:30 | Songs, with Thư | Appointment G | worship | Harbour Hall | Mei Chen; Thư Nguyễn | Thư Nguyễn | | song sheets
12:30-14:00 | Lunch with the families | Meal G | meal | Harbour Hall | all | | |
= 2026-07-20 Da Nang
09:30-11:00 | Thank-you cards | Appointment F | other | Lotus Clinic | Mei Chen | Mei Chen | | cards; pens
20:00-20:30 | To the airport | Travel | travel | Harbour Inn | all | David Kim | lobby | passport
= 2026-07-21 Seoul
"""  # noqa: E501

ZONES = {"Chicago": HOME, "Seoul": SEOUL, "Da Nang": DANANG}
SITE_NAMES = {"Maple House": "Hanbit Hotel Seoul", "Cedar Hall": "Saetbyeol Centre"}
NIGHTS = {"2026-07-11": "Maple House", "2026-07-16": "Harbour Inn"}


def _item(on: str, zone: str, number: int, line: str) -> Item:
    cells = [cell.strip() for cell in line.split("|")]
    times, title, label, kind, site, who, lead, place = cells[:8]
    bring = cells[8] if len(cells) > 8 else ""
    start, _, end = times.partition("-")
    names = tuple(name.strip() for name in who.split(";") if name.strip())
    return Item(
        uid=f"i{on[-2:]}{number}",
        day=day(on),
        label=label,
        start=moment(f"{on} {start}", zone) if start else None,
        end=moment(f"{on} {end}", zone) if end else None,
        title=title,
        kind=kind,
        status="tentative" if bring == "?" else "confirmed",
        site=site,
        lead=lead,
        people=() if names == ("all",) else names,
        everyone=names == ("all",),
        head_count=16 if names == ("all",) else len(names),
        meet_at=place,
        meet_time=wall(f"{on} 08:00") if title == "Meet at O’Hare" else None,
        partner="Mrs. Lee" if "Mrs. Lee" in title else "",
        bring=tuple(part.strip() for part in bring.strip("?").split(";") if part.strip()),
        changed="moved" if title == "Call home" else "",
    )


def _order(entry: Leg | Item) -> tuple[str, str]:
    return (entry.start.utc.isoformat() if entry.start else "", entry.uid)


def _day(on: str, place: str, items: Iterable[Item]) -> Day:
    zone = ZONES[place]
    midday = moment(f"{on} 12:00", zone)
    legs = [leg for leg in LEGS if leg.start.wall.date() == day(on)]
    return Day(
        date=day(on),
        zone=zone,
        abbreviation=midday.abbreviation,
        offset=midday.offset,
        place=place,
        home_offset=offset_of(f"{on} 12:00", HOME) - midday.offset,
        entries=tuple(sorted([*legs, *items], key=_order)),
        tonight=NIGHTS.get(on, ""),
    )


def _days() -> tuple[Day, ...]:
    days = []
    for block in _PLAN.strip().split("= ")[1:]:
        head, *lines = block.splitlines()
        on, _, place = head.partition(" ")
        items = [_item(on, ZONES[place], n, line) for n, line in enumerate(lines) if line.strip()]
        days.append(_day(on, place, items))
    return tuple(days)


DAYS = _days()


def days_for(name: str) -> tuple[Day, ...]:
    """Return the days of one traveller: what concerns them, marked as theirs."""
    return tuple(replace(one, entries=_own(one.entries, name)) for one in DAYS)


def _own(entries: Iterable[Leg | Item], name: str) -> tuple[Leg | Item, ...]:
    mine = [e for e in entries if e.everyone or not e.people or name in e.people]
    return tuple(replace(e, mine=True) if isinstance(e, Item) else e for e in mine)


def leaders_days() -> tuple[Day, ...]:
    """Return the days with the real names, back-up plans and notes."""
    return tuple(
        replace(
            one,
            entries=tuple(
                replace(
                    e,
                    site_name=SITE_NAMES.get(e.site, ""),
                    backup="stay in the house and read" if e.kind == "service" else "",
                    with_children=e.kind == "service",
                    note="ring ten minutes before" if e.partner else "",
                )
                if isinstance(e, Item)
                else e
                for e in one.entries
            ),
        )
        for one in DAYS
    )


def labels_only(days: Iterable[Day]) -> tuple[Day, ...]:
    """Return days with nothing but public labels and times: no place, nobody, no legs."""
    return tuple(
        Day(
            date=one.date,
            entries=tuple(
                Item(uid=e.uid, day=e.day, label=e.label, start=bare(e.start), end=bare(e.end))
                if isinstance(e, Item)
                else replace(e, start=bare(e.start), end=bare(e.end))
                for e in one.entries
            ),
        )
        for one in days
    )


def bare(moment_: M) -> M:
    """Return the moment without home's time."""
    return replace(moment_, home=None) if isinstance(moment_, Moment) else moment_
