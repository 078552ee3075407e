"""A leader tries a change, looks at what it would do, applies it, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from missions.web import what_if
from tests.journeys.conftest import Site

Shoot = Callable[[str], None]
PAGE = "/trips/spring-27/ready/what-if"


@pytest.fixture
def room(site: Site) -> Site:
    """The site with this room."""
    if what_if.room.name not in site.house.app.blueprints:
        site.house.app.register_blueprint(what_if.room)
    return site


def test_a_change_is_tried_applied_and_taken_back(room: Site, page: Page, shoot: Shoot) -> None:
    room.sign_in(page, "spring-27", "grace")
    page.goto(room.url + PAGE)
    expect(page.get_by_role("heading", name="What if")).to_be_visible()
    shoot("what-if-empty")

    page.get_by_label("Paul", exact=True).check()
    page.get_by_label("The trip moves by").fill("40")
    page.get_by_role("button", name="Show what would be").click()
    expect(page.get_by_role("heading", name="Gets worse")).to_be_visible()
    assert "without=paul" in page.url
    assert "move=40" in page.url
    shoot("what-if-worse")

    page.get_by_label("Paul", exact=True).uncheck()
    page.get_by_role("button", name="Show what would be").click()
    page.get_by_label("I am sure; change the plan.").check()
    page.get_by_role("button", name="Apply this").dblclick()
    expect(page.get_by_text("The trip is 40 days later.")).to_be_visible()
    shoot("what-if-applied")

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The trip is back on its days.")).to_be_visible()


@pytest.mark.parametrize("size", ["narrow"])
def test_what_makes_no_sense_is_said_beside_the_field(
    room: Site, page: Page, shoot: Shoot, size: str
) -> None:
    assert size == "narrow"
    room.sign_in(page, "spring-27", "grace")
    page.goto(room.url + PAGE + "?move=soon&renew=ruth")
    expect(page.get_by_text("“soon” is no number of days")).to_be_visible()
    expect(page.get_by_text("Say until when the new passport will be valid")).to_be_visible()
    shoot("what-if-faults")


@pytest.mark.parametrize("scheme", ["dark"])
def test_it_is_legible_in_the_dark(room: Site, page: Page, shoot: Shoot, scheme: str) -> None:
    assert scheme == "dark"
    room.sign_in(page, "spring-27", "grace")
    page.goto(room.url + PAGE + "?without=lily&cancel=ord-icn&renew=ruth&expires=2037-01-31")
    expect(page.get_by_role("heading", name="Gets better")).to_be_visible()
    shoot("what-if")
