"""An edition written down and read back is the same; nothing private gets into its open part."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.briefing.codec import (
    canonical,
    pack_body,
    plan_bytes,
    read_secrets,
    unpack_body,
    write_secrets,
)
from missions.briefing.dossier import (
    DocumentSecrets,
    EditionBody,
    PersonSecrets,
    Plan,
    Tombstone,
    TripSecrets,
)
from missions.briefing.gather import gather, gather_plan
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.privacy import Sensitivity, under_seal
from missions.schedule.model import Stay
from missions.training.model import Attendance
from missions.trips.model import Requirement
from tests.briefing.small_trip import row, small_trip
from tests.factories.canary_trip import build

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def body_of(plan: Plan) -> EditionBody:
    """Return a body with a tombstone of each kind."""
    stones = (
        Tombstone(3, ("a", "b"), team_wide=True, activity=plan.activities[0]),
        Tombstone(1, (), team_wide=False, segment=plan.segments[0]),
        Tombstone(0, ("ü",), team_wide=False, training=plan.trainings[0]),
    )
    return EditionBody(plan, {"x": 0, "y": 12}, stones)


@SQLITE
@pytest.mark.parametrize("posture", ["open", "guarded", "closed"])
def test_a_whole_trip_comes_back_as_it_was(installation: Installation, posture: str) -> None:
    trip = build(installation, posture)
    with installation.store.write() as session:
        dossier = gather(installation, session, trip_by_code(session, trip.code), "operator")
    body = body_of(dossier.plan)

    assert unpack_body(pack_body(body)) == body
    assert read_secrets(write_secrets(dossier.secrets.trip), TripSecrets) == dossier.secrets.trip
    for secrets in dossier.secrets.persons.values():
        assert read_secrets(write_secrets(secrets), PersonSecrets) == secrets


def edited(text: str, number: float | None, day: date, wall: datetime) -> Plan:
    """Return a plan with such values in columns of every type."""
    stay = row(Stay, key="s", site=None, check_in=day, check_out=day, note=text)
    asked = row(Requirement, kind="form", title=text, settings={"minimum": number, "of": [text]})
    seen = row(Attendance, training="safety", person="mei", state="made up", date=day, note=text)
    return small_trip(
        visit={"title": text, "bring": text, "meet_time": wall, "backup": text},
        maple={"latitude": number, "longitude": number, "alias": text, "opens": text},
        mei={"birth_date": day, "preferred_name": text, "joins": day},
        out={"seats": 7, "ticketed_as": f"mei={text}", "departs": wall},
        s={"new": stay},
        r={"new": asked},
        a={"new": seen},
    ).plan()


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(max_size=12),
    number=st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    wall=st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)),
)
def test_any_value_comes_back_as_it_was(
    text: str, number: float | None, day: date, wall: datetime
) -> None:
    body = body_of(edited(text, number, day, wall))

    assert unpack_body(pack_body(body)) == body


@given(
    st.builds(
        PersonSecrets,
        allergies=st.builds(under_seal, st.text()),
        medication=st.builds(under_seal, st.text()),
        blood_type=st.builds(under_seal, st.text()),
        documents=st.builds(
            under_seal,
            st.dictionaries(
                st.text(),
                st.builds(
                    DocumentSecrets,
                    number=st.text(),
                    issued=st.one_of(st.none(), st.dates()),
                    blank_pages=st.one_of(st.none(), st.integers()),
                ),
                max_size=3,
            ),
        ),
    )
)
def test_any_secret_comes_back_as_it_was(secrets: PersonSecrets) -> None:
    assert read_secrets(write_secrets(secrets), PersonSecrets) == secrets


def test_what_comes_back_is_shut_again() -> None:
    body = unpack_body(pack_body(body_of(small_trip().plan())))
    secrets = small_trip().dossier().secrets.trip

    assert body.plan.members[0].phone.sensitivity is Sensitivity.LEADER
    back = read_secrets(write_secrets(secrets), TripSecrets)
    assert back.site_names.sensitivity is Sensitivity.SEALED


def test_equal_plans_are_written_in_the_same_bytes() -> None:
    one, other = (small_trip().plan() for _ in range(2))

    assert plan_bytes(one) == plan_bytes(other)
    assert pack_body(body_of(one)) == pack_body(body_of(other))
    assert json.loads(plan_bytes(one))["trip"]["starts"] == "2026-07-10"


@pytest.mark.parametrize(
    "edits",
    [
        {"visit": {"title": "Call"}},
        {"visit": {"note": "for leaders"}},
        {"maple": {"carry": True}},
        {"mei": {"phone": "+1"}},
        {"trip": {"paper": "letter"}},
        {"lunch": None},
    ],
)
def test_another_plan_is_written_in_other_bytes(edits: dict[str, Any]) -> None:
    assert plan_bytes(small_trip(**edits).plan()) != plan_bytes(small_trip().plan())


def test_canonical_json_is_sorted_tight_and_utf_8() -> None:
    assert canonical({"b": [1, None], "a": "é김"}) == '{"a":"é김","b":[1,null]}'.encode()


@SQLITE
def test_the_open_part_holds_nothing_that_is_sealed(installation: Installation) -> None:
    trip = build(installation, "closed")
    with installation.store.read() as session:
        plan = gather_plan(session, trip_by_code(session, trip.code))

    text = zlib.decompress(pack_body(body_of(plan))).decode()
    found = trip.canary.found_in(text)

    words = {"word.term", "word.plain", "activity.lunch.plain_title"}
    assert set(trip.canary.token) - found - words == {
        place
        for place in trip.canary.token
        if place.startswith("document.")
        or place.endswith((".allergies", ".medication", ".blood_type"))
        or place == "trip.purpose"
        or (place.startswith(("site.", "partner.")) and place.endswith(".name"))
        or (place.startswith("partner.") and place.endswith(".phone"))
    }
