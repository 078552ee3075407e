"""A trip in the database whose every text is a canary: one token per column and row.

`Canaries` says which token stands where, so that a test can look for each in each paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from missions.documents.model import Document
from missions.installation import Installation
from missions.people.model import Person
from missions.schedule.model import Activity, Crossing, Room, Segment, Stay
from missions.schedule.rules import instant
from missions.store.base import new_id
from missions.training.model import Attendance, Training
from missions.trips.model import (
    Contact,
    FreePage,
    Membership,
    Partner,
    Requirement,
    Site,
    Trip,
    Word,
)
from missions.vault.keyring import address, person_scope, trip_scope

SEOUL = "Asia/Seoul"
HOME = "America/Chicago"


@dataclass
class Canaries:
    """Tokens by place: `site.maple.name`, `person.mei.legal_name`, …"""

    token: dict[str, str] = field(default_factory=dict)

    def __call__(self, place: str) -> str:
        """Return the token of a place, a new one at first."""
        if place not in self.token:
            self.token[place] = f"q{len(self.token) + 101}z"
        return self.token[place]

    def found_in(self, text: str) -> set[str]:
        """Return the places whose token stands in a text."""
        return {place for place, token in self.token.items() if token in text}


@dataclass
class CanaryTrip:
    """The trip's code and where its canaries are."""

    code: str
    trip_id: str
    canary: Canaries


PEOPLE = {
    "lea": ("leader", date(1980, 1, 2)),
    "mei": ("volunteer", date(1995, 5, 6)),
    "sam": ("volunteer", date(2012, 7, 8)),
    "gus": ("guardian", date(1979, 9, 10)),
}


def build(
    installation: Installation,
    posture: str,
    code: str = "canary",
    field_access: str = "",
    people: Mapping[str, tuple[str, date]] = PEOPLE,
    canary: Canaries | None = None,
) -> CanaryTrip:
    """Write the trip and return where its canaries are.

    Args:
        people: the role and birth date of each, by key.
        canary: what makes the tokens, where other ones are wanted.
    """
    made = _Builder(installation, posture, code, field_access)
    made.people, made.canary = people, canary or made.canary
    with installation.store.write() as session:
        made.write(session)
    return CanaryTrip(code, made.trip_id, made.canary)


