"""A trip in the database with a mark in every private column, and people in every role."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from missions import clock
from missions.accounts.invitations import invite
from missions.accounts.model import Account, CapabilityLink, Passkey
from missions.accounts.sessions import open_browser
from missions.audit.log import OPERATOR
from missions.briefing.model import Edition, PaperCopy
from missions.discretion.model import Acceptance, HouseWord
from missions.documents.history import RETURNED, Told, write
from missions.documents.model import Document
from missions.installation import Installation
from missions.people.model import Person
from missions.privacy import Sensitivity
from missions.readiness.model import Exemption, Override
from missions.reference.model import RuleValue
from missions.schedule.model import Activity, Room, Segment, Stay
from missions.store.base import Base, new_id
from missions.training.model import Attendance, Training
from missions.trips.model import (
    Contact,
    Membership,
    Partner,
    Requirement,
    Site,
    Trip,
)
from missions.vault.keyring import address, person_scope, trip_scope
from tests.factories.canary_trip import Canaries, CanaryTrip, build
from tests.proof.columns import wanted
from tests.proof.marks import DAYS, DEGREES, Marks

CAST = {
    "lea": ("leader", date(1980, 1, 2)),
    "cora": ("co-leader", date(1981, 1, 2)),
    "mei": ("volunteer", date(1995, 5, 6)),
    "sam": ("volunteer", date(2012, 7, 8)),
    "gus": ("guardian", date(1979, 9, 10)),
    "dan": ("duty officer", date(1978, 9, 10)),
}
ALIAS = {"free_page": "page", "membership": "person"}
"""What the places of a table begin with, where it is not the table's own name."""
MINOR = "sam"


def furnish(installation: Installation, posture: str, marks: Marks) -> CanaryTrip:
    """Write the trip, with an account for everybody."""
    trip = build(installation, posture, people=CAST, canary=marks)
    with installation.store.write() as session:
        trip.code = marks("trip.code").split()[-1].lower()
        session.get_one(Trip, trip.trip_id).code = trip.code
        _add(session, trip.trip_id, marks)
        session.flush()
        fill(session, installation, trip)
        traces(session, installation, trip)
    return trip


def _add(session: Session, trip_id: str, marks: Marks) -> None:
    """Add what the plain trip has not: things that are owed, waived and let be, an attendance."""
    rows: list[Any] = [
        Requirement(kind="form", title=marks("requirement.form.title"), due="-30d", applies="all"),
        Requirement(kind="ticket_name", title="", due="-30d", applies="all"),
        Attendance(training="safety", person="mei", state="attended"),
        Exemption(person="mei", kind="visa", title=""),
        Exemption(person="sam", kind="visa", title=""),
        Override(kind="overlap", items="lunch; visit", people="mei"),
    ]
    for place, row in enumerate(rows):
        row.trip_id, row.position = trip_id, 900 + place
        session.add(row)
    legs = {leg.key: leg for leg in session.scalars(_of(trip_id, Segment))}
    legs["train"].destination = marks("segment.train.destination")
    legs["van"].origin = marks("segment.van.origin")
    for host in session.scalars(_of(trip_id, Partner)):
        host.languages = marks(f"partner.{host.key}.languages")


def _of(trip_id: str, model: type[Any]) -> Select[Any]:
    return select(model).where(model.trip_id == trip_id)


def fill(session: Session, installation: Installation, trip: CanaryTrip) -> None:
    """Put a mark into every private column of every row that has none yet."""
    assert isinstance(trip.canary, Marks)
    for model in models():
        table = model.__table__
        for row in rows_of(session, model, trip):
            for column in wanted(table.name):
                _mark(row, column, _place(session, row, column), trip, installation)


def models() -> list[type[Any]]:
    """Return every model, by its table's name."""
    known = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(known, key=lambda model: str(model.__table__.name))


def rows_of(session: Session, model: type[Any], trip: CanaryTrip) -> list[Any]:
    """Return the rows of a table that are the trip's."""
    columns = model.__table__.columns
    if model is Trip:
        return [session.get_one(Trip, trip.trip_id)]
    if model is Person:
        joined = select(Person).join(Membership, Membership.person_id == Person.id)
        return list(session.scalars(joined.where(Membership.trip_id == trip.trip_id)))
    if "trip_id" not in columns:
        return []
    return list(session.scalars(_of(trip.trip_id, model)))


def _place(session: Session, row: Any, column: str) -> str:
    table = row.__table__.name
    return ".".join([ALIAS.get(table, table), *_label(session, row), column])


def _label(session: Session, row: Any) -> list[str]:
    if isinstance(row, Person):
        key = session.scalar(select(Membership.key).where(Membership.person_id == row.id))
        return [str(key)]
    if isinstance(row, Document):
        return [row.person, row.kind]
    if isinstance(row, Attendance | Exemption):
        return [row.person]
    if isinstance(row, Stay | Room):
        return [(row.key if isinstance(row, Stay) else row.stay).removeprefix("stay-")]
    if isinstance(row, Trip | Training):
        return []
    if isinstance(row, Requirement):
        return [row.kind]
    if isinstance(row, Contact):
        return [row.role if row.role == "insurer" else row.sensitivity]
    return [row.key] if isinstance(row, Membership | Site | Partner | Segment | Activity) else []


