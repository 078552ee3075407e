"""Words that are let pass, and the organisation's list: the only writes to them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.discretion.model import Acceptance, HouseWord
from missions.discretion.queries import KINDS
from missions.policy.actions import Action

SHORTEST_REASON = 4


class NotAccepted(ValueError):
    """A word can't be let pass like this; the message says why."""


class BadTerm(ValueError):
    """A term can't be put on the organisation's list; the message says why."""


def accept(
    session: Session, trip_id: str, key: tuple[str, str, str], reason: str, actor: str
) -> bool:
    """Let a word pass in one text; return whether it counts now, which takes two leaders.

    Args:
        key: the place, the term and the digest of the text.
        reason: why; the first leader's stands.
        actor: the leader's account.

    Raises:
        NotAccepted: there is no reason, or the same leader accepts twice.
    """
    place, term, digest = key
    row = session.scalar(
        select(Acceptance)
        .where(
            Acceptance.trip_id == trip_id,
            Acceptance.place == place,
            Acceptance.term == term,
            Acceptance.text_hash == digest,
        )
        .with_for_update()
    )
    if row is None:
        _first(session, trip_id, key, reason, actor)
        return False
    if row.second_by is None:
        if row.first_by == actor:
            raise NotAccepted("You have accepted it already; another leader has to do so too.")
        row.second_by, row.second_at = actor, clock.now()
        log.record(session, actor, Action.WORD_ACCEPT, row.id, "second", trip_id)
    return True


def _first(
    session: Session, trip_id: str, key: tuple[str, str, str], reason: str, actor: str
) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotAccepted("A reason is wanted: why may it stand there?")
    place, term, digest = key
    row = Acceptance(
        trip_id=trip_id,
        place=place,
        term=term,
        text_hash=digest,
        reason=reason.strip(),
        first_by=actor,
        first_at=clock.now(),
    )
    session.add(row)
    session.flush()
    log.record(session, actor, Action.WORD_ACCEPT, row.id, "first", trip_id)


def take_back(session: Session, trip_id: str, key: tuple[str, str, str], actor: str) -> None:
    """Let a word block again."""
    place, term, digest = key
    gone = session.execute(
        delete(Acceptance)
        .where(
            Acceptance.trip_id == trip_id,
            Acceptance.place == place,
            Acceptance.term == term,
            Acceptance.text_hash == digest,
        )
        .returning(Acceptance.id)
    ).first()
    if gone is not None:
        log.record(session, actor, Action.WORD_ACCEPT, gone[0], "taken back", trip_id)


def add_house_word(session: Session, kind: str, term: str, plain: str, actor: str) -> None:
    """Put a term on the organisation's list; one that is there gets the new neutral word.

    Raises:
        BadTerm: there is no such kind, or the term is too short to look for.
    """
    wanted = " ".join(term.split())
    if kind not in KINDS:
        raise BadTerm(f"“{kind}” is no kind of term; one of these is wanted: {', '.join(KINDS)}.")
    if len(wanted) < 2:
        raise BadTerm(f"“{term}” is too short to look for; two letters are the least.")
    row = session.scalar(select(HouseWord).where(HouseWord.kind == kind, HouseWord.term == wanted))
    if row is None:
        row = HouseWord(kind=kind, term=wanted)
        session.add(row)
    row.plain = plain.strip()
    session.flush()
    log.record(session, actor, Action.ADMIN_CHANGE, row.id, "word added")


def drop_house_word(session: Session, word_id: str, actor: str) -> bool:
    """Take a term off the organisation's list; return whether it was there."""
    row = session.get(HouseWord, word_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    log.record(session, actor, Action.ADMIN_CHANGE, word_id, "word dropped")
    return True
