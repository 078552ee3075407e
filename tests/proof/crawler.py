"""A reader who follows every address: pages, downloads, locked papers, errors and headers."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

from tests.proof.reading import cookie_text, in_body, in_lines
from tests.proof.world import World
from tests.web.house import Caller, token_of

_LINK = re.compile(r"""(?:href|src|action)\s*=\s*["']([^"']+)["']""")
LOCKED = re.compile(r'action="(/papers/[^"]+/locked)"')
_FILE = re.compile(r'href="(/[^"]+)"\s+download')
_PASSPHRASE = re.compile(r'id="passphrase"\s+readonly\s+value="([^"]+)"')
_AWAY = ("/static/", "mailto:", "tel:", "webcal:", "#")


@dataclass
class Crawl:
    """What one reader has read: places by how they were reached, and every address."""

    world: World
    caller: Caller
    found: set[str] = field(default_factory=set)
    first: dict[str, str] = field(default_factory=dict)
    """At which address each place was read first."""
    visited: dict[str, int] = field(default_factory=dict)
    requests: int = 0

    def read(self, starts: Iterable[str]) -> Crawl:
        """Read these addresses and whatever can be reached from them."""
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            if path in self.visited:
                continue
            answer = self.get(path)
            self.visited[path] = answer.status_code
            files = self.open_files(path, answer)
            waiting.extend(link for link in self._links(answer) if link not in files)
            for locked in LOCKED.findall(answer.text if _is_page(answer) else ""):
                self.unlock(html.unescape(locked), path)
        return self

    def get(self, path: str) -> TestResponse:
        """Ask for an address and keep what it tells."""
        answer = self.caller.client.get(path, buffered=True)
        self.take(path, answer)
        return answer

    def post(self, path: str, page: str, data: dict[str, object] | None = None) -> TestResponse:
        """Send a form from a page and keep what the answer tells."""
        token = token_of(self.caller.get(page))
        answer = self.caller.client.post(path, data={"csrf_token": token, **(data or {})})
        self.take(path, answer)
        return answer

    def take(self, path: str, answer: TestResponse, password: str = "") -> None:
        """Keep what an answer tells: headers, cookies, body."""
        self.requests += 1
        marks = self.world.marks
        found = in_lines(marks, str(answer.headers))
        for cookie in answer.headers.getlist("Set-Cookie"):
            value = cookie.partition("=")[2].partition(";")[0]
            if value:
                found |= in_lines(marks, cookie_text(value))
        if answer.status_code not in (304,) and answer.data:
            found |= in_body(marks, answer.data, answer.content_type or "", password)
        found -= marks.in_code(path)  # what stands in the address was known before
        for place in found - self.found:
            self.first[place] = path
        self.found |= found

    def opened(self, path: str) -> bool:
        """Whether an address answered with something to read, by itself."""
        return self.visited.get(path) == 200 and not path.endswith("/locked")

    def _links(self, answer: TestResponse) -> list[str]:
        """Return the addresses of this service that an answer leads to."""
        texts = [answer.location] if answer.location else []
        if _is_page(answer):
            texts += [html.unescape(one) for one in _LINK.findall(answer.text)]
        settings = self.world.house.installation.settings
        hosts = (settings.public_url, settings.links)
        paths = [text.removeprefix(hosts[0]).removeprefix(hosts[1]) for text in texts]
        return [
            path.partition("#")[0]
            for path in paths
            if path.startswith("/") and not path.startswith(_AWAY)
        ]

    def unlock(self, locked: str, page: str) -> None:
        """Ask for a leaders' paper from a page, and open it with the passphrase that is shown."""
        if locked in self.visited:
            return
        answer = self.post(locked, page)
        self.visited[locked] = answer.status_code
        self.open_files(locked, answer)

    def open_files(self, path: str, answer: TestResponse) -> set[str]:
        """Open the files whose passphrase a page shows; return their addresses."""
        shown = _PASSPHRASE.findall(answer.text) if _is_page(answer) else []
        files = [html.unescape(one) for one in _FILE.findall(answer.text)] if shown else []
        for passphrase, file in zip(shown, files, strict=True):
            self.take(path, self.caller.client.get(file, buffered=True), passphrase)
        return set(files)


def _is_page(answer: TestResponse) -> bool:
    return (answer.content_type or "").startswith("text/html")
