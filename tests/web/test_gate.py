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
    ("GET", "/account"): Action.ACCOUNT_READ,
    ("POST", "/account/app"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/app/code"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/app/remove"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/browsers/<seat>/end"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/browsers/end"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/codes"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/passkeys"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/passkeys/<passkey>/name"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/passkeys/<passkey>/remove"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/passkeys/new"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/password"): Action.ACCOUNT_CHANGE,
    ("POST", "/account/password/remove"): Action.ACCOUNT_CHANGE,
    ("GET", "/admin"): Action.ADMIN_READ,
    ("POST", "/admin/administrators"): Action.ADMIN_CHANGE,
    ("POST", "/admin/administrators/<account_id>/drop"): Action.ADMIN_CHANGE,
    ("POST", "/admin/words"): Action.ADMIN_CHANGE,
    ("POST", "/admin/words/<word_id>/drop"): Action.ADMIN_CHANGE,
    ("GET", "/calendar/<token>.ics"): Action.FEED_READ,
    ("GET", "/confirm"): Action.CONFIRM,
    ("POST", "/confirm"): Action.CONFIRM,
    ("GET", "/confirm/<token>"): Action.CONFIRM,
    ("POST", "/confirm/<token>"): Action.CONFIRM,
    ("GET", "/documents/expiring"): Action.DOCUMENTS_READ,
    ("GET", "/factor"): Action.FACTOR_PROVE,
    ("POST", "/factor"): Action.FACTOR_PROVE,
    ("GET", "/import"): Action.TRIP_IMPORT,
    ("POST", "/import"): Action.TRIP_IMPORT,
    ("GET", "/import/workbook"): Action.TRIP_IMPORT,
    ("GET", "/invitation/<token>"): Action.INVITATION_ACCEPT,
    ("POST", "/invitation/<token>"): Action.INVITATION_ACCEPT,
    ("GET", "/my/<membership_id>"): Action.MY_TRIP_READ,
    ("POST", "/my/<membership_id>/calendar"): Action.FEED_LINK_MAKE,
    ("POST", "/my/<membership_id>/calendar/end"): Action.FEED_LINK_REVOKE,
    ("GET", "/my/<membership_id>/data"): Action.DATA_READ,
    ("GET", "/my/<membership_id>/data/about-you.zip"): Action.DATA_READ,
    ("POST", "/my/<membership_id>/data/erase"): Action.DATA_ERASE,
    ("GET", "/my/<membership_id>/days"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/documents"): Action.SCANS_READ,
    ("GET", "/my/<membership_id>/documents/<document_id>"): Action.DOCUMENT_READ,
    ("POST", "/my/<membership_id>/documents/<document_id>"): Action.SCAN_CHANGE,
    ("POST", "/my/<membership_id>/documents/<document_id>/<step>"): Action.DOCUMENT_CHANGE,
    ("GET", "/my/<membership_id>/documents/<document_id>/change"): Action.DOCUMENT_CHANGE,
    ("POST", "/my/<membership_id>/documents/<document_id>/change"): Action.DOCUMENT_CHANGE,
    ("GET", "/my/<membership_id>/documents/new"): Action.DOCUMENT_CHANGE,
    ("POST", "/my/<membership_id>/documents/new"): Action.DOCUMENT_CHANGE,
    ("GET", "/my/<membership_id>/duty"): Action.CROSSING_LIFT,
    ("POST", "/my/<membership_id>/duty/<person_id>/end"): Action.CROSSING_LIFT,
    ("POST", "/my/<membership_id>/duty/<person_id>/lift"): Action.CROSSING_LIFT,
    ("GET", "/my/<membership_id>/more"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/papers"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/people"): Action.MY_TRIP_READ,
    ("GET", "/my/<membership_id>/training"): Action.CERTIFICATE_READ,
    ("POST", "/my/<membership_id>/training/calendar"): Action.FEED_LINK_MAKE,
    ("POST", "/my/<membership_id>/training/calendar/end"): Action.FEED_LINK_REVOKE,
    ("GET", "/my/<membership_id>/training/certificate.pdf"): Action.CERTIFICATE_READ,
    ("GET", "/papers/<sealed>"): Action.PAPER_READ,
    ("POST", "/papers/<sealed>/locked"): Action.LEADER_PAPER_READ,
    ("GET", "/papers/<sealed>/locked/<ticket>"): Action.LEADER_PAPER_READ,
    ("POST", "/passkeys/any"): Action.SIGN_IN,
    ("POST", "/passkeys/own"): Action.CONFIRM,
    ("POST", "/passkeys/sign-in"): Action.SIGN_IN,
    ("GET", "/rules"): Action.RULES_READ,
    ("POST", "/rules/<key>/back"): Action.RULES_CHANGE,
    ("GET", "/rules/<key>/change"): Action.RULES_CHANGE,
    ("POST", "/rules/<key>/change"): Action.RULES_CHANGE,
    ("POST", "/rules/<key>/drop"): Action.RULES_CHANGE,
    ("GET", "/scans/<scan_id>"): Action.SCAN_READ,
    ("POST", "/scans/<scan_id>/drop"): Action.SCAN_CHANGE,
    ("DELETE", "/shared/<path:_rest>"): Action.SHARED_READ,
    ("GET", "/shared/<path:_rest>"): Action.SHARED_READ,
    ("PATCH", "/shared/<path:_rest>"): Action.SHARED_READ,
    ("POST", "/shared/<path:_rest>"): Action.SHARED_READ,
    ("PUT", "/shared/<path:_rest>"): Action.SHARED_READ,
    ("GET", "/shared/<token>"): Action.SHARED_READ,
    ("GET", "/shared/<token>/calendar.ics"): Action.SHARED_READ,
    ("GET", "/shared/<token>/sheet.pdf"): Action.SHARED_READ,
    ("GET", "/shared/page.css"): Action.ASSET_READ,
    ("GET", "/sign-in"): Action.SIGN_IN,
    ("POST", "/sign-in"): Action.SIGN_IN,
    ("GET", "/sign-in/<token>"): Action.SIGN_IN,
    ("POST", "/sign-in/<token>"): Action.SIGN_IN,
    ("POST", "/sign-in/organisation"): Action.SIGN_IN,
    ("GET", "/sign-in/organisation/back"): Action.SIGN_IN,
    ("POST", "/sign-out"): Action.SIGN_OUT,
    ("GET", "/static/<path:filename>"): Action.ASSET_READ,
    ("GET", "/trips"): Action.TRIP_LIST,
    ("GET", "/trips/<code>"): Action.TRIP_READ,
    ("GET", "/trips/<code>/copies"): Action.COPIES_READ,
    ("POST", "/trips/<code>/copies/<copy_id>"): Action.COPIES_CHANGE,
    ("POST", "/trips/<code>/copies/all"): Action.COPIES_CHANGE,
    ("POST", "/trips/<code>/copies/found"): Action.COPIES_READ,
    ("GET", "/trips/<code>/documents"): Action.DOCUMENTS_READ,
    ("GET", "/trips/<code>/documents/<document_id>"): Action.DOCUMENT_REVIEW,
    ("POST", "/trips/<code>/documents/<document_id>/accept"): Action.DOCUMENT_REVIEW,
    ("POST", "/trips/<code>/documents/<document_id>/return"): Action.DOCUMENT_REVIEW,
    ("GET", "/trips/<code>/folder"): Action.TRIP_REIMPORT,
    ("POST", "/trips/<code>/folder"): Action.TRIP_REIMPORT,
    ("GET", "/trips/<code>/folder/flights"): Action.TRIP_REIMPORT,
    ("POST", "/trips/<code>/folder/flights"): Action.TRIP_REIMPORT,
    ("GET", "/trips/<code>/folder/roster"): Action.TRIP_REIMPORT,
    ("POST", "/trips/<code>/folder/roster"): Action.TRIP_REIMPORT,
    ("GET", "/trips/<code>/links"): Action.LINK_READ,
    ("POST", "/trips/<code>/links/end"): Action.LINK_CHANGE,
    ("POST", "/trips/<code>/links/make"): Action.LINK_CHANGE,
    ("GET", "/trips/<code>/log"): Action.LOG_READ,
    ("GET", "/trips/<code>/papers"): Action.PAPERS_READ,
    ("GET", "/trips/<code>/people"): Action.ACCESS_READ,
    ("POST", "/trips/<code>/people/<membership_id>/end"): Action.ACCESS_CHANGE,
    ("POST", "/trips/<code>/people/<membership_id>/invite"): Action.ACCESS_CHANGE,
    ("POST", "/trips/<code>/people/<membership_id>/restore"): Action.ACCESS_CHANGE,
    ("POST", "/trips/<code>/people/<membership_id>/role"): Action.ACCESS_CHANGE,
    ("POST", "/trips/<code>/people/<membership_id>/withdraw"): Action.ACCESS_CHANGE,
    ("POST", "/trips/<code>/people/document"): Action.DOCUMENT_FIND,
    ("GET", "/trips/<code>/publish"): Action.TRIP_PUBLISH,
    ("POST", "/trips/<code>/publish"): Action.TRIP_PUBLISH,
    ("POST", "/trips/<code>/publish/accept"): Action.WORD_ACCEPT,
    ("POST", "/trips/<code>/publish/neutral"): Action.WORD_ACCEPT,
    ("POST", "/trips/<code>/publish/take-back"): Action.WORD_ACCEPT,
    ("GET", "/trips/<code>/purge"): Action.PURGE_READ,
    ("POST", "/trips/<code>/purge/announce"): Action.PURGE_CHANGE,
    ("POST", "/trips/<code>/purge/confirm"): Action.PURGE_CHANGE,
    ("POST", "/trips/<code>/purge/withdraw"): Action.PURGE_CHANGE,
    ("GET", "/trips/<code>/ready"): Action.BOARD_READ,
    ("GET", "/trips/<code>/ready.csv"): Action.BOARD_TAKE,
    ("GET", "/trips/<code>/ready.pdf"): Action.BOARD_TAKE,
    ("POST", "/trips/<code>/ready.pdf"): Action.BOARD_TAKE,
    ("GET", "/trips/<code>/ready.pdf/<ticket>"): Action.BOARD_TAKE,
    ("GET", "/trips/<code>/ready.xlsx"): Action.BOARD_TAKE,
    ("GET", "/trips/<code>/ready/<path:person>"): Action.BOARD_READ,
    ("POST", "/trips/<code>/ready/ask-again"): Action.BOARD_CHANGE,
    ("POST", "/trips/<code>/ready/let-be"): Action.BOARD_CHANGE,
    ("POST", "/trips/<code>/ready/mind-again"): Action.BOARD_CHANGE,
    ("POST", "/trips/<code>/ready/waive"): Action.BOARD_CHANGE,
    ("GET", "/trips/<code>/ready/what-if"): Action.BOARD_READ,
    ("POST", "/trips/<code>/ready/what-if"): Action.BOARD_CHANGE,
    ("POST", "/trips/<code>/ready/what-if/back"): Action.BOARD_CHANGE,
    ("GET", "/trips/<code>/remind"): Action.REMINDER_SEND,
    ("POST", "/trips/<code>/remind"): Action.REMINDER_SEND,
    ("GET", "/trips/<code>/training"): Action.TRAINING_READ,
    ("GET", "/trips/<code>/training/<handle>"): Action.ATTENDANCE_CHANGE,
    ("POST", "/trips/<code>/training/<handle>"): Action.ATTENDANCE_CHANGE,
    ("GET", "/trips/<code>/training/<handle>/edit"): Action.TRAINING_CHANGE,
    ("POST", "/trips/<code>/training/<handle>/edit"): Action.TRAINING_CHANGE,
    ("GET", "/trips/<code>/training/<handle>/remove"): Action.TRAINING_CHANGE,
    ("POST", "/trips/<code>/training/<handle>/remove"): Action.TRAINING_CHANGE,
    ("POST", "/trips/<code>/training/<handle>/rest"): Action.ATTENDANCE_CHANGE,
    ("GET", "/trips/<code>/training/<handle>/sheet.pdf"): Action.TRAINING_READ,
    ("POST", "/trips/<code>/training/<handle>/undo"): Action.ATTENDANCE_CHANGE,
    ("GET", "/trips/<code>/training/copy"): Action.TRAINING_CHANGE,
    ("POST", "/trips/<code>/training/copy"): Action.TRAINING_CHANGE,
    ("GET", "/trips/<code>/training/new"): Action.TRAINING_CHANGE,
    ("POST", "/trips/<code>/training/new"): Action.TRAINING_CHANGE,
    ("GET", "/trips/<code>/training/people/<person>"): Action.TRAINING_READ,
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
