"""Who gets which paper: everybody against every paper, written out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from missions.briefing.admission import NotReleased, Viewer, exists, may, whose
from missions.briefing.desk import Desk
from missions.briefing.document import What
from missions.briefing.papers import papers
from missions.briefing.reader import Asked
from missions.privacy import Audience
from tests.briefing.papers_of_canaries import published
from tests.briefing.small_desk import small_desk

LEADER, TEAM, BORDER = Audience.LEADER, Audience.TEAM, Audience.BORDER
FAMILY, HOST, CALENDAR = Audience.FAMILY, Audience.HOST, Audience.CALENDAR
TRAVELLERS, PARTNERS = ("lea", "mei", "sam"), ("lee", "oh")

SHARED = {
    Asked(What.BOOK, TEAM),
    Asked(What.MANIFEST, TEAM),
    Asked(What.ROOMING, TEAM),
    Asked(What.CALENDAR, TEAM),
}


def own(key: str) -> set[Asked]:
    """Return what a member has of their own."""
    return {
        Asked(What.PACKET, TEAM, key),
        Asked(What.CARD, TEAM, key),
        Asked(What.PACKET, BORDER, key),
        Asked(What.CALENDAR, TEAM, key),
        Asked(What.CALENDAR, BORDER, key),
        Asked(What.CALENDAR, CALENDAR, key),
    }


FOR_LEADERS = {
    Asked(What.BOOK, LEADER),
    Asked(What.CARD, LEADER),
    Asked(What.MANIFEST, LEADER),
    Asked(What.ROOMING, LEADER),
    *(Asked(What.PACKET, LEADER, key) for key in TRAVELLERS),
}
FOR_OTHERS = {
    *(Asked(What.FAMILY_SHEET, FAMILY, key) for key in TRAVELLERS),
    *(Asked(What.CALENDAR, FAMILY, key) for key in TRAVELLERS),
    *(Asked(What.HOST_SHEET, HOST, partner=key) for key in PARTNERS),
    *(Asked(What.CALENDAR, HOST, partner=key) for key in PARTNERS),
    *(Asked(What.CALENDAR, audience) for audience in (FAMILY, BORDER, CALENDAR)),
}
EVERYTHING = {*SHARED, *own("lea"), *own("mei"), *own("sam"), *FOR_LEADERS, *FOR_OTHERS}


@pytest.fixture(scope="module")
def desk() -> Desk:
    """An edition with three travellers, of whom one is a minor, a guardian and two partners."""
    return published("closed")[1]


def test_every_paper_of_the_table_exists_once(desk: Desk) -> None:
    found = papers(desk)

    assert set(found) == EVERYTHING
    assert len(found) == len(EVERYTHING) == 42


def granted(desk: Desk, viewer: Viewer) -> set[Asked]:
    return {asked for asked in papers(desk) if may(desk, viewer, asked, whose(desk, asked)[0])}


@pytest.mark.parametrize(
    ("viewer", "theirs"),
    [
        pytest.param(Viewer("operator"), EVERYTHING, id="the operator"),
        pytest.param(
            Viewer("a", "leader", "lea"), EVERYTHING - FOR_LEADERS, id="a leader without the factor"
        ),
        pytest.param(
            Viewer("a", "co-leader", "lea"), EVERYTHING - FOR_LEADERS, id="a co-leader likewise"
        ),
        pytest.param(Viewer("a", "volunteer", "mei"), SHARED | own("mei"), id="a volunteer"),
        pytest.param(Viewer("a", "volunteer", "sam"), SHARED | own("sam"), id="a minor"),
        pytest.param(Viewer("a", "guardian", "gus"), SHARED | own("sam"), id="a minor's guardian"),
        pytest.param(Viewer("a", "duty officer", "doc"), set(), id="who is not in the edition"),
        pytest.param(Viewer("a", "", None), set(), id="a stranger"),
        pytest.param(Viewer("a", "leader", None), set(), id="a leader of another trip"),
        pytest.param(Viewer("a", "volunteer", "nobody"), set(), id="an unknown member"),
    ],
)
def test_everybody_gets_exactly_their_papers(
    desk: Desk, viewer: Viewer, theirs: set[Asked]
) -> None:
    assert granted(desk, viewer) == theirs


@pytest.mark.parametrize(
    ("sam", "gus", "theirs"),
    [
        pytest.param({}, {}, True, id="by key"),
        pytest.param({"guardians": "lea; GUS"}, {}, True, id="one of two"),
        pytest.param({"guardians": "Auntie"}, {"preferred_name": "auntie"}, True, id="by name"),
        pytest.param({"guardians": "lea"}, {}, False, id="another's"),
        pytest.param({"guardians": ""}, {}, False, id="nobody's"),
        pytest.param({"birth_date": date(2008, 7, 10)}, {}, False, id="of age on the first day"),
        pytest.param({"birth_date": date(2008, 7, 11)}, {}, True, id="of age the day after"),
        pytest.param({"birth_date": None}, {}, False, id="of unknown age"),
    ],
)
def test_a_guardian_has_the_papers_of_their_own_minor(
    sam: dict[str, object], gus: dict[str, object], theirs: bool
) -> None:
    desk = small_desk(sam=sam, gus=gus)

    found = granted(desk, Viewer("a", "guardian", "gus"))

    assert found == (SHARED | own("sam") if theirs else SHARED)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(What.BOOK, BORDER),
        Asked(What.BOOK, FAMILY),
        Asked(What.BOOK, TEAM, "mei"),
        Asked(What.PACKET, TEAM),
        Asked(What.PACKET, FAMILY, "mei"),
        Asked(What.PACKET, TEAM, "gus"),
        Asked(What.PACKET, BORDER, "gus"),
        Asked(What.CARD, TEAM),
        Asked(What.CARD, LEADER, "mei"),
        Asked(What.CARD, BORDER, "mei"),
        Asked(What.MANIFEST, HOST, partner="lee"),
        Asked(What.ROOMING, TEAM, partner="lee"),
        Asked(What.HOST_SHEET, HOST),
        Asked(What.HOST_SHEET, HOST, "mei"),
        Asked(What.HOST_SHEET, TEAM, partner="lee"),
        Asked(What.FAMILY_SHEET, FAMILY),
        Asked(What.FAMILY_SHEET, TEAM, "mei"),
        Asked(What.CALENDAR, LEADER),
        Asked(What.CALENDAR, HOST),
        Asked(What.CALENDAR, HOST, "mei"),
        Asked(What.CALENDAR, HOST, "mei", "lee"),
        Asked(What.CALENDAR, TEAM, partner="lee"),
        Asked(What.CALENDAR, CALENDAR, "gus"),
    ],
)
def test_what_the_table_does_not_know_does_not_exist(desk: Desk, asked: Asked) -> None:
    member, _ = whose(desk, asked)

    assert exists(asked, member) is False
    assert may(desk, Viewer("operator"), asked, member) is False


@pytest.mark.parametrize(
    "asked",
    [Asked(What.PACKET, TEAM, "nobody"), Asked(What.HOST_SHEET, HOST, partner="nobody")],
)
def test_an_unknown_key_is_no_paper(desk: Desk, asked: Asked) -> None:
    with pytest.raises(NotReleased) as caught:
        whose(desk, asked)

    assert str(caught.value) == "There is no such paper."
