"""Second factors in a real browser: a passkey from the first day on, an app without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from missions import clock
from missions.accounts.model import Passkey
from tests.journeys.conftest import WINTER, Site

Shoot = Callable[[str], None]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LEADER = ("spring-27", "grace")
TRIP = "/trips/spring-27"


@pytest.fixture
def device(context: BrowserContext, page: Page) -> Callable[[bool], None]:
    """An authenticator that is part of the device; its user is there, or turns away."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def there(verified: bool) -> None:
        state = {"authenticatorId": made["authenticatorId"], "isUserVerified": verified}
        session.send("WebAuthn.setUserVerified", state)

    return there


def named(site: Site) -> str:
    """Return the site's address by name: a number can't have passkeys."""
    return site.url.replace("127.0.0.1", "localhost")


def sign_in(site: Site, page: Page, url: str) -> None:
    page.goto(url + site.house.link(*LEADER, vouched=False))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def test_a_leader_sets_a_passkey_up_and_needs_nothing_else_from_then_on(
    site: Site, page: Page, device: Callable[[bool], None], shoot: Shoot
) -> None:
    home = named(site)
    sign_in(site, page, home)

    page.goto(home + TRIP)
    expect(page.get_by_role("heading", name="Protect what you lead")).to_be_visible()
    shoot("factor-first")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    shoot("recovery-codes")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as text").click()
    kept = saved.value.path().read_text().split()
    assert kept == page.locator(".codes li").all_text_contents()
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(home + TRIP)

    page.locator("details.menu.right summary").click()
    page.get_by_role("link", name="Your account").click()
    expect(page.get_by_text("this browser")).to_be_visible()
    shoot("account")
    page.get_by_role("button", name="Sign out here").click()
    shoot("sign-in-form")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Trips")).to_be_visible()
    page.goto(home + TRIP)
    expect(page).to_have_url(home + TRIP)

    page.goto(f"{home}/account")
    page.locator("summary", has_text="Set a password").click()
    page.get_by_label("New password").fill("correct horse battery staple")
    with clock.frozen(WINTER + timedelta(minutes=6)):
        page.get_by_role("button", name="Set it").click()
        expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
        expect(page.get_by_text("What you typed is kept in this page")).to_be_visible()
        shoot("confirm")
        page.get_by_role("button", name="Use your passkey").click()
        expect(page.get_by_text("Your password is set.")).to_be_visible()
        shoot("account-changed")


def test_a_device_whose_user_turns_away_proves_nothing(
    site: Site, page: Page, device: Callable[[bool], None]
) -> None:
    home = named(site)
    sign_in(site, page, home)
    page.goto(home + TRIP)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("link", name="I have kept them").click()

    with clock.frozen(WINTER + timedelta(minutes=6)):
        page.goto(f"{home}{TRIP}/publish")
        device(False)
        page.get_by_role("button", name="Use your passkey").click()
        expect(page.get_by_text("No passkey was used.")).to_be_visible()
        device(True)
        page.get_by_role("button", name="Use your passkey").click()
        expect(page).to_have_url(f"{home}{TRIP}/publish")


def test_a_page_at_a_number_says_where_passkeys_work(site: Site, page: Page) -> None:
    sign_in(site, page, site.url)

    page.goto(site.url + TRIP)

    expect(page.get_by_text(f"open it as {named(site)}")).to_be_visible()
    expect(page.get_by_role("button", name="Make a passkey")).to_have_count(0)


FETCH = """async ([url, token]) => (await fetch(url, {
  method: "POST", body: new URLSearchParams({csrf_token: token}),
})).json()"""
SHOW = """async (json) => {
  const bytes = (text) => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const publicKey = {...json, challenge: bytes(json.challenge), allowCredentials: []};
  const one = await navigator.credentials.get({publicKey});
  const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"];
  return JSON.stringify({id: one.id, rawId: text(one.rawId), type: one.type, response:
    Object.fromEntries(parts.map((part) => [part, text(one.response[part])]))});
}"""
SEND = """async ([url, token, answer, next]) => (await fetch(url, {
  method: "POST", redirect: "manual", body: new URLSearchParams({
    csrf_token: token, "proof-way": "passkey", "proof-credential": answer, "proof-next": next}),
})).type"""


