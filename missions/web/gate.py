"""The gate: each view declares its action, and asks whether it may be done.

Deny by default, three times over: the service does not start with a view that declares nothing,
a request for such a view is refused, and an answer whose view never asked is thrown away. What
one may not see answers 404, as if it weren't there; who isn't signed in is asked to sign in,
whether the thing exists or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from missions.policy.actions import NO_FACTS, NOBODY, Action, Actor, Facts, Lack, can, lacks
from missions.web import confirming
from missions.web.security import dress
from missions.web.visitor import visitor

V = TypeVar("V", bound=Callable[..., Any])
T = TypeVar("T")

_EVERYTHING = Facts(**dict.fromkeys((field.name for field in fields(Facts)), True))
OPEN = frozenset(action for action in Action if can(NOBODY, action, NO_FACTS))
"""What anyone may do, whatever is known of them."""
FOR_THE_SIGNED_IN = frozenset(action for action in Action if not can(NOBODY, action, _EVERYTHING))
"""What nobody may do without signing in."""


class UndeclaredView(RuntimeError):
    """A view does not say which action it is; the service will not start."""


def declares(action: Action) -> Callable[[V], V]:
    """Mark a view as being this action."""

    def mark(view: V) -> V:
        view.declared_action = action  # type: ignore[attr-defined]
        return view

    return mark


def declared(app: Flask, endpoint: str) -> Action | None:
    """Return the action that an endpoint's view declares."""
    return getattr(app.view_functions[endpoint], "declared_action", None)


def require_declared(app: Flask) -> None:
    """Raise `UndeclaredView` naming every endpoint that declares no action."""
    silent = sorted(name for name in app.view_functions if declared(app, name) is None)
    if silent:
        raise UndeclaredView(
            f"these views declare no action: {', '.join(silent)}. Put @declares(Action.…) on each."
        )


def install(app: Flask) -> None:
    """Set the gate up; call it when all views are registered."""
    require_declared(app)
    app.before_request(_before)
    app.after_request(_after)


def ask(facts: Facts = NO_FACTS) -> None:
    """Answer 404 unless the visitor may do what this view declares, given the facts.

    Who lacks only a second factor, or to show once more who they are, is sent to where that is
    done, and comes back.
    """
    action: Action = g.action
    g.asked = True
    if action in OPEN:
        return
    if action not in FOR_THE_SIGNED_IN:
        lack = lacks(NOBODY, action, facts)
    else:
        who = visitor()
        known = replace(facts, strong=who.strong, fresh=who.fresh, administers=who.administers)
        lack = lacks(Actor(who.account), action, known)
    if lack is not None:
        abort(404) if lack is Lack.NOTHING else abort(confirming.asked_for(lack))


def want_fresh() -> None:
    """Send the visitor to show who they are, unless they just did; for what opens a seal."""
    if not visitor().fresh:
        abort(confirming.asked_for(Lack.FRESH))


def granted(thing: T | None, facts: Facts) -> T:
    """Ask, and return the thing; a thing that isn't there answers the same 404."""
    ask(facts)
    if thing is None:
        abort(404)
    return thing


def there(thing: T | None) -> T:
    """Return a thing that was looked up after the gate was asked; one that isn't there is 404."""
    if thing is None:
        abort(404)
    return thing


def _before() -> ResponseReturnValue | None:
    """Refuse what declares nothing; send who isn't signed in to the page that says how."""
    if request.endpoint is None:
        return None
    action = declared(current_app, request.endpoint)
    if action is None:
        abort(404)
    g.action = action
    if action in FOR_THE_SIGNED_IN and not visitor().account:
        return redirect(url_for("sign_in.signed_out"), 303)
    return None


def _after(response: Response) -> Response:
    """Throw away an answer whose view never asked the gate; dress the others."""
    known = g.get("action")
    if known is Action.FEED_READ and response.status_code < 400:
        return response
    dress(response)
    if known is None or known in OPEN or response.status_code >= 300 or g.get("asked"):
        return response
    raise UndeclaredView(f"{request.endpoint} answered without asking the gate")
