"""A site on a port of this machine, with both sample trips, for a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from missions import clock
from missions.installation import open_installation
from missions.settings import at_home
from tests.factories.installations import publish_samples
from tests.web.house import House, opened

WINTER = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
SHOTS = Path(__file__).resolve().parents[2] / "shots"
SIZES = {"phone": (390, 844), "desk": (1440, 900), "narrow": (320, 640)}


@dataclass
class Site:
    """A running site and the house behind it."""

    house: House
    url: str

    def sign_in(self, page: Page, code: str, key: str) -> None:
        """Sign a member in, as they would."""
        page.goto(self.url + self.house.link(code, key))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()


class _Later:
    """An application that is made once its port is known."""

    app: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self.app(environ, start)


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with both sample trips in their first edition."""
    home = tmp_path_factory.mktemp("journeys") / "home"
    with clock.frozen(WINTER):
        publish_samples(home)
    return home


@pytest.fixture
def at() -> datetime:
    """When the journey is made; a test may override it."""
    return WINTER


@pytest.fixture
def site(published_home: Path, tmp_path: Path, at: datetime) -> Iterator[Site]:
    """The site, with the clock held still."""
    home = tmp_path / "home"
    shutil.copytree(published_home, home)
    later = _Later()
    server = make_server("127.0.0.1", 0, later, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    installation = open_installation(replace(at_home(home), public_url=url))
    house = opened(installation)
    later.app = house.app
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with clock.frozen(at):
        yield Site(house, url)
    server.shutdown()
    thread.join()
    server.server_close()
    installation.close()


@pytest.fixture(params=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> str:
    """The name of the window's size."""
    return str(request.param)


@pytest.fixture
def scheme() -> str:
    """Light or dark; a test may override it."""
    return "light"


@pytest.fixture
def context_options(size: str, scheme: str) -> dict[str, Any]:
    """A window of that size."""
    width, height = SIZES[size]
    return {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "has_touch": size != "desk",
        "locale": "en-GB",
        "timezone_id": "Pacific/Auckland",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def shoot(page: Page, size: str, scheme: str) -> Callable[[str], None]:
    """Keep a picture of the page, and refuse one that is wider than its window."""
    SHOTS.mkdir(exist_ok=True)

    def keep(name: str) -> None:
        page.wait_for_load_state("load")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is {wide} px wider than the window"
        page.screenshot(path=SHOTS / f"{name}-{size}-{scheme}.png", full_page=True)

    return keep
