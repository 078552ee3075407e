"""Every route and method × every role × whose: generated from the application, compared whole.

A view is stopped as soon as the gate lets it pass, so that nothing is changed and the answer says
only who may come in. What was wanted is written by hand below, action by action.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import NoReturn

import pytest
from flask import Response, abort
from sqlalchemy import select, update
from werkzeug.routing import Rule

from missions.accounts.administrators import make_administrator
from missions.accounts.capabilities import Purpose, make
from missions.accounts.model import WebSession
from missions.accounts.sign_in import make_link_for_account
from missions.briefing.document import What
from missions.briefing.release import Asked
from missions.policy.actions import NO_FACTS, Action, Facts
from missions.privacy import Audience
from missions.trips.actions import end_membership
from missions.trips.model import Partner, Trip
from missions.web import gate
from missions.web.addresses import PaperAddress, seal
from tests.web.conftest import WINTER as NOW
from tests.web.house import Caller, House

SPRING, CASA = "spring-27", "casa-27"
ROLES = {
    "leader": "grace",
    "co-leader": "paul",
    "volunteer": "mei",
    "guardian": "hui-wang",
    "duty officer": "marian",
}
WARD = "lily"
"""Whose guardian `hui-wang` is."""
FELLOW = "minho"
STRANGER = "marisol"
WHOSE = ("own", "fellow", "other trip", "nonexistent")
PASSED = 299
NOTHING = "0" * 32

LEADS = {("leader", "own"), ("leader", "fellow"), ("co-leader", "own"), ("co-leader", "fellow")}
EVERY_ROLE = (*ROLES, "administrator")
OWN = {(role, "own") for role in ("leader", "co-leader", "volunteer", "duty officer")}
WARDS = {("guardian", "own")}
SIGNED_IN = {(role, whose) for role in EVERY_ROLE for whose in WHOSE}
ADMINISTERS = {("administrator", whose) for whose in WHOSE}
PURGES = LEADS | {("administrator", whose) for whose in ("own", "fellow", "other trip")}

WANTED: dict[Action, set[tuple[str, str]]] = {
    Action.ACCESS_CHANGE: LEADS,
    Action.ACCESS_READ: LEADS,
    Action.ACCOUNT_CHANGE: SIGNED_IN,
    Action.ACCOUNT_READ: SIGNED_IN,
    Action.ADMIN_CHANGE: ADMINISTERS,
    Action.ADMIN_READ: ADMINISTERS,
    Action.ATTENDANCE_CHANGE: LEADS,
    Action.BOARD_CHANGE: LEADS,
    Action.BOARD_READ: LEADS,
    Action.BOARD_TAKE: LEADS,
    Action.CERTIFICATE_READ: LEADS | OWN | WARDS,
    Action.CONFIRM: SIGNED_IN,
    Action.COPIES_CHANGE: LEADS,
    Action.COPIES_READ: LEADS,
    Action.CROSSING_LIFT: {("duty officer", "own")},
    Action.DATA_ERASE: OWN | {("guardian", "self")},
    Action.DOCUMENT_CHANGE: LEADS | OWN | WARDS,
    Action.DOCUMENT_FIND: LEADS,
    Action.DOCUMENT_READ: LEADS | OWN | WARDS,
    Action.DOCUMENT_REVIEW: LEADS,
    Action.DOCUMENTS_READ: LEADS,
    Action.DATA_READ: OWN | {("guardian", "self")},
    Action.FACTOR_PROVE: SIGNED_IN,
    Action.FEED_LINK_MAKE: OWN - {("duty officer", "own")},
    Action.FEED_LINK_REVOKE: OWN - {("duty officer", "own")},
    Action.LEADER_PAPER_READ: LEADS,
    Action.LINK_CHANGE: LEADS,
    Action.LINK_READ: LEADS,
    Action.LOG_READ: LEADS,
    Action.MY_TRIP_READ: OWN | WARDS,
    Action.PAPER_READ: LEADS | OWN | WARDS,
    Action.PAPERS_READ: LEADS,
    Action.PURGE_CHANGE: PURGES,
    Action.PURGE_READ: PURGES,
    Action.REMINDER_SEND: LEADS,
    Action.RULES_CHANGE: ADMINISTERS,
    Action.RULES_READ: {(r, w) for r in ("leader", "co-leader", "administrator") for w in WHOSE},
    Action.SCAN_CHANGE: LEADS | OWN | WARDS,
    Action.SCAN_READ: LEADS | OWN | WARDS,
    Action.SCANS_READ: LEADS | OWN | WARDS,
    Action.SIGN_OUT: SIGNED_IN,
    Action.TRAINING_CHANGE: LEADS,
    Action.TRAINING_READ: LEADS,
    Action.TRIP_IMPORT: {(r, w) for r in ("leader", "co-leader", "administrator") for w in WHOSE},
    Action.TRIP_LIST: SIGNED_IN,
    Action.TRIP_PUBLISH: LEADS,
    Action.TRIP_READ: LEADS,
    Action.TRIP_REIMPORT: LEADS,
    Action.WORD_ACCEPT: LEADS,
}
OPEN = {Action.ASSET_READ, Action.HOME_READ, Action.INVITATION_ACCEPT, Action.SIGN_IN}
BY_TOKEN = {Action.FEED_READ, Action.SHARED_READ}


@dataclass(frozen=True)
class Case:
    """One request and who makes it."""

    method: str
    rule: str
    role: str
    whose: str


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what stops each view where the gate lets it pass, from then on."""
    return lambda: _stop_views(monkeypatch)


