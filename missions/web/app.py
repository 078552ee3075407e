"""The factory: one installation, one WSGI application."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from missions import schema
from missions.assets import static_dir, templates_dir
from missions.briefing.document import Leg
from missions.installation import Installation
from missions.policy.actions import Action
from missions.renderers import languages, selection, wording
from missions.web import (
    calendar_address,
    errors,
    event_words,
    feeds,
    gate,
    here,
    home,
    imports,
    my_trip,
    overview,
    papers,
    publishing,
    security,
    sign_in,
    words,
)
from missions.web.assets import asset
from missions.web.heads import head_of
from missions.web.places import initials, places, title_of
from missions.web.route import main_legs

ROOMS = (
    calendar_address.room,
    feeds.room,
    home.room,
    imports.room,
    my_trip.room,
    overview.room,
    papers.room,
    publishing.room,
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
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.tests["leg"] = lambda event: isinstance(event, Leg)
    environment.globals.update(
        asset=asset,
        days_to_go=words.days_to_go,
        dialled=words.dialled,
        ends_of=words.ends_of,
        first_calls=words.first_calls,
        head_of=head_of,
        initials=initials,
        local=words.local,
        main_legs=main_legs,
        pick=selection,
        places=places,
        nights=words.nights,
        say=event_words,
        short_day=words.short_day,
        spoken=languages.spoken,
        title_of=title_of,
        w=wording,
        when=words.when,
    )
