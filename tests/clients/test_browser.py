"""The browser that tests are given shows pages of this machine and minds those of others."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

PAGES = {
    "/plain": "<title>Plain</title><button onclick='this.textContent = 1 + 1'>Add</button>",
    "/foreign": "<img src='http://elsewhere.invalid/pixel.png'>",
    "/broken": "<script>throw new Error('on purpose')</script>",
    "/strict": "<p style='color: red'>Red</p>",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/strict":
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_runs_its_scripts(page: Page, address: str) -> None:
    page.goto(f"{address}/plain")
    page.get_by_role("button", name="Add").click()
    assert (page.title(), page.get_by_role("button").text_content()) == ("Plain", "2")


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/foreign", "foreign host: http://elsewhere.invalid/pixel.png"),
        ("/broken", "script: on purpose"),
        ("/strict", "policy: "),
    ],
)
def test_what_a_page_does_wrong_is_noted(
    page: Page, address: str, complaints: list[str], path: str, complaint: str
) -> None:
    page.goto(f"{address}{path}")
    page.evaluate("null")  # by the answer, everything before it has arrived
    noted = [complaints.pop() for _ in list(complaints)]
    assert len(noted) == 1
    assert noted[0].startswith(complaint)
