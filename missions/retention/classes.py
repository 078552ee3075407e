"""How long every column is kept: one class for each, in words for PRIVACY.md. Pure.

Each class lists its tables with all their columns; a column that stands nowhere stops the service
at start-up, as does a name that no table has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import MetaData


class Kept(StrEnum):
    """For how long something is kept."""

    TRIP = "trip"
    EDITION = "edition"
    PERSON = "person"
    ACCOUNT = "account"
    SESSION = "session"
    LINK = "link"
    LETTER = "letter"
    SAFEGUARDING = "safeguarding"
    AUDIT = "audit"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Words:
    """A class in words: what is in it, what ends it, how long that takes."""

    what: str
    ends: str
    how_long: str


WORDS: dict[Kept, Words] = {
    Kept.TRIP: Words(
        "the plan of a trip and its roster",
        "the trip’s purge, announced by one role and confirmed by the other",
        "until the trip is purged, 7 days or more after that was announced",
    ),
    Kept.EDITION: Words(
        "published editions, their calendars, the list of papers handed out",
        "the trip’s purge; a member’s erasure blanks that member’s facts in them",
        "as long as the trip",
    ),
    Kept.PERSON: Words(
        "a person’s facts, documents and scans",
        "the purge of the last trip that holds the person, or the person’s own erasure",
        "as long as a trip holds the person",
    ),
    Kept.ACCOUNT: Words(
        "an account and what it signs in with",
        "the account is closed: by its owner’s erasure, or when no trip has had it for a while",
        "6 months after the last trip that held one of its persons, and the last use",
    ),
    Kept.SESSION: Words(
        "browsers that are signed in, links that sign in, counts of attempts",
        "signing out, or time",
        "24 hours at most; counts of attempts a day longer",
    ),
    Kept.LINK: Words(
        "calendar and shared addresses, invitations: digests of them",
        "an invitation goes 30 days after it ran out, or with its person; an address ends with"
        " the trip’s purge or a member’s erasure",
        "of an ended address its digest, its dates and a count stay, which name nobody, so that"
        " calendars that still ask are emptied",
    ),
    Kept.LETTER: Words(
        "letters: their names, ids and dates; never a text",
        "time, or the trip’s purge",
        "30 days after a letter was sent or given up",
    ),
    Kept.SAFEGUARDING: Words(
        "who was cleared for work with children, under a key of its own",
        "a clock of its own, whatever happens to the trip or the person",
        "10 years after the trip; for who was a minor until their 25th birthday, if that is later",
    ),
    Kept.AUDIT: Words(
        "who did what to which row: opaque ids and counts; purges likewise",
        "nothing",
        "for good",
    ),
    Kept.HOUSE: Words(
        "the organisation’s own words, and when the service was last looked after",
        "whoever runs the service",
        "until it is changed",
    ),
}

COLUMNS: dict[Kept, str] = {
    Kept.TRIP: """
        trip: id code name label purpose posture field_access starts ends home_zone paper languages
            version
        membership: id trip_id position key person_id role groups guardians joins leaves ended_at
        crossing_lift: id membership_id given_by given_at until ended_at
        partner: id trip_id position key alias mark name phone languages
        site: id trip_id position key alias mark kind name address local_address phone country zone
            latitude longitude partner carry visitors opens closes
        word: id trip_id position term plain
        requirement: id trip_id position kind title due applies severity settings
        contact: id trip_id position role name phone country nationality hours note sensitivity
        free_page: id trip_id position title sensitivity text
        segment: id trip_id position key mode carrier number origin destination from_zone to_zone
            departs departs_zone departs_utc arrives arrives_zone arrives_utc locator ticketed_as
            people seats baggage vehicle driver met_by note
        crossing: id trip_id position key place zone closes closes_utc opens opens_utc people note
        stay: id trip_id position key site check_in check_out confirmation note
        room: id trip_id position stay room floor capacity people
        activity: id trip_id position key day zone starts starts_utc ends ends_utc site title
            plain_title kind lead people partner with_children status meet_at meet_time vehicle
            backup bring note
        training: id trip_id position key title zone starts starts_utc ends ends_utc place required
            applies topic course note
        attendance: id trip_id position training person state date note
        acceptance: id trip_id place term text_hash reason first_by first_at second_by second_at
        capability_link: membership_id partner_id
        exemption: id trip_id position person kind title by reason made_at
        override: id trip_id position kind items people by reason made_at
        kept_board: trip_id trip_version day rules judged_at opened go reasons notes people ready
            counts columns
        kept_person: trip_id person states worst open due
        kept_verdict: id trip_id person rank kind title severity state since due reason next_step
        kept_conflict: id trip_id position kind severity items people day reason fix overridden
        readiness_day: trip_id day go ready people counts conflicts
    """,
    Kept.EDITION: """
        edition: id trip_id number published_at published_by note digest open_part sealed_part
        feed: id membership_id edition_id etag body
        paper_copy: id edition_id code what audience person times issued_at issued_by state
            stated_at stated_by note
    """,
    Kept.PERSON: """
        person: id account_id legal_name surname given_names preferred_name local_name birth_date
            gender nationality email phone diet allergies medication blood_type emergency_name
            emergency_relation emergency_phone skills languages drives zone
        document: id trip_id position key person kind state valid_from expires number country
            name_on_document issued entries blank_pages by mrz1 mrz2 note number_index chosen
            tied_to replaced_by
        paper_event: id document_id person_id at by what words
        scan: id document_id person_id object_name media_type size made_at made_by
        invitation: person_id email
    """,
    Kept.ACCOUNT: """
        account: id created_at email administrator password_hash totp totp_step totp_since
        passkey: id account_id created_at credential public_key sign_count name last_used_at
        recovery_code: id account_id created_at code_hash used_at
        identity: id account_id created_at issuer subject
    """,
    Kept.SESSION: """
        web_session: id account_id token_hash created_at expires_at last_seen_at revoked_at
            proved_at confirmed_at client
        sign_in_link: id account_id token_hash created_at expires_at browser_hash vouched used_at
        attempt: bucket window count
    """,
    Kept.LINK: """
        capability_link: id token_hash created_at expires_at purpose made_by revoked_at
            last_fetched_at last_client fetches
        invitation: id token_hash created_at expires_at made_by accepted_at revoked_at
    """,
    Kept.LETTER: """
        letter: id name facts trip_id idempotency_key created_at due_at attempts leased_until
            leased_by sent_at given_up_at problem
    """,
    Kept.SAFEGUARDING: """
        safeguarding_record: id record kept_until made_at
    """,
    Kept.AUDIT: """
        audit_entry: number at actor action subject detail trip_id scheme digest
        audit_head: id number digest
        purge: id trip_id announced_by announced_at due_at confirmed_by confirmed_at withdrawn_at
            done_at
    """,
    Kept.HOUSE: """
        house_word: id kind term plain
        milestone: name at detail
        rule_value: id key nationality destination place value from_day until source read_on
            verified note changed_by changed_at
    """,
}
"""Each class: its tables, and their columns that belong to it."""


class NotRetained(RuntimeError):
    """A column says not how long it is kept; the service will not start."""


def _listed(text: str) -> Iterator[str]:
    table = ""
    for word in text.split():
        if word.endswith(":"):
            table = word[:-1]
        else:
            yield f"{table}.{word}"


CLASSES: dict[str, Kept] = {name: kept for kept, text in COLUMNS.items() for name in _listed(text)}
"""`table.column` → its class."""


def class_of(table: str, column: str) -> Kept:
    """Return the class of a column; raise `KeyError` for one that has none."""
    return CLASSES[f"{table}.{column}"]


def classes_of(table: str) -> list[Kept]:
    """Return the classes that a table's columns have, in the order of `Kept`."""
    found = {kept for name, kept in CLASSES.items() if name.startswith(f"{table}.")}
    return [kept for kept in Kept if kept in found]


def require_retained(metadata: MetaData) -> None:
    """Raise `NotRetained` naming every column that has no class."""
    names = sorted(
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if f"{table.name}.{column.name}" not in CLASSES
    )
    if names:
        raise NotRetained(
            f"these columns do not say how long they are kept: {', '.join(names)}."
            " Write each below its class in missions/retention/classes.py."
        )
