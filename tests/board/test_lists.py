"""Taking a person out of the folder's lists: for everybody else they mean what they meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.board.lists import taken_off, tickets_without
from missions.trips.rules import OnRoster, Roster


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ""),
        ("all", "all"),
        ("ana; ben", "ben"),
        ("Ana, ben", "ben"),
        ("ana", "-all"),
        ("all; -ana", "all"),
        ("all;-ben", "all;-ben"),
        ("-ana", ""),
        ("-ana; -ben", "-ben"),
        ("ana; -@cedar", "-all"),
        ("ana; -@cedar; ben", "ben; -@cedar"),
        ("@gone; ben", "ben"),
        ("role:leader", "role:leader"),
    ],
)
def test_a_list_without_somebody_means_the_same_for_all_others(text: str, left: str) -> None:
    assert taken_off(text, {"ana", "@gone"}) == left


def test_a_room_without_anybody_is_blank() -> None:
    assert taken_off("ana", {"ana"}, nobody="") == ""


def test_a_ticket_goes_with_its_traveller() -> None:
    text = "ana=DOE, ANA; ben=ROE, BEN"

    assert tickets_without(text, {"ana"}) == "ben=ROE, BEN"
    assert tickets_without(text, {"cleo"}) == text


KEYS = ("ana", "ben", "cleo", "dan")
TERMS = ("all", "@cedar", *KEYS, *(f"-{key}" for key in KEYS), "-@cedar")


@given(st.lists(st.sampled_from(TERMS), max_size=5))
def test_random_lists_choose_the_same_others(terms: list[str]) -> None:
    text = "; ".join(terms)

    def chosen(keys: tuple[str, ...], what: str) -> set[str]:
        groups = {"ben": ("cedar",), "ana": ("cedar",)}
        roster = Roster(OnRoster(key, key, key, "volunteer", groups.get(key, ())) for key in keys)
        return set(roster.choose(what))

    assert chosen(KEYS[1:], taken_off(text, {"ana"})) == chosen(KEYS, text) - {"ana"}
