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
    access,
    account,
    admin,
    board,
    board_paper,
    board_take,
    calendar_address,
    certificates,
    confirm,
    confirmations,
    copies,
    documents,
    documents_expiring,
    documents_review,
    duty,
    errors,
    event_words,
    factor,
    feeds,
    gate,
    here,
    home,
    hosts,
    imports,
    invitation,
    limits,
    links,
    locked,
    log,
    my_trip,
    oidc,
    overview,
    own_data,
    papers,
    passkeys,
    publishing,
    purge,
    reminders,
    roster,
    rules,
    rules_change,
    scans,
    security,
    shared,
    sign_in,
    training,
    training_address,
    training_attendance,
    training_copy,
    what_if,
    words,
)
from missions.web.assets import asset
from missions.web.heads import head_of
from missions.web.places import administers, initials, places, title_of
from missions.web.route import main_legs

ROOMS = (
    access.room,
    admin.room,
    account.room,
    board.room,
    board_paper.room,
    board_take.room,
    calendar_address.room,
    certificates.room,
    confirm.room,
    confirmations.room,
    copies.room,
    documents.room,
    documents_expiring.room,
    documents_review.room,
    duty.room,
    factor.room,
    feeds.room,
    home.room,
    imports.room,
    invitation.room,
    links.room,
    locked.room,
    log.room,
    my_trip.room,
    oidc.room,
    overview.room,
    own_data.room,
    papers.room,
    passkeys.room,
    publishing.room,
    scans.room,
    purge.room,
    roster.room,
    reminders.room,
    rules.room,
    rules_change.room,
    shared.room,
    sign_in.room,
    training.room,
    training_address.room,
    training_attendance.room,
    training_copy.room,
    what_if.room,
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
    hosts.install(app, installation.settings)
    security.protect(app, installation.settings)
    limits.install(app, installation.settings)
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
        administers=administers,
        asset=asset,
        days_to_go=words.days_to_go,
        dialled=words.dialled,
        ends_of=words.ends_of,
        finding_why=words.finding_why,
        first_calls=words.first_calls,
        head_of=head_of,
        initials=initials,
        local=words.local,
        main_legs=main_legs,
        pick=selection,
        places=places,
        nights=words.nights,
        paper_title=words.paper_title,
        say=event_words,
        short_day=words.short_day,
        short_time=words.short_time,
        spoken=languages.spoken,
        title_of=title_of,
        w=wording,
        when=words.when,
    )
