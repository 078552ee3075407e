"""An alias that is a title, a telling word or published hides nothing."""

import pytest

from missions.checker import AliasFault, Why, alias_faults


@pytest.mark.parametrize(
    ("alias", "whys"),
    [
        ("Pastor", {Why.TITLE, Why.WORD}),
        ("Pastor Kim", {Why.TITLE, Why.WORD}),
        ("the Pastor", {Why.TITLE, Why.WORD}),
        ("Missionary", {Why.TITLE, Why.WORD}),
        ("Rev. Lee", {Why.TITLE}),
        ("Father John", {Why.TITLE}),
        ("Sister Mary", {Why.TITLE}),
        ("목사님", {Why.TITLE, Why.WORD}),
        ("김 전도사", {Why.TITLE, Why.WORD}),
        ("牧师", {Why.TITLE, Why.WORD}),
        ("王傳道", {Why.TITLE, Why.WORD}),
        ("Hill Church", {Why.WORD}),
        ("Maple House", {Why.PUBLISHED}),
        ("old maple-house", {Why.PUBLISHED}),
        ("Mrs. Lee", set()),
        ("Elderberry", set()),
        ("Revolving Door", set()),
        ("Maple", set()),
        ("경기도 집", set()),
        ("", set()),
    ],
)
def test_every_reason_against_an_alias_is_given(alias: str, whys: set[Why]) -> None:
    assert {fault.why for fault in alias_faults(alias, ["Maple House", " "])} == whys


def test_a_fault_says_what_of_the_alias_is_meant() -> None:
    assert alias_faults("Sister of the church") == (
        AliasFault(Why.TITLE, "sister"),
        AliasFault(Why.WORD, "church"),
    )
