"""The gate: nothing is served that declares no action, and nothing that never asked."""

from __future__ import annotations

import pytest
from flask import Flask

from missions.policy.actions import NO_FACTS, Action, Facts
from missions.web import gate
from missions.web.gate import UndeclaredView
from tests.web.house import House

ROUTES = {
    ("GET", "/"): Action.HOME_READ,
    ("GET", "/calendar/<token>.ics"): Action.FEED_READ,
    ("GET", "/import"): Action.TRIP_IMPORT,
    ("POST", "/import"): Action.TRIP_IMPORT,
    ("GET", "/import/workbook"): Action.TRIP_IMPORT,
    ("GET", "/my/<membership_id>"): Action.MY_TRIP_READ,
    ("POST", "/my/<membership_id>/calendar"): Action.FEED_LINK_MAKE,
    ("POST", "/my/<membership_id>/calendar/end"): Action.FEED_LINK_REVOKE,
    ("GET", "/my/<membership_id>/days"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/more"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/papers"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/people"): Action.MY_TRIP_READ,
    ("GET", "/papers/<sealed>"): Action.PAPER_READ,
    ("GET", "/sign-in"): Action.SIGN_IN,
    ("GET", "/sign-in/<token>"): Action.SIGN_IN,
    ("POST", "/sign-in/<token>"): Action.SIGN_IN,
    ("POST", "/sign-out"): Action.SIGN_OUT,
    ("GET", "/static/<path:filename>"): Action.ASSET_READ,
    ("GET", "/trips"): Action.TRIP_LIST,
    ("GET", "/trips/<code>"): Action.TRIP_READ,
    ("GET", "/trips/<code>/folder"): Action.TRIP_REIMPORT,
    ("POST", "/trips/<code>/folder"): Action.TRIP_REIMPORT,
    ("GET", "/trips/<code>/papers"): Action.PAPERS_READ,
    ("GET", "/trips/<code>/publish"): Action.TRIP_PUBLISH,
    ("POST", "/trips/<code>/publish"): Action.TRIP_PUBLISH,
}
"""Every address of the service; who adds one says here which action it is."""


def test_the_routes_are_these_and_each_declares_its_action(samples: House) -> None:
    found = {
        (method, rule.rule): gate.declared(samples.app, rule.endpoint)
        for rule in samples.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert found == ROUTES


def test_what_needs_signing_in_sends_everybody_to_the_same_door(samples: House) -> None:
    caller = samples.anyone()
    guarded = [
        rule.replace("<code>", code).replace("<membership_id>", member).replace("<sealed>", "x")
        for (method, rule), action in ROUTES.items()
        if method == "GET" and action in gate.FOR_THE_SIGNED_IN
        for code, member in (
            ("spring-27", samples.membership("spring-27", "mei")),
            ("no-such-trip", "no-such-member"),
        )
    ]

    answers = {(caller.get(path).status_code, caller.get(path).location) for path in guarded}

    assert len(guarded) > 20
    assert answers == {(303, "/sign-in")}


def _silent() -> Flask:
    app = Flask("silent")

    @app.get("/silent")
    def silent() -> str:
        return "secret"

    return app


def test_a_service_with_a_silent_view_does_not_start() -> None:
    with pytest.raises(UndeclaredView, match="silent"):
        gate.install(_silent())


def test_a_view_that_slips_in_later_is_refused(samples: House) -> None:
    samples.app.add_url_rule("/late", "late", lambda: "secret")

    answer = samples.anyone().get("/late")

    assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_an_answer_whose_view_never_asked_is_thrown_away(samples: House) -> None:
    forgetful = gate.declares(Action.TRIP_LIST)(lambda: "secret")
    samples.app.add_url_rule("/forgetful", "forgetful", forgetful)
    caller = samples.signed_in("spring-27", "mei")

    answer = caller.get("/forgetful")

    assert (answer.status_code, "secret" in answer.text) == (500, False)


@pytest.mark.parametrize("facts", [NO_FACTS, Facts(leads=True)])
def test_a_thing_that_is_not_there_answers_like_one_that_is_not_shown(
    samples: House, facts: Facts
) -> None:
    view = gate.declares(Action.TRIP_READ)(lambda: gate.granted(None, facts))
    samples.app.add_url_rule("/nothing", "nothing", view)
    caller = samples.signed_in("spring-27", "grace")

    answer, unknown = caller.get("/nothing"), caller.get("/no/such/address")

    assert answer.status_code == 404
    assert answer.text == unknown.text
