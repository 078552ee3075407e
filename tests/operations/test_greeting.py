"""Asking a mail server whether it is there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from missions.operations import greeting
from missions.operations.greeting import trouble_with


@contextmanager
def answering(*lines: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a port and say these lines, one at first and one for each that is heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as reading:
                for line in lines:
                    connection.sendall(line)
                    heard.append(reading.readline())

        talking = threading.Thread(target=talk)
        talking.start()
        try:
            yield server.getsockname()[1], heard
        finally:
            talking.join(timeout=10)


def test_a_server_that_greets_has_no_trouble() -> None:
    with answering(b"220 mail ESMTP\r\n", b"250 mail\r\n", b"221 bye\r\n") as (port, heard):
        trouble = trouble_with("127.0.0.1", port, "post.invalid", tls=False)

    assert trouble == ""
    assert heard[:2] == [b"ehlo post.invalid\r\n", b"QUIT\r\n"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((b"220 mail\r\n", b"550 go away\r\n", b"221 bye\r\n"), "does not want to talk (550)"),
        ((b"554 no\r\n", b""), "no mail server"),
        ((b"HTTP/1.1 400 Bad Request\r\n",), "no mail server"),
    ],
)
def test_a_server_that_does_not_greet_is_told(lines: tuple[bytes, ...], told: str) -> None:
    with answering(*lines) as (port, _):
        assert told in trouble_with("127.0.0.1", port, "post.invalid", tls=False)


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert "can't be reached" in trouble_with("127.0.0.1", port, "post.invalid", tls=False)


def test_plain_text_where_tls_is_wanted_is_told() -> None:
    with answering(b"220 mail ESMTP\r\n") as (port, _):
        told = trouble_with("127.0.0.1", port, "post.invalid", tls=True)

    assert "speaks no TLS there" in told


def test_it_does_not_wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert greeting.TIMEOUT == 5.0
    monkeypatch.setattr(greeting, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = trouble_with("127.0.0.1", server.getsockname()[1], "post.invalid", tls=False)

    assert told == "it hung up, or said nothing in time."
