"""A volunteer's way by page: before, on and near the border of a trip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import WINTER, Site

Shoot = Callable[[str], None]
TABS = ("Today", "Days", "People", "Papers", "More")


def test_before_the_trip(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "mei")
    for tab in TABS:
        page.get_by_role("navigation", name="Your trip").get_by_role("link", name=tab).click()
        page.wait_for_load_state()
        shoot(f"my-{tab.lower()}")


def test_a_calendar_address_is_made_and_switched_off(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "mei")
    page.get_by_role("link", name="Add to my calendar").click()
    page.get_by_role("button", name="Add to my calendar").click()
    expect(page.get_by_text("It is shown this once.")).to_be_visible()
    shoot("my-calendar")
    address = page.get_by_label("Or paste it").input_value()
    add = page.get_by_role("link", name="Add to my calendar")
    assert add.get_attribute("href") == address.replace("http://", "webcal://")
    assert page.request.get(address).body().startswith(b"BEGIN:VCALENDAR")

    page.reload()
    expect(page.get_by_text("Your calendar address is on.")).to_be_visible()
    expect(page.get_by_text(address)).to_have_count(0)
    page.get_by_role("button", name="Switch it off").click()
    expect(page.get_by_text("The calendar address is switched off.")).to_be_visible()
    emptied = page.request.get(address)
    assert emptied.status == 200
    assert b"BEGIN:VEVENT" not in emptied.body()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_fresh_address_is_copied_by_a_button(site: Site, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    site.sign_in(page, "spring-27", "mei")
    page.goto(site.url + site.house.mine("spring-27", "mei", "papers"))
    page.get_by_role("button", name="Add to my calendar").click()
    address = page.get_by_label("Or paste it").input_value()

    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address


@pytest.mark.parametrize("size", ["narrow", "phone", "desk"], indirect=True)
def test_the_time_at_home_keeps_to_its_column(site: Site, page: Page) -> None:
    site.sign_in(page, "spring-27", "mei")
    page.goto(site.url + site.house.mine("spring-27", "mei", "days"))
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('.event-home')].map((it) => {
            const words = document.createRange();
            words.selectNodeContents(it);
            const body = it.closest('.event').querySelector('.event-body');
            return body.getBoundingClientRect().left - words.getBoundingClientRect().right;
        })"""
    )

    assert gaps
    assert min(gaps) >= 12


def test_a_packet_is_taken_along(site: Site, page: Page) -> None:
    site.sign_in(page, "spring-27", "mei")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="My packet").click()
    assert waiting.value.suggested_filename == "packet-mei-team-edition-1.pdf"


def test_what_is_owed_opens_in_place(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "mei")
    page.locator("details.task summary").click()
    expect(page.locator(".owed li").first).to_be_visible()
    shoot("my-owed")


def test_signing_out_ends_it(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "mei")
    page.get_by_role("link", name="More").click()
    page.get_by_role("button", name="Sign out on this device").click()
    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()
    shoot("signed-out")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("at", [datetime(2027, 6, 22, 17, 20, tzinfo=UTC)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_the_trip(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "casa-27", "marisol")
    shoot("on-trip-list")
    page.get_by_role("link", name="Your days").first.click()
    expect(page.get_by_text("Now, until")).to_be_visible()
    shoot("on-trip-today")
    page.get_by_role("navigation", name="Your trip").get_by_role("link", name="Days").click()
    shoot("on-trip-days")
    page.goto(f"{site.url}/trips/casa-27")
    shoot("on-trip-overview")


@pytest.mark.parametrize("at", [datetime(2027, 3, 9, 6, tzinfo=UTC)])
def test_near_a_border(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "mei")
    expect(page.get_by_role("heading", name="Itinerary")).to_be_visible()
    shoot("border")
    page.goto(f"{site.url}/trips")
    expect(page.get_by_role("heading", name="Itinerary")).to_be_visible()


PLACES = (
    "/trips",
    "/import",
    "/trips/spring-27",
    "/trips/spring-27/papers",
    "/trips/spring-27/publish",
    "/trips/spring-27/folder",
)


@pytest.mark.parametrize("size", ["narrow"], indirect=True)
@pytest.mark.parametrize("at", [WINTER])
def test_no_page_is_wider_than_a_narrow_phone(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, "spring-27", "grace")
    own = site.house.mine("spring-27", "grace")
    tabs = [own, *(f"{own}/{tab.lower()}" for tab in TABS[1:])]

    for path in (*PLACES, *tabs, "/sign-in", "/no/such/page"):
        page.goto(site.url + path)
        shoot("narrow" + (path.replace(own, "/my").replace("/", "-")))


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_fingers_find_every_control(site: Site, page: Page) -> None:
    site.sign_in(page, "spring-27", "mei")
    own = site.house.mine("spring-27", "mei")
    small = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
        .filter((it) => it.checkVisibility() && !it.closest('p') && !it.matches('.skip'))
        .map((it) => [it.textContent.trim(), it.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24))
        .map(([words]) => words)"""

    for path in (own, f"{own}/days", f"{own}/people", f"{own}/papers", f"{own}/more"):
        page.goto(site.url + path)
        assert page.evaluate(small) == [], path
