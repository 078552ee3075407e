"""Erasing a person: nothing of theirs stays in what can be read; what is others' stays whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from missions import clock, feeds
from missions.accounts.model import Account
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.briefing.actions import preview, publish
from missions.briefing.desk import open_desk
from missions.briefing.document import What
from missions.briefing.release import Asked, Viewer, release
from missions.documents.actions import files_of
from missions.installation import Installation
from missions.privacy import Audience
from missions.retention import erasing, journal, tombstones
from missions.retention.closing import close_idle
from missions.retention.ending import fold, settle
from missions.retention.erasing import Erased, EraseRefused, erase
from missions.retention.safeguarding import forget_due, read_records
from missions.schedule.model import Activity, Room, Segment
from missions.trips.model import Membership, Trip
from missions.vault.keyring import KeyShredded
from missions.vault.scopes import account_scope, person_scope
from tests.retention.canary_house import (
    AFTER,
    RUNNING,
    CanaryHouse,
    counted,
    files,
    furnish,
    rows_of,
    told,
)


@pytest.fixture
def house(installation: Installation) -> Iterator[CanaryHouse]:
    """The canary trip, seven weeks after its end."""
    made = furnish(installation)
    with clock.frozen(AFTER):
        yield made


def erased(house: CanaryHouse, key: str = "mei") -> Erased:
    """Erase somebody as they asked."""
    return erase(house.installation, house.persons[key], house.accounts[key])


TICKETS = {f"segment.{key}.ticketed_as" for key in ("out", "home", "van", "train")}


def test_nothing_of_ones_own_stays_and_nothing_of_others_goes(house: CanaryHouse) -> None:
    tokens = house.trip.canary.token
    before = told(house.installation, tokens)
    assert erased(house) == Erased(trips=1, records=1, account_closed=True)

    mine = set(house.canaries("mei")) | TICKETS
    kept = {"copy.mei.note"}
    assert before - told(house.installation, tokens) == mine & before - kept


def test_keys_files_account_and_address_end(house: CanaryHouse) -> None:
    installation = house.installation
    installation.keyring.ensure([account_scope(house.accounts["mei"])])
    erased(house)

    for scope in (person_scope(house.persons["mei"]), account_scope(house.accounts["mei"])):
        with pytest.raises(KeyShredded):
            installation.keyring.current_generation(scope)
    assert sorted(kept.name for kept in files_of(installation).names()) == [
        "scan-of-lea",
        "scan-of-sam",
    ]
    left = rows_of(installation)
    assert house.accounts["mei"] not in {row["id"] for row in left["account"]}
    assert len(left["web_session"]) == 3
    ended = [row for row in left["capability_link"] if row["revoked_at"]]
    assert [(row["token_hash"], row["membership_id"]) for row in ended] == [("digest-of-mei", None)]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_byte_of_the_home_tells_of_them(house: CanaryHouse) -> None:
    database = Path(house.installation.store.url.removeprefix("sqlite:///"))
    erased(house)

    left = database.read_bytes() + files(database.parent) + files(house.installation.settings.home)
    mine = house.canaries("mei")
    assert {place for place, text in mine.items() if text.encode() in left} == {"copy.mei.note"}


def test_the_plan_names_somebody_without_a_name_in_the_same_places(house: CanaryHouse) -> None:
    erased(house)

    with house.installation.store.read() as session:
        keys = dict(session.execute(select(Membership.id, Membership.key)).all())
        people = dict(session.execute(select(Activity.key, Activity.people)).all())
        rooms = set(session.scalars(select(Room.people)))
        legs = dict(session.execute(select(Segment.key, Segment.people)).all())
        tickets = set(session.scalars(select(Segment.ticketed_as)))
    assert keys[house.members["mei"]] == "someone-1"
    assert (people["lunch"], people["visit"], people["trip"]) == ("someone-1", "all", "lea")
    assert rooms == {"someone-1; lea"}
    assert (legs["train"], legs["out"]) == ("someone-1", "all")
    assert tickets == {""}


def test_editions_are_read_published_and_followed_as_before(house: CanaryHouse) -> None:
    installation, code = house.installation, house.trip.code
    erased(house)
    with installation.store.write() as session:
        desk = open_desk(installation, session, house.trip_id, 1)
        book = release(desk, Viewer("operator"), Asked(What.BOOK, Audience.LEADER))
        names = sorted(member.name for member in desk.plan.members)
    assert "someone" in names
    assert house.trip.canary.found_in(repr(book)) & set(house.canaries("mei")) == set()
    assert house.trip.canary.found_in(repr(book)) >= {"person.sam.allergies", "site.maple.name"}

    assert preview(installation, code, OPERATOR).unchanged is False
    assert publish(installation, code, OPERATOR).number == 2
    assert publish(installation, code, OPERATOR).unchanged is True
    assert feeds.rebuild_waiting(installation) == 1
    with installation.store.write() as session:
        desk = open_desk(installation, session, house.trip_id)
        assert release(desk, Viewer("operator"), Asked(What.BOOK, Audience.LEADER))


def test_a_person_whose_key_is_gone_is_blank_and_gets_no_new_one(house: CanaryHouse) -> None:
    installation, code = house.installation, house.trip.code
    scope = person_scope(house.persons["mei"])
    installation.keyring.shred([scope])

    assert publish(installation, code, OPERATOR).number == 2
    assert publish(installation, code, OPERATOR).unchanged is True
    for number in (1, 2):
        with installation.store.write() as session:
            desk = open_desk(installation, session, house.trip_id, number)
            book = release(desk, Viewer("operator"), Asked(What.BOOK, Audience.LEADER))
        seen = house.trip.canary.found_in(repr(book))
        assert "person.sam.allergies" in seen
        assert "person.mei.allergies" not in seen
        assert "person.mei.legal_name" in seen
    with pytest.raises(KeyShredded):
        installation.keyring.current_generation(scope)


@pytest.mark.parametrize("moment", [RUNNING, RUNNING - timedelta(days=10)])
def test_who_is_counted_on_is_refused(house: CanaryHouse, moment: object) -> None:
    before = counted(house.installation)
    with clock.frozen(moment), pytest.raises(EraseRefused, match="Leave the trip first"):  # type: ignore[arg-type]
        erased(house)

    assert counted(house.installation) == before
    with house.installation.store.write() as session:
        session.execute(
            update(Membership)
            .where(Membership.id == house.members["mei"])
            .values(ended_at=RUNNING - timedelta(days=11))
        )
    with clock.frozen(moment):  # type: ignore[arg-type]
        assert erased(house).account_closed


def test_another_trip_ahead_of_the_same_account_counts_too(house: CanaryHouse) -> None:
    with house.installation.store.write() as session:
        trip = Trip(code="next", starts=date(2027, 1, 1), ends=date(2027, 1, 9))
        session.add(trip)
        session.flush()
        session.add(
            Membership(trip_id=trip.id, person_id=house.persons["mei"], key="mei", role="volunteer")
        )
    with pytest.raises(EraseRefused):
        erased(house)


def test_an_administrators_account_stays(house: CanaryHouse) -> None:
    with house.installation.store.write() as session:
        session.execute(
            update(Account).where(Account.id == house.accounts["lea"]).values(administrator=True)
        )

    assert erased(house, "lea").account_closed is False
    assert house.accounts["lea"] in {row["id"] for row in rows_of(house.installation)["account"]}


def test_it_is_in_the_log_and_safeguarding_is_kept_once(house: CanaryHouse) -> None:
    erased(house)
    erased(house, "sam")

    records = read_records(house.installation, OPERATOR)
    with house.installation.store.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "data:erase")).all()
    tokens = house.trip.canary.token
    assert [one.record["legal_name"] for one in records] == sorted(
        [tokens["person.mei.legal_name"], tokens["person.sam.legal_name"]]
    )
    assert records[0].record["documents"] == [
        {"kind": "guardian_consent", "state": "held", "valid_from": None, "expires": "2031-01-01"}
    ]
    assert records[0].record["with_children"] is True
    assert [(row.subject, row.detail) for row in entries] == [
        (house.persons["mei"], "persons=1 trips=1 records=1"),
        (house.persons["sam"], "persons=1 trips=1 records=1"),
    ]
    with house.installation.store.read() as session:
        keys = set(session.scalars(select(Membership.key)))
    assert keys == {"lea", "gus", "someone-1", "someone-2"}


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("name", ["blank_persons", "finish"])
def test_an_erasure_that_is_killed_is_void_or_goes_on(
    house: CanaryHouse, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: object) -> None:
        raise Killed

    monkeypatch.setattr(erasing, name, killed)
    with pytest.raises(Killed):
        erased(house)
    monkeypatch.undo()
    assert settle(house.installation) == 1
    assert settle(house.installation) == 0

    scope, keyring = person_scope(house.persons["mei"]), house.installation.keyring
    path = journal.file_of(house.installation.settings)
    if name == "blank_persons":
        assert keyring.current_generation(scope) == 1
        assert journal.entries(path) == []
        assert erased(house).account_closed
    assert [entry.done for entry in journal.entries(path)] == [True]
    with pytest.raises(KeyShredded):
        keyring.current_generation(scope)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_backup_can_not_bring_them_back(house: CanaryHouse, tmp_path: Path) -> None:
    database = Path(house.installation.store.url.removeprefix("sqlite:///"))
    backup = tmp_path / "backup.db"
    fold(house.installation.store)
    shutil.copyfile(database, backup)
    erased(house)
    house.installation.store.close()
    shutil.copyfile(backup, database)

    assert tombstones.apply(house.installation) == tombstones.Applied(0, 1)
    assert tombstones.apply(house.installation) == tombstones.Applied(0, 0)
    mine = set(house.canaries("mei")) - {"copy.mei.note"}
    assert told(house.installation, house.trip.canary.token) & mine == set()
    assert publish(house.installation, house.trip.code, OPERATOR).number == 2


def test_records_end_on_their_own_clock(house: CanaryHouse) -> None:
    for key in ("mei", "sam"):
        erased(house, key)
    with clock.frozen(AFTER.replace(year=2036, month=7, day=14)):
        assert forget_due(house.installation) == 0
    with clock.frozen(AFTER.replace(year=2036, month=7, day=15)):
        assert forget_due(house.installation) == 1
    with clock.frozen(AFTER.replace(year=2037, month=7, day=9)):
        assert forget_due(house.installation) == 1

    assert read_records(house.installation, OPERATOR) == []


def test_an_account_that_no_trip_holds_is_closed_after_half_a_year(house: CanaryHouse) -> None:
    with house.installation.store.write() as session:
        session.add(Account(id="lonely", created_at=AFTER, administrator=False))
    with clock.frozen(AFTER + timedelta(days=182)):
        assert close_idle(house.installation) == 0
    with clock.frozen(AFTER + timedelta(days=184)):
        assert close_idle(house.installation) == 1
        assert close_idle(house.installation) == 0

    accounts = {row["id"] for row in rows_of(house.installation)["account"]}
    assert accounts == {*house.accounts.values(), house.administrator}
