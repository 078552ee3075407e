"""The log in words: names only of this trip's people, values never."""

from __future__ import annotations

import pytest

from missions.audit.chain import Entry, Fault, Verdict
from missions.audit.particulars import DETAILED, REASONS
from missions.audit.phrases import KIND_WORDS, PHRASES, SEALED, Kind, actions_of, kind_of
from missions.audit.verdicts import told
from missions.audit.words import Named, Names, sentence
from missions.policy.actions import Action
from tests.audit.chains import NOON
from tests.audit.spoken import told_by
from tests.house.laws import Source

GRACE, BEN, LILY = Named("Grace", "a-grace"), Named("Ben", "a-ben"), Named("Lily")
NAMES = Names(
    "t1",
    {
        **dict.fromkeys(("a-grace", "m-grace", "p-grace"), GRACE),
        **dict.fromkeys(("a-ben", "m-ben", "p-ben"), BEN),
        **dict.fromkeys(("m-lily", "p-lily"), LILY),
    },
    {"e1": 1, "e3": 3},
)


def said(actor: str, action: str, subject: str = "", detail: str = "") -> str:
    return sentence(Entry(1, NOON, actor, action, subject, detail, "t1", 2, ""), NAMES)


SAID = [
    ("a-grace", "edition:publish", "e3", "number=3", "Grace published edition 3"),
    ("operator", "edition:publish", "gone", "number=2", "The operator published edition 2"),
    ("a-ben", "edition:publish", "gone", "", "Ben published an edition"),
    (
        "operator",
        "sealed:save",
        "t1",
        "facts=12",
        "The operator opened 12 sealed facts to save the folder",
    ),
    (
        "a-grace",
        "sealed:release",
        "e1",
        "facts=1",
        "Grace opened 1 sealed fact of edition 1 for a paper or a page",
    ),
    ("a-grace", "sealed:other", "t1", "", "Grace opened sealed facts"),
    (
        "a-other",
        "paper:read",
        "e1",
        "packet border pdf",
        "Somebody outside this trip downloaded a packet for a border (PDF) of edition 1",
    ),
    (
        "operator",
        "paper:export",
        "e3",
        "calendar calendar ics,json",
        "The operator wrote a calendar for a provider (ICS, JSON) of edition 3 to a folder",
    ),
    (
        "a-ben",
        "paper:read",
        "e3",
        "book Ms. Ruth Park 123",
        "Ben downloaded the book of edition 3",
    ),
    ("a-ben", "sign-in", "a-ben", "proved", "Ben signed in with a second factor"),
    ("a-ben", "sign-in", "a-ben", "", "Ben signed in"),
    ("a-ben", "sign-out", "a-ben", "", "Ben signed out"),
    ("a-ben", "sign-out", "a-ben", "one", "Ben signed out in one other browser"),
    ("a-grace", "sign-out", "a-ben", "all=1", "Grace signed Ben out in 1 browser"),
    ("a-ben", "sign-out", "a-ben", "all=3", "Ben signed out in 3 browsers"),
    ("", "sign-in-link:make", "a-ben", "mail", "Somebody who was not signed in asked for a"),
    (
        "operator",
        "sign-in-link:make",
        "a-ben",
        "vouched",
        "The operator made a sign-in link for Ben, answering for the second factor",
    ),
    ("a-ben", "feed-link:make", "m-ben", "", "Ben made their own calendar address"),
    ("a-grace", "feed-link:revoke", "m-lily", "", "Grace ended Lily’s calendar address"),
    ("a-grace", "access:change", "m-gone", "", "Grace changed somebody’s access"),
    ("a-grace", "access:change", "t1", "", "Grace changed the trip’s access"),
    (
        "a-ben",
        "crossing:lift",
        "m-lily",
        "",
        "Ben let Lily reach the service near a border for two hours",
    ),
    (
        "operator",
        "trip:import",
        "t1",
        "added=41 changed=0 removed=0",
        "The operator brought the trip in from a folder: 41 rows added",
    ),
    (
        "a-grace",
        "trip:reimport",
        "t1",
        "added=1 changed=2 removed=3",
        "Grace brought a newer folder in: 1 row added, 2 changed, 3 removed",
    ),
    ("a-grace", "access:change", "m-ben", "ended", "Grace ended Ben’s access"),
    (
        "a-grace",
        "access:change",
        "m-lily",
        "role volunteer leader",
        "Grace changed Lily’s role from volunteer to leader",
    ),
    (
        "a-ben",
        "crossing:lift",
        "m-ben",
        "ended",
        "Ben took back their own leave to reach the service near a border",
    ),
    (
        "a-grace",
        "link:change",
        "m-lily",
        "family replaced",
        "Grace made a new address for who waits for Lily at home",
    ),
    ("a-grace", "copies:change", "c1", "handed in", "Grace wrote down that a copy is handed in"),
    ("a-ben", "copies:change", "e1", "3 missing", "Ben wrote down that 3 copies are missing"),
    ("a-ben", "copies:change", "c1", "at Ann's", "Ben wrote down what became of a copy"),
    (
        "operator",
        "purge:change",
        "purge-1",
        "announce as=administrator days=14",
        "The operator announced that the trip’s facts will be deleted in 14 days",
    ),
    ("worker", "trip:purge", "t1", "purge=x persons=9", "The service deleted the trip’s facts"),
    ("a-ben", "sealed:scan", "s1", "bytes=120", "Ben opened a scan"),
    (
        "operator",
        "paper:export",
        "e1",
        "book leader pdf unlocked",
        "The operator wrote the book for leaders (PDF, without a lock) of edition 1 to a folder",
    ),
    (
        "a-grace",
        "new:thing",
        "t1",
        "a value",
        "Grace did what has no words yet: new:thing",
    ),
]


