"""Values of our own: kept, refused, dropped, and what a trip's board makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Select, select

from missions import clock
from missions.audit.model import AuditEntry
from missions.board.keeping import board_of, is_current
from missions.board.queries import verdicts_of
from missions.board.rulebook import (
    ChangedMeanwhile,
    NoSuchRow,
    own_value,
    set_value,
    stamp_of,
    take_value,
)
from missions.board.rulebook_use import Asking, coming, uses
from missions.installation import Installation
from missions.reference.queries import own_values, rules_of, value_of
from missions.reference.rulebook import Rulebook, Value
from missions.settings import Settings
from missions.trips.model import Trip
from tests.cli.typing_shell import Shell
from tests.factories.folders import write_csv, write_toml

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
MONTHS, WARN = "passport.months_beyond_return", "passport.warn_months_beyond_return"
OURS = Value(
    MONTHS, "", "CN", value=3, source="Consulate, notice 7", read_on=date(2026, 5, 2), verified=True
)
CODE = "reed-26"


def _folder(path: Path) -> Path:
    """Ann's passport ends on 1 December 2026, more than four months after the return on 22 July."""
    path.mkdir()
    write_toml(
        path / "trip.toml",
        {
            "code": CODE,
            "label": "Summer trip",
            "posture": "open",
            "starts": "2026-07-10",
            "ends": "2026-07-22",
            "home_zone": "America/Chicago",
        },
        site=[
            {
                "key": "inn",
                "alias": "The inn",
                "kind": "lodging",
                "zone": "Asia/Shanghai",
                "country": "CN",
            }
        ],
        requirement=[{"kind": "passport", "due": "-60d"}],
    )
    people = ("key", "legal_name", "preferred_name", "role", "birth_date", "nationality")
    ann = ("ann", "LEE, ANN", "Ann", "leader", "1980-05-01", "US")
    write_csv(path / "people.csv", [dict(zip(people, ann, strict=True))])
    names = "person kind number country name_on_document issued expires blank_pages state"
    paper = ("ann", "passport", "X1", "US", "LEE, ANN", "2017-01-01", "2026-12-01", "9", "accepted")
    write_csv(path / "documents.csv", [dict(zip(names.split(), paper, strict=True))])
    stays = ("key", "site", "check_in", "check_out")
    write_csv(
        path / "stays.csv",
        [dict(zip(stays, ("inn", "inn", "2026-07-10", "2026-07-22"), strict=True))],
    )
    return path


@pytest.fixture
def trip(settings: Settings, installation: Installation, tmp_path: Path) -> str:
    """The id of a trip to China."""
    with clock.frozen(NOW):
        Shell(settings).json("trip", "import", _folder(tmp_path / "trip"))
    with installation.store.read() as session:
        return session.scalars(select(Trip.id)).one()


def _state(installation: Installation, trip: str) -> tuple[str, str]:
    board_of(installation, trip, "operator")
    with installation.store.read() as session:
        (verdict,) = verdicts_of(session, trip, "ann")
        return verdict.state, verdict.reason


def test_a_changed_rule_is_what_a_trip_is_judged_by_from_then_on(
    installation: Installation, trip: str
) -> None:
    with clock.frozen(NOW):
        before, _why = _state(installation, trip)
        with installation.store.write() as session:
            row = set_value(session, OURS, "operator").id
        with installation.store.read() as session:
            stale = not is_current(
                installation, session, session.get_one(Trip, trip), rules_of(session).stamp
            )
        after, advised = _state(installation, trip)
        with installation.store.write() as session:
            set_value(session, replace(OURS, key=WARN), "operator")
        clear, _why = _state(installation, trip)
        with installation.store.write() as session:
            take_value(session, row, "operator")
        again, why = _state(installation, trip)

    assert (before, stale, after, clear, again) == ("invalid", True, "at_risk", "met", "invalid")
    assert "22 January 2027 or later is advised (for China, 6 months after leaving it)" in advised
    assert "China" in why


def test_a_value_is_kept_with_who_changed_it(installation: Installation) -> None:
    with clock.frozen(NOW), installation.store.write() as session:
        set_value(session, OURS, "somebody")
        set_value(session, replace(OURS, value=2), "operator")
    with installation.store.read() as session:
        (row,) = own_values(session)
        kept = (value_of(row), row.changed_by, row.changed_at)
        log = [(entry.actor, entry.detail) for entry in session.scalars(_entries())]

    assert kept == (replace(OURS, value=2), "operator", NOW)
    assert log == [("somebody", f"set {MONTHS}"), ("operator", f"set {MONTHS}")]


