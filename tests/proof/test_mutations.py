"""Guards taken away one at a time: each must let something through, and the comparison turn red."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import flash
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.briefing import admission, release
from missions.briefing.desk import open_desk
from missions.briefing.document import What
from missions.briefing.reader import Reader
from missions.letters import notices
from missions.policy.actions import TABLE as ACTIONS
from missions.policy.actions import Action, Facts, signed_in
from missions.policy.crossings import Held
from missions.policy.views import TABLE, Detail
from missions.privacy import Audience, Posture
from missions.readiness.verdict import State, Verdict
from missions.trips.model import Membership
from missions.web import (
    documents_door,
    gate,
    my_trip,
    own,
    papers,
    queries,
    shared,
    shared_door,
    visitor,
)
from tests.proof import peeks
from tests.proof.peeks import Peek
from tests.proof.wanted import READERS, is_private, places
from tests.proof.world import World, world

CLOSED = Posture.CLOSED
Break = Callable[[pytest.MonkeyPatch], Any]


@dataclass(frozen=True)
class Mutation:
    """What is broken; who reads then, and where."""

    reader: str
    peek: Peek
    broken: Break


def _cell(audience: Audience, **widened: Any) -> Break:
    """Widen a cell of the table of postures and audiences."""
    key = (CLOSED, audience)
    return lambda patch: patch.setitem(TABLE, key, replace(TABLE[key], **widened))


def _reader(method: str) -> Break:
    """Let a question of the reader's answer with the value, whoever reads."""
    at = 1 if method == "own" else 0
    return lambda patch: patch.setattr(Reader, method, lambda self, *told: told[at].unseal())


def _never_held(patch: pytest.MonkeyPatch) -> None:
    for module in (own, admission):
        patch.setattr(module, "audience_now", lambda _desk, _viewer, audience, _at: Held(audience))


