"""Names of three hundred letters without a space: no page scrolls sideways."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from tests.journeys.conftest import Site

CODE = "spring-27"
LONG = "W" * 300
LENGTHENED = {
    "people.csv": ("preferred_name", "skills"),
    "schedule.csv": ("title", "meet_at", "bring"),
    "training.csv": ("title", "place"),
    "rooms.csv": ("room",),
}


def _lengthen(folder: Path) -> None:
    """Put three hundred letters behind every name, title and place that is given."""
    for name, columns in LENGTHENED.items():
        path = folder / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({column: row[column] + LONG for column in columns if row[column]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    trip = folder / "trip.toml"
    text = trip.read_text(encoding="utf-8")
    long = re.sub(r'^(alias|name|label|address) = "(.+)"$', rf'\1 = "\2{LONG}"', text, flags=re.M)
    trip.write_text(long, encoding="utf-8")


@pytest.fixture
def long_site(site: Site, tmp_path: Path) -> Site:
    """The site with a second edition full of long names."""
    folder = tmp_path / "long"
    shutil.copytree(samples_dir() / CODE, folder)
    _lengthen(folder)
    import_trip(site.house.installation, read_trip(folder), actor=OPERATOR)
    return site


@pytest.mark.parametrize("size", ["narrow", "phone", "desk"], indirect=True)
def test_long_names_do_not_widen_a_page(long_site: Site, page: Page) -> None:
    long_site.sign_in(page, CODE, "grace")
    own = long_site.house.mine(CODE, "grace")
    led = f"/trips/{CODE}"
    mine = [own, *(f"{own}/{tab}" for tab in ("days", "people", "papers", "more"))]
    ours = [led, *(f"{led}/{tab}" for tab in ("papers", "publish", "folder"))]

    assert _widths(page, long_site.url, ours) == {}
    publish(long_site.house.installation, CODE, OPERATOR, LONG)
    assert _widths(page, long_site.url, ["/trips", *ours, *mine]) == {}
    assert "W" * 300 in page.content()


def _widths(page: Page, url: str, paths: list[str]) -> dict[str, list[str]]:
    """Return what is too wide, by path of the page."""
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(url + path)
        wide: list[str] = page.evaluate(_TOO_WIDE)
        if wide:
            found[path] = wide
    return found


_TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.querySelectorAll('body *')]
        .filter((it) => it.getBoundingClientRect().right > room + 1)
        .map((it) => `${it.tagName}.${it.getAttribute('class')}`);
    return [`${document.documentElement.scrollWidth} px`, ...new Set(wide)];
}"""
