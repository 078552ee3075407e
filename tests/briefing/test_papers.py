"""Which papers exist: each can be released, in the formats and under the names of the table."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.briefing.actions import publish
from missions.briefing.document import Briefing, What
from missions.briefing.papers import FORMATS, download_name, file_name, folder_of, papers, slug
from missions.briefing.reader import Asked
from missions.briefing.release import release
from missions.installation import Installation, open_installation
from missions.privacy import Audience, Posture
from missions.vault.outer import OuterKeyUnusable
from tests.briefing.editing import desk_of, lose_the_outer_key
from tests.briefing.papers_of_canaries import OPERATOR, published
from tests.factories.canary_trip import build

LEADER, TEAM, BORDER = Audience.LEADER, Audience.TEAM, Audience.BORDER
FAMILY, HOST, CALENDAR = Audience.FAMILY, Audience.HOST, Audience.CALENDAR

# The contract's table for three travellers, a guardian and two partners.
COUNTS = {
    (What.BOOK, LEADER): 1,
    (What.BOOK, TEAM): 1,
    (What.PACKET, LEADER): 3,
    (What.PACKET, TEAM): 3,
    (What.PACKET, BORDER): 3,
    (What.CARD, TEAM): 3,
    (What.CARD, LEADER): 1,
    (What.MANIFEST, LEADER): 1,
    (What.MANIFEST, TEAM): 1,
    (What.ROOMING, LEADER): 1,
    (What.ROOMING, TEAM): 1,
    (What.HOST_SHEET, HOST): 2,
    (What.FAMILY_SHEET, FAMILY): 3,
    (What.CALENDAR, TEAM): 3 + 1,
    (What.CALENDAR, FAMILY): 3 + 1,
    (What.CALENDAR, BORDER): 3 + 1,
    (What.CALENDAR, CALENDAR): 3 + 1,
    (What.CALENDAR, HOST): 2,
}


def test_there_are_as_many_papers_as_the_table_says() -> None:
    found: dict[tuple[What, Audience], int] = {}
    for asked in papers(published("guarded")[1]):
        kind = (asked.what, asked.audience)
        found[kind] = found.get(kind, 0) + 1

    assert found == COUNTS


def test_the_formats_are_those_of_the_table() -> None:
    assert FORMATS == {
        What.BOOK: ("pdf", "json"),
        What.PACKET: ("pdf", "json"),
        What.CARD: ("pdf", "json"),
        What.MANIFEST: ("pdf", "csv", "json"),
        What.ROOMING: ("pdf", "csv", "json"),
        What.HOST_SHEET: ("pdf", "json"),
        What.FAMILY_SHEET: ("pdf", "json"),
        What.CALENDAR: ("ics", "json"),
    }


@pytest.mark.parametrize("posture", list(Posture))
def test_every_paper_can_be_released(posture: Posture) -> None:
    _, desk = published(posture)

    made = [(asked, release(desk, OPERATOR, asked)) for asked in papers(desk)]

    assert [(b.what, b.audience) for _, b in made] == [(a.what, a.audience) for a, _ in made]
    assert {type(briefing) for _, briefing in made} == {Briefing}
    assert [hash(briefing) for _, briefing in made]


@pytest.mark.parametrize("posture", list(Posture))
def test_only_leaders_and_the_teams_papers_are_stamped(posture: Posture) -> None:
    _, desk = published(posture)
    briefings = [release(desk, OPERATOR, asked) for asked in papers(desk)]

    stamped = {b.audience for b in briefings if b.stamp is not None}
    coded = {b.audience for b in briefings if b.code}

    assert (stamped, coded) == ({LEADER, TEAM}, {LEADER})


NAMES = {
    Asked(What.BOOK, LEADER): "leader/book-leader-edition-1.pdf",
    Asked(What.PACKET, TEAM, "mei"): "team/packet-mei-team-edition-1.pdf",
    Asked(What.CARD, LEADER): "leader/card-leader-edition-1.pdf",
    Asked(What.CALENDAR, TEAM): "team/calendar-team-edition-1.pdf",
    Asked(What.PACKET, BORDER, "mei"): "traveller-02/itinerary.pdf",
    Asked(What.CALENDAR, BORDER, "sam"): "traveller-03/itinerary-calendar.pdf",
    Asked(What.CALENDAR, CALENDAR, "lea"): "traveller-01/calendar.pdf",
    Asked(What.CALENDAR, CALENDAR): "everyone/calendar.pdf",
    Asked(What.FAMILY_SHEET, FAMILY, "mei"): "traveller-02/dates.pdf",
    Asked(What.CALENDAR, FAMILY): "everyone/dates-calendar.pdf",
    Asked(What.HOST_SHEET, HOST, partner="oh"): "local-02/visits.pdf",
    Asked(What.CALENDAR, HOST, partner="lee"): "local-01/visits-calendar.pdf",
}


@pytest.mark.parametrize(("asked", "name"), NAMES.items(), ids=NAMES.values())
def test_a_file_is_called_so_that_it_tells_no_more_than_its_paper(asked: Asked, name: str) -> None:
    _, desk = published("closed")

    assert f"{folder_of(desk, asked)}/{file_name(asked, desk.number, 'pdf')}" == name


def test_no_two_papers_have_one_file() -> None:
    _, desk = published("closed")

    names = [
        (folder_of(desk, asked), file_name(asked, 1, fmt))
        for asked in papers(desk)
        for fmt in FORMATS[asked.what]
    ]

    assert len(names) == len(set(names)) == 42 * 2 + 4


def test_a_browser_keeps_a_paper_under_the_same_name() -> None:
    _, desk = published("closed")
    asked_for = [asked for asked in papers(desk) if asked.what is not What.CALENDAR]

    names = [download_name(release(desk, OPERATOR, asked), "pdf") for asked in asked_for]

    assert names == [file_name(asked, 1, "pdf") for asked in asked_for]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lê Thị Hoa", "le-thi-hoa"),
        ("../../etc/passwd", "etc-passwd"),
        ("김민준", "paper"),
        ("", "paper"),
        ("a/b\\c:d", "a-b-c-d"),
        ("-rf", "rf"),
        ("ﬁne", "fine"),
    ],
)
def test_a_name_is_made_harmless(text: str, plain: str) -> None:
    assert slug(text) == plain


@given(st.text())
def test_a_name_is_letters_digits_and_hyphens(text: str) -> None:
    made = slug(text)

    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == unicodedata.normalize("NFC", made).strip("-")


def _uncoded(briefing: Briefing) -> Briefing:
    if briefing.stamp is None:
        return briefing
    return replace(briefing, stamp=replace(briefing.stamp, copy=""))


def released(installation: Installation, trip_id: str) -> dict[Asked, object]:
    """Return each paper that can be released, "locked" for one that needs the key.

    The code of a copy is left out: it is drawn under the key.
    """
    desk = desk_of(installation, trip_id)
    made: dict[Asked, object] = {}
    for asked in papers(desk):
        try:
            made[asked] = _uncoded(release(desk, OPERATOR, asked))
        except OuterKeyUnusable:
            made[asked] = "locked"
    return made


@pytest.mark.parametrize("posture", ["closed", "guarded"])
def test_without_the_outer_key_calendars_and_the_teams_plan_are_as_before(
    installation: Installation, posture: str
) -> None:
    trip = build(installation, posture)
    publish(installation, trip.code, "operator")
    before = released(installation, trip.trip_id)
    lose_the_outer_key(installation)
    restarted = open_installation(installation.settings)

    after = released(restarted, trip.trip_id)
    restarted.close()

    sealed = {
        (What.BOOK, LEADER),
        (What.PACKET, LEADER),
        (What.PACKET, TEAM),
        (What.PACKET, BORDER),
        (What.CARD, LEADER),
        (What.CARD, TEAM),
        (What.MANIFEST, LEADER),
        (What.ROOMING, LEADER),
        (What.HOST_SHEET, HOST),
    }
    assert after == {
        asked: "locked" if (asked.what, asked.audience) in sealed else briefing
        for asked, briefing in before.items()
    }
