"""Suppositions on parties small enough to judge by hand, and how judgements differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from missions.readiness.facts import End, Paper
from missions.readiness.supposing import (
    Cancel,
    CannotSuppose,
    Renew,
    Supposed,
    Texts,
    Without,
)
from missions.readiness.verdict import Requirement
from tests.readiness.conflicts.team_plan import item, july, leg, room, stay, who
from tests.readiness.supposed import (
    ANA,
    TIM,
    lesson,
    party,
    supposed,
)

# Somebody drops out -----------------------------------------------------


def test_who_drops_out_is_off_every_list() -> None:
    before = party(
        legs=(
            leg("ana ben", "10T12:00", "11T15:00", number="KE1", ticketed_as={"ben": "BEN"}),
            leg("ana", "12T12:00", "12T15:00", mode="car", driver="ben", driver_text="ben"),
        ),
        stays=(stay(11, 13, room("1", "ana ben"), people="ana ben"),),
        items=(item(12, "ana ben", lead=("ben", "ana")),),
        lessons=(lesson("first", july(1), "ana", "ben", states={"ben": "attended"}, made_up={}),),
        papers={"ana": (Paper("a", "passport"),), "ben": (Paper("b", "passport"),)},
    )

    found = supposed(before, Without("ben"))

    assert found.party == party(
        ANA,
        legs=(
            leg("ana", "10T12:00", "11T15:00", number="KE1"),
            leg("ana", "12T12:00", "12T15:00", mode="car"),
        ),
        stays=(stay(11, 13, room("1", "ana"), people="ana"),),
        items=(item(12, "ana", lead=("ana",)),),
        lessons=(lesson("first", july(1), "ana"),),
        papers={"ana": (Paper("a", "passport"),)},
    )
    assert found.gone == ("ben",)
    assert found.notes == ("Without Ben nobody drives ORD to PVG.",)


def test_what_is_left_without_anybody_or_a_lead_says_so() -> None:
    before = party(
        legs=(leg("ben", "10T12:00", "11T15:00", number="KE1"),),
        items=(
            item(12, "ben", lead=("ben",), key="alone"),
            item(13, "ana ben", lead=("ben",), title="Tea", key="led"),
            item(14, "ben", status="cancelled", key="off"),
        ),
    )

    assert supposed(before, Without("ben")).notes == (
        "Nobody is left on KE1 and “Visit” on 12 July.",
        "Without Ben nobody leads “Tea” on 13 July.",
    )


def test_of_many_things_the_first_are_named() -> None:
    days = range(10, 20)
    items = tuple(item(day, "ana ben", lead=("ben",), title=f"T{day}") for day in days)

    (note,) = supposed(party(items=items), Without("ben")).notes

    assert note == (
        "Without Ben nobody leads “T10” on 10 July, “T11” on 11 July, “T12” on 12 July,"
        " “T13” on 13 July, “T14” on 14 July and 5 more."
    )


def test_a_minors_guardian_stays_on_the_roster_at_home() -> None:
    before = party(ANA, TIM, papers={"ana": (Paper("a", "passport"),)})

    found = supposed(before, Without("ana"))

    at_home = replace(ANA, role="guardian", travels=False)
    assert found.party == party(at_home, TIM, papers={"ana": (Paper("a", "passport"),)})
    assert found.notes == ("Ana stays on the roster as guardian of Tim.",)


def test_nothing_is_asked_of_who_is_gone_even_by_name() -> None:
    asked = ((Requirement("waiver", july(10), id="0"), ("ana", "tim")),)
    texts = Texts((("", "ana; tim"),), {"first": "all"})
    before = party(ANA, TIM, lessons=(lesson("first", july(1), "ana", "tim"),))

    found = supposed(before, Without("ana"), texts=texts, asked=asked)

    assert found.asked == ((Requirement("waiver", july(10), id="0"), ("tim",)),)
    assert [one.people for one in found.party.lessons] == [("tim",)]


@pytest.mark.parametrize("key", ["nobody", "pat", ""])
def test_only_a_traveller_can_drop_out(key: str) -> None:
    at_home = replace(who("pat"), role="guardian", travels=False)

    with pytest.raises(CannotSuppose, match=f"“{key}” is nobody who travels on this trip"):
        supposed(party(ANA, at_home), Without(key))


# A leg is cancelled -----------------------------------------------------


def test_a_cancelled_leg_is_gone_and_who_has_no_other_way_is_stranded() -> None:
    first = leg("ana ben", "10T12:00", "11T15:00", number="KE1", key="one")
    other = leg("ben", "10T15:00", "11T18:00", number="KE2", key="two")
    back = leg("ana ben", "20T12:00", "20T13:00", origin="PVG", destination="ORD", key="back")

    found = supposed(party(legs=(first, other, back)), Cancel("one"))

    assert found.party.legs == (other, back)
    assert found.stranded == ("ana",)
    assert found.notes == ("Ana has no other way from ORD to PVG without KE1.",)


def test_within_a_country_another_leg_between_the_same_places_will_do() -> None:
    ends = {"origin": End("Inn", "CN", site="inn"), "destination": End("Elm", "CN", site="elm")}
    other = {"origin": End("Inn", "CN", site="inn"), "destination": End("Oak", "CN", site="oak")}
    first = leg("ana", "12T09:00", "12T10:00", key="one", mode="coach", **ends)
    same = leg("ana", "12T11:00", "12T12:00", key="two", mode="car", **ends)
    elsewhere = leg("ana", "12T11:00", "12T12:00", key="two", mode="car", **other)

    assert supposed(party(legs=(first, same)), Cancel("one")).stranded == ()
    assert supposed(party(legs=(first, elsewhere)), Cancel("one")).stranded == ("ana",)


def test_who_drops_out_is_not_stranded() -> None:
    one = leg("ana ben", "10T12:00", "11T15:00", key="one")

    assert supposed(party(legs=(one,)), Cancel("one"), Without("ben")).stranded == ("ana",)


def test_a_leg_that_is_not_there_cannot_be_cancelled() -> None:
    with pytest.raises(CannotSuppose, match="No leg of this trip has the key “one”"):
        supposed(party(), Cancel("one"))


# A passport is renewed --------------------------------------------------


def test_the_used_passport_is_replaced_by_a_new_one() -> None:
    old = Paper(
        "ana-passport",
        "passport",
        "accepted",
        "A1",
        "US",
        "DOE, ANA",
        date(2017, 1, 1),
        expires=july(30),
        birth_date=date(1980, 1, 1),
        sex="F",
        nationality="US",
        chosen=True,
    )
    visa = Paper("visa", "visa", country="CN", tied_to="ana-passport")
    before = party(ANA, papers={"ana": (old, visa)})

    found = supposed(before, Renew("ana", date(2036, 5, 1), date(2026, 5, 2)))

    new = Paper(
        "ana-passport-new",
        "passport",
        "held",
        "",
        "US",
        "DOE, ANA",
        date(2026, 5, 2),
        expires=date(2036, 5, 1),
        blank_pages=16,
        birth_date=date(1980, 1, 1),
        sex="F",
        nationality="US",
        chosen=True,
    )
    history = replace(old, chosen=False, replaced_by="ana-passport-new")
    assert found.party.papers == {"ana": (history, visa, new)}


def test_who_has_no_passport_gets_a_first_one() -> None:
    ana = replace(ANA, legal_name="DOE, ANA", nationality="US")

    (new,) = supposed(party(ana), Renew("ana", date(2036, 5, 1))).party.papers["ana"]

    assert (new.key, new.name, new.country) == ("ana-passport-new", "DOE, ANA", "US")
    assert (new.sex, new.birth_date) == ("F", date(1980, 1, 1))


def test_a_passport_does_not_expire_before_its_issue() -> None:
    with pytest.raises(CannotSuppose, match="would expire before it is issued"):
        supposed(party(), Renew("ana", july(1), july(1)))


def test_who_dropped_out_renews_nothing() -> None:
    with pytest.raises(CannotSuppose, match="“ben” is nobody who travels"):
        supposed(party(), Without("ben"), Renew("ben", july(1)))


def test_nothing_supposed_is_the_same_party() -> None:
    asked = ((Requirement("waiver", july(10), id="0"), ("ana", "ben")),)

    found = supposed(party(), texts=Texts((("", "all"),)), asked=asked)

    assert found == Supposed(party(), asked)
