"""Everything works without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.assets import samples_dir
from tests.journeys.conftest import Site
from tests.journeys.publishing import see_clashes
from tests.web.house import zipped


@pytest.fixture
def context_options() -> dict[str, Any]:
    """A phone's window whose browser runs no scripts."""
    return {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def test_a_leader_imports_and_publishes(site: Site, page: Page, tmp_path: Path) -> None:
    site.sign_in(page, "spring-27", "grace")
    packed = tmp_path / "changes.zip"
    packed.write_bytes(zipped(samples_dir() / "spring-27-changes").getvalue())

    page.goto(f"{site.url}/trips/spring-27/folder")
    page.get_by_label("Trip folder").set_input_files(packed)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_role("link", name="Look and publish").click()
    see_clashes(page)
    page.get_by_role("button", name="Publish edition 2").click()

    expect(page.get_by_text("Edition 2 is out.")).to_be_visible()


def test_a_volunteer_reads_makes_an_address_and_signs_out(site: Site, page: Page) -> None:
    site.sign_in(page, "spring-27", "mei")
    page.locator("details.task summary").click()
    expect(page.locator(".owed li").first).to_be_visible()
    page.get_by_role("link", name="Add to my calendar").click()
    page.get_by_role("button", name="Add to my calendar").click()
    expect(page.get_by_text("It is shown this once.")).to_be_visible()
    page.locator("details.menu.right summary").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()
