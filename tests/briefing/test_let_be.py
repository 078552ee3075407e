"""What leaders let be: frozen with an edition, told to leaders alone, printed in their book."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest

from missions.briefing.actions import publish
from missions.briefing.codec import pack_body, plan_bytes, unpack_body
from missions.briefing.desk import open_desk
from missions.briefing.diff import differences
from missions.briefing.difference import Difference, DiffKind
from missions.briefing.document import LetBe, Waived, What
from missions.briefing.dossier import EditionBody
from missions.briefing.forgetting import forget_members
from missions.briefing.model import Edition
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, release
from missions.installation import Installation
from missions.privacy import Audience, Posture, Sensitivity
from missions.readiness.model import Exemption, Override
from missions.renderers.dispatch import render
from tests.briefing.small_trip import row, small_trip
from tests.factories.canary_trip import build
from tests.renderers.pdf import reading

OPERATOR = Viewer(actor="operator")
SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
WHY = "Her consulate is shut"


def waiver(person: str = "mei", reason: str = WHY) -> dict[str, Any]:
    return {"new": row(Exemption, person=person, kind="visa", title="", by="lea", reason=reason)}


def clash(people: str = "lea; mei", reason: str = "They split up") -> dict[str, Any]:
    told = {"items": "lunch; visit", "people": people, "by": "the board", "reason": reason}
    return {"new": row(Override, kind="overlap", **told)}


def test_both_come_back_as_they_were_and_name_members() -> None:
    plan = small_trip(w=waiver(), c=clash()).plan()

    again = unpack_body(pack_body(EditionBody(plan, {}, ()))).plan

    assert again == plan
    (one,), (other,) = plan.exemptions, plan.overrides
    assert (one.person, one.kind.unseal(), one.reason.unseal()) == ("membership-mei", "visa", WHY)
    assert other.people == ("membership-lea", "membership-mei")
    assert other.items.unseal() == ("lunch", "visit")


def test_an_edition_from_before_opens_and_keeps_its_digest() -> None:
    plan = small_trip().plan()
    body = json.loads(zlib.decompress(pack_body(EditionBody(plan, {"x": 1}, ()))))
    for name in ("exemptions", "overrides"):
        assert body["plan"].pop(name) == []
    old = unpack_body(zlib.compress(json.dumps(body).encode()))

    assert old == EditionBody(plan, {"x": 1}, ())
    assert sorted(json.loads(plan_bytes(plan))) == sorted(body["plan"])
    assert plan_bytes(small_trip(w=waiver()).plan()) != plan_bytes(plan)


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ({}, {"w": waiver()}, ((DiffKind.ADDED,), "Waived: Visa, Mei", "")),
        ({"w": waiver()}, {}, ((DiffKind.REMOVED,), "Waived: Visa, Mei", "")),
        (
            {"w": waiver()},
            {"w": waiver(reason="No time")},
            ((DiffKind.CHANGED,), "Waived: Visa, Mei: No time", WHY),
        ),
        ({}, {"c": clash()}, ((DiffKind.ADDED,), "Let be: overlap (lunch, visit, Lea, Mei)", "")),
    ],
)
def test_a_decision_is_a_change_for_leaders_and_of_nobody(
    old: dict[str, Any], new: dict[str, Any], row: tuple[tuple[DiffKind], str, str]
) -> None:
    before, after = small_trip(**old).plan(), small_trip(**new).plan()
    kinds, now, was = row

    found = differences(before, after)

    assert found == (Difference(kinds, now, was, sensitivity=Sensitivity.LEADER),)
    assert differences(before, after, "membership-mei") == ()


def test_who_is_forgotten_takes_them_along() -> None:
    kept = {"w2": waiver("sam"), "c2": clash("sam")}
    kept["w2"]["new"].id, kept["c2"]["new"].id = "exemption-2", "override-2"
    plan = small_trip(w=waiver(), c=clash(), **kept).plan()
    edition = Edition(open_part=pack_body(EditionBody(plan, {}, ())), sealed_part=None)

    forget_members(edition, {"membership-mei": "someone-1"})

    left = unpack_body(edition.open_part).plan
    assert [row.person for row in left.exemptions] == ["membership-sam"]
    assert [row.people for row in left.overrides] == [("membership-sam",)]


@SQLITE
@pytest.mark.parametrize("posture", list(Posture))
def test_leaders_read_of_it_and_nobody_else(installation: Installation, posture: Posture) -> None:
    trip = build(installation, posture)
    with installation.store.write() as session:
        told = {"by": "the board of elders", "reason": "Quixotic sphinx"}
        session.add(Exemption(trip_id=trip.trip_id, position=0, person="mei", kind="visa", **told))
        session.add(
            Override(trip_id=trip.trip_id, position=0, kind="no_rest", people="mei", **told)
        )
    publish(installation, trip.code, "operator")
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip.trip_id)
        name = next(member.name for member in desk.plan.members if member.key == "mei")
        books = {
            audience: release(desk, OPERATOR, Asked(What.BOOK, audience))
            for audience in (Audience.LEADER, Audience.TEAM)
        }
        packet = release(desk, OPERATOR, Asked(What.PACKET, Audience.LEADER, "mei"))

    leaders, team = books[Audience.LEADER], books[Audience.TEAM]
    assert leaders.waived == (Waived(name, "Visa", **told),)
    assert leaders.let_be == (LetBe("no rest", (), (name,), told["by"], told["reason"], True),)
    assert (team.waived, team.let_be, packet.waived, packet.let_be) == ((), (), (), ())
    assert all("sphinx" not in render(one, "json").decode() for one in (team, packet))
    words = reading.words(render(leaders, "pdf"))
    assert words.count("Quixotic sphinx") == 2
    assert words.count("What we let be") >= 2
    assert "It no longer clashes in this plan." in words
    plain = replace(leaders, waived=(), let_be=())
    assert "What we let be" not in reading.words(render(plain, "pdf"))
