"""A leader brings a roster and flights in by page, with a real browser, without scripts too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.intake.confirmations.carriers import flight
from tests.intake.confirmations.carriers import page as mail_page
from tests.journeys.conftest import SIZES, Site

Shoot = Callable[[str], None]
CODE = "spring-27"
ROSTER = """\
Participant,Goes by,DOB,Email,Cell phone,Allergies,Passport number,T-shirt size
"RIVERA, TOMAS ANDRES",Tomás,10/11/1992,tomas.rivera@example.org,+1 312 555 0199,,,M
"AHN, GRACE EUNHYE",Grace,5/14/1978,grace.ahn@example.org,+1 312 555 0101,,,S
"ODE, BEN",Benny,8/17/1992,ben@post.example,312 555 0160,cashews,512345678,L
"""
UNITED = {
    **flight(
        "881", ("UA", "United"), ("ORD", "HND"), ("2027-03-07T12:45:00", "2027-03-08T16:40:00")
    ),
    "underName": [
        {"@type": "Person", "name": "WRIGHT/CALEB JOHN"},
        {"@type": "Person", "name": "Rob Zimmer"},
    ],
}
KOREAN = {
    **flight(
        "38", ("KE", "Korean Air"), ("ORD", "ICN"), ("2027-03-08T13:05:00", "2027-03-09T17:20:00")
    ),
    "reservationNumber": "R4TZ8K",
    "underName": {"@type": "Person", "name": "Caleb John Wright"},
}
OFF = {
    **flight(
        "825", ("KE", "Korean Air"), ("ICN", "YNJ"), ("2027-03-10T10:15:00", "2027-03-10T11:45:00")
    ),
    "reservationNumber": "W9LD3C",
    "reservationStatus": "http://schema.org/ReservationCancelled",
    "underName": {"@type": "Person", "name": "BAEK/MINHO"},
}
PASS = "M1OKAFOR/RUTH ADAEZE  EZZZ11D PUSGMPKE 1112 067Y031A0042 100"


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def context_options(context_options: dict[str, Any], scripts: bool) -> dict[str, Any]:
    """A window of that size, with or without scripts."""
    return {**context_options, "java_script_enabled": scripts}


@pytest.fixture
def narrow(page: Page, size: str, scripts: bool, shoot: Shoot) -> Shoot:
    """Keep a picture; without scripts the width is not asked of the page."""
    if scripts:
        return shoot
    assert SIZES[size]
    return lambda _name: None


def test_a_roster_goes_in(site: Site, page: Page, narrow: Shoot, tmp_path: Path) -> None:
    file = tmp_path / "team.csv"
    file.write_text(ROSTER.replace("8/17/1992", "soon"), encoding="utf-8")
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/folder")
    narrow("bulk-folder")
    page.get_by_role("link", name="A roster").click()
    narrow("bulk-roster")
    page.get_by_label("Roster").set_input_files(file)
    page.get_by_role("button", name="Show its columns").click()
    expect(page.get_by_label("DOB")).to_have_value("birth_date")
    expect(page.get_by_label("T-shirt size")).to_have_value("")
    narrow("bulk-roster-columns")

    page.get_by_label("Goes by").select_option(label="Leave out")
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("heading", name="Nothing is kept until")).to_be_visible()
    narrow("bulk-roster-faults")
    page.get_by_role("button", name="Back to the columns").click()
    expect(page.get_by_label("Goes by")).to_have_value("")

    page.get_by_role("link", name="Another file").click()
    file.write_text(ROSTER, encoding="utf-8")
    page.get_by_label("Roster").set_input_files(file)
    page.get_by_role("button", name="Show its columns").click()
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("+1 312 555 0199")).to_be_visible()
    narrow("bulk-roster-preview")
    page.get_by_role("button", name="Keep all of it").click()
    expect(page.get_by_role("heading", name="The roster is in")).to_be_visible()
    narrow("bulk-roster-done")
    page.get_by_role("link", name="See the people").click()
    expect(page.get_by_text("Benny").first).to_be_visible()


def test_flights_go_in(site: Site, page: Page, narrow: Shoot, tmp_path: Path) -> None:
    file = tmp_path / "mail.html"
    file.write_bytes(mail_page(UNITED, KOREAN, OFF))
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/folder")
    page.get_by_role("link", name="Flights from confirmations").click()
    narrow("bulk-flights")
    page.get_by_label("Confirmations").set_input_files(file)
    page.get_by_label("Or paste one").fill(PASS)
    page.get_by_role("button", name="Show the flights").click()
    expect(page.get_by_role("heading", name="4 segments found")).to_be_visible()
    narrow("bulk-flights-cards")

    page.get_by_label("Rob Zimmer").select_option(label="Ben")
    keeps = page.get_by_label("Keep it")
    keeps.nth(0).check()
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.get_by_role("heading", name="Not kept yet")).to_be_visible()
    expect(page.get_by_label("Rob Zimmer")).to_have_value("ben")
    narrow("bulk-flights-faults")

    page.get_by_label("Departs").fill("2027-03-08T09:00")
    page.get_by_label("Arrives").fill("2027-03-08T10:05")
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.get_by_role("heading", name="The flights are in")).to_be_visible()
    narrow("bulk-flights-done")
    page.get_by_role("link", name="See on the Ready tab").click()
    expect(page).to_have_url(f"{site.url}/trips/{CODE}/ready")
