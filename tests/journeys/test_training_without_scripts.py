"""Taking attendance where the browser runs no scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

CODE = "spring-27"


@pytest.fixture
def context_options() -> dict[str, Any]:
    """A phone's window whose browser runs no scripts."""
    return {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def test_marks_the_rest_and_undo(site: Site, page: Page) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/training/teaching")
    page.locator("#p-mei").get_by_role("button", name="Missed").click()
    expect(page.get_by_text("Mei: missed")).to_be_visible()
    page.get_by_role("button", name="Mark all the rest as attended").click()
    expect(page.get_by_text("7 of 8 there")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("0 of 8 there")).to_be_visible()
    expect(page.get_by_role("heading", name="Not marked yet 7")).to_be_visible()
