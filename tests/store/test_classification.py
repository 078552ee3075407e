"""How private each column is, against the contract's table, column by column."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, String, Table

from missions import schema
from missions.installation import Installation
from missions.privacy import Sensitivity
from missions.store.base import UnclassifiedColumn, require_classified, unclassified
from missions.web.app import create_app

# Written out by hand from the trip folder's table. A row's own id and those of its trip and person
# are random; keys are for the team. What is not in the folder (accounts, links, editions, the audit
# log) is for leaders, but for what an address or a row must show to be found.
PUBLIC = """
    account: id
    activity: id trip_id day starts starts_utc ends ends_utc plain_title
    attendance: id trip_id
    contact: id trip_id
    crossing: id trip_id
    document: id trip_id
    edition: id trip_id
    feed: id membership_id edition_id etag body
    capability_link: id membership_id partner_id
    acceptance: id trip_id
    crossing_lift: id membership_id
    exemption: id trip_id
    house_word: id
    identity: id account_id
    invitation: id person_id
    kept_board: trip_id
    kept_conflict: id trip_id
    kept_person: trip_id
    kept_verdict: id trip_id
    letter: id trip_id
    override: id trip_id
    paper_copy: id edition_id
    paper_event: id document_id person_id
    passkey: id account_id
    purge: id trip_id
    readiness_day: trip_id
    recovery_code: id account_id
    safeguarding_record: id
    scan: id document_id person_id
    free_page: id trip_id
    membership: id trip_id person_id
    partner: id trip_id mark
    person: id account_id
    requirement: id trip_id
    room: id trip_id
    rule_value: id
    segment: id trip_id departs departs_utc arrives arrives_utc
    sign_in_link: id account_id
    site: id trip_id mark
    stay: id trip_id
    training: id trip_id starts starts_utc ends ends_utc
    trip: id label starts ends paper languages
    web_session: id account_id
    word: id trip_id
"""
TEAM = """
    activity: key position zone site title kind lead people partner status meet_at meet_time
        vehicle bring
    attendance: position training person
    contact: position
    crossing: key position
    document: key position
    exemption: position
    free_page: position
    membership: key position role groups
    override: position
    partner: key position alias languages
    person: preferred_name skills languages
    requirement: position
    room: position stay room floor people
    segment: key position mode carrier number origin destination from_zone to_zone departs_zone
        arrives_zone people seats baggage vehicle driver met_by
    site: key position alias kind country zone opens closes partner
    stay: key position site check_in check_out
    training: key position title zone place topic course
    trip: code home_zone
    word: position
"""
LEADER = """
    acceptance: place term text_hash reason first_by first_at second_by second_at
    account: created_at email administrator password_hash totp_step totp_since
    activity: with_children backup note
    attendance: state date note
    attempt: bucket window count
    audit_entry: number at actor action subject detail digest trip_id scheme
    audit_head: id number digest
    contact: role name phone country nationality hours note sensitivity
    crossing: place zone closes closes_utc opens opens_utc people note
    document: person kind state valid_from expires number_index chosen tied_to replaced_by
    edition: number published_at published_by note digest open_part
    capability_link: token_hash created_at expires_at revoked_at last_fetched_at fetches purpose
        made_by last_client
    crossing_lift: given_by given_at until ended_at
    exemption: person kind title by reason made_at
    free_page: title text sensitivity
    house_word: kind term plain
    identity: created_at issuer subject
    invitation: token_hash created_at expires_at email made_by accepted_at revoked_at
    kept_board: trip_version day rules judged_at opened go reasons notes people ready counts columns
    kept_conflict: position kind severity items people day reason fix overridden
    kept_person: person states worst open due
    kept_verdict: person rank kind title severity state since due reason next_step
    letter: name facts idempotency_key created_at due_at attempts leased_until leased_by sent_at
        given_up_at problem
    membership: guardians joins leaves ended_at
    milestone: name at detail
    override: kind items people by reason made_at
    paper_copy: code what audience person times issued_at issued_by state stated_at stated_by note
    paper_event: at by what
    passkey: created_at credential public_key sign_count name last_used_at
    person: legal_name surname given_names local_name birth_date gender nationality email phone
        diet emergency_name emergency_relation emergency_phone drives zone
    purge: announced_by announced_at due_at confirmed_by confirmed_at withdrawn_at done_at
    readiness_day: day go ready people counts conflicts
    recovery_code: created_at code_hash used_at
    requirement: kind title due applies severity settings
    room: capacity
    rule_value: key nationality destination place value from_day until source read_on verified note
        changed_by changed_at
    safeguarding_record: kept_until made_at
    scan: object_name media_type size made_at made_by
    segment: locator ticketed_as note
    sign_in_link: token_hash created_at expires_at used_at browser_hash vouched
    site: carry visitors address local_address phone latitude longitude
    stay: confirmation note
    training: required applies note
    trip: name posture field_access version
    web_session: token_hash created_at expires_at last_seen_at revoked_at proved_at confirmed_at
        client
    word: term plain