def _mark(row: Any, column: str, place: str, trip: CanaryTrip, installation: Installation) -> None:
    marks, table = trip.canary, row.__table__
    assert isinstance(marks, Marks)
    if table.columns[column].info["sensitivity"] is Sensitivity.SEALED:
        if getattr(row, column) is None:
            where = address(table.name, row.id, column)
            sealed = installation.keyring.seal(scope_of(row, trip), where, marks(place))
            setattr(row, column, sealed)
    elif column in DAYS:
        setattr(row, column, marks.day(place))
    elif column in DEGREES:
        setattr(row, column, marks.degrees(place))
    elif not getattr(row, column):
        setattr(row, column, marks(place))


def scope_of(row: Any, trip: CanaryTrip) -> str:
    """Return whose key seals a row's columns."""
    if isinstance(row, Person):
        return person_scope(row.id)
    if not isinstance(row, Document):
        return trip_scope(trip.trip_id)
    session = object_session(row)
    assert session is not None
    owner = select(Membership.person_id).where(
        Membership.trip_id == row.trip_id, Membership.key == row.person
    )
    return person_scope(str(session.scalar(owner)))


def traces(session: Session, installation: Installation, trip: CanaryTrip) -> None:
    """Leave what people leave: accounts, letters' addresses, named keys, notes, words let pass."""
    marks, now = trip.canary, clock.now()
    found = select(Membership, Person).join(Person).where(Membership.trip_id == trip.trip_id)
    for member, person in session.execute(found):
        place = f"{{}}.{member.key}.{{}}".format
        mail = f"{marks(place('account', 'email')).split()[-1].lower()}@mail.invalid"
        account = Account(id=new_id(), created_at=now, email=mail)
        session.add(account)
        session.flush()
        person.account_id = account.id
        name = marks(place("passkey", "name"))
        key = {"credential": new_id().encode(), "public_key": b"-", "account_id": account.id}
        session.add(Passkey(created_at=now, name=name, **key))
        client = marks(place("web_session", "client"))
        open_browser(session, account.id, client, proved=False)
        mail = f"{marks(place('invitation', 'email')).split()[-1].lower()}@mail.invalid"
        invite(installation, session, person.id, mail, OPERATOR)
    session.add(
        HouseWord(kind="word", term=marks("house_word.term"), plain=marks("house_word.plain"))
    )
    allowed = {"term": marks("acceptance.term"), "reason": marks("acceptance.reason")}
    row = Acceptance(trip_id=trip.trip_id, place="activity", text_hash="0" * 64, **allowed)
    row.first_by, row.first_at = OPERATOR, now
    session.add(row)
    _rule(session, marks)
    for member, person in session.execute(found):
        _history(session, installation, trip, member, person)


def _rule(session: Session, marks: Canaries) -> None:
    """Change a rule of travel, which is the organisation's: once, however many trips there are."""
    key, now = "driver.min_age", clock.now()
    if session.scalar(select(RuleValue.id).where(RuleValue.key == key)) is None:
        rule = RuleValue(key=key, value="24", source=marks("rule_value.source"))
        rule.note, rule.read_on, rule.changed_at = marks("rule_value.note"), now.date(), now
        session.add(rule)


def _history(
    session: Session,
    installation: Installation,
    trip: CanaryTrip,
    member: Membership,
    person: Person,
) -> None:
    """Leave what was once done to each of a member's passports."""
    papers = _of(trip.trip_id, Document).where(
        Document.person == member.key, Document.kind == "passport"
    )
    for paper in session.scalars(papers):
        said = Told(reason=trip.canary(f"paper_event.{member.key}.words"))
        write(installation, session, paper, person.id, OPERATOR, RETURNED, said)


def hand_out(session: Session, trip: CanaryTrip, members: dict[str, str]) -> None:
    """Leave what the first edition leaves: a copy on paper, calendars that were fetched."""
    marks, now = trip.canary, clock.now()
    edition = session.scalar(select(Edition.id).where(Edition.trip_id == trip.trip_id))
    for key in ("lea", "mei"):
        note = marks(f"paper_copy.{key}.note")
        copy = PaperCopy(edition_id=edition, code=key, what="packet", audience="team", person=key)
        copy.times, copy.issued_at, copy.issued_by, copy.note = 1, now, OPERATOR, note
        link = CapabilityLink(token_hash=new_id(), created_at=now, purpose="feed")
        link.expires_at, link.membership_id = now + timedelta(days=60), members[key]
        link.last_client = marks(f"capability_link.{key}.last_client")
        link.last_fetched_at = now
        session.add_all([copy, link])


def move(session: Session, trip: CanaryTrip, when: str) -> None:
    """Change a fact of each class, so that editions differ; what was there is told as it was."""
    marks = trip.canary
    rows = {
        "activity.lunch": (Activity, "lunch", ("title", "backup", "bring")),
        "stay.hotel": (Stay, "stay-hotel", ("note",)),
        "segment.van": (Segment, "van", ("driver", "locator")),
    }
    for place, (model, key, columns) in rows.items():
        row = session.scalars(_of(trip.trip_id, model).where(model.key == key)).one()
        for column in columns:
            setattr(row, column, marks(f"{when}.{place}.{column}"))
