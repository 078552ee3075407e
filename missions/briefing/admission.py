"""Who gets which paper, and whether a border is too near: asked before anything is unsealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from missions import clock
from missions.briefing.desk import Desk
from missions.briefing.document import What
from missions.briefing.dossier import Member, PartnerFacts
from missions.briefing.reader import Asked
from missions.policy.crossings import Held, held
from missions.privacy import NAMED_ON_PAPER, Audience, FieldAccess
from missions.trips.rules import LEADING

OPERATOR = "operator"
_SHARED = frozenset({What.BOOK, What.MANIFEST, What.ROOMING})
_AUDIENCES: dict[What, frozenset[Audience]] = {
    What.BOOK: NAMED_ON_PAPER,
    What.PACKET: NAMED_ON_PAPER | {Audience.BORDER},
    What.CARD: NAMED_ON_PAPER,
    What.MANIFEST: NAMED_ON_PAPER,
    What.ROOMING: NAMED_ON_PAPER,
    What.HOST_SHEET: frozenset({Audience.HOST}),
    What.FAMILY_SHEET: frozenset({Audience.FAMILY}),
    What.CALENDAR: frozenset(Audience) - {Audience.LEADER},
    What.BOARD: frozenset(),  # judged anew each time, it is none of an edition's
}


class NotReleased(LookupError):
    """There is no such paper, or it is not for this viewer; the two are not told apart."""


class ClosedNow(RuntimeError):
    """A crossing is near: `instead` is what may be had until `until` (None: no end known)."""

    def __init__(self, instead: Audience, until: datetime | None) -> None:
        super().__init__("This paper rests while a border is near.")
        self.instead, self.until = instead, until


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: an account's id with their role and key in this trip, or the operator."""

    actor: str
    role: str = OPERATOR
    member: str | None = None
    lifted: bool = False
    """Whether a duty officer lets this member through near a border now."""
    strong: bool = False
    """Whether a leader showed a second factor, and who they are, just now: for leaders' papers."""
    opens: frozenset[Asked] | None = None
    """For who has a shared link: exactly these papers, which crossings don't narrow."""

    @property
    def operator(self) -> bool:
        """Whether the installation's operator asks; crossings don't bind them."""
        return self.role == OPERATOR and self.opens is None


def exists(asked: Asked, member: Member | None) -> bool:
    """Whether the table of papers knows this one: what, for whom, about whom."""
    if asked.audience not in _AUDIENCES[asked.what]:
        return False
    if member is not None and not member.travels:
        return False
    personal = asked.what in (What.PACKET, What.FAMILY_SHEET)
    personal |= asked.what is What.CARD and asked.audience is Audience.TEAM
    hosts = asked.audience is Audience.HOST
    if asked.what is What.CALENDAR and not hosts:
        return asked.partner is None
    return (personal == (asked.person is not None)) and (hosts == (asked.partner is not None))


def whose(desk: Desk, asked: Asked) -> tuple[Member | None, PartnerFacts | None]:
    """Return the member and partner a paper is about; raise `NotReleased` for unknown keys."""
    member = next((m for m in desk.plan.members if m.key == asked.person), None)
    partner = next((p for p in desk.plan.partners if p.key == asked.partner), None)
    if (asked.person and member is None) or (asked.partner and partner is None):
        raise NotReleased("There is no such paper.")
    return member, partner


def may(desk: Desk, viewer: Viewer, asked: Asked, member: Member | None) -> bool:
    """Whether a paper exists and is this viewer's to have."""
    if not exists(asked, member):
        return False
    if viewer.operator:
        return True
    if viewer.opens is not None:
        return asked in viewer.opens
    if viewer.member is None or (asked.audience is Audience.LEADER and not viewer.strong):
        return False
    return viewer.role in LEADING or _members_own(desk, viewer, asked, member)


_OWN = frozenset({Audience.TEAM, Audience.BORDER, Audience.CALENDAR})


def _members_own(desk: Desk, viewer: Viewer, asked: Asked, member: Member | None) -> bool:
    """Whether a paper is the whole team's, the viewer's own, or their minor's."""
    if all(known.key != viewer.member for known in desk.plan.members):
        return False
    if member is None:
        shared = asked.what in (*_SHARED, What.CALENDAR)
        return shared and asked.audience is Audience.TEAM
    own = viewer.member == member.key or _guards(desk, viewer, member)
    return own and asked.audience in _OWN


def _guards(desk: Desk, viewer: Viewer, member: Member) -> bool:
    """Whether the viewer is a guardian of this minor."""
    if not member.minor.unseal() or viewer.member is None:
        return False
    own = next((m for m in desk.plan.members if m.key == viewer.member), None)
    if own is None:
        return False
    handles = {handle.casefold() for handle in member.guardians.unseal()}
    return bool(handles & {own.key.casefold(), own.name.casefold()})


def audience_now(desk: Desk, viewer: Viewer, audience: Audience, at: datetime) -> Held:
    """Return what a member gets for `audience` at an instant, crossings considered."""
    if viewer.lifted or viewer.opens is not None:
        return Held(audience)
    mine = next((m.id for m in desk.plan.members if m.key == viewer.member), None)
    windows = [
        (row.closes.unseal(), row.opens.unseal())
        for row in desk.plan.crossings
        if mine is None or mine in row.people.unseal()
    ]
    now = held(desk.posture, FieldAccess(desk.plan.trip.field_access), windows, at)
    if now.audience is Audience.TEAM or audience in (Audience.BORDER, Audience.CALENDAR):
        return Held(audience)
    return now


def hold(desk: Desk, viewer: Viewer, asked: Asked) -> None:
    """Raise `ClosedNow` when a crossing allows less than was asked for."""
    now = audience_now(desk, viewer, asked.audience, clock.now())
    if now.audience is not asked.audience:
        raise ClosedNow(now.audience, now.until)
