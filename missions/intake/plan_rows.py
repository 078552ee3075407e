"""The rows of the plan: travel, crossings, stays, rooms, schedule, trainings, papers, decisions."""

# ruff: noqa: RUF009 - a column is declared by a call, once, when the class is made

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from missions.intake import columns as col
from missions.intake.columns import Row, Seal, column_named
from missions.intake.dates import beside
from missions.intake.rows import RequirementRow
from missions.readiness.conflicts.find import KINDS

ASKED = column_named(RequirementRow, "kind").allowed
"""The kinds of requirement."""
EVERYONE = "Keys, @group, all, -key. Blank: everyone who is there."


@dataclass(slots=True)
class TravelRow(Row):
    """A row of travel.csv: one segment. Its zones are those that hold, once it is completed."""

    key: str = col.key()
    mode: str = col.choice(
        "flight",
        "train",
        "coach",
        "ferry",
        "car",
        needed=True,
        meant={"plane": "flight", "air": "flight", "bus": "coach", "rail": "train", "boat": "ferry"}
        | {"ship": "ferry", "van": "car", "taxi": "car"},
    )
    carrier: str = col.text(aliases=("airline",))
    number: str = col.text(
        aliases=("flight", "flight_number"), note="As the ticket prints it: KE38."
    )
    origin: str = col.text(
        name="from",
        needed=True,
        aliases=("origin",),
        note="A flight: the airport's three letters. Otherwise a site's key, or words and a zone.",
    )
    destination: str = col.text(name="to", needed=True, aliases=("destination",))
    departs: datetime | None = col.wall(
        needed=True, aliases=("departure", "departs_at"), note="Day and wall time there."
    )
    arrives: datetime | None = col.wall(
        needed=True, aliases=("arrival", "arrives_at"), note="Day and wall time there."
    )
    from_zone: str = col.zone(note="Where “from” is neither an airport nor a site.")
    to_zone: str = col.zone(note="Where “to” is neither an airport nor a site.")
    locator: str = col.text(aliases=("pnr", "record_locator", "booking_reference", "confirmation"))
    ticketed_as: str = col.text(note="Where a ticket's name differs: key=NAME; key=NAME.")
    people: str = col.people(aliases=("passengers", "travelers", "travellers"), note=EVERYONE)
    seats: int | None = col.whole(note="How many the vehicle takes, driver included.")
    baggage: str = col.text(aliases=("luggage", "bags"))
    vehicle: str = col.text()
    driver: str = col.text(note="A person's key or words.")
    met_by: str = col.text()
    note: str = col.text(aliases=("notes",))


@dataclass(slots=True)
class CrossingRow(Row):
    """A row of crossings.csv: the hours around a border, set by hand."""

    key: str = col.key()
    place: str = col.text()
    zone: str = col.zone(aliases=("timezone", "time_zone"))
    closes: datetime | None = col.wall(needed=True, note="When the plan closes; day and wall time.")
    opens: datetime | None = col.wall(needed=True, note="When it opens again; day and wall time.")
    people: str = col.people(note=EVERYONE)
    note: str = col.text(aliases=("notes",))


@dataclass(slots=True)
class StayRow(Row):
    """A row of stays.csv: nights at a site."""

    key: str = col.key()
    site: str = col.reference("site", needed=True, note="The site's key.")
    check_in: date | None = col.day(needed=True)
    check_out: date | None = col.day(needed=True)
    confirmation: str = col.text(aliases=("booking_reference",))
    note: str = col.text(aliases=("notes",))


