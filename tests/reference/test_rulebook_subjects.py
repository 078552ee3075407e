"""Subjects of keys, and how old a reading is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from missions.reference.rulebook import KEYS, Value, shipped
from missions.reference.rulebook_keys_faults import faults_of, read_long_ago
from missions.reference.rulebook_keys_subjects import SUBJECTS

READ = Value("rooms.max_minors", value=4, source="Our own rule", read_on=date(2026, 11, 24))


def test_every_key_has_one_subject() -> None:
    assert sorted(key for subject in SUBJECTS for key in subject.keys) == sorted(KEYS)


def test_more_than_180_days_are_long_ago() -> None:
    """23 May 2027 is the 180th day after 24 November 2026."""
    assert not read_long_ago(READ, date(2027, 5, 23))
    assert read_long_ago(READ, date(2027, 5, 24))


def test_nothing_that_is_shipped_is_at_fault() -> None:
    assert [one for one in shipped().values if faults_of(one, date(2026, 11, 24))] == []


def test_every_fault_is_told_by_its_field() -> None:
    wrong = replace(READ, value=51, nationality="KR", source="", until=date(2026, 1, 1))

    assert faults_of(replace(wrong, from_day=date(2026, 1, 2)), date(2026, 11, 23)) == {
        "value": "“51” does not fit rooms.max_minors: "
        "wanted is a whole number of people from 0 to 50.",
        "nationality": "This rule is the same whatever the nationality: leave it blank.",
        "until": "It ends on 2026-01-01, before it begins on 2026-01-02.",
        "read_on": "2026-11-24 is still to come; when was it read?",
        "source": "Who says so is missing: a page’s address, or a document and its section.",
    }
