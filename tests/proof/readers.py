"""Every kind of reader of a marked trip, each with all that they can reach, by every address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from missions import clock
from missions.briefing.document import Briefing
from missions.documents.model import Document, Scan
from missions.letters.compose import Message, compose
from missions.outbox.leases import LetterToSend
from missions.outbox.model import Letter
from missions.renderers import dispatch
from missions.renderers.pdf.fonts import Faces
from missions.trips.actions import end_membership
from missions.web import locked, papers, shared
from tests.proof.crawler import Crawl
from tests.proof.reading import in_text
from tests.proof.world import AT_THE_BORDER, JUNE, World
from tests.web.house import Caller

A_WHILE = timedelta(minutes=7)
"""After so long who signed in has to show once more who they are."""
NO_ONE = "0" * 32
_NAME = re.compile(r"<(?:[a-z]+:)?(\w+)>")


class Once:
    """Renders equal Briefings once: equal ones give equal bytes, but for the copy's own code."""

    def __init__(self) -> None:
        self._made: dict[Any, bytes] = {}

    def __call__(self, briefing: Briefing, fmt: str, *more: str) -> bytes:
        """Return the paper as bytes."""
        stamp = briefing.stamp and replace(briefing.stamp, copy="")
        key = (replace(briefing, stamp=stamp), fmt, more)
        if key not in self._made:
            self._made[key] = dispatch.render(briefing, fmt, *more)
        return self._made[key]

    def install(self, monkeypatch: pytest.MonkeyPatch, world: World) -> None:
        """Let every view render through this, with faces that are cut beforehand."""
        Faces.for_texts(world.marks.token.values(), ("en", "ko"))
        for view in (papers, locked, shared):
            monkeypatch.setattr(view, "render", self)


def addresses(world: World, known: set[str]) -> list[str]:
    """Return an address of every GET rule for everything of the trip, and those that are known."""
    here = world.house
    with here.installation.store.read() as session:
        scans = list(session.scalars(select(Scan.id)))
        passports = list(session.scalars(select(Document.id).where(Document.kind == "passport")))
    values = {
        "code": [world.trip.code],
        "membership_id": list(world.members.values()),
        "scan_id": scans,
        "document_id": passports,
        "person": list(world.members),
        "handle": ["safety"],
        "key": ["driver.min_age"],
        "token": ["nonsense"],
        "filename": ["css/base.css"],
        "sealed": ["nonsense"],
        "ticket": ["x"],
        "_rest": ["nonsense/nonsense"],
    }
    found = []
    for rule in here.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        names = _NAME.findall(rule.rule)
        for chosen in product(*(values.get(name, [NO_ONE]) for name in names)):
            rest = iter(chosen)
            found.append(_NAME.sub(lambda _, rest=rest: next(rest), rule.rule))
    return [*found, *sorted(known)]


TROUBLE = (
    ("/nothing/of/the/kind", "GET"),
    ("/trips/{code}", "POST"),
    ("/trips/{code}/papers", "DELETE"),
    ("/trips/{code}/papers?edition=99", "GET"),
    ("/trips/{code}/log?before=x&kind=y", "GET"),
    ("/trips/{code}/people/{lea}/role", "POST"),
    ("/my/{mei}/documents/" + NO_ONE, "POST"),
    ("/sign-in", "PUT"),
)
"""What answers 400, 404 or 405."""


def into_trouble(crawl: Crawl) -> None:
    """Ask for what isn't there or is asked for wrongly, and keep what the errors tell."""
    world = crawl.world
    for path, method in TROUBLE:
        address = path.format(code=world.trip.code, **world.members)
        answer = crawl.caller.client.open(address, method=method, buffered=True)
        crawl.take(f"{method} {address}", answer)


def by_forms(crawl: Crawl) -> None:
    """Send a leader's forms, right ones that flash and wrong ones that answer 422."""
    base, members = f"/trips/{crawl.world.trip.code}", crawl.world.members
    page = f"{base}/people"
    for path, data in (
        (f"{base}/people/{members['mei']}/invite", {"email": "no address"}),
        (f"{base}/people/{members['mei']}/invite", {"email": "mei@mail.invalid"}),
        (f"{base}/people/{members['mei']}/withdraw", {}),
        (f"{base}/people/{members['mei']}/role", {"role": "king"}),
        (f"{base}/copies/found", {"code": "mei"}),
        (f"{base}/links/make", {"purpose": "family", "owner": members["sam"], "days": "30"}),
        (f"{base}/publish", {"draft": "another", "note": "-"}),
        (f"{base}/publish/accept", {"place": "x", "term": "y", "text": "z", "reason": ""}),
    ):
        answer = crawl.post(path, page, data)
        assert answer.status_code in (200, 303, 409, 422), (path, answer.status_code)
        crawl.get(answer.location or page)
    crawl.get(f"{base}/links")