def _stop_views(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = gate.ask

    def passed() -> NoReturn:
        abort(Response("passed", PASSED))

    def stop(facts: Facts = NO_FACTS) -> NoReturn:
        ask(facts)
        passed()

    def stop_with(thing: object, facts: Facts) -> NoReturn:
        ask(facts)
        if thing is None:
            abort(404)
        passed()

    monkeypatch.setattr(gate, "ask", stop)
    monkeypatch.setattr(gate, "granted", stop_with)


@dataclass
class Doors:
    """The house with what its addresses are made of."""

    house: House
    tokens: dict[str, str]
    trips: dict[str, str]

    def rules(self) -> Iterator[tuple[str, Rule, Action]]:
        """Yield every method and rule with its action."""
        for rule in self.house.app.url_map.iter_rules():
            action = gate.declared(self.house.app, rule.endpoint)
            assert action is not None
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule, action

    def path(self, rule: Rule, role: str, whose: str) -> str:
        """Return the rule's address with everything in it of that owner."""
        values = self._values(role, whose, trip_side="<code>" in rule.rule)
        with self.house.app.test_request_context():
            values["sealed"] = self._sealed(role, whose)
        return re.sub(r"<(?:[a-z]+:)?(\w+)>", lambda found: values[found.group(1)], rule.rule)

    def _key(self, role: str, whose: str) -> str:
        if whose == "fellow":
            return FELLOW
        return WARD if role == "guardian" else ROLES.get(role, "mei")

    def _values(self, role: str, whose: str, *, trip_side: bool) -> dict[str, str]:
        code = {"other trip": CASA, "nonexistent": "no-such-trip"}.get(whose, SPRING)
        member = NOTHING
        if whose == "other trip":
            member = self.house.membership(CASA, STRANGER)
        elif whose != "nonexistent":
            member = self.house.membership(SPRING, self._key(role, whose))
        person = self.house.membership(SPRING, FELLOW) if whose == "own" else member
        return {
            "account_id": NOTHING,
            "code": code,
            "copy_id": NOTHING,
            "filename": "css/base.css",
            "handle": "first-evening",
            "key": "passport.blank_pages",
            "person": FELLOW,
            "step": "lost",
            "membership_id": self.house.membership(SPRING, FELLOW)
            if trip_side and whose in ("own", "fellow")
            else member,
            "document_id": NOTHING,
            "scan_id": NOTHING,
            "passkey": NOTHING,
            "person_id": person,
            "seat": NOTHING,
            "ticket": "x",
            "token": "nonsense",
            "word_id": NOTHING,
            "_rest": "nonsense/nonsense",
        }

    def _sealed(self, role: str, whose: str) -> str:
        if whose == "nonexistent":
            return "nonsense"
        code, key = (CASA, STRANGER) if whose == "other trip" else (SPRING, self._key(role, whose))
        asked = Asked(What.PACKET, Audience.TEAM, key)
        return seal(PaperAddress(self.trips[code], 1, asked, "pdf"))


@pytest.fixture
def doors(samples: House) -> Doors:
    """The sample house, with a token of each purpose."""
    with samples.installation.store.read() as session:
        trips = dict(session.execute(select(Trip.code, Trip.id)).all())
    return Doors(samples, {}, trips)


def _administrator(house: House) -> Caller:
    with house.installation.store.write() as session:
        made = make_administrator(session, "ruth@example.org", "operator")
        url = make_link_for_account(house.installation, session, made.id, "operator", vouched=True)
    caller = house.anyone()
    caller.post(url.removeprefix(house.installation.settings.public_url))
    return caller


def _callers(house: House) -> dict[str, Caller]:
    found = {role: house.signed_in(SPRING, key) for role, key in ROLES.items()}
    return {**found, "administrator": _administrator(house), "nobody": house.anyone()}


_NETWORKS = count(1)


def _elsewhere() -> str:
    """Return another network for each request, so that no limit on guessing is met."""
    number = next(_NETWORKS)
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _answer(caller: Caller, method: str, path: str) -> str:
    found = caller.client.open(
        path,
        method=method,
        buffered=True,
        headers={"Sec-Fetch-Site": "same-origin"},
        environ_base={"REMOTE_ADDR": _elsewhere()},
    )
    place = (found.location or "").partition("?")[0]
    if found.status_code == 303 and place in ("/sign-in", "/factor", "/confirm"):
        return place[1:]
    return {PASSED: "passed", 200: "passed", 404: "hidden", 401: "confirm"}.get(
        found.status_code, str(found.status_code)
    )


def _matrix(doors: Doors, callers: dict[str, Caller]) -> dict[Case, str]:
    doors.house.app.config["WTF_CSRF_ENABLED"] = False
    return {
        Case(method, rule.rule, role, whose): _answer(caller, method, doors.path(rule, role, whose))
        for method, rule, _action in doors.rules()
        for role, caller in callers.items()
        for whose in WHOSE
    }


def _wanted(doors: Doors, roles: list[str]) -> dict[Case, str]:
    found = {}
    for method, rule, action in doors.rules():
        for role in roles:
            for whose in WHOSE:
                found[Case(method, rule.rule, role, whose)] = _verdict(rule, action, role, whose)
    return found


NAMED = re.compile(r"<(account_id|scan_id)>")
"""What is looked up before the gate is asked, and isn't there."""


OF_ALL_TRIPS = "/documents/expiring"
"""What shows every trip that the visitor leads, and no other."""


def _verdict(rule: Rule, action: Action, role: str, whose: str) -> str:
    if action in OPEN:
        return "passed"
    if action in BY_TOKEN:
        return "hidden"
    if role == "nobody":
        return "sign-in"
    if rule.rule.startswith("/trips/<code>/people/<membership_id>") and whose == "nonexistent":
        return "hidden"
    allowed = (role, whose) in WANTED[action]
    if rule.rule == OF_ALL_TRIPS:
        allowed = role in ("leader", "co-leader")
    return "passed" if allowed and not NAMED.search(rule.rule) else "hidden"


def _differences(found: dict[Case, str], wanted: dict[Case, str]) -> dict[Case, tuple[str, str]]:
    return {case: (found[case], wanted[case]) for case in wanted if found[case] != wanted[case]}


def test_who_is_not_signed_in_is_sent_to_the_same_door_whether_a_thing_exists_or_not(
    doors: Doors,
) -> None:
    caller = doors.house.anyone()

    answers = {
        _answer(caller, method, doors.path(rule, "volunteer", whose))
        for method, rule, action in doors.rules()
        if action in gate.FOR_THE_SIGNED_IN and method == "GET"
        for whose in WHOSE
    }

    assert answers == {"sign-in"}


@pytest.mark.parametrize(
    ("column", "answer"), [("proved_at", "factor"), ("confirmed_at", "confirm")]
)
def test_a_leader_who_lacks_something_is_asked_for_it_and_sees_nothing_more(
    doors: Doors, stopping: Callable[[], None], column: str, answer: str
) -> None:
    callers = {role: doors.house.signed_in(SPRING, ROLES[role]) for role in ("leader", "volunteer")}
    with doors.house.installation.store.write() as session:
        session.execute(update(WebSession).values({column: None}))
    stopping()
    found = _matrix(doors, callers)
    leading = {
        case: said
        for case, said in found.items()
        if case.role == "leader" and case.rule.startswith("/trips/<code>") and case.whose == "own"
    }
    asked = {"passed", answer, "confirm"} if column == "confirmed_at" else {answer, "confirm"}

    assert {said for case, said in leading.items()} <= asked
    assert answer in leading.values()
    assert all(
        said == "hidden"
        for case, said in found.items()
        if case.rule.startswith("/trips/<code>")
        and (case.role == "volunteer" or case.whose in ("other trip", "nonexistent"))
    )


def test_ended_members_keep_their_account_and_nothing_of_the_trip(
    doors: Doors, stopping: Callable[[], None]
) -> None:
    house = doors.house
    ended = ("co-leader", "volunteer", "guardian", "duty officer")
    with house.installation.store.write() as session:
        for role in ended:
            end_membership(session, house.membership(SPRING, ROLES[role]), "operator")
    callers = {role: house.signed_in(SPRING, ROLES[role]) for role in ended}
    stopping()

    found = _matrix(doors, callers)

    of_nobody = {Action.TRIP_IMPORT}
    wanted = {
        Case(method, rule.rule, role, whose): (
            _verdict(rule, action, role, whose)
            if action in OPEN | BY_TOKEN
            or (action not in of_nobody and WANTED[action] >= SIGNED_IN)
            else "hidden"
        )
        for method, rule, action in doors.rules()
        for role in ended
        for whose in WHOSE
    }
    assert _differences(found, wanted) == {}


def test_a_link_opens_its_one_thing_to_whoever_has_it_and_nothing_else(doors: Doors) -> None:
    house, later = doors.house, NOW + timedelta(days=60)
    with house.installation.store.read() as session:
        host = session.scalars(select(Partner.id).join(Trip).where(Trip.code == SPRING)).first()
    assert host is not None
    mei = house.membership(SPRING, "mei")
    owners = {Purpose.FEED: mei, Purpose.FAMILY: mei, Purpose.HOST: host}
    holders = {
        purpose: make(house.installation, purpose, owner, "operator", later)
        for purpose, owner in owners.items()
    }
    with house.installation.store.write() as session:
        end_membership(session, house.membership(SPRING, "minho"), "operator")
    ended = make(
        house.installation, Purpose.FAMILY, house.membership(SPRING, "minho"), "operator", later
    )
    forms = ("/calendar/{}.ics", "/shared/{}", "/shared/{}/sheet.pdf", "/shared/{}/calendar.ics")

    found = {
        (purpose, form): house.anyone().get(form.format(token)).status_code
        for purpose, token in {**holders, "ended": ended, "nobody": "nonsense"}.items()
        for form in forms
    }

    assert found == {
        **{(Purpose.FEED, form): 200 if "/calendar/" in form else 404 for form in forms},
        **{(Purpose.FAMILY, form): 200 if "/shared/" in form else 404 for form in forms},
        **{(Purpose.HOST, form): 200 if "/shared/" in form else 404 for form in forms},
        ("ended", forms[0]): 404,
        ("ended", forms[1]): 410,
        ("ended", forms[2]): 404,
        ("ended", forms[3]): 200,
        **{("nobody", form): 404 for form in forms},
    }


def test_every_route_opens_to_those_it_is_meant_for_and_hides_from_all_others(
    doors: Doors, stopping: Callable[[], None]
) -> None:
    callers = _callers(doors.house)
    stopping()
    found = _matrix(doors, callers)

    wanted = _wanted(doors, list(callers))

    assert len(found) > 2000
    wrong = _differences(found, wanted)
    assert wrong == {}, "\n".join(
        f"{c.method} {c.rule} {c.role} {c.whose}: {v}" for c, v in wrong.items()
    )
