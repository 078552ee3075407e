"""Who may do what: one table from actions to predicates. Pure.

`can(actor, action, facts)` is the only question. The facts are gathered by whoever asks; a fact
that was not gathered is false, so that a forgotten one refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """Everything that somebody may want to do, in alphabetical order of value."""

    ASSET_READ = "asset:read"
    FEED_LINK_MAKE = "feed-link:make"
    FEED_LINK_REVOKE = "feed-link:revoke"
    FEED_READ = "feed:read"
    HOME_READ = "home:read"
    MY_TRIP_READ = "my-trip:read"
    PAPER_READ = "paper:read"
    PAPERS_READ = "papers:read"
    SIGN_IN = "sign-in"
    SIGN_IN_LINK_MAKE = "sign-in-link:make"
    SIGN_OUT = "sign-out"
    TRIP_IMPORT = "trip:import"
    TRIP_LIST = "trip:list"
    TRIP_PUBLISH = "trip:publish"
    TRIP_READ = "trip:read"
    TRIP_REIMPORT = "trip:reimport"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account's id, "" for nobody, or the installation's operator."""

    account: str = ""
    operator: bool = False


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the actor and of the thing asked for.

    `leads`, `belongs`, `guards`: the actor leads the trip; the membership asked for is the
    actor's own; it is that of a minor whose guardian the actor is. `leads_one`, `on_none`: the
    actor leads some trip; the actor is on no trip at all. `holds_token`: the address is a valid
    capability.
    """

    leads: bool = False
    belongs: bool = False
    guards: bool = False
    leads_one: bool = False
    on_none: bool = False
    holds_token: bool = False


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A question about actor and facts; `|` and `&` join two."""

    holds: Callable[[Actor, Facts], bool]

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(lambda actor, facts: self.holds(actor, facts) or other.holds(actor, facts))

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(
            lambda actor, facts: self.holds(actor, facts) and other.holds(actor, facts)
        )


anyone = Predicate(lambda actor, facts: True)
signed_in = Predicate(lambda actor, facts: actor.account != "")
operator = Predicate(lambda actor, facts: actor.operator)
token_holder = Predicate(lambda actor, facts: facts.holds_token)
leader = signed_in & Predicate(lambda actor, facts: facts.leads)
leader_of_one = signed_in & Predicate(lambda actor, facts: facts.leads_one)
newcomer = signed_in & Predicate(lambda actor, facts: facts.on_none)
self_ = signed_in & Predicate(lambda actor, facts: facts.belongs)
guardian = signed_in & Predicate(lambda actor, facts: facts.guards)

TABLE: dict[Action, Predicate] = {
    Action.ASSET_READ: anyone,
    Action.FEED_LINK_MAKE: self_,
    Action.FEED_LINK_REVOKE: self_,
    Action.FEED_READ: token_holder,
    Action.HOME_READ: anyone,
    Action.MY_TRIP_READ: self_ | guardian,
    Action.PAPER_READ: leader | self_ | guardian,
    Action.PAPERS_READ: leader,
    Action.SIGN_IN: anyone,
    Action.SIGN_IN_LINK_MAKE: operator,
    Action.SIGN_OUT: signed_in,
    Action.TRIP_IMPORT: leader_of_one | newcomer,
    Action.TRIP_LIST: signed_in,
    Action.TRIP_PUBLISH: leader | operator,
    Action.TRIP_READ: leader,
    Action.TRIP_REIMPORT: leader | operator,
}


def can(actor: Actor, action: Action, facts: Facts = NO_FACTS) -> bool:
    """Whether `actor` may do `action`, given what is known."""
    return TABLE[action].holds(actor, facts)
