"""Cookies, form tokens and the headers of every answer."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, request
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
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
_PRIVATE = "private, no-store"


def protect(app: Flask, settings: Settings) -> None:
    """Set cookies, form tokens, the upload limit and the headers up."""
    app.config.update(
        SECRET_KEY=settings.web_key_file.read_text(encoding="ascii").strip(),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_HOLDS,
        WTF_CSRF_TIME_LIMIT=int(timedelta(days=1).total_seconds()),
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    CSRFProtect(app)
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    headers = response.headers
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = _PRIVATE
    return response
