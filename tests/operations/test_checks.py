"""Each check of the doctor, both ways: facts in, a finding out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from missions.operations import inside, outside
from missions.operations.findings import SHAPES, Finding, State, ok, wrong
from missions.operations.inside import KeptFile, Tables
from missions.operations.outside import GIBIBYTE, Mail

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OK, LOOK, WRONG = State.OK, State.LOOK, State.WRONG
KEY = KeptFile("outer.key", 0o600, 0o600)
HOME = KeptFile("home", 0o700, 0o700)

CASES: list[tuple[Finding, State, str]] = [
    (outside.address("https://team.example.org"), OK, "is HTTPS"),
    (outside.address("http://127.0.0.1:8080"), OK, "this machine's own"),
    (outside.address("http://[::1]:8080"), OK, "this machine's own"),
    (outside.address("http://localhost:8080"), OK, "this machine's own"),
    (outside.address("http://192.168.1.7"), WRONG, "is not HTTPS"),
    (outside.address("http://localhost.example.org"), WRONG, "is not HTTPS"),
    (outside.proxies("https://team.example.org", 1), OK, "front: 1"),
    (outside.proxies("http://127.0.0.1:8080", 0), OK, "front: 0"),
    (outside.proxies("https://team.example.org", 0), LOOK, "MISSIONS_PROXIES is 0"),
    (outside.links("https://church.org", "https://x.example", 2), OK, "https://x.example"),
    (outside.links("https://church.org", "", 0), OK, "no trip is guarded"),
    (outside.links("https://church.org", "", 2), LOOK, "closed trips: 2"),
    (outside.links("https://church.org", "https://church.org", 1), LOOK, "church.org"),
    (outside.mail(Mail("", "mail:25", "")), OK, "mail:25 answers"),
    (outside.mail(Mail("Letters wait.", "", "")), LOOK, "Letters wait."),
    (outside.mail(Mail("", "mail:25", "it can't be reached.")), WRONG, "can't be reached"),
    (outside.letters(0, None), OK, "None was given up"),
    (outside.letters(0, HOUR), OK, "none waits long"),
    (outside.letters(0, 3 * HOUR), LOOK, "waited for 3 hours"),
    (outside.letters(2, None), LOOK, "given up: 2"),
    (outside.time_of_day(NOW, None), OK, "2026-06-01 12:00"),
    (outside.time_of_day(NOW, NOW), OK, "after all"),
    (outside.time_of_day(NOW, NOW + HOUR), WRONG, "written at 2026-06-01 13:00"),
    (outside.zones("2026.1", date(2026, 6, 1)), OK, "tzdata 2026.1"),
    (outside.zones("2025b", date(2026, 6, 1)), OK, "tzdata 2025b"),
    (outside.zones("2024.2", date(2026, 6, 1)), LOOK, "is old"),
    (outside.zones("next", date(2026, 6, 1)), LOOK, "is unknown"),
    (outside.disk(20 * GIBIBYTE, 100 * GIBIBYTE), OK, "20.0 GiB free (20%)"),
    (outside.disk(5 * GIBIBYTE, 100 * GIBIBYTE), LOOK, "5%"),
    (outside.disk(GIBIBYTE // 2, 2 * GIBIBYTE), LOOK, "0.5 GiB"),
    (outside.disk(GIBIBYTE // 8, 2 * GIBIBYTE), WRONG, "0.1 GiB"),
    (inside.files([HOME, KEY]), OK, "for their owner only"),
    (inside.files([HOME, KeptFile("outer.key", 0o400, 0o600)]), OK, "for their owner only"),
    (inside.files([HOME, KeptFile("outer.key", None, 0o600)]), WRONG, "Missing: outer.key"),
    (inside.files([HOME, KeptFile("outer.key", 0o640, 0o600)]), WRONG, "outer.key 0640"),
    (inside.files([KeptFile("home", 0o755, 0o700), KEY]), WRONG, "home 0755"),
    (inside.outer_key("", False), OK, "opens the store"),
    (inside.outer_key("", True), LOOK, "stopped in between"),
    (inside.outer_key("It is not there.", False), WRONG, "It is not there."),
    (inside.escrow(NOW, "ab", "ab"), OK, "Printed on 2026-06-01, fingerprint ab"),
    (inside.escrow(NOW, "ab", ""), OK, "fingerprint ab"),
    (inside.escrow(None, "", "ab"), WRONG, "never printed"),
    (inside.escrow(NOW, "ab", "cd"), WRONG, "of the key ab, the present one is cd"),
    (inside.backup(NOW - 7 * DAY, "ab", "ab", NOW), OK, "7 days old"),
    (inside.backup(NOW - 8 * DAY, "ab", "ab", NOW), LOOK, "8 days old"),
    (inside.backup(NOW - 30 * DAY, "ab", "ab", NOW), LOOK, "30 days old"),
    (inside.backup(NOW - 31 * DAY, "ab", "ab", NOW), WRONG, "31 days old"),
    (inside.backup(NOW - DAY, "ab", "cd", NOW), LOOK, "under an older outer key"),
    (inside.backup(None, "", "ab", NOW), WRONG, "never a backup"),
    (inside.key_copy(NOW - 7 * DAY, NOW), OK, "7 days ago"),
    (inside.key_copy(NOW - 8 * DAY, NOW), LOOK, "8 days ago"),
    (inside.key_copy(NOW - 31 * DAY, NOW), WRONG, "31 days ago"),
    (inside.key_copy(None, NOW), WRONG, "never copied"),
    (inside.worker(NOW - timedelta(minutes=4), NOW), OK, "At work"),
    (inside.worker(NOW - timedelta(minutes=6), NOW), WRONG, "Last seen 2026-06-01 11:54"),
    (inside.worker(None, NOW), WRONG, "No worker"),
    (inside.database(Tables("0002", "0002", 0, "")), OK, "revision 0002"),
    (inside.database(Tables("0001", "0002", 0, "")), WRONG, "wants 0002"),
    (inside.database(Tables("0002", "0002", 3, "")), WRONG, "in 3 places"),
    (inside.database(Tables("", "0002", 0, "")), WRONG, "It is empty"),
    (inside.database(Tables("", "0002", 0, "No answer.")), WRONG, "No answer."),
    (inside.audit_log("The log is whole: 3 entries.", True), OK, "3 entries"),
    (inside.audit_log("Entry 2 is gone.", False), WRONG, "Entry 2 is gone."),
    (inside.administrators(3, 2), OK, "2 of 3"),
    (inside.administrators(3, 1), LOOK, "1 of 3"),
    (inside.scans("", "/scans"), OK, "/scans answers"),
    (inside.scans("It refuses.", "/scans"), WRONG, "It refuses."),
]


@pytest.mark.parametrize(("finding", "state", "found"), CASES)
def test_a_check_says_how_it_stands(finding: Finding, state: State, found: str) -> None:
    assert (finding.state, found in finding.found) == (state, True)
    assert bool(finding.advice) is (state is not OK)


def test_every_check_is_seen_well_and_not_well() -> None:
    seen: dict[str, set[bool]] = {}
    for finding, state, _ in CASES:
        seen.setdefault(finding.check, set()).add(state is OK)

    assert {name for name, ways in seen.items() if ways != {True, False}} == set()


def test_a_line_has_a_shape_a_word_what_was_found_and_what_to_do() -> None:
    assert wrong("disk", "Full.", "Make room.").line == "■ wrong  disk            Full. Make room."
    assert ok("disk", "Room.").line == "● ok     disk            Room."
    assert len(set(SHAPES.values())) == len(State)
