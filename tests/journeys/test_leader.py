"""A leader's way by page: signing in, a folder with a fault, publishing, handing papers out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from missions.assets import samples_dir
from tests.journeys.conftest import Site
from tests.journeys.publishing import see_clashes
from tests.web.house import zipped

Shoot = Callable[[str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The open sample under a new code, with two faults."""
    copy = tmp_path / "folder"
    shutil.copytree(samples_dir() / "casa-27", copy)
    _replace(copy / "trip.toml", 'code = "casa-27"', 'code = "casa-28"')
    _replace(copy / "trip.toml", 'home_zone = "America/Los_Angeles"', 'home_zone = "Los Angeles"')
    return copy


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _pack(folder: Path, to: Path) -> Path:
    to.write_bytes(zipped(folder).getvalue())
    return to


def test_a_trip_goes_in_and_out(
    site: Site, page: Page, shoot: Shoot, folder: Path, tmp_path: Path
) -> None:
    page.goto(site.url + site.house.link("casa-27", "marisol"))
    shoot("sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Trips")).to_be_visible()
    shoot("trips")

    page.get_by_role("link", name="Import a trip").click()
    shoot("import")
    page.get_by_label("Trip folder").set_input_files(_pack(folder, tmp_path / "casa.zip"))
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("1 thing to put right first")).to_be_visible()
    expect(page.get_by_text("America/Los_Angeles")).to_be_visible()
    shoot("import-faults")

    _replace(folder / "trip.toml", '"Los Angeles"', '"America/Los_Angeles"')
    page.get_by_label("Trip folder").set_input_files(_pack(folder, tmp_path / "casa.zip"))
    page.get_by_role("button", name="Bring it in again").click()
    expect(page.get_by_role("heading", name="The trip is in")).to_be_visible()
    shoot("import-done")

    page.get_by_role("link", name="Open the trip").click()
    expect(page.get_by_role("heading", name="Publish the first edition")).to_be_visible()
    shoot("overview-draft")
    page.get_by_role("link", name="Look and publish").click()
    shoot("publish-first")
    page.get_by_label("Note").fill("For the parents’ evening")
    see_clashes(page)
    page.get_by_role("button", name="Publish edition 1").dblclick()
    expect(page.get_by_text("Edition 1 is out.")).to_be_visible()
    shoot("overview-published")

    page.get_by_role("link", name="Papers", exact=True).first.click()
    shoot("papers")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Team book, PDF").click()
    assert waiting.value.suggested_filename == "book-team-edition-1.pdf"


def test_changes_are_looked_at_before_they_are_published(
    site: Site, page: Page, shoot: Shoot, tmp_path: Path
) -> None:
    site.sign_in(page, "spring-27", "grace")
    page.goto(f"{site.url}/trips/spring-27/folder")
    shoot("folder")
    packed = _pack(samples_dir() / "spring-27-changes", tmp_path / "changes.zip")
    page.get_by_label("Trip folder").set_input_files(packed)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="The changes are in")).to_be_visible()
    shoot("folder-done")
    page.get_by_role("link", name="Open the trip").click()
    expect(page.get_by_text("Edition 2 is a draft")).to_have_count(1)
    shoot("overview-changes")
    page.get_by_role("link", name="Look and publish").click()
    expect(page.get_by_role("heading", name="Since edition 1")).to_be_visible()
    shoot("publish-changes")
    see_clashes(page)
    page.get_by_role("button", name="Publish edition 2").click()
    expect(page.get_by_text("Edition 2 is out.")).to_be_visible()
    page.goto(f"{site.url}/trips/spring-27/publish")
    expect(page.get_by_role("heading", name="Nothing has changed")).to_be_visible()
    shoot("publish-nothing")


def test_all_of_it_works_from_the_keyboard(site: Site, page: Page) -> None:
    site.sign_in(page, "casa-27", "marisol")
    page.goto(f"{site.url}/trips/casa-27")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    menu = page.locator("details.menu summary").first
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="All trips")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="All trips")).to_be_hidden()
    expect(menu).to_be_focused()
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "2px"
