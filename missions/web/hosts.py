"""By which names the service is asked, and what each of them gets.

The pages are served at the host of the public address only, calendars and shared pages at the host
of the neutral address as well. Another name in the Host header answers 421 (RFC 9110, 15.5.20) and
nothing else, so that no link, cookie or cache is ever made for it. On one's own machine each
loopback name is the public one.

Where the neutral host is another one, nothing there says which host the public one is:

- `/calendar/…` and `/shared/…` are answered there, errors included.
- A letter's link (`/sign-in/`, `/invitation/`, `/confirm/` and a token) leads on to the same path
  at the public host, where the session belongs: a cookie is of one host. Only a token that was
  really sent does. Otherwise anybody who has seen a calendar's address could make one up, and be
  told the organisation's host.
- Everything else is the same bare page that isn't there: the front door and the style sheets of
  the pages too, since leading on from there would tell everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, g, redirect, request
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from missions.accounts.model import Invitation, SignInLink
from missions.accounts.tokens import digest
from missions.settings import Settings
from missions.web import limits, shared
from missions.web.here import installation
from missions.web.security import dress

_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?")
_LETTER = re.compile(r"/(sign-in|invitation|confirm)/([A-Za-z0-9_-]{43})")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Doors:
    """The hosts that are served, each with its port where that isn't the usual one.

    `neutral` is "" where calendars and letters use the public host.
    """

    public: str
    neutral: str

    def is_neutral(self, host: str) -> bool:
        """Whether a host is the neutral one, and not the public one."""
        return bool(self.neutral) and host == self.neutral

    def serves(self, host: str) -> bool:
        """Whether pages are served at a host; on one's own machine by each of its names."""
        if host == self.public:
            return True
        return bool(_LOOPBACK.fullmatch(self.public) and _LOOPBACK.fullmatch(host))


def doors_of(settings: Settings) -> Doors:
    """Return the hosts of an installation."""
    public, neutral = host_of(settings.public_url), host_of(settings.links)
    return Doors(public, "" if neutral == public else neutral)


def host_of(url: str) -> str:
    """Return the host and port of an address as a browser sends them."""
    parts = urlsplit(url)
    return _usual(parts.netloc, parts.scheme)


def _usual(host: str, scheme: str) -> str:
    return host.lower().removesuffix(_DEFAULT_PORTS[scheme])


def install(app: Flask, settings: Settings) -> None:
    """Look at the host before anything else does, form tokens included."""
    doors = doors_of(settings)
    scheme = urlsplit(settings.public_url).scheme
    neutral_scheme = urlsplit(settings.links).scheme

    def look() -> Response | None:
        named = request.environ.get("HTTP_HOST", "")
        if doors.is_neutral(_usual(named, neutral_scheme)):
            g.neutral = True
            return _at_the_neutral_door(settings.public_url)
        return None if doors.serves(_usual(named, scheme)) else _misdirected()

    app.before_request(look)
    if doors.neutral:
        app.after_request(_bare)


def _misdirected() -> Response:
    text = "This address is not served here.\n"
    return Response(text, 421, content_type="text/plain; charset=utf-8")


def _at_the_neutral_door(public_url: str) -> Response | None:
    if request.blueprint == "shared" or request.endpoint == "feeds.feed":
        return None
    letter = _LETTER.fullmatch(request.path)
    if letter is None or request.method not in ("GET", "HEAD"):
        return _nothing()
    if not _was_sent(*letter.groups()):
        return limits.unknown() or _nothing()
    answer = redirect(public_url + request.path, 303)
    assert isinstance(answer, Response)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _was_sent(step: str, token: str) -> bool:
    """Whether a letter's link exists, spent or not: the public page says what became of it."""
    model = Invitation if step == "invitation" else SignInLink
    with installation().store.read() as session:
        return session.scalar(select(model.id).where(model.token_hash == digest(token))) is not None


def _nothing() -> Response:
    answer = shared.failed(NotFound())
    assert isinstance(answer, Response)
    return answer


def _bare(response: Response) -> Response:
    """Let no error at the neutral host be the pages' own, which leads to the trips."""
    status = response.status_code
    if status < 400 or not g.get("neutral") or request.blueprint == "shared" or status == 429:
        return response
    if status < 500:
        return dress(_nothing())
    text = "This can’t be shown right now. Try again later.\n"
    return dress(Response(text, 503, content_type="text/plain; charset=utf-8"))