class _Builder:
    def __init__(
        self, installation: Installation, posture: str, code: str, field_access: str
    ) -> None:
        self.keyring = installation.keyring
        self.posture, self.code, self.field_access = posture, code, field_access
        self.canary = Canaries()
        self.people: Mapping[str, tuple[str, date]] = PEOPLE
        self.trip_id = new_id()

    def write(self, session: Session) -> None:
        session.add(self._trip())
        session.flush()
        for place, row in enumerate(
            [
                *self._people(session),
                *self._places(),
                *self._travel(),
                *self._plan(),
                *self._lists(),
            ]
        ):
            row.trip_id, row.position = self.trip_id, place
            session.add(row)
        session.flush()

    def _seal(self, scope: str, table: str, row_id: str, column: str, place: str) -> bytes | None:
        return self.keyring.seal(scope, address(table, row_id, column), self.canary(place))

    def _trip(self) -> Trip:
        c = self.canary
        sealed = self._seal(
            trip_scope(self.trip_id), "trip", self.trip_id, "purpose", "trip.purpose"
        )
        return Trip(
            id=self.trip_id,
            code=self.code,
            name=c("trip.name"),
            label=c("trip.label"),
            purpose=sealed,
            posture=self.posture,
            field_access=self.field_access,
            starts=date(2026, 7, 10),
            ends=date(2026, 7, 14),
            home_zone=HOME,
            paper="letter",
            languages="en; ko",
        )

    def _people(self, session: Session) -> list[Any]:
        rows: list[Any] = []
        for key, (role, born) in self.people.items():
            person = self._person(key, born)
            session.add(person)
            session.flush()
            rows.append(
                Membership(
                    person_id=person.id,
                    key=key,
                    role=role,
                    groups=self.canary(f"person.{key}.groups"),
                    guardians="gus" if key == "sam" else "",
                )
            )
            if role != "guardian":
                rows += self._documents(key, person.id)
        return rows

    def _person(self, key: str, born: date) -> Person:
        person_id = new_id()
        plain = [
            "legal_name",
            "surname",
            "given_names",
            "preferred_name",
            "local_name",
            "email",
            "phone",
            "diet",
            "emergency_name",
            "emergency_relation",
            "emergency_phone",
            "skills",
            "languages",
        ]
        texts = {column: self.canary(f"person.{key}.{column}") for column in plain}
        sealed = {
            column: self._seal(
                person_scope(person_id), "person", person_id, column, f"person.{key}.{column}"
            )
            for column in ("allergies", "medication", "blood_type")
        }
        return Person(
            id=person_id, birth_date=born, gender="F", nationality="US", **texts, **sealed
        )

    def _documents(self, key: str, person_id: str) -> list[Document]:
        rows = []
        for kind in ("passport", "visa", "insurance", "guardian_consent", "medical_form"):
            document_id = new_id()
            place = f"document.{key}.{kind}"
            columns = ("number", "country", "name_on_document", "entries", "by", "note")
            sealed = {
                column: self._seal(
                    person_scope(person_id), "document", document_id, column, f"{place}.{column}"
                )
                for column in columns
            }
            rows.append(
                Document(
                    id=document_id,
                    key=f"{key}-{kind}",
                    person=key,
                    kind=kind,
                    state="held",
                    expires=date(2031, 1, 1),
                    **sealed,
                )
            )
        return rows

    def _places(self) -> list[Any]:
        c, scope = self.canary, trip_scope(self.trip_id)
        rows: list[Any] = []
        for key in ("lee", "oh"):
            row_id = new_id()
            rows.append(
                Partner(
                    id=row_id,
                    key=key,
                    alias=c(f"partner.{key}.alias"),
                    mark=c(f"partner.{key}.mark"),
                    name=self._seal(scope, "partner", row_id, "name", f"partner.{key}.name"),
                    phone=self._seal(scope, "partner", row_id, "phone", f"partner.{key}.phone"),
                    languages="ko",
                )
            )
        for key, carry in (("maple", False), ("hotel", True)):
            row_id, place = new_id(), f"site.{key}"
            rows.append(
                Site(
                    id=row_id,
                    key=key,
                    alias=c(f"{place}.alias"),
                    mark=c(f"{place}.mark"),
                    kind="lodging" if carry else "home",
                    name=self._seal(scope, "site", row_id, "name", f"{place}.name"),
                    address=c(f"{place}.address"),
                    local_address=c(f"{place}.local_address"),
                    phone=c(f"{place}.phone"),
                    country="KR",
                    zone=SEOUL,
                    latitude=37.123456,
                    longitude=126.654321,
                    partner="lee" if key == "maple" else None,
                    carry=carry,
                    visitors="all",
                )
            )
        return rows

    def _travel(self) -> list[Any]:
        c = self.canary
        out = self._segment("out", "flight", "ORD", "ICN", (10, 13, 10), (11, 17, 10))
        home = self._segment("home", "flight", "ICN", "ORD", (14, 10, 30), (14, 9, 25))
        van = self._segment("van", "car", "hotel", "maple", (12, 9, 0), (12, 9, 40))
        train = self._segment("train", "train", "maple", "Busan", (13, 9, 0), (13, 11, 30))
        train.to_zone = SEOUL
        out.people, train.people = "all", "mei"
        crossing = Crossing(
            key="c1",
            place=c("crossing.place"),
            zone=SEOUL,
            closes=datetime(2026, 7, 11, 13),
            closes_utc=instant(datetime(2026, 7, 11, 13), SEOUL),
            opens=datetime(2026, 7, 11, 21),
            opens_utc=instant(datetime(2026, 7, 11, 21), SEOUL),
            people="all",
            note=c("crossing.note"),
        )
        return [out, home, van, train, crossing]

    def _segment(
        self,
        key: str,
        mode: str,
        origin: str,
        destination: str,
        departs: tuple[int, int, int],
        arrives: tuple[int, int, int],
    ) -> Segment:
        zones = [HOME if end == "ORD" else SEOUL for end in (origin, destination)]
        walls = [datetime(2026, 7, *moment) for moment in (departs, arrives)]
        columns = ("carrier", "number", "locator", "seats", "baggage", "vehicle", "driver")
        texts = {
            column: self.canary(f"segment.{key}.{column}")
            for column in (*columns, "met_by", "note")
            if column != "seats"
        }
        return Segment(
            key=key,
            mode=mode,
            origin=origin,
            destination=destination,
            departs=walls[0],
            departs_zone=zones[0],
            departs_utc=instant(walls[0], zones[0]),
            arrives=walls[1],
            arrives_zone=zones[1],
            arrives_utc=instant(walls[1], zones[1]),
            ticketed_as=f"mei={self.canary(f'segment.{key}.ticketed_as')}",
            people="all",
            **texts,
        )

    def _plan(self) -> list[Any]:
        c = self.canary
        rows: list[Any] = [
            self._activity("visit", "maple", 12, 10, "lee", "all"),
            self._activity("lunch", "maple", 12, 12, None, "mei"),
            self._activity("trip", "hotel", 13, 14, "oh", "lea"),
        ]
        rows[1].plain_title = ""
        for key in ("hotel", "maple"):
            rows.append(
                Stay(
                    key=f"stay-{key}",
                    site=key,
                    check_in=date(2026, 7, 11 if key == "hotel" else 12),
                    check_out=date(2026, 7, 12 if key == "hotel" else 14),
                    confirmation=c(f"stay.{key}.confirmation"),
                    note=c(f"stay.{key}.note"),
                )
            )
            rows.append(
                Room(
                    stay=f"stay-{key}",
                    room=c(f"room.{key}.room"),
                    floor=c(f"room.{key}.floor"),
                    capacity=3,
                    people="mei; lea",
                )
            )
        return rows

    def _activity(
        self, key: str, site: str, day: int, hour: int, partner: str | None, people: str
    ) -> Activity:
        starts, ends = datetime(2026, 7, day, hour), datetime(2026, 7, day, hour + 1, 30)
        columns = ["title", "plain_title", "meet_at", "vehicle", "backup", "bring", "note"]
        return Activity(
            key=key,
            day=starts.date(),
            zone=SEOUL,
            starts=starts,
            starts_utc=instant(starts, SEOUL),
            ends=ends,
            ends_utc=instant(ends, SEOUL),
            site=site,
            kind="meeting",
            lead="lea",
            people=people,
            partner=partner,
            with_children=True,
            status="confirmed",
            **{column: self.canary(f"activity.{key}.{column}") for column in columns},
        )

    def _lists(self) -> list[Any]:
        c = self.canary
        starts = datetime(2026, 6, 1, 19)
        training = Training(
            key="safety",
            title=c("training.title"),
            zone=HOME,
            starts=starts,
            starts_utc=instant(starts, HOME),
            ends=datetime(2026, 6, 1, 20),
            ends_utc=instant(datetime(2026, 6, 1, 20), HOME),
            place=c("training.place"),
            required=True,
            applies="all",
            topic=c("training.topic"),
            note=c("training.note"),
        )
        attendance = Attendance(
            training="safety", person="lea", state="attended", note=c("attendance.lea.note")
        )
        rows: list[Any] = [training, attendance]
        for level in ("public", "team", "leader"):
            rows.append(
                Contact(
                    role=c(f"contact.{level}.role"),
                    name=c(f"contact.{level}.name"),
                    phone=c(f"contact.{level}.phone"),
                    hours=c(f"contact.{level}.hours"),
                    note=c(f"contact.{level}.note"),
                    sensitivity=level,
                )
            )
            rows.append(
                FreePage(
                    title=c(f"page.{level}.title"),
                    text=c(f"page.{level}.text"),
                    sensitivity=level,
                )
            )
        rows.append(
            Contact(
                role="insurer", name=c("insurer.name"), phone=c("insurer.phone"), sensitivity="team"
            )
        )
        rows.append(Word(term=c("word.term"), plain=c("word.plain")))
        rows.append(Requirement(kind="passport", due="-60d", applies="all", settings={}))
        return rows