def test_an_answer_is_taken_once_and_only_to_its_own_challenge(
    site: Site, page: Page, device: Callable[[bool], None]
) -> None:
    home = named(site)
    sign_in(site, page, home)
    page.goto(home + TRIP)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.goto(f"{home}/account")
    token = page.locator("[name=csrf_token]").first.get_attribute("value")

    def wanted() -> Any:
        return page.evaluate(FETCH, ["/passkeys/own", token])

    def sent(answer: str) -> str:
        return str(page.evaluate(SEND, ["/confirm", token, answer, "/account"]))

    answer = page.evaluate(SHOW, wanted())
    cookie = page.context.cookies()
    first = sent(answer)
    after = sent(answer)
    page.context.add_cookies(cookie)  # type: ignore[arg-type]
    with_the_cookie_put_back = sent(answer)
    wanted()
    to_another_challenge = sent(answer)
    other = wanted()
    changed = json.loads(page.evaluate(SHOW, other))
    changed["response"]["userHandle"] = "b3RoZXI"
    of_another_user = sent(json.dumps(changed))

    assert (first, after, with_the_cookie_put_back, to_another_challenge, of_another_user) == (
        "opaqueredirect",
        "basic",
        "basic",
        "basic",
        "basic",
    )
    with site.house.installation.store.read() as session:
        assert session.scalars(select(Passkey.last_used_at)).all() == [WINTER]


class TestWithoutScripts:
    """A browser that runs no scripts."""

    @pytest.fixture
    def context_options(self) -> dict[str, Any]:
        return {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}

    @pytest.fixture
    def size(self) -> str:
        return "phone"

    def test_a_leader_sets_an_app_up_and_shows_it(
        self, site: Site, page: Page, shoot: Shoot
    ) -> None:
        sign_in(site, page, site.url)
        page.goto(site.url + TRIP)
        page.get_by_role("button", name="Set up an app").click()
        secret = page.locator(".secret").inner_text().replace(" ", "")
        app = pyotp.TOTP(secret)
        shoot("app")
        page.get_by_label("The six digits").fill("000000")
        page.get_by_role("button", name="Take this app").click()
        expect(page.get_by_role("alert")).to_contain_text("does not belong to this secret")
        page.get_by_label("The six digits").fill(app.at(clock.now()))
        page.get_by_role("button", name="Take this app").click()
        (code, *_others) = page.locator(".codes li").all_text_contents()
        page.get_by_role("link", name="I have kept them").click()
        expect(page).to_have_url(site.url + TRIP)

        with clock.frozen(WINTER + timedelta(minutes=6)):
            page.goto(f"{site.url}{TRIP}/publish")
            page.get_by_label("Code of your authenticator app").fill(app.at(WINTER))
            page.get_by_role("button", name="Go on with the code").click()
            expect(page.get_by_role("alert")).to_contain_text("not right, or was used already")
            shoot("factor-fault")
            page.get_by_label("Code of your authenticator app").fill(app.at(clock.now()))
            page.get_by_role("button", name="Go on with the code").click()
            expect(page).to_have_url(f"{site.url}{TRIP}/publish")

        with clock.frozen(WINTER + timedelta(minutes=12)):
            page.goto(f"{site.url}{TRIP}/publish")
            page.locator("summary", has_text="recovery code").click()
            page.get_by_label("Recovery code").fill(code.lower().replace("-", " "))
            page.get_by_role("button", name="Go on with the recovery code").click()
            expect(page.get_by_text(re.compile("Recovery code used, 9 codes left"))).to_be_visible()