class Told(logging.Handler):
    """Keeps every line that is logged, at any level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, its error's text too."""
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Yield the lines that are logged meanwhile."""
    root, told = logging.getLogger(), Told()
    level = root.level
    root.addHandler(told)
    root.setLevel(logging.DEBUG)
    try:
        yield told.lines
    finally:
        root.removeHandler(told)
        root.setLevel(level)


def letters(world: World) -> dict[str, set[str]]:
    """Return what each letter in the outbox tells, by its name and whom it is for."""
    here, found = world.house.installation, {}
    with here.store.read() as session:
        for row in session.scalars(select(Letter)):
            taken = LetterToSend(row.id, row.name, row.facts, row.trip_id, row.created_at, 1)
            message = compose(here, session, taken)
            if not isinstance(message, Message):
                continue
            parsed = message_from_bytes(message.content, policy=default)
            parts = [part.get_content() for part in parsed.walk() if not part.is_multipart()]
            text = "\n".join([message.content.decode(), *parsed.values(), *parts])
            place = f"{row.name} {message.recipient}"
            found[place] = found.get(place, set()) | in_text(world.marks, text)
    return found


@dataclass
class Readers:
    """The crawls of one world, by reader, in the order in which they can be made."""

    world: World
    crawls: dict[str, Crawl] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def all(self) -> Readers:
        """Let everybody read."""
        self._leaders()
        self._members()
        self._outsiders()
        self._in_between()
        self._ended()
        return self

    def read(self, name: str, caller: Caller, starts: list[str] | None = None) -> Crawl:
        """Let a reader follow everything from these addresses, by default from all."""
        crawl = Crawl(self.world, caller)
        if starts is None:
            starts = ["/", *addresses(self.world, self.known)]
        crawl.read(starts)
        into_trouble(crawl)
        self.crawls[name] = crawl
        return crawl

    def _leaders(self) -> None:
        leader = self.read("leader", self.world.sign_in("lea"))
        self.known = {path for path in leader.visited if leader.opened(path)}
        self.read("co-leader", self.world.sign_in("cora"))
        by_forms(leader)

    def _members(self) -> None:
        self.mei = self.world.sign_in("mei")
        self.read("volunteer", self.mei)
        self.read("guardian", self.world.sign_in("gus"))
        self.read("duty officer", self.world.sign_in("dan"))
        self.read("administrator", self.world.administrator())

    def _outsiders(self) -> None:
        anyone = self.world.house.anyone
        self.read("nobody", anyone())
        for purpose in ("family", "host"):
            base = f"/shared/{self.world.links[purpose]}"
            self.read(purpose, anyone(), [base, f"{base}/sheet.pdf", f"{base}/calendar.ics"])
        self.read("feed", anyone(), [f"/calendar/{self.world.links['feed']}.ics"])
        path = f"/calendar/{self.world.links['training']}.ics"
        self.read("feed of trainings", anyone(), [path])

    def _in_between(self) -> None:
        self.read("weak leader", self.world.sign_in("lea", vouched=False))
        stale = self.world.sign_in("mei")
        with clock.frozen(JUNE + A_WHILE):
            self.read("stale volunteer", stale)
        with clock.frozen(AT_THE_BORDER):
            self.read("volunteer near a border", self.world.sign_in("mei"))
            stale = self.world.sign_in("mei")
        with clock.frozen(AT_THE_BORDER + A_WHILE):
            self.read("stale volunteer near a border", stale)

    def _ended(self) -> None:
        with self.world.house.installation.store.write() as session:
            for key in ("cora", "mei"):
                end_membership(session, self.world.members[key], "operator")
        self.read("ended leader", self.world.sign_in("cora"))
        self.read("ended volunteer", self.world.sign_in("mei"))