def _never_hold(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(release, "hold", lambda *_: None)
    patch.setattr(papers, "hold_newest", lambda *_: None)


def _open_desk(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        own, "shut_desk", lambda here, session, trip, who: open_desk(here, session, trip, None, who)
    )


def _everybody_operates(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(admission.Viewer, "operator", property(lambda _self: True))


def _everybody_guards(patch: pytest.MonkeyPatch) -> None:
    def wards_of(database: Session, _parts: object) -> tuple[queries.Part | None, ...]:
        members = database.scalars(select(Membership.id)).all()
        return tuple(queries.part_of(database, one) for one in members)

    patch.setattr(visitor, "wards_of", wards_of)


def _any_purpose(patch: pytest.MonkeyPatch) -> None:
    """Let a link's papers be those that its owner has as a member."""
    sheets = {purpose: (What.PACKET, Audience.TEAM) for purpose in shared_door.SHEETS}
    for module in (shared, shared_door):
        patch.setattr(module, "SHEETS", sheets)
    patch.setattr(admission, "_AUDIENCES", dict.fromkeys(What, frozenset(Audience)))


_TOLD: dict[str, str] = {}
"""A private value for guards that have none at hand: Lea's legal name."""


def _header(patch: pytest.MonkeyPatch) -> None:
    def dress(response: Any) -> None:
        response.headers["X-Reader"] = _TOLD["name"].encode("unicode-escape").decode()

    patch.setattr(gate, "dress", dress)


def _flash(patch: pytest.MonkeyPatch) -> None:
    def now_of(*_told: Any) -> None:
        flash(_TOLD["name"])
        raise LookupError

    patch.setattr(my_trip, "now_of", now_of)


def _logged(patch: pytest.MonkeyPatch) -> None:
    def now_of(*_told: Any) -> None:
        logging.getLogger("missions").debug("shown to %s", _TOLD["name"])
        raise LookupError

    patch.setattr(my_trip, "now_of", now_of)


def _named_file(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shared, "download_name", lambda *_: f"{_TOLD['name'].split()[-1]}.pdf")


def _letter(patch: pytest.MonkeyPatch) -> None:
    plain = notices.to_account
    patch.setattr(
        notices,
        "to_account",
        lambda *told, **words: replace(
            plain(*told, **words), words={**words, "link": f"https://go.invalid/{_TOLD['name']}"}
        ),
    )


def _ask_passes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "ask", lambda *_told: setattr(gate.g, "asked", True))


def _strong_enough(patch: pytest.MonkeyPatch) -> None:
    """Let a role be enough where a second factor is wanted."""
    leads = replace(
        signed_in, holds=lambda actor, facts: signed_in.holds(actor, facts) and facts.leads
    )
    for action in (Action.TRIP_READ, Action.ACCESS_READ, Action.LINK_READ, Action.LOG_READ):
        patch.setitem(ACTIONS, action, leads)


def _anybodys_documents(patch: pytest.MonkeyPatch) -> None:
    """Let everybody be whose documents they ask for."""
    patch.setattr(documents_door, "facts_of", lambda *_: Facts(belongs=True))


def _reasons_in_full(patch: pytest.MonkeyPatch) -> None:
    """Let a verdict's reason say its sealed detail too."""
    plain = Verdict.__init__

    def made(self: Verdict, state: State, reason: str, *more: Any, **named: Any) -> None:
        detail = named.get("detail", "")
        plain(self, state, f"{reason} {detail}".strip(), *more, **named)

    patch.setattr(Verdict, "__init__", made)


MUTATIONS = {
    "documents of others open": Mutation("volunteer", peeks.others_documents, _anybodys_documents),
    "a verdict's reason says its sealed detail": Mutation(
        "nobody", peeks.sealed_on_the_kept_board, _reasons_in_full
    ),
    "team papers tell real names": Mutation(
        "volunteer", peeks.volunteer, _cell(Audience.TEAM, real=True)
    ),
    "team papers are leaders'": Mutation(
        "volunteer", peeks.her_book, _cell(Audience.TEAM, detail=Detail.FULL)
    ),
    "families read labels and travel": Mutation(
        "family", peeks.family, _cell(Audience.FAMILY, detail=Detail.LABELS, travel=True)
    ),
    "hosts read the plan": Mutation("host", peeks.host, _cell(Audience.HOST, detail=Detail.TEAM)),
    "calendars have titles": Mutation(
        "feed", peeks.feed, _cell(Audience.CALENDAR, detail=Detail.TEAM)
    ),
    "itineraries are packets": Mutation(
        "volunteer near a border",
        peeks.near_a_border,
        lambda patch: patch.setitem(
            TABLE, (CLOSED, Audience.BORDER), TABLE[(CLOSED, Audience.TEAM)]
        ),
    ),
    "leaders' facts for all": Mutation("volunteer", peeks.her_book, _reader("leader")),
    "own facts of others": Mutation("volunteer", peeks.her_book, _reader("own")),
    "real sides for all": Mutation("volunteer", peeks.her_book, _reader("real")),
    "no border is near": Mutation("volunteer near a border", peeks.near_a_border, _never_held),
    "nothing is held": Mutation(
        "volunteer near a border", peeks.near_a_border_with_papers, _never_hold
    ),
    "the shut desk opens": Mutation(
        "stale volunteer near a border", peeks.stale_near_a_border, _open_desk
    ),
    "the gate lets pass": Mutation("volunteer", peeks.volunteer, _ask_passes),
    "everybody is the operator": Mutation(
        "volunteer", peeks.her_packet_in_full, _everybody_operates
    ),
    "everybody is a guardian": Mutation("guardian", peeks.guardian, _everybody_guards),
    "one factor is enough": Mutation("weak leader", peeks.leader_weak, _strong_enough),
    "papers of nobody's own are every member's": Mutation(
        "weak leader",
        peeks.a_hosts_sheet,
        lambda patch: patch.setattr(papers, "_is_of", lambda *_: True),
    ),
    "any link opens anything": Mutation("family", peeks.family, _any_purpose),
    "file names say whose": Mutation("family", peeks.family, _named_file),
    "headers say who": Mutation("nobody", peeks.nobody, _header),
    "a flash says who": Mutation("volunteer", peeks.volunteer, _flash),
    "letters say more": Mutation("nobody", peeks.in_letters, _letter),
    "the log says who": Mutation("nobody", peeks.in_the_log, _logged),
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A closed trip, shared by all mutations."""
    with world(tmp_path_factory.mktemp("closed") / "home", CLOSED) as made:
        _TOLD["name"] = made.marks("person.lea.legal_name")
        yield made


def _more(made: World, mutation: Mutation) -> set[str]:
    me, may = READERS[mutation.reader]
    found = {place for place in mutation.peek(made) if is_private(place)}
    return found - places(made.marks, may(CLOSED), me)


@pytest.mark.parametrize("name", MUTATIONS)
def test_without_a_guard_the_comparison_turns_red(
    closed: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    mutation = MUTATIONS[name]
    before = _more(closed, mutation)

    mutation.broken(monkeypatch)
    after = _more(closed, mutation)

    assert before == set()
    assert after != set()
