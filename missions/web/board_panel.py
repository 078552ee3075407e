"""Why a requirement stands as it does for a person, and what to do next: the board's side panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from missions.audit.log import OPERATOR
from missions.board.judging import judge_trip
from missions.documents import history
from missions.documents.model import Document
from missions.installation import Installation
from missions.readiness.facts import GOOD
from missions.readiness.model import Exemption, KeptVerdict
from missions.readiness.requirements.papers import add_months
from missions.readiness.titles import title_of
from missions.readiness.verdict import OPEN, WORST_FIRST, State
from missions.readiness.words import said
from missions.renderers.wording import sentence, state_word
from missions.trips.model import Trip
from missions.web.board_drawing import Drawing, covering, lasting
from missions.web.board_queries import OfPerson
from missions.web.board_rules import Told, asked_words, rules_behind
from missions.web.words import local

WINDOWS = frozenset({"visa", "entry_permit", "insurance"})
"""Kinds of papers that have to be valid on the days of the trip."""
TIED = frozenset({"visa", "entry_permit"})
SEALABLE = frozenset(
    {
        *("passport", "visa", "entry_permit", "insurance", "vaccination", "guardian_consent"),
        *("ticket_name", "medical_form", "background_check", "child_protection", "waiver"),
        *("form", "funds"),
    }
)
"""Kinds whose verdict may have more to say that is under seal."""
HAPPENED = {
    history.ENTERED: "Entered",
    history.CHANGED: "Changed",
    history.HANDED_IN: "Handed in again",
    history.ACCEPTED: "Accepted",
    history.RETURNED: "Sent back",
    history.REPLACED: "Replaced by a newer one",
    history.TAKEN_BACK: "Back in its place",
    history.CHOSEN: "Chosen for this trip",
    history.LOST: "Reported lost",
}
_WRONG = frozenset({State.INVALID, State.MISSING})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and by when; None where no day is known."""

    words: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Since:
    """What happened, and on which day at home."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A cell of the board in full; `waived` is the exemption, where there is one."""

    verdict: KeptVerdict
    title: str
    asked: tuple[str, ...]
    rules: tuple[Told, ...]
    drawing: Drawing | None
    steps: tuple[Step, ...]
    papers: tuple[Document, ...]
    so_far: tuple[Since, ...]
    waived: Exemption | None
    membership: str
    may_hold_more: bool

    @property
    def headline(self) -> str:
        """The verdict in a word or two."""
        return sentence(state_word(self.verdict.state))


def panels_of(known: OfPerson, home_zone: str) -> tuple[Panel, ...]:
    """Return every requirement of a person in full, the worst first."""
    order = {state.value: place for place, state in enumerate(WORST_FIRST)}

    def sinking(one: KeptVerdict) -> tuple[int, bool, date, int]:
        return order[one.state], one.severity == "warning", one.due or date.max, one.rank

    return tuple(panel_of(known, one, home_zone) for one in sorted(known.verdicts, key=sinking))


def panel_at(known: OfPerson, rank: int, home_zone: str) -> Panel | None:
    """Return one requirement of a person in full, None where it isn't asked of them."""
    found = next((one for one in known.verdicts if one.rank == rank), None)
    return None if found is None else panel_of(known, found, home_zone)


def panel_of(known: OfPerson, verdict: KeptVerdict, home_zone: str) -> Panel:
    """Return a verdict with what stands behind it."""
    kind = verdict.title if verdict.kind == "form" else verdict.kind
    papers = tuple(row for row in known.documents if row.kind == kind and not row.replaced_by)
    return Panel(
        verdict=verdict,
        title=title_of(verdict.kind, verdict.title),
        asked=asked_words(known.settings.get(verdict.rank, {})),
        rules=rules_behind(
            known.rules.book, verdict.kind, known.nationality, known.countries, known.starts
        ),
        drawing=_drawing(known, verdict, papers),
        steps=tuple(_steps(known, verdict, papers)),
        papers=papers,
        so_far=tuple(_so_far(known, verdict, kind, home_zone)),
        waived=known.waived.get((verdict.kind, verdict.title)),
        membership=known.membership,
        may_hold_more=verdict.state in OPEN and verdict.kind in SEALABLE,
    )


def _steps(known: OfPerson, verdict: KeptVerdict, papers: Sequence[Document]) -> Iterator[Step]:
    """Yield what to do: the verdict's own step, then what hangs on the paper it is about."""
    if verdict.next_step:
        yield Step(verdict.next_step, verdict.due)
    if verdict.kind != "passport" or verdict.state != State.INVALID:
        return
    keys = {row.key for row in papers}
    due = {one.kind: one.due for one in known.verdicts}
    for row in known.documents:
        if row.kind in TIED and row.tied_to in keys and row.state in GOOD and not row.replaced_by:
            words = (
                f"{title_of(row.kind)}: it stands in this passport; ask for it with the new one."
            )
            yield Step(words, due.get(row.kind))


def _drawing(known: OfPerson, verdict: KeptVerdict, papers: Sequence[Document]) -> Drawing | None:
    there = [row for row in papers if row.state in GOOD]
    if verdict.kind == "passport":
        used = [row for row in there if row.chosen] or there
        ends = max((row.expires for row in used if row.expires), default=None)
        return lasting(ends, known.home, _needed(known, verdict)) if ends else None
    spans = [(row.valid_from, row.expires) for row in there if row.valid_from or row.expires]
    if verdict.kind not in WINDOWS or not spans:
        return None
    wrong = verdict.state in _WRONG
    return covering(spans, known.starts, known.home, wrong=wrong)


def _needed(known: OfPerson, verdict: KeptVerdict) -> date | None:
    """Return until when a passport has to last; None where the verdict speaks of another day."""
    months = known.settings.get(verdict.rank, {}).get("months_beyond_return")
    if months is None:
        months = max(
            (
                known.rules.book.number(
                    "passport.months_beyond_return",
                    0,
                    nationality=known.nationality,
                    destination=country,
                    on=known.starts,
                )
                for country in known.countries
            ),
            default=0,
        )
    day = add_months(known.home, max(months, 0))
    tells = "wanted is" in verdict.reason
    return None if tells and said(day) not in verdict.reason else day


def _so_far(known: OfPerson, verdict: KeptVerdict, kind: str, home_zone: str) -> Iterator[Since]:
    """Yield what happened to the papers of this kind, the oldest first, and how it stands."""
    kinds = {row.id for row in known.documents if row.kind == kind}
    for event in reversed(known.events):
        if event.document_id in kinds:
            name = "the operator" if event.by == OPERATOR else known.names.get(event.by, "")
            words = HAPPENED.get(event.what, sentence(event.what))
            day = local(event.at, home_zone).date()
            yield Since(day, f"{words} by {name}" if name else words)
    yield Since(verdict.since, f"{sentence(state_word(verdict.state))} since then")


def sealed_detail(
    installation: Installation,
    session: Session,
    trip_id: str,
    key: str,
    rank: int,
    viewer: str,
    on: date,
) -> str:
    """Judge once more with the seals opened, and return what of the reason is under seal.

    Args:
        session: a writing one; the log says that facts were opened.
    """
    trip = session.get_one(Trip, trip_id)
    judgement = judge_trip(installation, session, trip, viewer, on)
    return next(
        (
            one.verdict.detail
            for one in judgement.judged
            if one.person_key == key and int(one.requirement.id) == rank
        ),
        "",
    )