@pytest.mark.parametrize(("actor", "action", "subject", "detail", "words"), SAID)
def test_an_entry_is_a_sentence(
    actor: str, action: str, subject: str, detail: str, words: str
) -> None:
    whole = words + (" sign-in link by mail" if words.endswith("asked for a") else "")

    assert said(actor, action, subject, detail) == whole


def test_every_action_has_words_and_a_kind() -> None:
    known = {*PHRASES, SEALED, *(SEALED + reason for reason in REASONS)}
    wanted = told_by("record", place=2, arguments=4)

    assert {SEALED, "edition:publish", "paper:export", "sign-in"} <= set(wanted)
    assert {action: wanted[action] for action in wanted.keys() - known} == {}
    assert {str(action) for action in Action} - known == set()


def test_every_reason_for_opening_seals_has_words() -> None:
    why = told_by("reveal", place=5) | told_by("open_seals", place=5)
    wrapped = {"missions/disclosure.py", "missions/intake/held.py"}
    found = {
        reason: places
        for reason, places in why.items()
        if not (reason == "?" and {place.partition(":")[0] for place in places} <= wrapped)
    }

    assert {"gather", "release", "save", "compare"} <= set(found)
    assert {reason: found[reason] for reason in found.keys() - REASONS.keys()} == {}


UNCLEAR = """
FIRST = "one:thing"
def write(session, log, given, made):
    second, other = "another:thing", 1
    log.record(session, "a", FIRST, "x")
    log.record(session, "a", second, "x")
    log.record(session, "a", Action.SIGN_IN if made else chosen(made), "x")
    log.record(session, "a", given, "x")
def chosen(made):
    return "third:thing"
"""


def test_what_the_source_does_not_tell_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("here.py", UNCLEAR)
    monkeypatch.setattr("tests.audit.spoken.sources", lambda _folder: [source])

    assert told_by("record", place=2, arguments=4) == {
        "one:thing": ["here.py:5"],
        "another:thing": ["here.py:6"],
        "sign-in": ["here.py:7"],
        "third:thing": ["here.py:7"],
        "?": ["here.py:8"],
    }


def test_every_kind_has_a_name_and_actions() -> None:
    listed = {kind: actions_of(kind) for kind in Kind}

    assert set(KIND_WORDS) == set(Kind)
    assert sorted(action for group in listed.values() for action in group) == sorted(PHRASES)
    assert {kind_of(action) for action in listed[Kind.ACCESS]} == {Kind.ACCESS}
    assert (kind_of("sealed:anything"), kind_of("new:thing")) == (Kind.SEALED, None)


def test_every_phrase_can_be_said() -> None:
    for action, detail in [*((action, "") for action in PHRASES), *DETAILED]:
        words = said("a-grace", action, "m-ben", detail)
        assert words.startswith("Grace ")
        assert "{" not in words


def test_a_verdict_is_told_in_words() -> None:
    assert told(Verdict(1)) == "The log is whole: 1 entry."
    assert told(Verdict(12)) == "The log is whole: 12 entries."
    assert told(Verdict(2, 3, Fault.MISSING)) == (
        "Entry 3 of the log is gone: somebody deleted it outside the service."
        " The 2 entries before it fit."
    )
    for fault in Fault:
        assert "Entry 3" in told(Verdict(1, 3, fault, NOON.date())) or "entry 3" in told(
            Verdict(1, 3, fault, NOON.date())
        )
