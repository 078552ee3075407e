"""Who may do what: one table from actions to predicates. Pure.

`can(actor, action, facts)` is the only question. The facts are gathered by whoever asks; a fact
that was not gathered is false, so that a forgotten one refuses. `lacks` tells what a visitor who
was refused could still show: a second factor, or once more who they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class Action(StrEnum):
    """Everything that somebody may want to do, in alphabetical order of value."""

    ACCESS_CHANGE = "access:change"
    ACCESS_READ = "access:read"
    ACCOUNT_CHANGE = "account:change"
    ACCOUNT_READ = "account:read"
    ADMIN_CHANGE = "admin:change"
    ADMIN_READ = "admin:read"
    ASSET_READ = "asset:read"
    ATTENDANCE_CHANGE = "attendance:change"
    BOARD_CHANGE = "board:change"
    BOARD_READ = "board:read"
    BOARD_TAKE = "board:take"
    CERTIFICATE_READ = "certificate:read"
    CONFIRM = "confirm"
    COPIES_CHANGE = "copies:change"
    COPIES_READ = "copies:read"
    CROSSING_LIFT = "crossing:lift"
    DATA_ERASE = "data:erase"
    DATA_READ = "data:read"
    DOCUMENT_CHANGE = "document:change"
    DOCUMENT_FIND = "document:find"
    DOCUMENT_READ = "document:read"
    DOCUMENT_REVIEW = "document:review"
    DOCUMENTS_READ = "documents:read"
    FACTOR_PROVE = "factor:prove"
    FEED_LINK_MAKE = "feed-link:make"
    FEED_LINK_REVOKE = "feed-link:revoke"
    FEED_READ = "feed:read"
    HOME_READ = "home:read"
    INVITATION_ACCEPT = "invitation:accept"
    LEADER_PAPER_READ = "leader-paper:read"
    LINK_CHANGE = "link:change"
    LINK_READ = "link:read"
    LOG_READ = "log:read"
    MY_TRIP_READ = "my-trip:read"
    PAPER_READ = "paper:read"
    PAPERS_READ = "papers:read"
    PURGE_CHANGE = "purge:change"
    PURGE_READ = "purge:read"
    REMINDER_SEND = "reminder:send"
    RULES_CHANGE = "rules:change"
    RULES_READ = "rules:read"
    SCAN_CHANGE = "scan:change"
    SCAN_READ = "scan:read"
    SCANS_READ = "scans:read"
    SHARED_READ = "shared:read"
    SIGN_IN = "sign-in"
    SIGN_IN_LINK_MAKE = "sign-in-link:make"
    SIGN_OUT = "sign-out"
    TRAINING_CHANGE = "training:change"
    TRAINING_READ = "training:read"
    TRIP_IMPORT = "trip:import"
    TRIP_LIST = "trip:list"
    TRIP_PUBLISH = "trip:publish"
    TRIP_READ = "trip:read"
    TRIP_REIMPORT = "trip:reimport"
    WORD_ACCEPT = "word:accept"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account's id, "" for nobody, or the installation's operator."""

    account: str = ""
    operator: bool = False


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the actor and of the thing asked for.

    `leads`, `belongs`, `guards`, `on_duty`: the actor leads the trip; the membership asked for is
    the actor's own; it is that of a minor whose guardian the actor is; the actor is the trip's duty
    officer. `leads_one`: the actor leads some trip. `administers`: the actor is an administrator of
    the installation. `holds_token`: the address is a valid capability. `strong`: the actor's
    session has shown a second factor. `fresh`: the actor has shown who they are within the last
    minutes (step-up).
    """

    leads: bool = False
    belongs: bool = False
    guards: bool = False
    on_duty: bool = False
    leads_one: bool = False
    administers: bool = False
    holds_token: bool = False
    strong: bool = False
    fresh: bool = False


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
strong = signed_in & Predicate(lambda actor, facts: facts.strong)
fresh = signed_in & Predicate(lambda actor, facts: facts.fresh)
leader = strong & Predicate(lambda actor, facts: facts.leads)
leader_of_one = strong & Predicate(lambda actor, facts: facts.leads_one)
administrator = strong & Predicate(lambda actor, facts: facts.administers)
self_ = signed_in & Predicate(lambda actor, facts: facts.belongs)
guardian = signed_in & Predicate(lambda actor, facts: facts.guards)
duty_officer = signed_in & Predicate(lambda actor, facts: facts.on_duty)

TABLE: dict[Action, Predicate] = {
    Action.ACCESS_CHANGE: leader & fresh,
    Action.ACCESS_READ: leader,
    Action.ACCOUNT_CHANGE: fresh,
    Action.ACCOUNT_READ: signed_in,
    Action.ADMIN_CHANGE: administrator & fresh,
    Action.ADMIN_READ: administrator,
    Action.ASSET_READ: anyone,
    Action.ATTENDANCE_CHANGE: leader,
    Action.BOARD_CHANGE: leader & fresh,
    Action.BOARD_READ: leader,
    Action.BOARD_TAKE: leader & fresh,
    Action.CERTIFICATE_READ: leader | self_ | guardian,
    Action.CONFIRM: signed_in,
    Action.COPIES_CHANGE: leader,
    Action.COPIES_READ: leader,
    Action.CROSSING_LIFT: duty_officer & fresh,
    Action.DATA_ERASE: self_ & fresh,
    Action.DATA_READ: self_ & fresh,
    Action.DOCUMENT_CHANGE: (leader | self_ | guardian) & fresh,
    Action.DOCUMENT_FIND: leader & fresh,
    Action.DOCUMENT_READ: (leader | self_ | guardian) & fresh,
    Action.DOCUMENT_REVIEW: leader & fresh,
    Action.DOCUMENTS_READ: leader | self_ | guardian,
    Action.FACTOR_PROVE: signed_in,
    Action.FEED_LINK_MAKE: self_,
    Action.FEED_LINK_REVOKE: self_,
    Action.FEED_READ: token_holder,
    Action.HOME_READ: anyone,
    Action.INVITATION_ACCEPT: anyone,
    Action.LEADER_PAPER_READ: leader & fresh,
    Action.LINK_CHANGE: leader,
    Action.LINK_READ: leader,
    Action.LOG_READ: leader,
    Action.MY_TRIP_READ: self_ | guardian,
    Action.PAPER_READ: leader | self_ | guardian,
    Action.PAPERS_READ: leader,
    Action.PURGE_CHANGE: (leader | administrator) & fresh,
    Action.PURGE_READ: leader | administrator,
    Action.REMINDER_SEND: leader,
    Action.RULES_CHANGE: administrator & fresh,
    Action.RULES_READ: leader_of_one | administrator,
    Action.SCAN_CHANGE: leader | self_ | guardian,
    Action.SCAN_READ: (leader | self_ | guardian) & fresh,
    Action.SCANS_READ: leader | self_ | guardian,
    Action.SHARED_READ: token_holder,
    Action.SIGN_IN: anyone,
    Action.SIGN_IN_LINK_MAKE: operator,
    Action.SIGN_OUT: signed_in,
    Action.TRAINING_CHANGE: leader,
    Action.TRAINING_READ: leader,
    Action.TRIP_IMPORT: (leader_of_one | administrator) & fresh,
    Action.TRIP_LIST: signed_in,
    Action.TRIP_PUBLISH: (leader & fresh) | operator,
    Action.TRIP_READ: leader,
    Action.TRIP_REIMPORT: (leader & fresh) | operator,
    Action.WORD_ACCEPT: leader & fresh,
}


def can(actor: Actor, action: Action, facts: Facts = NO_FACTS) -> bool:
    """Whether `actor` may do `action`, given what is known."""
    return TABLE[action].holds(actor, facts)


class Lack(StrEnum):
    """What a refused visitor could still show."""

    NOTHING = "nothing"
    FRESH = "fresh"
    STRONG = "strong"


def lacks(actor: Actor, action: Action, facts: Facts) -> Lack | None:
    """Return what is missing to do `action`: None where it may be done, `NOTHING` for a refusal.

    A second factor also shows who somebody is, so it is asked for first.
    """
    if can(actor, action, facts):
        return None
    if can(actor, action, replace(facts, fresh=True)):
        return Lack.FRESH
    if can(actor, action, replace(facts, fresh=True, strong=True)):
        return Lack.STRONG
    return Lack.NOTHING