@dataclass(slots=True)
class RoomRow(Row):
    """A row of rooms.csv; blank people means nobody."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("stay", "room")

    stay: str = col.reference("stays", needed=True, note="The stay's key.")
    room: str = col.text(needed=True, aliases=("room_number",))
    floor: str = col.text()
    capacity: int | None = col.whole(aliases=("beds",))
    people: str = col.people(note="Keys. Blank: nobody.")


@dataclass(slots=True)
class ItemRow(Row):
    """A row of schedule.csv. `starts`, `ends` and `meet_time` stand beside `day`."""

    key: str = col.key()
    day: date | None = col.day(needed=True, aliases=("date",))
    starts: datetime | None = col.moment(
        aliases=("start", "time", "start_time"), note="Wall time at the site, as 14:35."
    )
    ends: datetime | None = col.moment(aliases=("end", "end_time"))
    ends_day: date | None = col.day(note="The day it ends, where that is another.")
    site: str = col.reference("site", note="The site's key.")
    title: str = col.text(aliases=("activity",))
    plain_title: str = col.text(note="What a stranger may read.")
    kind: str = col.choice(
        "travel",
        "meal",
        "meeting",
        "service",
        "training",
        "rest",
        "debrief",
        "worship",
        "other",
        blank="other",
        meant={"breakfast": "meal", "lunch": "meal", "dinner": "meal", "work": "service"},
    )
    lead: str = col.people(aliases=("leader", "led_by"), note="Who leads it.")
    people: str = col.people(aliases=("who",), note=EVERYONE)
    partner: str = col.reference("partner", note="The key of the local host.")
    with_children: bool = col.yes_no()
    status: str = col.choice(
        "confirmed", "tentative", "cancelled", blank="confirmed", meant={"canceled": "cancelled"}
    )
    meet_at: str = col.text()
    meet_time: datetime | None = col.moment(note="Wall time, as 14:35.")
    vehicle: str = col.text()
    backup: str = col.text(note="What if it cannot be.")
    bring: str = col.listed(note="Things, separated by ;.")
    note: str = col.text(aliases=("notes",))

    def begins(self) -> datetime | None:
        """Return the wall time at which it starts, None for the whole day."""
        if self.starts is None or self.day is None:
            return None
        return beside(self.starts, self.day)

    def finishes(self) -> datetime | None:
        """Return the wall time at which it ends."""
        last = self.ends_day or self.day
        return None if self.ends is None or last is None else beside(self.ends, last)

    def meets(self) -> datetime | None:
        """Return the wall time at which its people meet."""
        if self.meet_time is None or self.day is None:
            return None
        return beside(self.meet_time, self.day)

    def day_after(self) -> date | None:
        """Return the day after it starts."""
        return None if self.day is None else self.day + timedelta(days=1)


@dataclass(slots=True)
class TrainingRow(Row):
    """A row of training.csv. Its zone is home's where it is blank."""

    key: str = col.key()
    title: str = col.text(needed=True)
    starts: datetime | None = col.wall(needed=True, aliases=("start",), note="Day and wall time.")
    ends: datetime | None = col.moment(needed=True, aliases=("end",), note="Wall time, as 14:35.")
    zone: str = col.zone(aliases=("timezone", "time_zone"), note="Blank: the zone at home.")
    place: str = col.text(aliases=("location",))
    required: bool = col.yes_no()
    applies: str = col.people(blank="all", note="all, adults, minors, role:leader, or people.")
    topic: str = col.text()
    course: str = col.text(note="Sessions of one course get one certificate.")
    note: str = col.text(aliases=("notes",))


@dataclass(slots=True)
class AttendanceRow(Row):
    """A row of attendance.csv."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("training", "person")

    training: str = col.reference("training", needed=True, note="The training's key.")
    person: str = col.reference("people", needed=True, note="A person's key.")
    state: str = col.choice(
        "attended", "excused", "missed", "made up", needed=True, meant={"absent": "missed"}
    )
    date: date | None = col.day()
    note: str = col.text(aliases=("notes",))


@dataclass(slots=True)
class DocumentRow(Row):
    """A row of documents.csv; a row without a key is found by person, kind and number."""

    key: str = col.key()
    person: str = col.reference("people", needed=True, note="A person's key.")
    kind: str = col.text(
        needed=True, aliases=("type",), note="As passport or visa, or a form's title."
    )
    number: str = col.text(seal=Seal.ALWAYS, aliases=("document_number", "passport_number"))
    country: str = col.country(seal=Seal.ALWAYS, note="Of issue, two letters.")
    name_on_document: str = col.text(seal=Seal.ALWAYS)
    issued: date | None = col.day(seal=Seal.ALWAYS, aliases=("issue_date",))
    valid_from: date | None = col.day(note="Blank: the day of issue.")
    expires: date | None = col.day(
        aliases=("expiry", "expiry_date", "expiration", "expiration_date")
    )
    entries: str = col.text(seal=Seal.ALWAYS, note="Of a visa: single, double, multiple.")
    blank_pages: int | None = col.whole(seal=Seal.ALWAYS)
    by: str = col.reference("people", seal=Seal.ALWAYS, note="Which guardian consented.")
    state: str = col.choice(
        "wanted", "applied", "held", "accepted", "returned", "lost", blank="held"
    )
    mrz1: str = col.text(seal=Seal.ALWAYS, note="The passport's upper line of letters and <.")
    mrz2: str = col.text(seal=Seal.ALWAYS, note="The passport's lower line of letters and <.")
    note: str = col.text(seal=Seal.ALWAYS, aliases=("notes",))
    chosen: bool = col.yes_no(note="Yes: of two passports the one that is used on this trip.")
    tied_to: str = col.reference(
        "documents", note="Of a visa or permit: the key of the passport that it stands in."
    )
    replaced_by: str = col.reference(
        "documents", note="The key of the document that took its place; this one is history."
    )


@dataclass(slots=True)
class ExemptionRow(Row):
    """A row of exemptions.csv: a requirement that a leader waived for a person."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("person", "kind", "title")

    person: str = col.reference("people", needed=True, note="A person's key.")
    kind: str = col.choice(*ASKED, needed=True, note="Which requirement.")
    title: str = col.text(note="Of a form: its title, as in the requirement.")
    by: str = col.text(note="Who decided.")
    reason: str = col.text(aliases=("why",), note="Why; it is printed in the leaders' book.")


@dataclass(slots=True)
class OverrideRow(Row):
    """A row of overrides.csv: a clash that a leader lets be, of exactly these items and people."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("kind", "items", "people")

    kind: str = col.choice(*KINDS, needed=True, note="Which clash, as `missions trip check` says.")
    items: str = col.listed(note="Keys of what clashes: items, travel, stays, sites, trainings.")
    people: str = col.listed(note="Keys of whom it concerns.")
    by: str = col.text(note="Who decided.")
    reason: str = col.text(aliases=("why",), note="Why; it is printed in the leaders' book.")
