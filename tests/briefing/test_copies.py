"""Codes of copies: the same for the same copy, another for any other; and who has which."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest

from missions import clock
from missions.briefing.actions import publish
from missions.briefing.copies import Copy, State, copies_of, issue, state, trace
from missions.briefing.copy_codes import ALPHABET, code_of, passphrase_from
from missions.briefing.desk import open_desk
from missions.briefing.document import What
from missions.briefing.draft import draft_desk
from missions.briefing.model import PaperCopy
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, opens_seals, release
from missions.installation import Installation, open_installation
from missions.privacy import Audience
from missions.renderers.dispatch import render
from missions.trips.model import Trip
from missions.vault.keyring import trip_scope
from tests.briefing.papers_of_canaries import published
from tests.factories.canary_trip import CanaryTrip, build

OPERATOR = Viewer(actor="operator")
LEA = Viewer(actor="account-of-lea", role="leader", member="lea")
MEI = Viewer(actor="account-of-mei", role="volunteer", member="mei")
PACKET = Asked(What.PACKET, Audience.TEAM, "mei")
BOOK = Asked(What.BOOK, Audience.TEAM)
FIRST = datetime(2027, 2, 1, 10, tzinfo=UTC)
SECOND = datetime(2027, 2, 3, 10, tzinfo=UTC)


def _published(installation: Installation) -> CanaryTrip:
    trip = build(installation, "closed")
    publish(installation, trip.code, "operator")
    return trip


def _take(installation: Installation, trip: CanaryTrip, viewer: Viewer, asked: Asked) -> str:
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip.trip_id)
        code = code_of(desk, viewer, asked)
        issue(session, desk, viewer, asked, code, viewer.actor)
    return code


def _copies(installation: Installation, trip: CanaryTrip) -> list[Copy]:
    with installation.store.read() as session:
        return copies_of(session, trip.trip_id)


def test_a_code_is_ten_characters_of_an_hmac_under_the_trips_key(
    installation: Installation,
) -> None:
    trip = _published(installation)
    with installation.store.read() as session:
        desk = open_desk(installation, session, trip.trip_id)
    row = ["copy code 1", desk.edition_id, "team", "mei", "packet", ""]
    digest = installation.keyring.mac(trip_scope(trip.trip_id), json.dumps(row).encode())
    bits = bin(int(digest, 16))[2:].zfill(256)
    marks = [ALPHABET[int(bits[n : n + 5], 2)] for n in range(0, 50, 5)]

    assert code_of(desk, MEI, PACKET) == "".join(marks[:5]) + "-" + "".join(marks[5:])


def test_the_same_copy_has_the_same_code_and_every_other_one_its_own() -> None:
    _, desk = published("closed")
    _, other = published("guarded")
    codes = [
        code_of(desk, MEI, PACKET),
        code_of(desk, MEI, replace(PACKET, what=What.CARD)),
        code_of(desk, MEI, replace(PACKET, audience=Audience.LEADER)),
        code_of(desk, MEI, replace(PACKET, person="sam")),
        code_of(desk, MEI, BOOK),
        code_of(desk, LEA, BOOK),
        code_of(desk, OPERATOR, BOOK),
        code_of(other, MEI, PACKET),
    ]

    assert len(set(codes)) == len(codes)
    assert code_of(desk, LEA, PACKET) == code_of(desk, OPERATOR, PACKET) == codes[0]


@pytest.mark.parametrize(
    "asked",
    [
        Asked(What.PACKET, Audience.BORDER, "mei"),
        Asked(What.FAMILY_SHEET, Audience.FAMILY, "mei"),
        Asked(What.HOST_SHEET, Audience.HOST, partner="lee"),
        Asked(What.CALENDAR, Audience.CALENDAR, "mei"),
        Asked(What.CALENDAR, Audience.TEAM, "mei"),
    ],
)
def test_no_other_paper_has_a_code(asked: Asked) -> None:
    for posture in ("open", "guarded", "closed"):
        _, desk = published(posture)
        briefing = release(desk, OPERATOR, asked)
        assert (briefing.stamp.copy if briefing.stamp else "") == ""


def test_pages_carry_the_code_and_data_does_not() -> None:
    _, desk = published("closed")
    briefing = release(desk, OPERATOR, Asked(What.MANIFEST, Audience.TEAM))
    assert briefing.stamp is not None
    code = briefing.stamp.copy.encode()

    carried = {fmt: code in render(briefing, fmt) for fmt in ("html", "csv", "json")}

    assert len(code) == 11
    assert carried == {"html": True, "csv": False, "json": False}
    assert render(briefing, "pdf") == render(
        release(desk, OPERATOR, Asked(What.MANIFEST, Audience.TEAM)), "pdf"
    )


def test_a_draft_has_no_code(installation: Installation) -> None:
    trip = _published(installation)
    with installation.store.write() as session:
        desk = draft_desk(installation, session, trip.trip_id, "operator")

        briefing = release(desk, OPERATOR, BOOK)

    assert briefing.stamp is not None
    assert briefing.stamp.copy == ""


def test_without_the_outer_key_the_paper_comes_without_a_code(installation: Installation) -> None:
    trip = _published(installation)
    installation.settings.key_file.unlink()
    keyless = open_installation(installation.settings)
    with keyless.store.write() as session:
        desk = open_desk(keyless, session, trip.trip_id)
        briefing = release(desk, OPERATOR, BOOK)
        issue(session, desk, OPERATOR, BOOK, briefing.stamp.copy if briefing.stamp else "", "x")
    keyless.close()

    assert briefing.stamp is not None
    assert briefing.stamp.copy == ""
    assert _copies(installation, trip) == []


def test_one_row_counts_what_has_one_code(installation: Installation) -> None:
    trip = _published(installation)
    with clock.frozen(FIRST):
        packet, book = (_take(installation, trip, MEI, asked) for asked in (PACKET, BOOK))
    with clock.frozen(SECOND):
        assert _take(installation, trip, LEA, PACKET) == packet

    told = [
        (copy.code, copy.what, copy.person, copy.times, copy.issued_at, copy.issued_by)
        for copy in _copies(installation, trip)
    ]

    assert told == [
        (book, "book", "mei", 1, FIRST, "account-of-mei"),
        (packet, "packet", "mei", 2, SECOND, "account-of-lea"),
    ]


@pytest.mark.parametrize(
    ("stood", "stands"),
    [
        (State.HANDED_IN, State.ISSUED),
        (State.DESTROYED, State.ISSUED),
        (State.MISSING, State.MISSING),
    ],
)
def test_who_takes_it_again_has_it_again_but_a_missing_one_stays_missing(
    installation: Installation, stood: State, stands: State
) -> None:
    trip = _published(installation)
    _take(installation, trip, MEI, PACKET)
    (copy,) = _copies(installation, trip)
    with installation.store.write() as session:
        assert state(session, trip.trip_id, copy.id, stood, "account-of-lea")

    _take(installation, trip, MEI, PACKET)

    assert [copy.state for copy in _copies(installation, trip)] == [stands]


def test_two_who_take_it_at_once_are_both_counted(installation: Installation) -> None:
    trip = _published(installation)
    barrier = Barrier(2, timeout=20)

    def take(viewer: Viewer) -> str:
        barrier.wait()
        return _take(installation, trip, viewer, PACKET)

    with ThreadPoolExecutor(2) as pool:
        codes = set(pool.map(take, (MEI, LEA)))

    assert len(codes) == 1
    assert [copy.times for copy in _copies(installation, trip)] == [2]


def test_a_code_is_found_however_it_was_typed_and_only_in_trips_that_one_leads(
    installation: Installation,
) -> None:
    trip = _published(installation)
    _take(installation, trip, MEI, PACKET)
    with installation.store.write() as session:
        session.query(PaperCopy).one().code = "70K01-9RXTV"

    with installation.store.read() as session:
        found = {
            typed: trace(session, [trip.trip_id], typed) is not None
            for typed in (
                "70K01-9RXTV",
                "70k019rxtv",
                " 7Ok0l 9rx tv ",
                "7oKOi—9RXTV",
                "７０K01-9RXTV",
                "70K01-9RXT",
                "70K01-9RXTU",
                "",
                "%",
            )
        }
        elsewhere = trace(session, ["another trip"], "70K01-9RXTV")
        nowhere = trace(session, [], "70K01-9RXTV")

    assert [typed for typed, there in found.items() if not there] == [
        "70K01-9RXT",
        "70K01-9RXTU",
        "",
        "%",
    ]
    assert (elsewhere, nowhere) == (None, None)


def test_a_newer_edition_makes_older_copies_old(installation: Installation) -> None:
    trip = _published(installation)
    _take(installation, trip, MEI, PACKET)
    (before,) = _copies(installation, trip)
    with installation.store.write() as session:
        session.get_one(Trip, trip.trip_id).label = "Another label"
    publish(installation, trip.code, "operator")

    (after,) = _copies(installation, trip)

    assert (before.edition, before.newest, before.older) == (1, 1, False)
    assert (after.edition, after.newest, after.older) == (1, 2, True)


def test_a_passphrase_has_a_hundred_bits_in_four_groups() -> None:
    assert passphrase_from(b"\x00" * 32) == "00000-00000-00000-00000"
    assert passphrase_from(b"\xff" * 32) == "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ"
    counted = int("".join(f"{n:05b}" for n in range(20)), 2) << 156
    assert passphrase_from(counted.to_bytes(32, "big")) == "01234-56789-ABCDE-FGHJK"


@pytest.mark.parametrize(
    ("posture", "asked", "opens"),
    [
        ("closed", BOOK, False),
        ("closed", PACKET, True),
        ("closed", Asked(What.PACKET, Audience.BORDER, "mei"), True),
        ("closed", Asked(What.FAMILY_SHEET, Audience.FAMILY, "mei"), False),
        ("closed", Asked(What.HOST_SHEET, Audience.HOST, partner="lee"), True),
        ("closed", Asked(What.CALENDAR, Audience.TEAM, "mei"), False),
        ("closed", Asked(What.BOOK, Audience.LEADER), True),
        ("open", BOOK, False),
        ("open", PACKET, True),
        ("open", Asked(What.MANIFEST, Audience.TEAM), False),
        ("open", Asked(What.ROOMING, Audience.LEADER), True),
        ("open", Asked(What.CALENDAR, Audience.FAMILY, "mei"), False),
    ],
)
def test_which_papers_open_a_seal(posture: str, asked: Asked, opens: bool) -> None:
    _, desk = published(posture)

    assert opens_seals(desk, OPERATOR, asked) is opens
