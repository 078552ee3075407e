"""Where a visitor is sent to show a second factor, or once more who they are, and back again.

A page is asked for again afterwards. A form that was sent is carried along in the confirming page,
so that nothing that was typed is lost, and sent on from there as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from missions.accounts.factors import Factors, Way, factors_of, ways_to_confirm, ways_to_prove
from missions.policy.actions import Lack
from missions.web.here import installation
from missions.web.visitor import visitor

OWN = "proof-"
"""How the confirming forms' own fields begin; all others belong to the form that waits."""
TOKEN_FIELD = "csrf_token"  # noqa: S105 - the name of a field
HELD_LENGTH = 20_000
"""So much typed text is carried through the confirming page; more is asked for again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a visitor wanted to do.

    `next` is the address; `again`: a form was sent to it, which waits with its fields `held`;
    `lost`: a form was sent that can't be carried, so its page is opened again.
    """

    next: str
    again: bool = False
    held: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    lost: bool = False


def waiting() -> Waiting:
    """Return what waits, as the confirming page's form or its address says."""
    path = goal(request.form.get(f"{OWN}next") or request.args.get("next", ""))
    again = request.form.get(f"{OWN}again") == "yes"
    return Waiting(path, again, _held() if again else ())


def _stopped() -> Waiting:
    """Return the request that was stopped, as what waits."""
    held = _held()
    short = sum(len(value) for _, value in held) <= HELD_LENGTH
    if short and not request.files:
        return Waiting(request.full_path.rstrip("?"), again=True, held=held)
    return Waiting(goal(_came_from()), lost=True)


def _held() -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value)
        for name, values in request.form.lists()
        if name != TOKEN_FIELD and not name.startswith(OWN)
        for value in values
    )


def _came_from() -> str:
    parts = urlsplit(request.referrer or "")
    return parts.path if parts.netloc == request.host else ""


def asked_for(lack: Lack) -> Response:
    """Return the answer that asks for what is missing: a page to go to, or that page in place."""
    if request.method in ("GET", "HEAD"):
        step = "confirm.ask" if lack is Lack.FRESH else "factor.ask"
        return _plain(redirect(url_for(step, next=request.full_path.rstrip("?")), 303))
    show = confirm_page if lack is Lack.FRESH else factor_page
    return Response(show(_stopped()), 401, content_type="text/html; charset=utf-8")


def held_factors() -> Factors:
    """Return what the visitor's account has."""
    with installation().store.read() as session:
        return factors_of(session, visitor().account)


def confirming_ways(held: Factors) -> tuple[Way, ...]:
    """Return how the visitor may show once more who they are."""
    mail = bool(installation().settings.mail_url)
    return ways_to_confirm(held, careful=visitor().careful, mail=mail)


def confirm_page(what: Waiting, fault: str = "", way: str = "", *, sent: bool = False) -> str:
    """Return the page that asks once more who somebody is.

    Args:
        what: what waits.
        fault: what was wrong with what was typed.
        way: in which of the forms.
        sent: whether a letter is under way.
    """
    held = held_factors()
    return render_template(
        "pages/sign_in/confirm.html",
        waiting=what,
        ways=confirming_ways(held),
        factors=held,
        fault=fault,
        way=way,
        sent=sent,
    )


def factor_page(what: Waiting, fault: str = "", way: str = "") -> str:
    """Return the page that asks for a second factor, or for the first one to be set up."""
    held = held_factors()
    name = "factor" if held.second else "factor_first"
    return render_template(
        f"pages/sign_in/{name}.html",
        waiting=what,
        ways=ways_to_prove(held),
        factors=held,
        fault=fault,
        way=way,
    )


def _plain(answer: object) -> Response:
    assert isinstance(answer, Response)
    return answer


def goal(path: str) -> str:
    """Return `path` when it is an address of this service, else the front door.

    Open redirects start here: another host, a scheme, a backslash or a line break is refused.
    """
    try:
        parts = urlsplit(path)
    except ValueError:
        return url_for("home.door")
    odd = any(mark in path for mark in "\\\r\n\t") or not path.isprintable()
    local = path.startswith("/") and not path.startswith("//") and not parts.netloc
    if odd or not local or parts.scheme:
        return url_for("home.door")
    return path if _known(parts.path) else url_for("home.door")


def _known(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    for method in ("GET", "POST"):
        try:
            adapter.match(path, method=method)
        except RequestRedirect:
            continue
        except HTTPException:
            continue
        return True
    return False


def back(what: Waiting) -> Response:
    """Return to where the visitor wanted to go: a form that waited is sent on as it was."""
    return _plain(redirect(what.next, 307 if what.again else 303))
