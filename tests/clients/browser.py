"""A real browser for tests: the machine's own Chromium, driven by Playwright.

`page` is a fresh profile on a phone-sized or desktop window, as `context_options` says. It reaches
this machine only, and the test fails when a page asked another host for anything, broke its content
security policy or raised an error in a script.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.clients import icaljs

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
LOCAL_HOSTS = {"127.0.0.1", "localhost"}
LOCAL_SCHEMES = {"about", "blob", "data"}


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium; where there is none, a skip, in CI a failure."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"no browser on this machine: none of {', '.join(NAMES)} is on the PATH")
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """This worker's browser.

    Playwright's driver runs on the Node of the calendar readers: its own wants a system library
    that a small Debian does not have.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAYWRIGHT_NODEJS_PATH", str(icaljs.NODE))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            yield browser
            browser.close()


@pytest.fixture
def context_options() -> dict[str, Any]:
    """What a test may override to get another window, zone, language or no JavaScript."""
    return {"locale": "en-GB", "timezone_id": "Pacific/Auckland"}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong; a test that expects some takes them out."""
    return []


@pytest.fixture
def context(
    browser: Browser, context_options: dict[str, Any], complaints: list[str]
) -> Iterator[BrowserContext]:
    """A fresh profile: cookies and storage of its own."""
    context = browser.new_context(**context_options)
    context.on("request", lambda request: _note_request(request.url, complaints))
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
    context.on("console", lambda message: _note_message(message, complaints))
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page in the test's profile."""
    return context.new_page()


def _note_request(url: str, complaints: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in LOCAL_SCHEMES and parts.hostname not in LOCAL_HOSTS:
        complaints.append(f"foreign host: {url}")


def _note_message(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type == "error" and "Content Security Policy" in message.text:
        complaints.append(f"policy: {message.text}")
