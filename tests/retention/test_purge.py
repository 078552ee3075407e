"""A purge: two roles, two people, time between; then nothing of the trip is left."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from missions import clock, schema
from missions.accounts.model import CapabilityLink
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.audit.verify import verify
from missions.documents.actions import files_of
from missions.installation import Installation
from missions.outbox.model import Letter
from missions.retention import ending, journal, purge, tombstones
from missions.retention.announcing import PurgeRefused, announce, confirm, withdraw
from missions.retention.purge import carry_out, carry_out_due
from missions.retention.queries import newest_purge
from missions.retention.rules import Role, Stage
from missions.retention.safeguarding import read_records
from missions.vault.keyring import KeyShredded
from missions.vault.scopes import person_scope, trip_scope
from tests.factories.canary_trip import build
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


def agreed(house: CanaryHouse, days: int = 14, trip_id: str = "") -> str:
    """Announce and confirm the purge of the trip; return its id."""
    state = announce(
        house.installation, trip_id or house.trip_id, house.accounts["lea"], Role.LEADER, days
    )
    confirm(house.installation, state.id, house.administrator, Role.ADMINISTRATOR)
    return state.id


def purged(house: CanaryHouse) -> str:
    """Agree on the purge and carry it out on the day."""
    purge_id = agreed(house)
    with clock.frozen(AFTER + timedelta(days=14)):
        assert carry_out_due(house.installation) == 1
    return purge_id


def test_announcing_tells_leaders_and_administrators_and_waits(house: CanaryHouse) -> None:
    state = announce(house.installation, house.trip_id, house.accounts["lea"], Role.LEADER)

    with house.installation.store.read() as session:
        letters = session.scalars(select(Letter).where(Letter.name == "purge-announced")).all()
        found = sorted((row.facts["purge"], row.facts["account"], row.trip_id) for row in letters)
    assert state.stage is Stage.ANNOUNCED
    assert state.due_at == AFTER + timedelta(days=14)
    assert found == sorted(
        (state.id, account, house.trip_id)
        for account in (house.accounts["lea"], house.administrator)
    )


@pytest.mark.parametrize(
    ("who", "role", "sentence"),
    [
        ("lea", Role.ADMINISTRATOR, "Whoever announced a purge can’t confirm it"),
        ("mei", Role.LEADER, "an administrator has to confirm it"),
    ],
)
def test_it_takes_the_other_role_and_another_person(
    house: CanaryHouse, who: str, role: Role, sentence: str
) -> None:
    state = announce(house.installation, house.trip_id, house.accounts["lea"], Role.LEADER)

    with pytest.raises(PurgeRefused, match=sentence):
        confirm(house.installation, state.id, house.accounts[who], role)


def test_an_administrators_purge_is_confirmed_by_a_leader_once(house: CanaryHouse) -> None:
    state = announce(house.installation, house.trip_id, OPERATOR, Role.ADMINISTRATOR, 7)
    done = confirm(house.installation, state.id, house.accounts["lea"], Role.LEADER)

    assert (done.stage, done.confirmed_at) == (Stage.CONFIRMED, AFTER)
    with pytest.raises(PurgeRefused, match="in the meantime"):
        confirm(house.installation, state.id, house.accounts["mei"], Role.LEADER)
    with pytest.raises(PurgeRefused, match="announced already"):
        announce(house.installation, house.trip_id, OPERATOR, Role.LEADER)


@pytest.mark.parametrize("days", [6, 0, -3, 91])
def test_too_few_or_many_days_are_refused(house: CanaryHouse, days: int) -> None:
    with pytest.raises(PurgeRefused, match="Between 7 and 90 days"):
        announce(house.installation, house.trip_id, OPERATOR, Role.LEADER, days)


def test_a_trip_that_runs_is_refused_unless_it_is_said_twice(house: CanaryHouse) -> None:
    with clock.frozen(RUNNING):
        with pytest.raises(PurgeRefused, match="This trip is not over"):
            announce(house.installation, house.trip_id, OPERATOR, Role.LEADER)
        state = announce(
            house.installation, house.trip_id, OPERATOR, Role.LEADER, even_though_ahead=True
        )
        confirm(house.installation, state.id, house.administrator, Role.ADMINISTRATOR)
        assert carry_out(house.installation, state.id, OPERATOR, at_once=True)


def test_what_is_not_confirmed_not_due_or_withdrawn_is_not_carried_out(house: CanaryHouse) -> None:
    everything = counted(house.installation)
    state = announce(house.installation, house.trip_id, OPERATOR, Role.LEADER)
    with clock.frozen(AFTER + timedelta(days=30)):
        assert carry_out_due(house.installation) == 0
        confirm(house.installation, state.id, house.administrator, Role.ADMINISTRATOR)
        withdraw(house.installation, state.id, house.accounts["lea"], Role.LEADER)
        assert carry_out_due(house.installation) == 0
        with pytest.raises(PurgeRefused, match="nothing to withdraw"):
            withdraw(house.installation, state.id, OPERATOR, Role.LEADER)
    agreed(house)
    with clock.frozen(AFTER + timedelta(days=13, hours=23)):
        assert carry_out_due(house.installation) == 0

    assert counted(house.installation)["activity"] == everything["activity"]


def test_after_a_purge_no_row_tells_of_the_trip(house: CanaryHouse) -> None:
    purge_id = purged(house)

    left = counted(house.installation)
    assert left.pop("audit_entry") > 10
    assert left == {
        "account": 5,
        "audit_head": 1,
        "capability_link": 4,
        "letter": 4,
        "purge": 1,
        "safeguarding_record": 3,
        "web_session": 4,
    }
    assert told(house.installation, house.canaries("lea", "mei", "sam", "gus")) <= {
        *(f"account.{key}.email" for key in house.accounts),
        *(f"session.{key}.client" for key in house.accounts),
    }
    with house.installation.store.read() as session:
        state = newest_purge(session, house.trip_id)
        entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "trip:purge"))
        assert verify(session).whole
    assert state is not None
    assert (state.id, state.stage) == (purge_id, Stage.DONE)
    assert entry is not None
    assert (entry.actor, entry.subject) == ("worker", house.trip_id)
    assert entry.detail == f"purge={purge_id} persons=4 records=3"


def test_after_a_purge_keys_and_files_are_gone(house: CanaryHouse) -> None:
    keyring = house.installation.keyring
    scopes = [trip_scope(house.trip_id), *map(person_scope, house.persons.values())]
    assert len(list(files_of(house.installation).names())) == 3
    purged(house)

    for scope in scopes:
        with pytest.raises(KeyShredded):
            keyring.current_generation(scope)
    assert list(files_of(house.installation).names()) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_after_a_purge_no_byte_of_the_home_tells_of_the_trip(house: CanaryHouse) -> None:
    home = Path(house.installation.store.url.removeprefix("sqlite:///"))
    tokens = house.trip.canary.token
    accounts = {place for place in tokens if place.startswith(("account.", "session."))}
    before = home.read_bytes() + files(home.parent)
    purged(house)

    left = home.read_bytes() + files(home.parent) + files(house.installation.settings.home)
    assert {place for place in tokens if tokens[place].encode() in before} > accounts
    assert {place for place in tokens if tokens[place].encode() in left} <= accounts
    assert house.trip.code.encode() not in left.replace(b"canary_house", b"")


def test_a_person_of_another_trip_keeps_facts_and_key(house: CanaryHouse) -> None:
    other = build(house.installation, "open", "other")
    with house.installation.store.write() as session:
        table = rows_of(house.installation)["membership"]
        theirs = next(r for r in table if r["trip_id"] == other.trip_id and r["key"] == "mei")
        session.execute(
            _memberships()
            .update()
            .where(_memberships().c.id == theirs["id"])
            .values(person_id=house.persons["mei"])
        )
    purged(house)

    people = {row["id"] for row in rows_of(house.installation)["person"]}
    assert house.persons["mei"] in people
    assert house.persons["lea"] not in people
    assert house.installation.keyring.current_generation(person_scope(house.persons["mei"])) == 1
    assert len(rows_of(house.installation)["trip"]) == 1


def _memberships() -> Table:

    return schema.metadata.tables["membership"]


def test_addresses_end_and_name_nobody(house: CanaryHouse) -> None:
    purged(house)

    with house.installation.store.read() as session:
        links = session.scalars(select(CapabilityLink)).all()
    found = {(one.membership_id, one.partner_id, one.last_client, one.revoked_at) for one in links}
    assert found == {(None, None, "", AFTER + timedelta(days=14))}
    assert {one.token_hash for one in links} == {f"digest-of-{key}" for key in house.members}


def test_safeguarding_outlives_the_trip(house: CanaryHouse) -> None:
    purged(house)

    found = read_records(house.installation, OPERATOR)
    tokens = house.trip.canary.token
    assert {
        (one.record["legal_name"], one.record["birth_date"], str(one.kept_until)) for one in found
    } == {
        (tokens["person.lea.legal_name"], "1980-01-02", "2036-07-14"),
        (tokens["person.mei.legal_name"], "1995-05-06", "2036-07-14"),
        (tokens["person.sam.legal_name"], "2012-07-08", "2037-07-08"),
    }


class Killed(BaseException):
    """The process is gone."""


STEPS = {
    "records": (purge, "keep_records"),
    "list": (journal, "begin"),
    "rows": (purge, "delete_persons"),
    "log": (purge.log, "record"),
    "keys": (ending, "drop_files"),
    "before keys": (purge, "finish"),
    "fold": (ending, "fold"),
    "done": (journal, "done"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_purge_that_is_killed_goes_on(
    house: CanaryHouse, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(house)
    whole = counted(house.installation)
    module, name = STEPS[step]
    real: Callable[..., object] = getattr(module, name)

    def killed(*args: object, **kw: object) -> object:
        if after:
            real(*args, **kw)
        raise Killed

    with clock.frozen(AFTER + timedelta(days=14)):
        monkeypatch.setattr(module, name, killed)
        with pytest.raises(Killed):
            carry_out_due(house.installation)
        monkeypatch.undo()
        middle = counted(house.installation)
        carry_out_due(house.installation)
        carry_out_due(house.installation)

    path = journal.file_of(house.installation.settings)
    left = counted(house.installation)
    assert middle.get("trip") in (None, whole["trip"])
    assert left["safeguarding_record"] == 3
    assert "trip" not in left
    assert "person" not in left
    assert [entry.done for entry in journal.entries(path)] == [True]
    assert list(files_of(house.installation).names()) == []
    with pytest.raises(KeyShredded):
        house.installation.keyring.current_generation(trip_scope(house.trip_id))


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_backup_can_not_bring_it_back(house: CanaryHouse, tmp_path: Path) -> None:
    database = Path(house.installation.store.url.removeprefix("sqlite:///"))
    backup = tmp_path / "backup.db"
    ending.fold(house.installation.store)
    shutil.copyfile(database, backup)
    purge_id = purged(house)
    house.installation.store.close()
    shutil.copyfile(backup, database)
    assert counted(house.installation)["person"] == 4

    first = tombstones.apply(house.installation)
    again = tombstones.apply(house.installation)

    left = counted(house.installation)
    assert (first, again) == (tombstones.Applied(1, 4), tombstones.Applied(0, 0))
    assert {"trip", "person", "edition", "feed", "scan", "invitation"} & set(left) == set()
    assert left["safeguarding_record"] == 3
    assert [row["id"] for row in rows_of(house.installation)["purge"]] == [purge_id]
    with pytest.raises(KeyShredded):
        house.installation.keyring.current_generation(trip_scope(house.trip_id))
    accounts = [place for place in house.trip.canary.token if place.startswith(("acc", "ses"))]
    tokens = house.trip.canary.token
    assert {p for p in tokens if tokens[p].encode() in database.read_bytes()} <= set(accounts)