"""
SEALED = """
    account: totp
    safeguarding_record: record
    document: number country name_on_document issued entries blank_pages by mrz1 mrz2 note
    edition: sealed_part
    paper_event: words
    partner: name phone
    person: allergies medication blood_type
    site: name
    trip: purpose
"""


def _expected() -> dict[str, Sensitivity]:
    found = {}
    for level, text in zip(Sensitivity, (PUBLIC, TEAM, LEADER, SEALED), strict=True):
        table = ""
        for word in text.split():
            if word.endswith(":"):
                table = word[:-1]
            else:
                assert f"{table}.{word}" not in found
                found[f"{table}.{word}"] = level
    return found


def test_every_column_is_as_private_as_the_contract_says() -> None:
    found = {
        f"{table.name}.{column.name}": column.info.get("sensitivity")
        for table in schema.metadata.tables.values()
        for column in table.columns
    }

    assert found == _expected()


def test_what_is_sealed_is_bytes_that_may_be_blank_and_nothing_else_is() -> None:
    sealed = [name for name, level in _expected().items() if level is Sensitivity.SEALED]

    found = {
        f"{table.name}.{column.name}": (str(column.type), column.nullable)
        for table in schema.metadata.tables.values()
        for column in table.columns
        if str(column.type) == "BLOB"
    }

    assert found == {
        "edition.open_part": ("BLOB", False),
        "passkey.credential": ("BLOB", False),
        "passkey.public_key": ("BLOB", False),
        "feed.body": ("BLOB", False),
        **dict.fromkeys(sealed, ("BLOB", True)),
    }


def test_the_service_starts_with_its_own_columns() -> None:
    schema.check()


@pytest.fixture
def careless() -> MetaData:
    """Tables of which two columns say nothing and one says something that is no class."""
    metadata = MetaData()
    Table(
        "pets",
        metadata,
        Column("name", String),
        Column("colour", String, info={"sensitivity": "team"}),
        Column("kind", String, info={"sensitivity": Sensitivity.TEAM}),
    )
    Table("apes", metadata, Column("note", String))
    return metadata


def test_columns_that_say_nothing_are_found(careless: MetaData) -> None:
    assert unclassified(careless) == ["apes.note", "pets.colour", "pets.name"]


def test_a_column_that_says_nothing_stops_the_start(
    careless: MetaData, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = (
        "these columns do not say how private they are: apes.note, pets.colour, pets.name."
        " Declare each with public(), team(), leader() or sealed()."
    )
    monkeypatch.setattr(schema, "metadata", careless)

    for start in (schema.check, lambda: require_classified(careless)):
        with pytest.raises(UnclassifiedColumn) as caught:
            start()
        assert str(caught.value) == sentence


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_server_does_not_start_with_such_a_column(
    installation: Installation, careless: MetaData, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_app(installation)
    monkeypatch.setattr(schema, "metadata", careless)

    with pytest.raises(UnclassifiedColumn):
        create_app(installation)
