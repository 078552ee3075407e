"""Signing in with the organisation's provider in a real browser, over two hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import redirect
from flask.typing import ResponseReturnValue
from playwright.sync_api import Page, Route, expect

from missions.policy.actions import Action
from missions.web import gate, here
from tests.clients.oidc_provider import Provider, serving
from tests.journeys.conftest import Site
from tests.web.organisation import account_at

Shoot = Callable[[str], None]
BUTTON = "Sign in with Harbour Church"


@dataclass
class Organised:
    """The site with a provider."""

    site: Site
    provider: Provider

    @property
    def door(self) -> str:
        """The sign-in page."""
        return f"{self.site.url}/sign-in"


@pytest.fixture
def organised(site: Site) -> Iterator[Organised]:
    """The site with a provider on another host, where Mei has her address."""
    account_at(site.house, "spring-27", "mei", "mei@example.org")
    installation = site.house.installation
    with serving() as provider:
        provider.claims["email"] = "mei@example.org"
        settings = replace(installation.settings, oidc=provider.settings)
        here.put(site.house.app, replace(installation, settings=settings))
        yield Organised(site, provider)


def sign_in(organised: Organised, page: Page) -> None:
    page.goto(organised.door)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("heading", name="The organisation")).to_be_visible()
    assert page.url.startswith(f"{organised.provider.url}/authorize?")
    page.get_by_role("button", name="Yes, it is me").click()
    page.wait_for_load_state()


def test_a_member_signs_in_with_what_they_have_at_their_organisation(
    organised: Organised, page: Page, shoot: Shoot
) -> None:
    page.goto(organised.door)
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    shoot("sign-in-organisation")

    sign_in(organised, page)

    expect(page).to_have_url(organised.site.url + organised.site.house.mine("spring-27", "mei"))


def test_somebody_unknown_reads_whom_to_ask(organised: Organised, page: Page, shoot: Shoot) -> None:
    organised.provider.claims["email"] = "nobody@example.org"

    sign_in(organised, page)

    expect(page.get_by_role("heading", name="You are not on any team here yet")).to_be_visible()
    shoot("organisation-unknown")
    page.get_by_role("link", name="Go to the sign-in page").click()
    expect(page).to_have_url(organised.door)


def test_a_form_that_went_there_straight_would_not_arrive(
    organised: Organised, page: Page, complaints: list[str]
) -> None:
    @gate.declares(Action.SIGN_IN)
    def straight() -> ResponseReturnValue:
        return redirect(f"{organised.provider.url}/authorize", 303)

    organised.site.house.app.add_url_rule("/straight", "straight", straight, methods=["POST"])
    page.goto(organised.door)
    page.evaluate("document.querySelector('form[action$=organisation]').action = '/straight'")

    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name=BUTTON).click()

    assert len(complaints) == 1
    assert re.search(r"form-action 'self'", complaints.pop())
    assert "authorize" not in organised.provider.asked


def _without_refresh(route: Route) -> None:
    """Hand an answer on as a browser sees it that doesn't go on by itself."""
    answer = route.fetch()
    headers = {name: said for name, said in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=headers)


class TestWithoutScripts:
    """A browser that runs no scripts."""

    @pytest.fixture
    def context_options(self) -> dict[str, Any]:
        return {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}

    @pytest.fixture
    def size(self) -> str:
        return "phone"

    def test_a_member_signs_in(self, organised: Organised, page: Page) -> None:
        sign_in(organised, page)

        expect(page).to_have_url(re.compile(r"/my/"))

    def test_the_page_on_the_way_can_be_left_by_its_link(
        self, organised: Organised, page: Page, shoot: Shoot
    ) -> None:
        way = f"{organised.door}/organisation"
        page.route(way, _without_refresh)
        page.goto(organised.door)
        page.get_by_role("button", name=BUTTON).click()
        shoot("organisation-way")

        page.get_by_role("link", name="Continue to Harbour Church").click()

        expect(page.get_by_role("heading", name="The organisation")).to_be_visible()
