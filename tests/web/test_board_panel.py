"""The panel's facts: the rules behind a verdict, its steps, what is drawn, what happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from missions.documents.model import Document, PaperEvent
from missions.readiness.model import KeptVerdict
from missions.reference.queries import Rules
from missions.reference.rulebook import Rulebook, Value
from missions.web.board_panel import Since, Step, panel_at, panels_of
from missions.web.board_queries import OfPerson
from missions.web.board_rules import Told, asked_words, rules_behind

READ = date(2026, 11, 24)
KEY = "passport.months_beyond_return"
BOOK = Rulebook(
    (
        Value(KEY, "", "CN", value=6, source="https://www.example.org/a; b", read_on=READ),
        Value(KEY, "", "", value=0, source="nobody", read_on=READ),
        Value("passport.blank_pages", value=1, source="A leaflet", read_on=READ, verified=True),
    )
)


def _verdict(rank: int, kind: str, state: str, reason: str = "", **more: object) -> KeptVerdict:
    known: dict[str, object] = {
        "severity": "error",
        "since": date(2027, 1, 20),
        "due": date(2027, 2, 8),
        "title": "",
        "next_step": "",
    }
    return KeptVerdict(
        id=str(rank), rank=rank, kind=kind, state=state, reason=reason, **{**known, **more}
    )


def _paper(key: str, kind: str, **more: object) -> Document:
    known: dict[str, object] = {"state": "held", "tied_to": "", "replaced_by": "", "chosen": False}
    return Document(id=key, key=key, kind=kind, **{**known, **more})


def _known(
    *verdicts: KeptVerdict,
    papers: tuple[Document, ...] = (),
    events: tuple[PaperEvent, ...] = (),
    settings: Mapping[int, Mapping[str, float]] | None = None,
) -> OfPerson:
    return OfPerson(
        verdicts=verdicts,
        waived={},
        documents=papers,
        events=events,
        names={"a": "Grace"},
        rules=Rules(BOOK, ""),
        settings=settings or {},
        countries=("KR", "CN"),
        nationality="US",
        membership="m",
        starts=date(2027, 3, 8),
        home=date(2027, 3, 20),
    )


def test_rules_are_told_with_their_source_and_for_which_country() -> None:
    assert rules_behind(BOOK, "passport", "US", ("KR", "CN"), date(2027, 3, 8)) == (
        Told(
            "passport.months_beyond_return",
            "A passport ends no earlier than this after leaving the country: 6 months.",
            *("China", "example.org", "https://www.example.org/a", READ, False),
        ),
        Told(
            "passport.blank_pages",
            "Pages without a stamp that entry asks for: 1 page.",
            *("", "A leaflet", "", READ, True),
        ),
    )
    assert rules_behind(BOOK, "emergency_contact", "US", ("CN",), READ) == ()


def test_what_the_trip_asks_is_said_in_sentences() -> None:
    settings = {"months_beyond_return": 6.0, "blank_pages": 1.0, "amount": 3450.0, "odd_thing": 2.0}

    assert asked_words(settings) == (
        "This trip asks for 6 months beyond the return.",
        "This trip asks for 1 blank page.",
        "This trip costs 3450 a person.",
        "This trip says: odd thing, 2.",
    )


def test_an_invalid_passport_takes_what_stands_in_it_along() -> None:
    passport = _verdict(0, "passport", "invalid", next_step="Renew it now.")
    visa = _verdict(1, "visa", "met", due=date(2027, 1, 27))
    papers = (
        _paper("p1", "passport", expires=date(2027, 8, 30)),
        _paper("v1", "visa", tied_to="p1"),
        _paper("v2", "visa", tied_to="other"),
        _paper("v3", "visa", tied_to="p1", replaced_by="v1"),
    )
    panel = panel_at(_known(passport, visa, papers=papers), 0, "America/Chicago")

    assert panel is not None
    assert panel.steps == (
        Step("Renew it now.", date(2027, 2, 8)),
        Step("Visa: it stands in this passport; ask for it with the new one.", date(2027, 1, 27)),
    )
    assert panel.may_hold_more
    assert panel_at(_known(passport), 7, "America/Chicago") is None


def test_the_drawing_never_contradicts_the_verdict() -> None:
    papers = (_paper("p1", "passport", expires=date(2027, 8, 30)),)
    reason = "It ends on 30 August 2027; wanted is 20 September 2027 or later (for this trip)."
    settings = {0: {"months_beyond_return": 6.0}}

    same = _known(_verdict(0, "passport", "invalid", reason), papers=papers, settings=settings)
    other = reason.replace("20 September", "25 September")
    others = _known(_verdict(0, "passport", "invalid", other), papers=papers, settings=settings)
    drawn = [panel_at(one, 0, "UTC") for one in (same, others)]

    assert [
        [tick.words for tick in panel.drawing.ticks] for panel in drawn if panel and panel.drawing
    ] == [["we are home", "it ends", "needed"], ["we are home", "it ends"]]


def test_what_happened_is_told_by_the_days_at_home() -> None:
    papers = (_paper("p1", "passport"), _paper("v1", "visa"))
    at = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)
    events = tuple(
        PaperEvent(id=what, document_id=paper, person_id="x", at=at, by=by, what=what)
        for what, paper, by in (
            ("accepted", "p1", "a"),
            ("entered", "p1", "gone"),
            ("lost", "v1", "a"),
        )
    )
    known = _known(_verdict(0, "passport", "met"), papers=papers, events=events)
    panel = panel_at(known, 0, "America/Chicago")

    assert panel is not None
    assert panel.so_far == (
        Since(date(2027, 1, 9), "Entered"),
        Since(date(2027, 1, 9), "Accepted by Grace"),
        Since(date(2027, 1, 20), "Met since then"),
    )


def test_a_persons_panels_stand_worst_first() -> None:
    verdicts = (
        _verdict(0, "passport", "met"),
        _verdict(1, "visa", "due"),
        _verdict(2, "funds", "invalid", severity="warning"),
        _verdict(3, "waiver", "invalid"),
        _verdict(4, "form", "due", title="Phones", due=date(2027, 2, 1)),
    )

    assert [one.title for one in panels_of(_known(*verdicts), "UTC")] == [
        *("Waiver", "Funds", "Phones", "Visa", "Passport"),
    ]
