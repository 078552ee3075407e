"""The checker on a whole trip: what it finds, for whom, and what holds an edition back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from missions.briefing.actions import preview, publish
from missions.briefing.checking.actions import say_neutrally
from missions.briefing.checking.findings import Finding, HeldBack
from missions.briefing.queries import trip_by_code
from missions.discretion.actions import NotAccepted, accept, add_house_word, take_back
from missions.discretion.model import Acceptance
from missions.installation import Installation
from missions.schedule.model import Activity
from tests.factories.telling_trip import CODE, bring

Row = tuple[str, str, str, str, tuple[str, ...]]
BELOW = ("border", "calendar", "family", "host", "team")


def _rows(findings: tuple[Finding, ...]) -> list[Row]:
    return [
        (str(row.weight), row.kind, row.spot.place, row.found, tuple(map(str, row.audiences)))
        for row in findings
    ]


def _found(installation: Installation) -> tuple[Finding, ...]:
    return preview(installation, CODE, "operator").findings


PLAIN = "schedule/lunch/plain_title"
TITLE = "schedule/lunch/title"
EVERYONE_BUT_HOSTS = ("border", "calendar")


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ({}, []),
        ({"plain_title": "Lunch with Bak Soonja"}, [("blocks", "name", PLAIN, "Bak Soonja")]),
        ({"plain_title": "Lunch with Soonja Bak"}, [("blocks", "name", PLAIN, "Soonja Bak")]),
        ({"plain_title": "soonja's kitchen"}, [("blocks", "name", PLAIN, "soonja")]),
        ({"plain_title": "At Hanmaum Shelter"}, [("blocks", "name", PLAIN, "Hanmaum Shelter")]),
        ({"plain_title": "Ring 010-2345-6789"}, [("blocks", "name", PLAIN, "010-2345-6789")]),
        (
            {"plain_title": "서울특별시 종로구 사직로3길 12"},
            [("blocks", "name", PLAIN, "서울특별시 종로구 사직로3길 12")],
        ),
        ({"plain_title": "주일 예배"}, [("asks", "word", PLAIN, "주일 예배")]),
        ({"plain_title": "去教会"}, [("asks", "word", PLAIN, "教会")]),
        ({"plain_title": "Visit the tile shop"}, [("asks", "word", PLAIN, "tile shop")]),
        (
            {"title": "Lunch with Soonja", "plain_title": "Lunch"},
            [("warns", "name", TITLE, "Soonja")],
        ),
        (
            {"title": "Bible study", "plain_title": "Lunch"},
            [("warns", "word", TITLE, "Bible study")],
        ),
        ({"plain_title": "Breakfast at Lotte City Hotel"}, []),
        ({"plain_title": "Mrs. Lee, then Mei"}, []),
        ({"alias": "Pastor"}, [("warns", "alias", "partner/lee/alias", "Pastor")]),
    ],
)
def test_what_a_closed_trip_would_tell(
    installation: Installation, tmp_path: Path, texts: dict[str, str], rows: list[tuple[str, ...]]
) -> None:
    bring(installation, tmp_path / "folder", **texts)

    found = [row[:4] for row in _rows(_found(installation)) if row[2] in _places(rows) or not rows]

    assert found == rows


def _places(rows: list[tuple[str, ...]]) -> set[str]:
    return {row[2] for row in rows}


def test_a_finding_says_for_whom_it_would_stand_there(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder", label="Hanmaum week")

    label = next(row for row in _rows(_found(installation)) if row[2] == "trip/label")

    assert label == ("warns", "name", "trip/label", "Hanmaum", BELOW)


def test_an_open_trip_is_not_read(installation: Installation, tmp_path: Path) -> None:
    bring(installation, tmp_path / "folder", posture="open", plain_title="Prayer with Bak Soonja")

    assert _found(installation) == ()
    assert publish(installation, CODE, "operator").number == 1


@pytest.mark.parametrize("posture", ["guarded", "closed"])
def test_a_real_name_holds_the_edition_back_and_nobody_can_accept_it(
    installation: Installation, tmp_path: Path, posture: str
) -> None:
    bring(installation, tmp_path / "folder", posture=posture, plain_title="With Bak Soonja")

    with pytest.raises(HeldBack, match="Nothing was published: one phrase would tell") as held:
        publish(installation, CODE, "operator")
    finding = next(row for row in held.value.findings if row.blocks)
    with installation.store.write() as session:
        trip = trip_by_code(session, CODE)
        accept(session, trip.id, finding.key, "it is known there", "a1")
        accept(session, trip.id, finding.key, "it is known there", "a2")

    with pytest.raises(HeldBack):
        publish(installation, CODE, "operator")


def test_a_word_stands_when_two_leaders_accept_it(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder", plain_title="Evening prayer")
    (finding,) = [row for row in _found(installation) if row.blocks]

    with installation.store.write() as session:
        trip_id = trip_by_code(session, CODE).id
        first = accept(session, trip_id, finding.key, "a guest’s own word", "leader-1")
    waiting = [str(row.weight) for row in _found(installation) if row.key == finding.key]
    with pytest.raises(NotAccepted, match="another leader"), installation.store.write() as session:
        accept(session, trip_id, finding.key, "again", "leader-1")
    with pytest.raises(HeldBack):
        publish(installation, CODE, "operator")
    with installation.store.write() as session:
        second = accept(session, trip_id, finding.key, "", "leader-2")
        row = session.scalars(select(Acceptance)).one()
        kept = (row.reason, row.first_by, row.second_by)

    assert (first, waiting, second) == (False, ["waits"], True)
    assert kept == ("a guest’s own word", "leader-1", "leader-2")
    assert publish(installation, CODE, "operator").number == 1


def test_another_text_in_the_same_place_asks_again(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder", plain_title="Evening prayer")
    (finding,) = [row for row in _found(installation) if row.blocks]
    with installation.store.write() as session:
        trip_id = trip_by_code(session, CODE).id
        accept(session, trip_id, finding.key, "a reason", "leader-1")
        accept(session, trip_id, finding.key, "", "leader-2")
    bring(installation, tmp_path / "folder", plain_title="Evening prayer with guests")

    with pytest.raises(HeldBack):
        publish(installation, CODE, "operator")
    bring(installation, tmp_path / "folder", plain_title="Evening prayer")
    publish(installation, CODE, "operator")
    with installation.store.write() as session:
        take_back(session, trip_id, finding.key, "leader-2")
    assert any(row.blocks for row in _found(installation))


def test_no_reason_no_acceptance(installation: Installation, tmp_path: Path) -> None:
    bring(installation, tmp_path / "folder", plain_title="Evening prayer")
    (finding,) = [row for row in _found(installation) if row.blocks]

    with pytest.raises(NotAccepted, match="A reason is wanted"), installation.store.write() as s:
        accept(s, trip_by_code(s, CODE).id, finding.key, " ", "leader-1")


def test_one_press_says_it_neutrally(installation: Installation, tmp_path: Path) -> None:
    bring(installation, tmp_path / "folder", plain_title="With Bak Soonja")
    (finding,) = [row for row in _found(installation) if row.blocks]

    with installation.store.write() as session:
        done = say_neutrally(session, trip_by_code(session, CODE), finding, "leader-1")
    with installation.store.read() as session:
        label = session.scalars(select(Activity.plain_title)).one()

    assert (done, label) == (True, "Appointment")
    assert publish(installation, CODE, "operator").number == 1


@pytest.mark.parametrize(
    ("kind", "term", "text"),
    [
        ("name", "Open Hands Mission Trust", "Day with Open Hands Mission Trust"),
        ("domain", "openhands.example", "See www.openhands.example"),
        ("staff", "Ruth Tan", "Call Ruth Tan first"),
        ("programme", "Safe Harbour", "Safe Harbour lunch"),
        ("word", "safehouse", "At the safehouse"),
    ],
)
def test_the_organisations_list_asks(
    installation: Installation, tmp_path: Path, kind: str, term: str, text: str
) -> None:
    bring(installation, tmp_path / "folder", plain_title=text)
    before = [row for row in _found(installation) if row.term.casefold() == term.casefold()]

    with installation.store.write() as session:
        add_house_word(session, kind, term, "", "administrator")
    after = [(str(row.weight), row.found) for row in _found(installation) if row.blocks]

    assert before == []
    assert ("asks", term) in after


def test_an_alias_that_was_published_is_a_finding(
    installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder", posture="guarded")
    with installation.store.write() as session:
        add_house_word(session, "alias", "Mrs. Lee", "", "administrator")

    found = [row[:4] for row in _rows(_found(installation)) if row[1] == "alias"]

    assert found == [("asks", "alias", "partner/lee/alias", "Mrs. Lee")]
