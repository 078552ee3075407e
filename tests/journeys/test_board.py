"""The readiness board in a browser: with and without scripts, by hand and from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions import clock
from missions.audit.log import OPERATOR
from missions.board.keeping import board_of
from missions.briefing.queries import trip_by_code
from tests.journeys.conftest import WINTER, Site

Shoot = Callable[[str], None]
BOARD = "/trips/spring-27/ready"


def _open(site: Site, page: Page, path: str = BOARD) -> None:
    site.sign_in(page, "spring-27", "grace")
    page.goto(site.url + path)


def _kept_before(site: Site) -> None:
    """Let the board have been kept nine days earlier."""
    with clock.frozen(WINTER - timedelta(days=9)):
        with site.house.installation.store.read() as session:
            trip_id = trip_by_code(session, "spring-27").id
        board_of(site.house.installation, trip_id, OPERATOR)


def test_a_reason_opens_beside_the_table(site: Site, page: Page, shoot: Shoot) -> None:
    _kept_before(site)
    _open(site, page)
    shoot("board")
    page.get_by_role("link", name="Ruth, Passport: not valid").click()
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("It ends on 30 August 2027")
    expect(page).to_have_url(f"{site.url}{BOARD}?person=ruth&ask=0")
    shoot("board-panel")
    panel.get_by_text("Waive it").click()
    panel.get_by_label("Why it is not needed").fill("Renewed by post")
    panel.get_by_role("button", name="Waive", exact=True).click()
    expect(page.get_by_role("complementary")).to_contain_text("Waived by Grace: Renewed by post")
    shoot("board-waived")


def test_it_works_from_the_keyboard(site: Site, page: Page) -> None:
    _open(site, page)
    first = page.get_by_role("link", name="Ruth, Passport: not valid")
    first.focus()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Ruth, Visa: missing")).to_be_focused()
    page.keyboard.press("ArrowDown")
    cell = page.get_by_role("link", name="Lucía, Visa: missing")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("Missing")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(cell).to_be_focused()
    expect(page).to_have_url(site.url + BOARD)


def test_names_stay_while_the_table_is_moved(site: Site, page: Page, size: str) -> None:
    _open(site, page)
    page.locator(".board-scroll").evaluate("box => { box.scrollLeft = 400 }")

    name = page.get_by_role("rowheader", name="Ruth").bounding_box()
    assert name is not None
    assert 0 <= name["x"] <= (32 if size == "desk" else 1)


def test_the_plan_one_person_and_the_filters(site: Site, page: Page, shoot: Shoot) -> None:
    _open(site, page)
    page.get_by_text("Show only some").click()
    page.get_by_label("State").select_option("invalid")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Showing 8 of 16")).to_be_visible()
    shoot("board-filtered")
    page.get_by_role("rowheader", name="Ruth").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Ruth")).to_be_visible()
    shoot("board-person")
    page.goto(f"{site.url}{BOARD}?view=plan")
    shoot("board-plan")
    page.get_by_text("Let it be").first.click()
    page.get_by_label("Why it can stay").first.fill("Marian stays with them")
    page.get_by_role("button", name="Let it be").first.click()
    expect(page.get_by_text("1 let be")).to_be_visible()


@pytest.mark.parametrize("size", ["phone"])
class TestWithoutScripts:
    """The same without scripts."""

    @pytest.fixture
    def context_options(self, context_options: dict[str, Any]) -> dict[str, Any]:
        """A browser that runs none."""
        return {**context_options, "java_script_enabled": False}

    def test_a_reason_opens_and_closes(self, site: Site, page: Page) -> None:
        """A cell is a link to the page with its panel."""
        _open(site, page)
        page.get_by_role("link", name="Ruth, Passport: not valid").click()
        expect(page.get_by_role("complementary")).to_contain_text("It ends on 30 August 2027")
        page.get_by_role("link", name="The person below").click()
        expect(page.get_by_role("complementary")).to_contain_text("Lucía")
        page.get_by_role("link", name="Close").click()
        expect(page.get_by_role("complementary")).to_have_count(0)


@pytest.mark.parametrize("size", ["desk"])
@pytest.mark.parametrize("scheme", ["dark"])
def test_in_the_dark(site: Site, page: Page, shoot: Shoot) -> None:
    _open(site, page, f"{BOARD}?person=ruth&ask=0")
    shoot("board-panel")
