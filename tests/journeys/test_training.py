"""Attendance with a thumb and with a keyboard; planning, a member's own page; looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from missions.training.model import Attendance, Training
from tests.journeys.conftest import Site

CODE = "spring-27"
ROOM = f"/trips/{CODE}/training"
Shoot = Callable[[str], None]


def _marks(site: Site) -> dict[str, str]:
    with site.house.installation.store.read() as session:
        rows = session.query(Attendance).filter_by(training="teaching")
        return {row.person: row.state for row in rows}


def test_attendance_is_taken_in_place(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(site.url + ROOM)
    shoot("training")
    page.get_by_role("link", name="English through games", exact=True).click()
    shoot("attendance")

    mei = page.locator("#p-mei")
    mei.get_by_role("button", name="Attended").click()
    expect(page.get_by_text("Mei: attended")).to_be_visible()
    expect(page.get_by_text("1 of 8 there")).to_be_visible()
    assert page.url.endswith("/teaching")
    assert _marks(site) == {"mei": "attended"}

    page.get_by_role("button", name="Mark all the rest as attended").click()
    expect(page.get_by_text("8 of 8 there")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 of 8 there")).to_be_visible()
    assert _marks(site) == {"mei": "attended"}

    ben = page.locator("#p-ben")
    ben.locator("summary").click()
    ben.get_by_label("Made up on").fill("2027-01-19")
    ben.get_by_label("Note, for leaders").fill("by phone")
    ben.get_by_role("button", name="Made up").click()
    expect(page.locator("#p-ben")).to_contain_text("made up, Tue 19 January")
    shoot("attendance-half")


def test_every_button_is_large_enough_for_a_thumb(site: Site, page: Page, size: str) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}{ROOM}/teaching")
    boxes = [one.bounding_box() for one in page.locator(".mark-button, .more-marks summary").all()]
    heights = {round(box["height"]) for box in boxes if box}
    assert len(boxes) == 32
    assert min(heights) >= 44
    assert {round(box["width"]) >= 40 or size == "desk" for box in boxes if box} == {True}


def test_a_keyboard_goes_from_one_to_the_next(site: Site, page: Page) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}{ROOM}/teaching")
    page.locator("#p-grace .mark-button").first.focus()
    for done in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{done} of 8 there")).to_be_visible()
    assert len(_marks(site)) == 3
    assert set(_marks(site).values()) == {"attended"}


def test_quick_presses_are_all_kept(site: Site, page: Page) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}{ROOM}/teaching")
    page.evaluate(
        "document.querySelectorAll('.marks').forEach((form) =>"
        " form.requestSubmit(form.querySelector('[value=excused]')))"
    )
    expect(page.get_by_text("0 of 8 there 8 excused")).to_be_visible()
    assert set(_marks(site).values()) == {"excused"}


def test_a_press_without_a_connection_is_told(
    site: Site, page: Page, complaints: list[str]
) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(f"{site.url}{ROOM}/teaching")
    page.context.set_offline(True)
    page.locator("#p-mei .mark-button").first.click()
    expect(page.get_by_text("Not sent: there is no connection.")).to_be_visible()
    complaints.clear()
    page.context.set_offline(False)
    page.locator("#p-mei .mark-button").first.click()
    expect(page.get_by_text("Mei: attended")).to_be_visible()


def test_a_session_is_planned_and_a_skipped_time_told(
    site: Site, page: Page, shoot: Shoot, complaints: list[str]
) -> None:
    site.sign_in(page, CODE, "grace")
    page.goto(site.url + ROOM)
    page.get_by_role("link", name="Plan a session").click()
    page.get_by_label("Title").fill("Night watch")
    page.get_by_label("Day", exact=True).fill("2027-03-14")
    page.get_by_label("Starts").fill("02:30")
    page.get_by_label("Ends", exact=True).fill("04:00")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("Clocks in America/Chicago never show 02:30")).to_be_visible()
    shoot("training-form")
    complaints.clear()

    page.get_by_label("Starts").fill("03:30")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("“Night watch” is planned.")).to_be_visible()


def test_a_member_looks_at_their_own(site: Site, page: Page, shoot: Shoot) -> None:
    site.sign_in(page, CODE, "mei")
    page.goto(f"{site.url}{site.house.mine(CODE, 'mei', 'papers')}")
    page.get_by_role("button", name="Make an address for the trainings").click()
    expect(page.get_by_text("Here is the address of the trainings.")).to_be_visible()
    shoot("training-address")
    page.get_by_role("link", name="Training and certificates").click()
    expect(page.get_by_role("heading", name="Your training")).to_be_visible()
    shoot("training-own")


class TestInTheDark:
    """The same pages where the reader likes it dark."""

    @pytest.fixture
    def scheme(self) -> str:
        """Dark."""
        return "dark"

    def test_the_room(self, site: Site, page: Page, shoot: Shoot) -> None:
        with site.house.installation.store.write() as session:
            row = session.query(Training).filter_by(key="teaching").one()
            session.add(
                Attendance(
                    trip_id=row.trip_id,
                    training=row.key,
                    person="mei",
                    state="missed",
                    date=date(2027, 1, 16),
                    position=99,
                )
            )
        site.sign_in(page, CODE, "grace")
        for name, path in (
            ("training", ""),
            ("attendance", "/teaching"),
            ("person", "/people/jun"),
        ):
            page.goto(site.url + ROOM + path)
            shoot(f"{name}-night")
