"""The rules of travel in a browser without scripts: read, changed, dropped and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from missions.accounts.administrators import make_administrator
from missions.accounts.sign_in import make_link_for_account
from missions.web import rules, rules_change
from tests.journeys.conftest import Site

KEY = "passport.months_beyond_return"


@pytest.fixture(params=["desk", "dark"])
def size(request: pytest.FixtureRequest) -> str:
    """A desk, and a phone in the dark."""
    return "phone" if request.param == "dark" else str(request.param)


@pytest.fixture
def scheme(request: pytest.FixtureRequest) -> str:
    """Dark on the phone."""
    named = request.node.callspec.params.get("size", "")
    return "dark" if named == "dark" else "light"


@pytest.fixture
def context_options(context_options: dict[str, Any]) -> dict[str, Any]:
    """A browser that runs no scripts."""
    return {**context_options, "java_script_enabled": False}


@pytest.fixture
def place(site: Site) -> Site:
    """The site with these rooms."""
    for room in (rules.room, rules_change.room):
        if room.name not in site.house.app.blueprints:
            site.house.app.register_blueprint(room)
    return site


def _sign_in(site: Site, page: Page) -> None:
    installation = site.house.installation
    with installation.store.write() as session:
        made = make_administrator(session, "ruth@example.org", "operator")
        url = make_link_for_account(installation, session, made.id, "operator", vouched=True)
    page.goto(url)
    page.get_by_role("button", name="Sign in").click()


def test_a_rule_is_found_changed_dropped_and_put_back(
    place: Site, page: Page, shoot: Callable[[str], None]
) -> None:
    _sign_in(place, page)
    page.goto(f"{place.url}/rules")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    page.get_by_label("Nationality").select_option("CN")
    page.get_by_label("Going to").select_option("US")
    page.get_by_role("button", name="Look").click()
    rule = page.locator(f'[id="{KEY}"]')
    rule.get_by_role("link", name="Change").click()
    page.get_by_label("Value, in months").fill("lots")
    page.get_by_role("button", name="Hold this value").click()
    expect(page.get_by_text("“lots” does not fit")).to_be_visible()
    shoot("rules-refused")
    page.get_by_label("Value, in months").fill("3")
    page.get_by_label("Source").fill("Consulate, notice 7, https://consulate.example/7")
    page.get_by_role("button", name="Hold this value").click()

    expect(page.get_by_text("We hold “3 months” from now on.")).to_be_visible()
    expect(page.get_by_text("shipped: 6 months")).to_be_visible()
    expect(page).to_have_url(f"{place.url}/rules?key={KEY}#{KEY}")
    shoot("rules-held")
    rule.get_by_role("link", name="Change").click()
    shoot("rules-change")
    page.get_by_role("button", name="Drop to what was shipped").click()
    expect(page.get_by_text("Ours was dropped: 3 months")).to_be_visible()
    shoot("rules-dropped")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("It is back: we hold “3 months”.")).to_be_visible()
