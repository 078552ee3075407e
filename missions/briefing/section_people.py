"""People, whom to call, trainings and free pages."""

from __future__ import annotations

from missions.briefing.diff_lists import CLASSES
from missions.briefing.document import (
    Contact,
    Emergency,
    EmergencyNumbers,
    Page,
    Person,
    PersonNote,
    TrainingSession,
)
from missions.briefing.dossier import ContactFacts, Member, TrainingFacts
from missions.briefing.reader import Reader
from missions.policy.views import Calls
from missions.privacy import Sensitivity
from missions.reference.countries import country_name
from missions.reference.emergency import numbers_of

HOME_CONTACT = "home contact"


def people(reader: Reader) -> tuple[Person, ...]:
    """Return the roster, others by preferred name only."""
    if not reader.told:
        return ()
    return tuple(person(reader, row) for row in reader.plan.members)


def person(reader: Reader, row: Member) -> Person:
    """Return one member: team facts, and what is one's own or for leaders."""
    return Person(
        key=row.key,
        name=row.name,
        role=row.role,
        groups=row.groups,
        skills=row.skills,
        languages=row.languages,
        travels=row.travels,
        minor=reader.own(row, row.minor, False),
        legal_name=reader.own(row, row.legal_name, ""),
        local_name=reader.own(row, row.local_name, ""),
        birth_date=reader.own(row, row.birth_date, None),
        gender=reader.own(row, row.gender, ""),
        nationality=reader.own(row, row.nationality, ""),
        email=reader.own(row, row.email, ""),
        phone=reader.own(row, row.phone, ""),
        diet=reader.own(row, row.diet, ""),
        **_medical(reader, row),
        emergency=_emergency(reader, row),
        guardians=_guardians(reader, row),
        drives=reader.own(row, row.drives, False),
        joins=reader.own(row, row.joins, None),
        leaves=reader.own(row, row.leaves, None),
    )


def _medical(reader: Reader, row: Member) -> dict[str, str]:
    mine = reader.view.own and reader.member is not None and reader.member.id == row.id
    if not (reader.leads or mine):
        return {}
    secrets = reader.secrets_of(row.id)
    return {
        "allergies": secrets.allergies.unseal(),
        "medication": secrets.medication.unseal(),
        "blood_type": secrets.blood_type.unseal(),
    }


def _guardians(reader: Reader, row: Member) -> tuple[str, ...]:
    return tuple(reader.called(key) for key in reader.own(row, row.guardians, ()))


def _emergency(reader: Reader, row: Member) -> Emergency | None:
    name = reader.own(row, row.emergency_name, "")
    phone = reader.own(row, row.emergency_phone, "")
    if not (name or phone):
        return None
    return Emergency(name, reader.own(row, row.emergency_relation, ""), phone)


def at_the_desk(member: Member) -> Person:
    """Return a traveller by legal name only, as a border paper heads its pages."""
    return Person(legal_name=member.legal_name.unseal() or member.name)


def _called_for(reader: Reader, row: ContactFacts) -> bool:
    level = CLASSES.get(row.sensitivity, Sensitivity.LEADER)
    calls = reader.view.calls
    if calls is Calls.HOME:
        home = row.role.unseal().strip().casefold() == HOME_CONTACT
        return level is Sensitivity.PUBLIC or (level is Sensitivity.TEAM and home)
    limit = {
        Calls.PUBLIC: Sensitivity.PUBLIC,
        Calls.TEAM: Sensitivity.TEAM,
        Calls.ALL: Sensitivity.LEADER,
    }.get(calls)
    return limit is not None and level <= limit


def contact(row: ContactFacts) -> Contact:
    """Return a contact that has been found fit for the reader."""
    return Contact(
        role=row.role.unseal(),
        name=row.name.unseal(),
        phone=row.phone.unseal(),
        country=row.country.unseal(),
        nationality=row.nationality.unseal(),
        hours=row.hours.unseal(),
        note=row.note.unseal(),
    )


def contacts(reader: Reader) -> tuple[Contact, ...]:
    """Return whom this paper's reader may call; of embassies their own only on personal papers."""
    found = [contact(row) for row in reader.plan.contacts if _called_for(reader, row)]
    member = reader.member
    if member is None or not reader.view.own:
        return tuple(found)
    mine = member.nationality.unseal()
    return tuple(row for row in found if row.nationality in ("", mine))


def numbers(reader: Reader, countries: list[str]) -> tuple[EmergencyNumbers, ...]:
    """Return the public emergency numbers of countries; the trip's own contacts go first."""
    found = []
    for country in dict.fromkeys(country for country in countries if country):
        known = numbers_of(country)
        if known is not None:
            name = country_name(country)
            row = EmergencyNumbers(country, name, known.police, known.fire, known.ambulance)
            found.append(row)
    return tuple(found)


def countries(reader: Reader) -> list[str]:
    """Return the countries of this paper's sites and flights, away from home first."""
    home = {
        end.country
        for row in reader.plan.segments
        for zone, end in ((row.departs_zone, row.origin), (row.arrives_zone, row.destination))
        if zone == reader.plan.trip.home_zone
    }
    found = [site.country for site in reader.plan.sites]
    found += [row.destination.country for row in reader.plan.segments if reader.concerns(row)]
    return sorted(dict.fromkeys(found), key=lambda country: country in home)


def trainings(reader: Reader) -> tuple[TrainingSession, ...]:
    """Return the trainings that apply, with one's own state; leaders see everybody's."""
    if not reader.told:
        return ()
    return tuple(_training(reader, row) for row in reader.plan.trainings if reader.concerns(row))


def _training(reader: Reader, row: TrainingFacts) -> TrainingSession:
    states = {note.person: note.state for note in row.attendance.unseal()}
    own = reader.member is not None and (reader.view.own or reader.leads)
    everybody = reader.leads and reader.member is None
    return TrainingSession(
        uid=row.id,
        start=reader.moment(row.starts, row.zone, row.starts_utc),
        end=reader.moment(row.ends, row.zone, row.ends_utc),
        title=row.title or "Training",
        place=row.place,
        topic=row.topic,
        state=states.get(reader.member.id, "") if own and reader.member else "",
        required=reader.leader(row.required, False),
        states=_states(reader, states) if everybody else (),
        missing=reader.names([p for p in row.people if p not in states]) if everybody else (),
        people=reader.names(row.people) if everybody else (),
        everyone=everybody and reader.everyone(row.people),
        note=reader.leader(row.note, ""),
    )


def _states(reader: Reader, states: dict[str, str]) -> tuple[PersonNote, ...]:
    return tuple(
        PersonNote(reader.people[member].name, state)
        for member, state in states.items()
        if member in reader.people
    )


def pages(reader: Reader) -> tuple[Page, ...]:
    """Return the free pages for this reader."""
    if not reader.told:
        return ()
    level = Sensitivity.LEADER if reader.leads else Sensitivity.TEAM
    return tuple(
        Page(row.title.unseal(), row.text.unseal())
        for row in reader.plan.pages
        if CLASSES.get(row.sensitivity, Sensitivity.LEADER) <= level
    )
