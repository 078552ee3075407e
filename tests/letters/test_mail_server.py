"""The mail server is found, believed, and told no password in the clear; its words stay its own."""

from __future__ import annotations

import socket
import ssl

import pytest

from missions.letters.compose import Message
from missions.letters.mail_server import (
    Broken,
    MailServer,
    Refused,
    connected,
    deliver,
    server_of,
)
from tests.clients.smtp import Certificate, Postbox, Received, serving

CONTENT = b"Subject: x\r\n\r\n.\r\n..one\r\n.two\r\n\r\nend\r\n"
MESSAGE = Message("news@post.invalid", "mei@mail.invalid", CONTENT)
LOGINS = {"me@here": "p:a/ss %"}
SECRET_URL = "smtp://me%40here:p%3Aa%2Fss%20%25@127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.invalid", MailServer("mail.invalid", 25, False)),
        ("smtp://mail.invalid:2525", MailServer("mail.invalid", 2525, False)),
        ("smtp://me:pass@mail.invalid", MailServer("mail.invalid", 587, False, "me", "pass")),
        ("smtps://mail.invalid", MailServer("mail.invalid", 465, True)),
        (SECRET_URL.format(port=25), MailServer("127.0.0.1", 25, False, "me@here", "p:a/ss %")),
        ("smtp://[::1]:25", MailServer("::1", 25, False)),
    ],
)
def test_an_address_names_a_server(url: str, server: MailServer) -> None:
    assert server_of(url) == server
    assert "pass" not in repr(server)


@pytest.mark.parametrize("url", ["smtp://", "smtp://:25", "http://mail.invalid", "smtp://a:b", ""])
def test_what_names_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        server_of(url)


def send(url: str, context: ssl.SSLContext | None = None, times: int = 1) -> None:
    with connected(server_of(url), "post.invalid", context) as smtp:
        for _ in range(times):
            assert deliver(smtp, MESSAGE, lambda: True)


def test_what_is_sent_arrives_dots_and_all_and_says_a_neutral_hello(postbox: Postbox) -> None:
    send(postbox.url)

    assert postbox.received == [
        Received("post.invalid", "news@post.invalid", ("mei@mail.invalid",), CONTENT, False, "")
    ]


def test_where_encryption_is_offered_it_is_used(certificate: Certificate) -> None:
    with serving(certificate.server) as box:
        send(box.url, certificate.believing, times=2)

        assert [letter.encrypted for letter in box.received] == [True, True]


def test_a_password_goes_out_encrypted(certificate: Certificate) -> None:
    with serving(certificate.server, logins=LOGINS) as box:
        send(SECRET_URL.format(port=box.port), certificate.believing)

        assert [(letter.encrypted, letter.user) for letter in box.received] == [(True, "me@here")]


def test_encrypted_from_the_start(certificate: Certificate) -> None:
    with serving(certificate.server, from_the_start=True, logins=LOGINS) as box:
        url = SECRET_URL.format(port=box.port).replace("smtp:", "smtps:")
        send(url, certificate.believing)

        assert [(letter.encrypted, letter.user) for letter in box.received] == [(True, "me@here")]


def broken(url: str, context: ssl.SSLContext | None = None) -> str:
    with pytest.raises(Broken) as found:
        send(url, context)
    return found.value.problem


def test_no_password_is_sent_where_no_encryption_is_offered(postbox: Postbox) -> None:
    problem = broken(SECRET_URL.format(port=postbox.port))

    assert problem == "The mail server offers no encryption; no password is sent without."


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    certificate: Certificate, scheme: str
) -> None:
    with serving(certificate.server, from_the_start=scheme == "smtps") as box:
        problem = broken(f"{scheme}://127.0.0.1:{box.port}")

        assert problem == "The mail server's certificate is not trusted."
        assert box.received == []


def test_encryption_with_what_speaks_none_fails(postbox: Postbox, certificate: Certificate) -> None:
    problem = broken(postbox.url.replace("smtp:", "smtps:"), certificate.believing)

    assert problem == "The mail server's encryption failed."


def test_a_wrong_password_is_said_without_it(certificate: Certificate) -> None:
    with serving(certificate.server, logins={"me@here": "other"}) as box:
        problem = broken(SECRET_URL.format(port=box.port), certificate.believing)

        assert problem == "The mail server refuses the user or password."


def test_a_password_of_other_letters_is_said_so(certificate: Certificate) -> None:
    with serving(certificate.server, logins=LOGINS) as box:
        problem = broken(f"smtp://me:%EB%B0%80@127.0.0.1:{box.port}", certificate.believing)

        assert problem == "The mail server's user or password has letters it can't take."


def test_nobody_there_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        problem = broken(f"smtp://127.0.0.1:{taken.getsockname()[1]}")

    assert problem == "The mail server can't be reached."


@pytest.mark.parametrize(
    ("answer", "for_good", "problem"),
    [
        ("450 mei@mail.invalid later", False, "The mail server did not take it (450)."),
        ("550 no mei@mail.invalid", True, "The mail server refuses it for good (550)."),
    ],
)
@pytest.mark.parametrize("at", ["on_rcpt", "on_data"])
def test_a_no_is_told_by_its_number_and_the_connection_goes_on(
    postbox: Postbox, at: str, answer: str, for_good: bool, problem: str
) -> None:
    usual = getattr(postbox, at)
    setattr(postbox, at, lambda _what: answer)
    with connected(server_of(postbox.url), "post.invalid") as smtp:
        with pytest.raises(Refused) as refused:
            deliver(smtp, MESSAGE, lambda: True)
        setattr(postbox, at, usual)
        assert deliver(smtp, MESSAGE, lambda: True)

    assert (refused.value.for_good, str(refused.value)) == (for_good, problem)


@pytest.mark.parametrize("answer", ["421 closing mei@mail.invalid", "drop"])
def test_a_server_that_hangs_up_is_said_to_have(postbox: Postbox, answer: str) -> None:
    postbox.on_data = lambda _letter: answer

    assert broken(postbox.url) == "The mail server hung up."


def test_a_letter_that_is_no_longer_ours_stays_here(postbox: Postbox) -> None:
    with connected(server_of(postbox.url), "post.invalid") as smtp:
        assert not deliver(smtp, MESSAGE, lambda: False)
        assert deliver(smtp, MESSAGE, lambda: True)

    assert len(postbox.received) == 1
