"""Who may come to a member's documents: they, a guardian, a leader; never near a border."""

from __future__ import annotations

from flask import Response, abort, request

from missions.policy.actions import Facts
from missions.web import confirming, gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.queries import Part, part_of
from missions.web.visitor import Visitor, visitor

FILE_GONE = "file-gone"
"""The field by which a form that was carried through `/confirm` says that it had a file."""


def facts_of(who: Visitor, part: Part | None) -> Facts:
    """Return what the gate wants to know of the visitor and a member's documents."""
    if part is None:
        return Facts()
    return Facts(
        leads=any(own.leads and own.trip_id == part.trip_id for own in who.parts),
        belongs=who.own(part.id) is not None,
        guards=who.ward(part.id) is not None,
    )


def granted(membership_id: str, *, typed: bool = False) -> Part:
    """Return the member's part for who may see it, unless a border is near.

    Args:
        typed: the form holds text beside a file, for which one shows again who one is.

    Raises:
        ClosedNow: a border is near for the visitor.
    """
    with installation().store.read() as session:
        found = part_of(session, membership_id)
    facts = facts_of(visitor(), found)
    if typed:
        _carry_text(facts)
    part = gate.granted(found, facts)
    with installation().store.read() as session:
        hold_newest(installation(), session, visitor(), part.trip_id)
    return part


def _carry_text(facts: Facts) -> None:
    """Let what was typed wait while somebody shows who they are, though a file came with it.

    A form with a file can't wait as it is; without this all that was typed would be lost.
    """
    who = visitor()
    invited = facts.belongs or facts.guards or (facts.leads and who.strong)
    if not request.files or who.fresh or not invited:
        return
    held = [
        (name, value)
        for name, values in request.form.lists()
        if name != confirming.TOKEN_FIELD
        for value in values
    ]
    if any(upload.filename for upload in request.files.values()):
        held.append((FILE_GONE, "yes"))
    if sum(len(value) for _, value in held) > confirming.HELD_LENGTH:
        return
    what = confirming.Waiting(request.full_path.rstrip("?"), again=True, held=tuple(held))
    page = confirming.confirm_page(what)
    abort(Response(page, 401, content_type="text/html; charset=utf-8"))