def _entries() -> Select[tuple[AuditEntry]]:
    wanted = select(AuditEntry).where(AuditEntry.action == "rules:change")
    return wanted.order_by(AuditEntry.number)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(OURS, value="3"), "wanted is a whole number of months from 0 to 1000"),
        (replace(OURS, key="passport.colour"), "“passport.colour” is not a rule that we know."),
        (replace(OURS, source=" "), "Who says so is missing"),
        (replace(OURS, destination="XX"), "“XX” is no country’s code"),
        (replace(OURS, place="PEK"), "This rule is the same whatever the airport"),
        (replace(OURS, read_on=date(2026, 5, 5)), "2026-05-05 is still to come"),
        (
            replace(OURS, from_day=date(2026, 5, 3), until=date(2026, 5, 2)),
            "It ends on 2026-05-02, before it begins on 2026-05-03.",
        ),
        (
            replace(OURS, key="transit.ports", value=("PEK", "XQQ")),
            "“XQQ” is no airport’s code.",
        ),
    ],
)
def test_what_is_wrong_is_not_kept(installation: Installation, wrong: Value, told: str) -> None:
    with (
        clock.frozen(NOW),
        pytest.raises(ValueError, match=r".") as raised,
        installation.store.write() as session,
    ):
        set_value(session, wrong, "operator")
    with installation.store.read() as session:
        assert own_values(session) == []
        assert list(session.scalars(_entries())) == []

    assert told in str(raised.value)


def test_a_lost_race_is_told_and_changes_nothing(installation: Installation) -> None:
    with clock.frozen(NOW):
        with installation.store.write() as session:
            seen = stamp_of(set_value(session, OURS, "somebody"))
        with installation.store.write() as session:
            set_value(session, replace(OURS, value=2), "somebody", seen)
        for stale in (seen, ""):
            with pytest.raises(ChangedMeanwhile), installation.store.write() as session:
                set_value(session, replace(OURS, value=9), "operator", stale)
    with installation.store.read() as session:
        row = own_value(session, OURS)
        assert row is not None
        assert value_of(row) == replace(OURS, value=2)


def test_what_is_dropped_is_given_back_once(installation: Installation) -> None:
    with clock.frozen(NOW):
        with installation.store.write() as session:
            row = set_value(session, OURS, "operator").id
        with installation.store.write() as session:
            assert take_value(session, row, "operator") == OURS
        with pytest.raises(NoSuchRow), installation.store.write() as session:
            take_value(session, row, "operator")
    with installation.store.read() as session:
        assert [entry.detail for entry in session.scalars(_entries())] == [
            f"set {MONTHS}",
            f"dropped {MONTHS}",
        ]


def test_what_a_coming_trip_asks_for(installation: Installation, trip: str) -> None:
    with installation.store.read() as session:
        before = coming(session, date(2026, 7, 22))
        after = coming(session, date(2026, 7, 23))

    assert before == (
        Asking(
            trip,
            CODE,
            date(2026, 7, 10),
            date(2026, 7, 22),
            frozenset({"US"}),
            frozenset({("CN", "")}),
        ),
    )
    assert after == ()


def test_a_value_is_used_by_the_trips_for_which_it_answers() -> None:
    def value(key: str, who: str, to: str, number: int, **more: object) -> Value:
        made = Value(key, who, to, value=number, source="x", read_on=date(2026, 1, 1))
        return replace(made, **more)  # type: ignore[arg-type]

    anyone, chinese = value(MONTHS, "", "", 6), value(MONTHS, "CN", "US", 3)
    ended = value(MONTHS, "KR", "US", 1, until=date(2026, 12, 31))
    begun = value(MONTHS, "KR", "US", 2, from_day=date(2027, 1, 1))
    port = value("connection.domestic", "", "", 90, place="PEK")
    book = Rulebook((anyone, chinese, ended, begun, port))
    days = (date(2026, 12, 28), date(2027, 1, 5))
    us = frozenset({("US", ""), ("CN", ""), ("CN", "PEK")})
    trips = (
        Asking("1", "one", *days, frozenset({"CN", "KR"}), us),
        Asking("2", "two", *days, frozenset({"DE"}), frozenset({("US", "")})),
        Asking("3", "bare", *days),
    )

    assert uses(book, trips) == {
        anyone: {"one", "two", "bare"},
        chinese: {"one"},
        ended: {"one"},
        begun: {"one"},
        port: {"one"},
    }
