"""Documents in a browser: entered from the two lines, reviewed, returned, corrected, replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

CODE = "spring-27"
UPPER = "P<USACHEN<<MEI<LIN<<<<<<<<<<<<<<<<<<<<<<<<<<"
LOWER = "A055509053USA9912050F3401022<<<<<<<<<<<<<<08"
Shoot = Callable[[str], None]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A picture that could be a passport's page."""
    made = Image.new("RGB", (1250, 880), "#e6ecef")
    pen = ImageDraw.Draw(made)
    pen.rectangle((60, 120, 420, 600), fill="#b9c6cc")
    for place in range(6):
        pen.rectangle((480, 140 + place * 80, 1100 - place * 60, 170 + place * 80), fill="#8fa0a8")
    pen.text((60, 760), UPPER, fill="black", font_size=40)
    pen.text((60, 810), LOWER, fill="black", font_size=40)
    path = tmp_path / "passport.png"
    made.save(path)
    return path


def test_a_new_passport_is_entered_reviewed_and_returned(
    site: Site, page: Page, shoot: Shoot, scan: Path
) -> None:
    site.sign_in(page, CODE, "mei")
    page.goto(site.url + site.house.mine(CODE, "mei", "documents"))
    shoot("documents")
    page.get_by_role("link", name="Passport", exact=True).click()
    shoot("document")
    page.get_by_role("link", name="I have a new passport").click()
    page.get_by_label("The two lines").fill(f"{UPPER}\n{LOWER.replace('9053', '9054')}")
    page.get_by_label("Issued on").fill("3/4/24")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("alert")).to_contain_text("2 things to put right")
    shoot("document-form-faults")
    page.get_by_label("The two lines").fill(f"{UPPER}\n{LOWER.replace('A05550', 'A0555O')}")
    page.get_by_label("Issued on").fill("2024-01-03")
    page.get_by_role("button", name="Read the lines").click()
    expect(page.get_by_label("Number")).to_have_value("A05550905")
    shoot("document-form-read")
    page.get_by_label("Scan").set_input_files(scan)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("It is kept, under seal.")).to_be_visible()
    shoot("document-new")

    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/documents")
    shoot("review-queue")
    page.get_by_role("link", name="Passport", exact=False).filter(has_text="2034").click()
    shoot("review")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is returned")
    page.get_by_label("Why it goes back").fill("The lower edge is cut off.")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_text("Returned. The reason stands")).to_be_visible()
    page.goto(f"{site.url}/documents/expiring?days=365")
    shoot("documents-expiring")

    site.sign_in(page, CODE, "mei")
    page.goto(site.url + site.house.mine(CODE, "mei", "documents"))
    shoot("documents-returned")
    page.get_by_role("link", name="Passport", exact=True).click()
    expect(page.get_by_text("The lower edge is cut off.", exact=True)).to_be_visible()
    shoot("document-returned")


@pytest.mark.parametrize("scheme", ["dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_in_the_dark(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/documents")
    page.get_by_role("link", name="Start with the first").click()
    expect(page.get_by_text("1 of")).to_be_visible()
    shoot("review")
    page.goto(site.url + site.house.mine(CODE, "ruth", "documents/new?kind=passport"))
    shoot("document-form")
