"""The table of who may do what, held whole against what is wanted."""

from __future__ import annotations

import pytest

from missions.policy.actions import (
    NOBODY,
    TABLE,
    Action,
    Actor,
    Facts,
    Predicate,
    anyone,
    can,
)

SOMEBODY = Actor("a1")
STANDINGS: dict[str, tuple[Actor, Facts]] = {
    "nobody": (NOBODY, Facts()),
    "token holder": (NOBODY, Facts(holds_token=True)),
    "signed in": (SOMEBODY, Facts()),
    "newcomer": (SOMEBODY, Facts(on_none=True)),
    "leads another": (SOMEBODY, Facts(leads_one=True)),
    "leader": (SOMEBODY, Facts(leads=True, leads_one=True)),
    "member": (SOMEBODY, Facts(belongs=True)),
    "guardian": (SOMEBODY, Facts(guards=True)),
    "operator": (Actor(operator=True), Facts()),
}
ALL = frozenset(STANDINGS)
SIGNED_IN = ALL - {"nobody", "token holder", "operator"}
WANTED = {
    Action.ASSET_READ: ALL,
    Action.FEED_LINK_MAKE: {"member"},
    Action.FEED_LINK_REVOKE: {"member"},
    Action.FEED_READ: {"token holder"},
    Action.HOME_READ: ALL,
    Action.MY_TRIP_READ: {"member", "guardian"},
    Action.PAPER_READ: {"leader", "member", "guardian"},
    Action.PAPERS_READ: {"leader"},
    Action.SIGN_IN: ALL,
    Action.SIGN_IN_LINK_MAKE: {"operator"},
    Action.SIGN_OUT: SIGNED_IN,
    Action.TRIP_IMPORT: {"newcomer", "leads another", "leader"},
    Action.TRIP_LIST: SIGNED_IN,
    Action.TRIP_PUBLISH: {"leader", "operator"},
    Action.TRIP_READ: {"leader"},
    Action.TRIP_REIMPORT: {"leader", "operator"},
}


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
    everything = Facts(True, True, True, True, True, False)

    open_to_nobody = {action for action in Action if can(NOBODY, action, everything)}

    assert open_to_nobody == {Action.ASSET_READ, Action.HOME_READ, Action.SIGN_IN}


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
