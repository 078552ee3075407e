"""Asking the mail server whether it is there: one greeting, no letter, no password."""

from __future__ import annotations

import smtplib
import ssl

TIMEOUT = 5.0
"""Seconds to wait for each of the server's words."""


def trouble_with(
    host: str, port: int, hello: str, *, tls: bool, context: ssl.SSLContext | None = None
) -> str:
    """Return why a mail server does not answer EHLO, "" when it does.

    Args:
        hello: what this machine calls itself.
        tls: encrypted from the first byte.
        context: whose certificates are believed; the system's where None.
    """
    try:
        with _dialled(host, port, hello, context if tls else None, tls=tls) as smtp:
            code = smtp.ehlo()[0]
    except ssl.SSLError:
        return "its certificate is not trusted, or it speaks no TLS there."
    except smtplib.SMTPServerDisconnected:
        return "it hung up, or said nothing in time."
    except smtplib.SMTPException:
        return "something answers, but it is no mail server."
    except OSError as error:
        return f"it can't be reached ({error.strerror or 'no answer in time'})."
    return "" if code // 100 == 2 else f"it does not want to talk ({code})."


def _dialled(
    host: str, port: int, hello: str, context: ssl.SSLContext | None, *, tls: bool
) -> smtplib.SMTP:
    if tls:
        believed = context or ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, hello, timeout=TIMEOUT, context=believed)
    return smtplib.SMTP(host, port, hello, timeout=TIMEOUT)
