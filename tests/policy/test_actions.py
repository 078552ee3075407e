"""The table of who may do what, held whole against what is wanted."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from missions.policy.actions import (
    NOBODY,
    TABLE,
    Action,
    Actor,
    Facts,
    Lack,
    Predicate,
    anyone,
    can,
    lacks,
)

SOMEBODY = Actor("a1")
STANDINGS: dict[str, tuple[Actor, Facts]] = {
    "nobody": (NOBODY, Facts()),
    "token holder": (NOBODY, Facts(holds_token=True)),
    "signed in": (SOMEBODY, Facts()),
    "fresh": (SOMEBODY, Facts(fresh=True)),
    "strong": (SOMEBODY, Facts(strong=True, fresh=True)),
    "leads another": (SOMEBODY, Facts(leads_one=True, strong=True, fresh=True)),
    "weak leader": (SOMEBODY, Facts(leads=True, leads_one=True, fresh=True)),
    "stale leader": (SOMEBODY, Facts(leads=True, leads_one=True, strong=True)),
    "leader": (SOMEBODY, Facts(leads=True, leads_one=True, strong=True, fresh=True)),
    "weak administrator": (SOMEBODY, Facts(administers=True, fresh=True)),
    "stale administrator": (SOMEBODY, Facts(administers=True, strong=True)),
    "administrator": (SOMEBODY, Facts(administers=True, strong=True, fresh=True)),
    "member": (SOMEBODY, Facts(belongs=True, fresh=True)),
    "stale member": (SOMEBODY, Facts(belongs=True)),
    "guardian": (SOMEBODY, Facts(guards=True, fresh=True)),
    "stale guardian": (SOMEBODY, Facts(guards=True)),
    "duty officer": (SOMEBODY, Facts(on_duty=True, fresh=True)),
    "stale duty officer": (SOMEBODY, Facts(on_duty=True)),
    "operator": (Actor(operator=True), Facts()),
}
ALL = frozenset(STANDINGS)
SIGNED_IN = ALL - {"nobody", "token holder", "operator"}
FRESH = {name for name, (_, facts) in STANDINGS.items() if facts.fresh}
LEADERS = {"leader", "stale leader"}
ADMINISTRATORS = {"administrator", "stale administrator"}
OWN = {"member", "stale member"}
GUARDIANS = {"guardian", "stale guardian"}
WANTED = {
    Action.ACCESS_CHANGE: {"leader"},
    Action.ACCESS_READ: LEADERS,
    Action.ACCOUNT_CHANGE: FRESH,
    Action.ACCOUNT_READ: SIGNED_IN,
    Action.ADMIN_CHANGE: {"administrator"},
    Action.ADMIN_READ: ADMINISTRATORS,
    Action.ASSET_READ: ALL,
    Action.ATTENDANCE_CHANGE: LEADERS,
    Action.BOARD_CHANGE: {"leader"},
    Action.BOARD_READ: LEADERS,
    Action.BOARD_TAKE: {"leader"},
    Action.CERTIFICATE_READ: LEADERS | OWN | GUARDIANS,
    Action.CONFIRM: SIGNED_IN,
    Action.COPIES_CHANGE: LEADERS,
    Action.COPIES_READ: LEADERS,
    Action.CROSSING_LIFT: {"duty officer"},
    Action.DATA_ERASE: {"member"},
    Action.DATA_READ: {"member"},
    Action.DOCUMENT_CHANGE: {"leader", "member", "guardian"},
    Action.DOCUMENT_FIND: {"leader"},
    Action.DOCUMENT_READ: {"leader", "member", "guardian"},
    Action.DOCUMENT_REVIEW: {"leader"},
    Action.DOCUMENTS_READ: LEADERS | OWN | GUARDIANS,
    Action.FACTOR_PROVE: SIGNED_IN,
    Action.FEED_LINK_MAKE: OWN,
    Action.FEED_LINK_REVOKE: OWN,
    Action.FEED_READ: {"token holder"},
    Action.HOME_READ: ALL,
    Action.INVITATION_ACCEPT: ALL,
    Action.LEADER_PAPER_READ: {"leader"},
    Action.LINK_CHANGE: LEADERS,
    Action.LINK_READ: LEADERS,
    Action.LOG_READ: LEADERS,
    Action.MY_TRIP_READ: OWN | GUARDIANS,
    Action.PAPER_READ: LEADERS | OWN | GUARDIANS,
    Action.PAPERS_READ: LEADERS,
    Action.PURGE_CHANGE: {"leader", "administrator"},
    Action.PURGE_READ: LEADERS | ADMINISTRATORS,
    Action.REMINDER_SEND: LEADERS,
    Action.RULES_CHANGE: {"administrator"},
    Action.RULES_READ: LEADERS | ADMINISTRATORS | {"leads another"},
    Action.SCAN_CHANGE: LEADERS | OWN | GUARDIANS,
    Action.SCAN_READ: {"leader", "member", "guardian"},
    Action.SCANS_READ: LEADERS | OWN | GUARDIANS,
    Action.SHARED_READ: {"token holder"},
    Action.SIGN_IN: ALL,
    Action.SIGN_IN_LINK_MAKE: {"operator"},
    Action.SIGN_OUT: SIGNED_IN,
    Action.TRAINING_CHANGE: LEADERS,
    Action.TRAINING_READ: LEADERS,
    Action.TRIP_IMPORT: {"leads another", "leader", "administrator"},
    Action.TRIP_LIST: SIGNED_IN,
    Action.TRIP_PUBLISH: {"leader", "operator"},
    Action.TRIP_READ: LEADERS,
    Action.TRIP_REIMPORT: {"leader", "operator"},
    Action.WORD_ACCEPT: {"leader"},
}
LACKING = {
    "member": None,
    "stale member": Lack.FRESH,
    "signed in": Lack.NOTHING,
    "leader": None,
    "stale leader": Lack.FRESH,
    "weak leader": Lack.STRONG,
    "administrator": Lack.NOTHING,
    "nobody": Lack.NOTHING,
}
"""What each lacks to publish; a member, to read their own data."""


@pytest.mark.parametrize("name", LACKING)
def test_who_is_refused_learns_only_what_could_help(name: str) -> None:
    actor, facts = STANDINGS[name]
    action = Action.DATA_READ if "member" in name else Action.TRIP_PUBLISH

    assert lacks(actor, action, facts) is LACKING[name]


def test_each_action_is_open_to_those_whom_it_is_meant_for_and_nobody_else() -> None:
    found = {
        action: {name for name, (actor, facts) in STANDINGS.items() if can(actor, action, facts)}
        for action in TABLE
    }

    assert found == WANTED


def test_every_action_stands_in_the_table_and_in_order() -> None:
    assert list(TABLE) == list(Action)
    assert [str(action) for action in Action] == sorted(str(action) for action in Action)


def test_without_an_account_no_fact_helps() -> None:
    names = (field.name for field in fields(Facts))
    everything = replace(Facts(**dict.fromkeys(names, True)), holds_token=False)

    open_to_nobody = {action for action in Action if can(NOBODY, action, everything)}

    assert open_to_nobody == {
        Action.ASSET_READ,
        Action.HOME_READ,
        Action.INVITATION_ACCEPT,
        Action.SIGN_IN,
    }


@pytest.mark.parametrize("one", [True, False])
@pytest.mark.parametrize("other", [True, False])
def test_predicates_join(one: bool, other: bool) -> None:
    left = Predicate(lambda _actor, _facts: one)
    right = Predicate(lambda _actor, _facts: other)

    assert (left | right).holds(NOBODY, Facts()) == (one or other)
    assert (left & right).holds(NOBODY, Facts()) == (one and other)


def test_an_operator_is_no_account() -> None:
    assert anyone.holds(Actor(operator=True), Facts())
    assert not can(Actor(operator=True), Action.TRIP_LIST)
