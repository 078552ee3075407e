"""A tiny S3-compatible store on the loopback: PUT, GET, DELETE and listing, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

CHANGED = "2027-03-01T10:00:00.000Z"


class Bucket(ThreadingHTTPServer):
    """What was put into it, and which requests came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.requests: list[tuple[str, str]] = []
        self.refuses = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the service's environment says of it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        }


class _Handler(BaseHTTPRequestHandler):
    server: Bucket
    protocol_version = "HTTP/1.1"

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"ETag": '"tag"', **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _key(self, method: str) -> str:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        self.server.requests.append((method, path))
        return path

    def _refused(self) -> bool:
        if self.server.refuses:
            self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return self.server.refuses

    def do_PUT(self) -> None:
        key, body = self._key("PUT"), self.rfile.read(int(self.headers["Content-Length"]))
        if not self._refused():
            self.server.objects[key] = body
            self._answer(200)

    def do_GET(self) -> None:
        key = self._key("GET")
        if self._refused():
            return
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            self._list(key, query.get("prefix", [""])[0])
        elif key in self.server.objects:
            self._send(self.server.objects[key])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def _send(self, body: bytes) -> None:
        wanted = self.headers.get("Range", "")
        status, headers = 200, {"Last_Modified": "Mon, 01 Mar 2027 10:00:00 GMT"}
        if wanted:
            first, last = map(int, wanted.removeprefix("bytes=").split("-"))
            status, whole, body = 206, len(body), body[first : last + 1]
            headers["Content_Range"] = f"bytes {first}-{first + len(body) - 1}/{whole}"
        self._answer(status, body, **headers)

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._key("DELETE"), None)
        self._answer(204)

    def do_POST(self) -> None:
        bucket = self._key("POST").strip("/")
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = [part.split("</Key>")[0] for part in body.split("<Key>")[1:]]
        for key in keys:
            self.server.objects.pop(f"{bucket}/{key}", None)
        rows = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{rows}</DeleteResult>".encode())

    def _list(self, bucket: str, prefix: str) -> None:
        start = f"{bucket.strip('/')}/"
        rows = "".join(
            f"<Contents><Key>{escape(key.removeprefix(start))}</Key><Size>{len(body)}</Size>"
            f"<LastModified>{CHANGED}</LastModified><ETag>tag</ETag></Contents>"
            for key, body in sorted(self.server.objects.items())
            if key.startswith(start + prefix)
        )
        text = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
        self._answer(200, text.encode())

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@contextmanager
def serving() -> Iterator[Bucket]:
    """Serve a bucket while the block runs."""
    bucket = Bucket()
    thread = Thread(target=bucket.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield bucket
    finally:
        bucket.shutdown()
        thread.join()
        bucket.server_close()
