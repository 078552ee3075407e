"""A leader's people page, what holds an edition back, and the administrator's page, looked at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from missions.accounts.administrators import make_administrator
from missions.accounts.sign_in import make_link_for_account
from missions.schedule.model import Activity
from tests.journeys.conftest import Site

CODE = "spring-27"
Shoot = Callable[[str], None]


def test_a_leader_invites_and_ends(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/people")
    shoot("people")

    row = page.locator(".access > li", has=page.get_by_text("Mei", exact=True))
    row.locator("summary").click()
    shoot("people-open")
    row.get_by_label("Mail address").fill("mei@example.org")
    row.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("An invitation for Mei waits until letters go out")).to_be_visible()
    row.locator("summary").click()
    row.get_by_role("button", name="End access").click()

    expect(page.get_by_role("heading", name="Without access")).to_be_visible()
    shoot("people-ended")


def test_what_would_tell_has_a_way_out(site: Site, page: Page, shoot: Shoot) -> None:
    with site.house.installation.store.write() as session:
        rows = session.scalars(select(Activity).where(Activity.key.like("11-%"))).all()
        rows[0].plain_title = "Evening prayer"
        rows[1].plain_title = "Bible study"
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}/trips/{CODE}/publish")
    expect(page.get_by_role("heading", name="2 phrases would tell")).to_be_visible()
    shoot("publish-held")

    page.get_by_role("button", name="Publish edition 2").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was published")
    page.get_by_role("button", name="instead").first.click()
    expect(page.get_by_role("heading", name="1 phrase would tell")).to_be_visible()
    page.get_by_label("Why it may stand there").fill("their own word for it")
    page.get_by_role("button", name="Accept it, as the first of two leaders").click()

    expect(page.get_by_text("You accept it; another leader has to do so too.")).to_be_visible()
    shoot("publish-accepted-once")


def test_an_administrator_keeps_the_list(site: Site, page: Page, shoot: Shoot) -> None:
    with site.house.installation.store.write() as session:
        made = make_administrator(session, "ruth@example.org", "operator")
        url = make_link_for_account(
            site.house.installation, session, made.id, "operator", vouched=True
        )
    page.goto(url)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    page.goto(f"{site.url}/admin")
    page.get_by_label("Term").fill("Open Hands Trust")
    page.get_by_role("button", name="Put on the list").click()

    expect(page.get_by_text("“Open Hands Trust” is on the list")).to_be_visible()
    shoot("admin")
