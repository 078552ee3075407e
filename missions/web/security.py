"""Cookies, form tokens, the headers of every answer, and forms that come from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

from missions.accounts import attempts
from missions.accounts.rules import SESSION_HOLDS
from missions.settings import Settings

UPLOAD_LIMIT = 21 * 1024 * 1024
"""A folder may unpack to 20 MiB; packed and in its form it is not larger than this."""
TEXT_LIMIT = 512 * 1024
"""So many bytes a form without a file may have, and the text fields of one with files."""
FIELD_LIMIT = 1000
"""So many fields a form may have."""

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
SHUT_IN = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For what is no page: whoever opens it in a browser runs nothing and loads nothing."""
WITHOUT_COOKIES = ("/calendar/", "/shared/")
"""Addresses that open by what stands in them: neither programs nor readers get a cookie there."""
ALL = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
FILES = (*ALL, ("Content-Security-Policy", SHUT_IN))
"""The headers of what is no page: downloads, style sheets, plain words."""
BARE = (*FILES, ("Referrer-Policy", "no-referrer"))
"""The headers of a calendar, whose program asks for it every hour."""
PAGES = (
    *ALL,
    ("Content-Security-Policy", POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(),"
        " publickey-credentials-create=(self), publickey-credentials-get=(self)",
    ),
)
DEFAULTS = (("Cache-Control", "private, no-store"), ("Referrer-Policy", "same-origin"))
"""The headers of an answer that sets none of its own."""
STRICT = ("Strict-Transport-Security", f"max-age={int(timedelta(days=730).total_seconds())}")
"""Only where the service is HTTPS; other names below its own are not spoken for."""

_READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class PageSessions(SecureCookieSessionInterface):
    """Cookies for who signs in; an address that opens by itself sets and reads none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the cookie's content, nothing at an address that opens by itself."""
        if request.path.startswith(WITHOUT_COOKIES):
            return self.make_null_session(app)
        return super().open_session(app, request)


def protect(app: Flask, settings: Settings) -> None:
    """Set cookies, form tokens and the limits of forms up; refuse forms from elsewhere."""
    secure = settings.public_url.startswith("https:")
    app.config.update(
        SECRET_KEY=settings.web_key_file.read_text(encoding="ascii").strip(),
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_HOLDS,
        WTF_CSRF_TIME_LIMIT=int(timedelta(days=1).total_seconds()),
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=TEXT_LIMIT,
        MAX_FORM_PARTS=FIELD_LIMIT,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    app.session_interface = PageSessions()
    app.before_request(_limit_text)
    app.before_request(_refuse_what_comes_from_elsewhere)
    CSRFProtect(app)
    if secure:
        app.after_request(_strict)


def dress(response: Response) -> Response:
    """Put on an answer the headers that every one of its kind has: a page, or what is none."""
    headers = response.headers
    for name, value in PAGES if _is_page(response) else FILES:
        headers[name] = value
    for name, value in DEFAULTS:
        headers.setdefault(name, value)
    if response.status_code == 429:
        headers.setdefault("Retry-After", str(attempts.seconds_left()))
    return response


def _is_page(response: Response) -> bool:
    return response.mimetype == "text/html" and "Content-Disposition" not in response.headers


def _strict(response: Response) -> Response:
    response.headers.set(*STRICT)
    return response


def _limit_text() -> None:
    """Read no more than `TEXT_LIMIT` of what brings no file: such a form is read at once."""
    if request.method not in _READING and request.mimetype != "multipart/form-data":
        request.max_content_length = TEXT_LIMIT


def _refuse_what_comes_from_elsewhere() -> None:
    """Refuse what would change something when the browser says that another site sent it.

    Form tokens refuse it too; this holds where a token leaked. A browser that says neither is left
    to the token.
    """
    if request.method in _READING:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin", "none"):
        abort(403)
    hidden = origin == "null" and site == "same-origin"
    if origin is not None and not hidden and not _is_own(origin):
        abort(403)


def _is_own(origin: str) -> bool:
    """Whether an origin is the very host that was asked, which is one that is served."""
    try:
        return urlsplit(origin).netloc.lower() == request.host.lower()
    except ValueError:
        return False
