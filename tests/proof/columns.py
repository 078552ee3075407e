"""Every column that is private, by what the models say of it; and those that no mark can stand in.

A private column that is neither marked nor named here fails `test_columns.py`: a new one is marked
by `trip.fill` where it is text, a day or a coordinate, and somebody says why where it is not.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Integer

from missions import schema
from missions.privacy import Sensitivity
from missions.store.types import Instant, WallTime

KEY = "names another row, by a handle that people type"
WORD = "one word of a fixed set"
PLACE = "a zone, a country or an hour of the day"
DAY = "a day of the plan, or one on which something was done"
BY = "whose id did something"
DIGEST = "a digest or a random secret of the service"
WRITTEN = "written by the service about itself: ids, and words of its own"
PACKED = "holds the marks of other columns, packed"

_UNMARKED: dict[str, str] = {
    "activity": "lead partner people site",
    "attendance": "training person",
    "crossing": "people",
    "document": "person replaced_by tied_to",
    "exemption": "person title",
    "kept_person": "person",
    "kept_verdict": "person",
    "membership": "guardians",
    "override": "items people",
    "paper_copy": "person",
    "requirement": "applies",
    "room": "stay people",
    "segment": "people",
    "site": "partner",
    "stay": "site",
    "training": "applies",
}
_OF_WORD = """
    activity.kind activity.status attendance.state capability_link.purpose contact.sensitivity
    document.kind document.state exemption.kind free_page.sensitivity house_word.kind
    kept_board.go kept_conflict.kind kept_conflict.severity kept_person.states kept_verdict.kind
    kept_verdict.severity kept_verdict.state membership.role override.kind paper_event.what
    readiness_day.go rule_value.destination rule_value.from_day rule_value.key
    rule_value.nationality rule_value.place rule_value.value
    paper_copy.audience paper_copy.state paper_copy.what person.gender requirement.due
    requirement.kind requirement.settings requirement.severity scan.media_type segment.mode
    site.kind site.visitors trip.field_access trip.posture
"""
_OF_PLACE = """
    activity.zone contact.country contact.nationality crossing.zone person.nationality person.zone
    segment.arrives_zone segment.departs_zone segment.from_zone segment.to_zone site.closes
    site.country site.opens site.zone training.zone trip.home_zone
"""
_OF_BY = """
    acceptance.first_by acceptance.second_by capability_link.made_by crossing_lift.given_by
    edition.published_by invitation.made_by paper_copy.issued_by paper_copy.stated_by
    paper_event.by rule_value.changed_by
    purge.announced_by purge.confirmed_by scan.made_by
"""
_OF_DIGEST = """
    acceptance.text_hash account.password_hash account.totp attempt.bucket
    capability_link.token_hash document.number_index edition.digest invitation.token_hash
    paper_copy.code passkey.credential passkey.public_key recovery_code.code_hash
    scan.object_name sign_in_link.browser_hash sign_in_link.token_hash web_session.token_hash
"""
_OF_WRITTEN = """
    acceptance.place audit_entry.action audit_entry.actor audit_entry.detail
    audit_entry.digest audit_entry.subject audit_entry.trip_id audit_head.digest
    identity.issuer identity.subject kept_board.columns kept_board.counts kept_board.notes
    kept_board.reasons kept_board.rules kept_conflict.fix kept_conflict.items
    kept_conflict.overridden kept_conflict.people kept_conflict.reason kept_verdict.next_step
    kept_verdict.reason kept_verdict.title readiness_day.counts
    letter.facts letter.idempotency_key letter.leased_by
    letter.name letter.problem milestone.detail milestone.name
"""
_OF_DAY = """
    kept_board.day kept_conflict.day kept_person.due kept_verdict.due kept_verdict.since
    readiness_day.day rule_value.read_on rule_value.until safeguarding_record.kept_until
    stay.check_in stay.check_out
"""
REASONS: dict[str, str] = {
    **{f"{table}.{name}": KEY for table, names in _UNMARKED.items() for name in names.split()},
    **dict.fromkeys(_OF_WORD.split(), WORD),
    **dict.fromkeys(_OF_PLACE.split(), PLACE),
    **dict.fromkeys(_OF_DAY.split(), DAY),
    **dict.fromkeys(_OF_BY.split(), BY),
    **dict.fromkeys(_OF_DIGEST.split(), DIGEST),
    **dict.fromkeys(_OF_WRITTEN.split(), WRITTEN),
    **dict.fromkeys(
        ("edition.open_part", "edition.sealed_part", "safeguarding_record.record"), PACKED
    ),
}
"""Why a column has no mark."""

_SHORT = (BigInteger, Boolean, Integer, Instant, WallTime)
"""Yes, no, small numbers and moments: nothing that could be told apart in a text."""


def private() -> dict[str, Sensitivity]:
    """Return every column that is not public, by `table.column`."""
    return {
        f"{table.name}.{column.name}": column.info["sensitivity"]
        for table in schema.metadata.tables.values()
        for column in table.columns
        if column.info["sensitivity"] > Sensitivity.PUBLIC
    }


def short() -> set[str]:
    """Return the columns whose values are too short to be told apart, and the keys of rows."""
    return {
        f"{table.name}.{column.name}"
        for table in schema.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, _SHORT) or column.name == "key"
    }


def wanted(table: str) -> list[str]:
    """Return the private columns of a table that get a mark."""
    without = {*REASONS, *short()}
    names = [name for name in private() if name not in without]
    return [name.partition(".")[2] for name in names if name.startswith(f"{table}.")]
