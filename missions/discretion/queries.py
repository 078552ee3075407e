"""What is asked of words: the organisation's list, and what leaders let pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.checker import Term, house_terms, trip_words
from missions.discretion.model import Acceptance, HouseWord

KINDS = ("name", "domain", "staff", "programme", "alias", "word")


@dataclass(frozen=True, slots=True)
class HouseList:
    """The organisation's list, ready for the checker, and the aliases it has published."""

    terms: tuple[Term, ...]
    published: tuple[str, ...]


def house_words(session: Session) -> list[HouseWord]:
    """Return the organisation's list, by kind and term."""
    return list(session.scalars(select(HouseWord).order_by(HouseWord.kind, HouseWord.term)))


def house_list(session: Session) -> HouseList:
    """Return the organisation's list for the checker."""
    rows = house_words(session)
    terms: list[Term] = []
    for row in rows:
        terms += _terms(row)
    return HouseList(tuple(terms), tuple(_of(rows, "alias")))


def _of(rows: Iterable[HouseWord], kind: str) -> list[str]:
    return [row.term for row in rows if row.kind == kind]


def _terms(row: HouseWord) -> tuple[Term, ...]:
    if row.kind == "word":
        return trip_words([(row.term, row.plain)])
    if row.kind == "staff":
        return house_terms(staff=[row.term])
    if row.kind == "domain":
        return house_terms(domain=row.term)
    return house_terms(programmes=[row.term])


def acceptances(session: Session, trip_id: str) -> dict[tuple[str, str, str], Acceptance]:
    """Return what leaders let pass in a trip, by place, term and digest of the text."""
    rows = session.scalars(select(Acceptance).where(Acceptance.trip_id == trip_id))
    return {(row.place, row.term, row.text_hash): row for row in rows}
