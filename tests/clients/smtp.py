"""A mail server on loopback, real down to its sockets: what it took, and how it is to behave."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

OK = "250 taken"
DROP = "drop"
"""An answer that is none: the server takes the letter and hangs up."""
HANG = "hang"
"""An answer that comes late: `reached` is set, and the client waits until `go` is."""


@dataclass(frozen=True)
class Received:
    """A letter as it came over the wire."""

    hello: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    user: str

    @property
    def parsed(self) -> EmailMessage:
        """The letter as a mail program reads it."""
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def id(self) -> str:
        """Its Message-ID."""
        return str(self.parsed["Message-ID"])


@dataclass
class Postbox:
    """The server's own side. `on_rcpt` and `on_data` give the answer to a recipient, a letter."""

    received: list[Received] = field(default_factory=list)
    on_rcpt: Callable[[str], str] = lambda _address: OK
    on_data: Callable[[Received], str] = lambda _letter: OK
    logins: dict[str, str] = field(default_factory=dict)
    reached: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)
    port: int = 0

    @property
    def url(self) -> str:
        """Its address for the settings."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to a recipient."""
        answer = self.on_rcpt(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer to a letter; it is written down whatever the answer."""
        login = session.auth_data
        assert server.transport is not None
        letter = Received(
            hello=str(session.host_name),
            sender=str(envelope.mail_from),
            recipients=tuple(envelope.rcpt_tos),
            content=bytes(envelope.original_content or b""),
            encrypted=server.transport.get_extra_info("sslcontext") is not None,
            user=login.login.decode() if isinstance(login, LoginPassword) else "",
        )
        self.received.append(letter)
        answer = self.on_data(letter)
        if answer == HANG:
            self.reached.set()
            await asyncio.get_running_loop().run_in_executor(None, self.go.wait)
            return OK
        if answer == DROP:
            server.transport.abort()
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        """Check a user and password."""
        right = self.logins.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=right, handled=False, auth_data=data)


@contextmanager
def serving(
    tls: ssl.SSLContext | None = None, *, from_the_start: bool = False, **more: Any
) -> Iterator[Postbox]:
    """Yield a server that listens on a port of its own until the block ends.

    Args:
        tls: its certificate; None: it offers no encryption.
        from_the_start: encrypted at once, not by STARTTLS.
        more: what the postbox is to be like.
    """
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    postbox = Postbox(**more)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def protocol() -> SMTP:
        return SMTP(
            postbox,
            hostname="server.invalid",
            tls_context=None if from_the_start else tls,
            authenticator=postbox.authenticate,
            auth_require_tls=not from_the_start,
            loop=loop,
        )

    listening = asyncio.run_coroutine_threadsafe(
        loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if from_the_start else None), loop
    ).result(timeout=20)
    postbox.port = listening.sockets[0].getsockname()[1]
    try:
        yield postbox
    finally:
        postbox.go.set()
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result(timeout=20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=20)
        loop.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate of 127.0.0.1: the server's context, and one that believes it."""

    server: ssl.SSLContext
    believing: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate that nobody else believes."""
    file = tmp_path_factory.mktemp("certificate") / "server.pem"
    _write_certificate(file)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Certificate(server, ssl.create_default_context(cafile=str(file)))


def _write_certificate(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(host, critical=False)
        .sign(key, SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A server without encryption, as on one's own machine."""
    with serving() as made:
        yield made
