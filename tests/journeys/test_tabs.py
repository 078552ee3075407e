"""The tabs of a led trip: all seven on a desk; four and More on a phone, without scripts too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

TRIP = "/trips/spring-27"


@pytest.fixture
def context_options(context_options: dict[str, Any]) -> dict[str, Any]:
    """A browser that runs no scripts."""
    return {**context_options, "java_script_enabled": False}


@pytest.mark.parametrize("size", ["desk"])
def test_a_desk_has_all_of_them(site: Site, page: Page) -> None:
    site.sign_in(page, "spring-27", "grace")
    page.goto(site.url + TRIP)
    tabs = page.get_by_role("navigation", name="This trip")

    expect(tabs.get_by_role("link")).to_have_text(
        ["Overview", "People", "Ready", "Training", "Papers", "Folder", "Publish"]
    )
    expect(tabs.locator("summary")).to_be_hidden()


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_a_phone_has_four_and_more(site: Site, page: Page, shoot: Callable[[str], None]) -> None:
    site.sign_in(page, "spring-27", "grace")
    page.goto(site.url + TRIP)
    tabs = page.get_by_role("navigation", name="This trip")
    more = tabs.locator("summary")
    links = tabs.get_by_role("link")
    expect(links).to_have_text(["Overview", "People", "Ready", "Papers"])

    more.focus()
    page.keyboard.press("Enter")
    expect(links).to_have_text(
        ["Overview", "People", "Ready", "Papers", "Training", "Folder", "Publish"]
    )
    shoot("tabs-more")
    page.keyboard.press("Tab")
    expect(tabs.get_by_role("link", name="Training")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}{TRIP}/training")
    expect(more).to_have_text("More: Training")
    expect(more).to_have_attribute("aria-current", "true")
    more.click()
    expect(tabs.get_by_role("link", name="Training")).to_have_attribute("aria-current", "page")
    expect(tabs.get_by_role("link", name="Ready")).not_to_have_attribute("aria-current", "page")
    shoot("tabs-more-training")
