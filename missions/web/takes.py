"""A leader's folder, taken by page: into a new trip that names them, or into one they lead."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from missions.installation import Installation
from missions.intake.apply import ImportResult, import_trip
from missions.intake.faults import Cause, Fault, IntakeRefused, Place
from missions.intake.held import find_trip
from missions.intake.read import Reading
from missions.intake.rows import PersonRow
from missions.people.model import Person
from missions.trips.model import Membership
from missions.trips.rules import LEADING
from missions.web.visitor import Visitor

TAKEN = "another code: this one is taken"
NOT_YOU = (
    "a row for yourself with the role leader or co-leader, with your e-mail address, or with your"
    " legal name and birth date, as in a trip that you are on already"
)


def take(
    installation: Installation, who: Visitor, reading: Reading, *, code: str = "", remove: bool
) -> ImportResult:
    """Import a folder for a leader: question, rows and account in one transaction.

    Args:
        installation: where the trip goes.
        who: the leader.
        reading: the folder as read.
        code: the trip that the folder must be of; "" where it may be a new one.
        remove: take out the rows that the folder no longer has.

    Raises:
        IntakeRefused: with every fault; nothing was changed. A code of somebody else's trip is
            such a fault, and so is a new trip that the leader doesn't lead.
    """
    with installation.store.write() as session:
        inside = installation.within(session)
        found = reading.folder.settings.code
        if found and code and found != code:
            raise IntakeRefused([_fault_of_code(reading, f"{code}: this is the page of that trip")])
        if not found:
            raise IntakeRefused(reading.faults)
        if find_trip(session, found, for_writing=True) is not None:
            if who.leading(found) is None:
                raise IntakeRefused([_fault_of_code(reading, TAKEN)])
            return import_trip(inside, reading, actor=who.account, remove=remove)
        return _new(inside, session, who, reading)


def _new(inside: Installation, session: Session, who: Visitor, reading: Reading) -> ImportResult:
    """Import a new trip and bind the leader's row to their account."""
    if reading.faults:
        raise IntakeRefused(reading.faults)
    row = _row_of(session, who, reading)
    if row is None:
        place = Place(reading.folder.people.file, column="role")
        raise IntakeRefused([Fault(Cause.VALUE, place, "", NOT_YOU)])
    result = import_trip(inside, reading, actor=who.account)
    person_id = select(Membership.person_id).where(
        Membership.trip_id == result.trip_id, Membership.key == row.key
    )
    session.execute(
        update(Person)
        .where(Person.id == person_id.scalar_subquery())
        .values(account_id=who.account)
    )
    return result


def _row_of(session: Session, who: Visitor, reading: Reading) -> PersonRow | None:
    """Return the leading row that is the visitor's."""
    persons = session.scalars(select(Person).where(Person.account_id == who.account)).all()
    leading = [row for row in reading.folder.people.rows if row.role in LEADING]
    return next((row for row in leading if any(_same(row, one) for one in persons)), None)


def _same(row: PersonRow, person: Person) -> bool:
    if row.email and _plain(row.email) == _plain(person.email):
        return True
    if row.birth_date is None or row.birth_date != person.birth_date:
        return False
    return bool(row.legal_name) and _plain(row.legal_name) == _plain(person.legal_name)


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").split()).casefold()


def _fault_of_code(reading: Reading, wanted: str) -> Fault:
    table, trip = reading.folder.trip, reading.folder.settings
    return Fault(Cause.KEY, table.place(trip, "code"), trip.code, wanted)
