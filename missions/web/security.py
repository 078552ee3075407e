"""Cookies, form tokens and the headers of every answer."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

from missions.accounts.rules import SESSION_HOLDS
from missions.settings import Settings

UPLOAD_LIMIT = 21 * 1024 * 1024
"""A folder may unpack to 20 MiB; packed and in its form it is not larger than this."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
CALENDARS = "/calendar/"
BARE = (("X-Content-Type-Options", "nosniff"), ("X-Robots-Tag", "noindex"))
"""The headers of what is no page: a calendar program asks for it every hour."""
PAGES = (
    *BARE,
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
DEFAULTS = (("Cache-Control", "private, no-store"), ("Referrer-Policy", "same-origin"))
"""The headers of a page that sets none of its own."""


class PageSessions(SecureCookieSessionInterface):
    """Cookies for pages only: a calendar program has none and wants none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the cookie's content, nothing at a calendar address."""
        if request.path.startswith(CALENDARS):
            return self.make_null_session(app)
        return super().open_session(app, request)


def protect(app: Flask, settings: Settings) -> None:
    """Set cookies, form tokens and the upload limit up."""
    app.config.update(
        SECRET_KEY=settings.web_key_file.read_text(encoding="ascii").strip(),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_HOLDS,
        WTF_CSRF_TIME_LIMIT=int(timedelta(days=1).total_seconds()),
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    app.session_interface = PageSessions()
    CSRFProtect(app)


def dress(response: Response) -> Response:
    """Put on a page's answer the headers that every one has."""
    headers = response.headers
    headers.extend(PAGES)
    for name, value in DEFAULTS:
        if name not in headers:
            headers.add(name, value)
    return response
