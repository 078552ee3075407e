"""The clashes of the draft that is about to be published: each is seen before it goes out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from missions.board.judging import judge_trip, today
from missions.briefing.actions import Preview, Published, preview, publish
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.readiness.verdict import Conflict, Severity
from missions.web.board_plan import TITLES, token_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash for the page: `token` is what its box sends, `stops` that it stops the trip."""

    token: str
    title: str
    reason: str
    fix: str
    stops: bool
    overridden: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The clashes of one kind, under what the kind is called."""

    title: str
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What publishing would do, and how the plan clashes, both of the same draft."""

    preview: Preview
    clashes: tuple[Clash, ...]

    @property
    def open(self) -> tuple[Clash, ...]:
        """The clashes that nobody lets be."""
        return tuple(one for one in self.clashes if not one.overridden)

    @property
    def let_be(self) -> tuple[Clash, ...]:
        """The clashes that a leader lets be, with the reasons."""
        return tuple(one for one in self.clashes if one.overridden)


def by_kind(clashes: Iterable[Clash]) -> tuple[Kind, ...]:
    """Return clashes by kind: kinds as they first come, and each one's clashes in their order."""
    found: dict[str, list[Clash]] = {}
    for one in clashes:
        found.setdefault(one.title, []).append(one)
    return tuple(Kind(title, tuple(its)) for title, its in found.items())


class Unseen(RuntimeError):
    """The draft clashes in a way that was not ticked as seen."""


def look_at_draft(installation: Installation, code: str, actor: str) -> Draft:
    """Return what publishing would do, with the clashes, in one transaction.

    Raises:
        NoTrip, OuterKeyUnusable: see `briefing.actions.preview`.
    """
    with installation.store.write() as session:
        found = preview(installation.within(session), code, actor)
        return Draft(found, clashes_now(installation, session, code, actor))


def publish_seen(
    installation: Installation,
    code: str,
    actor: str,
    note: str,
    expected: str,
    seen: Collection[str],
) -> tuple[Published, tuple[Clash, ...]]:
    """Publish, unless the draft clashes otherwise than was seen; return the clashes let be too.

    All of it is one transaction. An unchanged draft is not published, so nothing has to be seen.

    Raises:
        Unseen: a clash was not ticked; nothing was published.
        DraftMoved, HeldBack, NoTrip, OuterKeyUnusable: see `briefing.actions.publish`.
    """
    with installation.store.write() as session:
        inside = installation.within(session)
        done = publish(inside, code, actor, note, expected)
        clashes = () if done.unchanged else clashes_now(installation, session, code, actor)
        if any(not one.overridden and one.token not in seen for one in clashes):
            raise Unseen("A clash was not seen. Nothing was published.")
        return done, tuple(one for one in clashes if one.overridden)


def clashes_now(
    installation: Installation, session: Session, code: str, actor: str
) -> tuple[Clash, ...]:
    """Judge the draft as it stands in this transaction, and return its clashes."""
    trip = trip_by_code(session, code)
    judgement = judge_trip(installation, session, trip, actor, today(trip))
    return tuple(_clash(one) for one in judgement.conflicts)


def _clash(one: Conflict) -> Clash:
    return Clash(
        token=token_of(one.identity),
        title=TITLES.get(one.kind, one.kind.replace("_", " ").capitalize()),
        reason=one.reason,
        fix=one.fix,
        stops=one.severity is Severity.ERROR,
        overridden=one.overridden,
    )
