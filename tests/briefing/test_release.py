"""What each audience gets, held against the table of postures and audiences, exactly.

The expected sets are written out from the contract, not from the code.
"""

from __future__ import annotations

import pytest

from missions.briefing.document import What
from missions.briefing.reader import Asked
from missions.privacy import Audience
from tests.briefing.papers_of_canaries import places_in

PUBLIC_CONTACT = {f"contact.public.{part}" for part in ("role", "name", "phone", "hours", "note")}
TICKETED = ("out", "home", "train")
DESK = {
    "activity.visit.plain_title",
    "site.maple.mark",
    "person.mei.legal_name",
    "document.mei.insurance.number",
    "document.mei.visa.number",
    "document.mei.visa.country",
    "document.mei.visa.entries",
    "insurer.name",
    "insurer.phone",
    *(f"site.hotel.{part}" for part in ("name", "address", "local_address", "phone")),
    *(f"segment.{key}.{part}" for key in TICKETED for part in ("carrier", "number", "locator")),
}
LABELS = {"activity.visit.plain_title", "site.maple.mark"}
COUNTED = {
    f"person.{key}.{part}" for key in ("lea", "mei", "sam") for part in ("diet", "allergies")
}
OWN_TRAVEL = {
    f"segment.{key}.{part}"
    for key in ("out", "home", "train", "van")
    for part in ("carrier", "number")
}
GUARDED_HOST = {
    *(
        f"activity.{key}.{part}"
        for key in ("visit", "lunch")
        for part in ("title", "meet_at", "vehicle", "bring")
    ),
    *(f"person.{key}.preferred_name" for key in ("lea", "mei", "sam")),
    "partner.lee.alias",
    "site.maple.alias",
    "trip.label",
}
MARKS = {"partner.lee.mark", "site.maple.mark", "activity.visit.plain_title"}

SHEETS = {
    ("closed", What.PACKET, Audience.BORDER): DESK,
    ("guarded", What.PACKET, Audience.BORDER): DESK,
    ("closed", What.FAMILY_SHEET, Audience.FAMILY): {"trip.label", *PUBLIC_CONTACT},
    ("guarded", What.FAMILY_SHEET, Audience.FAMILY): {
        "trip.label",
        *PUBLIC_CONTACT,
        *LABELS,
        *OWN_TRAVEL,
    },
    ("closed", What.HOST_SHEET, Audience.HOST): {"trip.label", *COUNTED},
    ("guarded", What.HOST_SHEET, Audience.HOST): {*GUARDED_HOST, *MARKS, *COUNTED},
}


def _asked(what: What, audience: Audience) -> Asked:
    if audience is Audience.HOST:
        return Asked(what, audience, partner="lee")
    return Asked(what, audience, person="mei")


@pytest.mark.parametrize("row", SHEETS, ids=lambda row: "-".join(map(str, row)))
def test_a_sheet_holds_what_its_audience_may_know_and_nothing_else(
    row: tuple[str, What, Audience],
) -> None:
    posture, what, audience = row

    assert places_in(posture, _asked(what, audience), "json") == SHEETS[row]


@pytest.mark.parametrize("row", SHEETS, ids=lambda row: "-".join(map(str, row)))
@pytest.mark.parametrize("fmt", ["pdf", "html"])
def test_what_is_printed_of_a_sheet_is_no_more(row: tuple[str, What, Audience], fmt: str) -> None:
    posture, what, audience = row

    assert places_in(posture, _asked(what, audience), fmt) - SHEETS[row] == set()


CALENDARS = {
    ("closed", Audience.CALENDAR): {"trip.label", *LABELS},
    ("guarded", Audience.CALENDAR): {"trip.label", *LABELS},
    ("closed", Audience.FAMILY): {"trip.label"},
    ("guarded", Audience.FAMILY): {
        "trip.label",
        *LABELS,
        *(f"segment.{key}.number" for key in ("out", "home", "train", "van")),
    },
    ("closed", Audience.BORDER): {
        "trip.label",
        *LABELS,
        *(f"segment.{key}.{part}" for key in TICKETED for part in ("number", "locator")),
    },
    ("closed", Audience.HOST): {"trip.label"},
    ("guarded", Audience.HOST): GUARDED_HOST
    - {"person.mei.preferred_name", "person.sam.preferred_name"},
    ("open", Audience.CALENDAR): {
        "trip.label",
        "training.title",
        "training.place",
        "activity.visit.title",
        "activity.lunch.title",
        *(f"segment.{key}.number" for key in ("out", "home", "train", "van")),
        *(f"site.maple.{part}" for part in ("alias", "name", "address")),
        "site.hotel.alias",
    },
}


@pytest.mark.parametrize("row", CALENDARS, ids=lambda row: "-".join(map(str, row)))
@pytest.mark.parametrize("fmt", ["ics", "json"])
def test_a_calendar_holds_what_its_audience_may_know_and_nothing_else(
    row: tuple[str, Audience], fmt: str
) -> None:
    posture, audience = row

    assert places_in(posture, _asked(What.CALENDAR, audience), fmt) == CALENDARS[row]


NEVER_FOR_TEAM = ("confirmation", "backup", "note", "capacity")
OTHERS = ("lea", "sam", "gus")
TEAM_OF_OTHERS = {"preferred_name", "groups", "skills", "languages"}


@pytest.mark.parametrize("posture", ["closed", "guarded", "open"])
@pytest.mark.parametrize("what", [What.BOOK, What.PACKET, What.MANIFEST, What.ROOMING, What.CARD])
@pytest.mark.parametrize("fmt", ["json", "pdf"])
def test_team_papers_hold_no_leaders_or_sealed_fact_of_others(
    posture: str, what: What, fmt: str
) -> None:
    person = "mei" if what in (What.PACKET, What.CARD) else None

    found = places_in(posture, Asked(what, Audience.TEAM, person), fmt)

    assert {place for place in found if not _team(place, posture, own=person is not None)} == set()


def _team(place: str, posture: str, *, own: bool) -> bool:
    """Whether the contract lets a team paper hold this place."""
    table, row, column = ([*place.split(".", 2), ""])[:3]
    if table == "person":
        return column in TEAM_OF_OTHERS or (own and row == "mei")
    if table == "document":
        return own and row == "mei" and not column.endswith("note")
    if table in ("contact", "page"):
        return row in ("public", "team")
    if table == "site":
        return column in ("alias", "mark") or posture == "open" or (own and row == "hotel")
    if table == "partner":
        return column in ("alias", "mark") or posture == "open"
    if table == "segment":
        return column != "note" and (own or column not in ("locator", "ticketed_as"))
    if table in ("activity", "stay"):
        return column not in NEVER_FOR_TEAM
    return place in {"trip.label", "insurer.name", "insurer.phone"} or (
        table in ("room", "training") and row != "note"
    )
