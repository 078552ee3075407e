"""Talking to the mail server: one connection for many letters (RFC 5321, 3207, 4954).

Whatever goes wrong is told in words of our own: a server's answer may hold an address.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from missions.letters.compose import Message

TIMEOUT = 60.0
"""Seconds to wait for the server's next word; two of them are shorter than a lease."""
_CLOSING = 421


class Refused(Exception):
    """The server did not take one letter; the connection holds. `for_good`: don't ask again."""

    def __init__(self, code: int, *, for_good: bool) -> None:
        how = "refuses it for good" if for_good else "did not take it"
        self.problem, self.for_good = f"The mail server {how} ({code}).", for_good
        super().__init__(self.problem)


class Broken(Exception):
    """There is no connection, or it is of no more use."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where the server is and how it is spoken to. `tls`: encrypted from the first byte."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)


def server_of(url: str) -> MailServer:
    """Read `smtp://user:password@host:port` or `smtps://…`; user and password percent-encoded.

    Without a port: 465 for `smtps`, 587 for `smtp` with a user, 25 without.

    Raises:
        ValueError: it names no host, or its port is no number.
    """
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("smtp", "smtps"):
        raise ValueError("MISSIONS_MAIL_URL names no mail server.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls = parts.scheme == "smtps"
    usual = 465 if tls else 587 if user else 25
    return MailServer(parts.hostname, parts.port or usual, tls, user, password)


@contextmanager
def connected(
    server: MailServer, hello: str, context: ssl.SSLContext | None = None
) -> Iterator[smtplib.SMTP]:
    """Yield a connection, encrypted where the server can, signed in where there is a user.

    Args:
        hello: what this machine calls itself; its own name would tell whose it is.
        context: whose certificates are believed; the system's where None.

    Raises:
        Broken: there is no connection, or none that is safe to send a password over.
    """
    with _told("The mail server can't be reached."):
        smtp = _dialled(server, hello, context or ssl.create_default_context())
    try:
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _dialled(server: MailServer, hello: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=hello, timeout=TIMEOUT, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, local_hostname=hello, timeout=TIMEOUT)
    try:
        _make_safe(smtp, server, context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _make_safe(smtp: smtplib.SMTP, server: MailServer, context: ssl.SSLContext) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not server.tls:
        if smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        elif server.user:
            raise Broken("The mail server offers no encryption; no password is sent without.")
    if server.user:
        smtp.login(server.user, server.password)


def deliver(smtp: smtplib.SMTP, message: Message, still_ours: Callable[[], bool]) -> bool:
    """Hand one letter over; False when it was not `still_ours` right before its content.

    Raises:
        Refused: the server does not take it.
        Broken: the connection ended. If that was after the content, the server may have it.
    """
    with _told("The mail server hung up."):
        try:
            _expect(smtp.mail(message.sender)[0], for_good=False)
            _expect(smtp.rcpt(message.recipient)[0], for_good=True)
            if not still_ours():
                smtp.rset()
                return False
            _expect(_data(smtp, message.content), for_good=True)
        except Refused:
            smtp.rset()
            raise
    return True


def _data(smtp: smtplib.SMTP, content: bytes) -> int:
    try:
        return smtp.data(content)[0]
    except smtplib.SMTPDataError as error:
        return error.smtp_code


def _expect(code: int, *, for_good: bool) -> None:
    """Go on after a yes. A no of the 500s is one for good, where it is about the letter itself."""
    if code == _CLOSING:
        raise Broken("The mail server hung up.")
    if code // 100 != 2:
        raise Refused(code, for_good=for_good and code // 100 == 5)


@contextmanager
def _told(otherwise: str) -> Iterator[None]:
    """Turn what the library raises into words."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise Broken("The mail server's certificate is not trusted.") from None
    except ssl.SSLError:
        raise Broken("The mail server's encryption failed.") from None
    except smtplib.SMTPAuthenticationError:
        raise Broken("The mail server refuses the user or password.") from None
    except UnicodeError:
        raise Broken("The mail server's user or password has letters it can't take.") from None
    except TimeoutError:
        raise Broken("The mail server did not answer in time.") from None
    except smtplib.SMTPResponseException as error:
        raise Broken(f"The mail server said no ({error.smtp_code}).") from None
    except (smtplib.SMTPException, OSError):
        raise Broken(otherwise) from None
