"""Whatever stands in a plan, the rules about rooms and nights answer, and say whom they mean."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from missions.readiness.conflicts import (
    no_bed,
    registration,
    room_capacity,
    room_gender,
    room_minor,
    site_rule,
)
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import Bedroom, Member, Party, Place, Stay
from missions.reference.rulebook import shipped
from tests.readiness.conflicts.team_plan import TRIP, july

RULES = (room_gender, room_minor, room_capacity, no_bed, site_rule, registration)
KEYS = st.sampled_from(("a", "b", "c", "d", "nobody"))
SITES = (
    Place("inn", "Inn", "lodging", "CN", visitors="women"),
    Place("pak", "Farm", "home", "CN", visitors="cleared"),
)
DAYS = st.integers(-3, 15).map(lambda after: TRIP.starts + timedelta(days=after))
BIRTHS = st.none() | st.dates(july(1) - timedelta(days=30_000), july(22))

MEMBERS = st.lists(
    st.builds(
        Member,
        key=KEYS.filter(lambda key: key != "nobody"),
        name=st.text(max_size=5),
        travels=st.booleans(),
        birth_date=BIRTHS,
        gender=st.sampled_from(("F", "M", "X", "")),
        guardians=st.lists(KEYS, max_size=3).map(tuple),
        joins=st.none() | DAYS,
        leaves=st.none() | DAYS,
    ),
    unique_by=lambda member: member.key,
    max_size=4,
).map(tuple)
BEDROOMS = st.lists(
    st.builds(
        Bedroom,
        room=st.text(max_size=3),
        people=st.lists(KEYS, max_size=6).map(tuple),
        floor=st.sampled_from(("", "1", "2")),
        capacity=st.none() | st.integers(0, 4),
    ),
    max_size=4,
).map(tuple)
STAYS = st.lists(
    st.builds(
        Stay,
        key=st.text("xyz", min_size=1, max_size=2),
        site=st.sampled_from(("inn", "pak", "nowhere")),
        check_in=DAYS,
        check_out=DAYS,
        rooms=BEDROOMS,
        people=st.lists(KEYS, max_size=5).map(tuple),
    ),
    unique_by=lambda stay: stay.key,
    max_size=4,
).map(tuple)


@settings(max_examples=40, deadline=None)
@given(MEMBERS, STAYS)
def test_rules_about_rooms_answer_for_any_plan(
    members: tuple[Member, ...], stays: tuple[Stay, ...]
) -> None:
    ground = Ground(Party(TRIP, members, shipped(), places=SITES, stays=stays))
    known = {stay.key for stay in stays}
    for rule in RULES:
        clashes = list(rule.find(ground))
        assert len({clash.identity for clash in clashes}) == len(clashes)
        for clash in clashes:
            assert clash.kind == rule.__name__.rpartition(".")[2]
            assert set(clash.people) <= {member.key for member in members} != set()
            assert set(clash.items) <= known
            assert "" not in (clash.reason, clash.fix)
            assert clash.day is not None
