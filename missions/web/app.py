"""The factory: one installation, one WSGI application."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from missions import schema
from missions.assets import static_dir, templates_dir
from missions.installation import Installation
from missions.policy.actions import Action
from missions.renderers import selection, wording
from missions.web import (
    errors,
    feeds,
    gate,
    here,
    home,
    security,
    sign_in,
)
from missions.web.assets import asset
from missions.web.places import initials, places

ROOMS = (
    feeds.room,
    home.room,
    sign_in.room,
)


def create_app(installation: Installation) -> Flask:
    """Make the application of an installation.

    Raises:
        UnclassifiedColumn: a column does not say how private it is.
        UndeclaredView: a view does not declare its action.
    """
    schema.check()
    app = Flask("missions", template_folder=templates_dir(), static_folder=static_dir())
    here.put(app, installation)
    security.protect(app, installation.settings)
    errors.install(app)
    _dress(app)
    gate.declares(Action.ASSET_READ)(app.view_functions["static"])
    for room in ROOMS:
        app.register_blueprint(room)
    gate.install(app)
    return app


def _dress(app: Flask) -> None:
    """Give the templates what they all use."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset, initials=initials, pick=selection, places=places, w=wording
    )
