"""Countries entered and left, as a finger on the timetable finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from missions.readiness.facts import End, Facts, Item, Stay
from missions.readiness.requirements.journeys import (
    Visit,
    area,
    entries,
    first_departure,
    is_citizen,
    is_home,
    plan_is_blank,
    returns_on,
    travel_days,
    visits,
)
from tests.readiness.requirements.plans import PLANS, Plan, facts_of
from tests.readiness.requirements.reading import MATEO
from tests.readiness.requirements.small_rules import day


def on(plan: str | Plan, **person: object) -> Facts:
    known = PLANS[plan] if isinstance(plan, str) else plan
    return facts_of(known, replace(MATEO, **person))  # type: ignore[arg-type]


def spans(found: tuple[Visit, ...]) -> list[tuple[str, date, date]]:
    return [(visit.country, visit.enters, visit.leaves) for visit in found]


def test_every_entry_has_the_days_of_the_clocks_there() -> None:
    facts = on("korea, china and back")

    assert spans(visits(facts)) == [
        ("KR", day("07-11"), day("07-15")),
        ("CN", day("07-15"), day("07-19")),
        ("KR", day("07-19"), day("07-22")),
        ("US", day("07-22"), day("07-22")),
    ]
    assert [(each.came_from, each.goes_to) for each in visits(facts)] == [
        ("US", "CN"),
        ("KR", "KR"),
        ("CN", "US"),
        ("KR", ""),
    ]
    assert [visit.days for visit in visits(facts)] == [5, 5, 4, 1]


def test_entries_are_grouped_by_what_lies_behind_the_border() -> None:
    assert [spans(group) for group in entries(on("germany, london, france"))] == [
        [("DE", day("07-11"), day("07-14")), ("FR", day("07-18"), day("07-22"))],
        [("GB", day("07-14"), day("07-18"))],
        [("US", day("07-22"), day("07-22"))],
    ]


def test_a_land_border_counts_and_one_without_controls_does_not() -> None:
    assert spans(visits(on("mexico by car"))) == [
        ("MX", day("07-10"), day("07-22")),
        ("US", day("07-22"), day("07-22")),
    ]
    assert spans(visits(on("germany, france"))) == [
        ("DE", day("07-11"), day("07-22")),
        ("US", day("07-22"), day("07-22")),
    ]
    assert visits(on("puerto rico")) == ()


def test_a_change_of_planes_is_no_entry_where_the_rulebook_says_so() -> None:
    assert [group[0].country for group in entries(on("change in china"))] == ["KR", "US"]


def test_a_night_or_an_errand_in_town_makes_it_an_entry() -> None:
    facts = on("change in china")
    places = on(Plan(sites=("CN",))).party.places
    party = replace(facts.party, places=places)
    night = Stay("night", "CN", day("07-11"), day("07-12"), people=("mateo",))
    errand = Item("lunch", day("07-11"), "Asia/Shanghai", "Lunch", ("mateo",), site="CN")

    for there in (
        replace(facts, party=party, stays=(night,)),
        replace(facts, party=party, items=(errand,)),
    ):
        assert [group[0].country for group in entries(there)] == ["CN", "KR", "US"]


def test_a_missing_leg_is_told_by_where_the_next_one_starts() -> None:
    facts = on(Plan("ORD>PEK 07-10T12:00 07-11T14:00; ICN>ORD 07-22T10:30 07-22T09:30"))

    assert spans(visits(facts)) == [
        ("CN", day("07-11"), day("07-22")),
        ("KR", day("07-22"), day("07-22")),
        ("US", day("07-22"), day("07-22")),
    ]


def test_whoever_never_leaves_stays_to_the_last_day() -> None:
    facts = on(Plan("ORD>PEK 07-10T12:00 07-11T14:00"), leaves=day("07-30"))

    assert spans(visits(facts)) == [("CN", day("07-11"), day("07-30"))]


def test_a_first_leg_from_nowhere_known_starts_at_home() -> None:
    facts = on("korea")
    church = replace(facts.legs[0], origin=End("Church"), destination=End("ORD", "US", "ORD"))
    facts = replace(facts, legs=(church, *facts.legs))

    assert [visit.country for visit in visits(facts)] == ["KR", "US"]


def test_before_there_are_legs_the_stays_tell() -> None:
    assert visits(on("site")) == (Visit("CN", day("07-10"), day("07-22")),)
    assert visits(on("nothing")) == ()
    assert (plan_is_blank(on("nothing")), plan_is_blank(on("site"))) == (True, False)


def test_sites_tell_when_nobody_has_a_bed_yet() -> None:
    facts = replace(on("site", joins=day("07-12")), stays=())

    assert visits(facts) == (Visit("CN", day("07-12"), day("07-22")),)


def test_home_is_where_the_trip_or_the_person_sets_out_from() -> None:
    from_london = Plan("LHR>ICN 07-10T13:00 07-11T09:00; ICN>LHR 07-22T10:30 07-22T15:30")
    inside = Plan("ICN>PEK 07-12T13:00 07-12T14:00; PEK>ICN 07-20T10:30 07-20T13:30", sites=("KR",))
    domestic = Plan("train ICN>ICN 07-12T13:00 07-12T14:00")

    assert [is_home(on("korea"), code) for code in ("US", "KR", "GB", "")] == [True, *[False] * 3]
    assert [is_home(on(from_london), code) for code in ("US", "KR", "GB")] == [True, False, True]
    assert (is_home(on(inside), "KR"), is_home(on(domestic), "KR")) == (False, False)


def test_the_date_line_gives_the_later_day() -> None:
    samoa = on("samoa")

    assert travel_days(samoa) == (day("07-10"), day("07-22"))
    assert returns_on(samoa) == day("07-21")
    assert first_departure(samoa) == day("07-10")


def test_the_return_is_the_later_of_the_trips_end_and_the_arrival() -> None:
    assert returns_on(on("korea home late")) == day("07-23")
    assert returns_on(on("nothing", leaves=day("07-25"))) == day("07-25")
    assert returns_on(on("nothing", leaves=day("07-15"))) == day("07-22")


def test_hong_kong_macau_and_taiwan_have_borders_of_their_own() -> None:
    assert [area(code) for code in ("CN", "HK", "MO", "TW")] == ["CN", "HK", "MO", "TW"]
    assert [area(code) for code in ("DE", "FR", "IE", "GU", "")] == [
        "Schengen",
        "Schengen",
        "IE",
        "US",
        "",
    ]


def test_a_citizen_of_one_schengen_country_is_not_of_the_others() -> None:
    german = on("germany, france", nationality="DE")

    assert (is_citizen(german, "DE"), is_citizen(german, "FR")) == (True, False)
    assert is_citizen(on("puerto rico"), "PR")
