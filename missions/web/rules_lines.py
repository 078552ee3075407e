"""The rules of travel as a page shows them: by subject and key, alike ones together. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from missions.reference.rulebook import KEYS, KeyHelp, Rulebook, Value
from missions.reference.rulebook_keys_faults import read_long_ago
from missions.reference.rulebook_keys_subjects import SUBJECTS, Subject
from missions.web.rules_words import said, whom

Use = Mapping[Value, frozenset[str]]
"""A value → the codes of the coming trips for which it answers."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for; "" for everything."""

    nationality: str = ""
    destination: str = ""
    key: str = ""
    text: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.nationality or self.destination or self.key or self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """Values that say the same for several countries or airports.

    Attributes:
        value: the first of them.
        own: it is the organisation's own.
        instead: what holds without it, in words; "" where nothing does or it isn't our own.
        trips: for how many coming trips one of them answers.
        phase: "now", "later" or "over".
        old: its source was read longer than 180 days ago.
        answers: it holds today for the nationality and destination that are looked for.
    """

    value: Value
    nationalities: tuple[str, ...]
    destinations: tuple[str, ...]
    places: tuple[str, ...]
    own: bool
    instead: str
    trips: frozenset[str]
    phase: str
    old: bool
    answers: bool

    @property
    def whom(self) -> str:
        """For whom and where, in words."""
        return whom(self.nationalities, self.destinations, self.places)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its lines."""

    about: KeyHelp
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A subject with those of its keys that are shown."""

    subject: Subject
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are made from: the rules that hold, our own values, what was shipped, and use."""

    book: Rulebook
    shipped: Rulebook
    own: Collection[Value]
    use: Use
    today: date


def sections(known: Known, looked: Looked) -> tuple[Section, ...]:
    """Return what is looked for, by subject; keys without a value only where nothing is."""
    values: dict[str, list[Value]] = {}
    for value in dict.fromkeys((*known.own, *known.book.values)):
        if _is_looked_for(value, looked):
            values.setdefault(value.key, []).append(value)
    made = (
        Section(subject, tuple(_entries(subject, values, known, looked))) for subject in SUBJECTS
    )
    return tuple(section for section in made if section.entries)


def _entries(
    subject: Subject, values: Mapping[str, Sequence[Value]], known: Known, looked: Looked
) -> Iterator[Entry]:
    for key in subject.keys:
        lines = lines_of(values.get(key, ()), known, looked)
        if lines or not looked.narrowed or looked.key == key:
            yield Entry(KEYS[key], lines)


def lines_of(
    values: Iterable[Value], known: Known, looked: Looked | None = None, *, joined: bool = True
) -> tuple[Line, ...]:
    """Return values of one key as lines, alike ones `joined`: ours, then what is for everybody."""
    lines = [
        _line(value, known, looked is not None and value == _answer(value.key, known, looked))
        for value in values
    ]
    if joined:
        lines = _joined(lines, _homes)
        lines = _joined(lines, lambda line: replace(line, nationalities=()))
        lines = _joined(lines, lambda line: replace(line, destinations=()))
        lines = _joined(lines, lambda line: replace(line, places=()))
    return tuple(sorted(lines, key=_general_first))


def _answer(key: str, known: Known, looked: Looked) -> Value | None:
    """Return the value that holds today for the two that are looked for."""
    if not (looked.nationality and looked.destination):
        return None
    return known.book.find(
        key,
        nationality=looked.nationality,
        destination=looked.destination,
        on=known.today,
    )


def _line(value: Value, known: Known, answers: bool) -> Line:
    own = value in known.own
    return Line(
        value=value,
        nationalities=(value.nationality,),
        destinations=(value.destination,),
        places=(value.place,),
        own=own,
        instead=_instead(value, known.shipped) if own else "",
        trips=known.use.get(value, frozenset()),
        phase=_phase(value, known.today),
        old=read_long_ago(value, known.today),
        answers=answers,
    )


def _instead(value: Value, shipped: Rulebook) -> str:
    found = shipped.find(
        value.key,
        nationality=value.nationality,
        destination=value.destination,
        place=value.place,
        on=value.from_day,
    )
    return said(found.key, found.value) if found else ""


def _phase(value: Value, today: date) -> str:
    if value.until and value.until < today:
        return "over"
    return "later" if value.from_day and value.from_day > today else "now"


def _homes(line: Line) -> Line:
    """Return a line by which those for citizens of the very country are alike."""
    if line.nationalities == line.destinations and any(line.nationalities):
        return replace(line, nationalities=("home",), destinations=("home",))
    return line


def _joined(lines: Sequence[Line], alike: Callable[[Line], Line]) -> list[Line]:
    """Put lines together that differ in nothing but what `alike` leaves out."""
    found: dict[Line, Line] = {}
    for line in lines:
        bare = replace(line.value, nationality="", destination="", place="")
        same = replace(alike(line), value=bare, trips=frozenset(), answers=False)
        before = found.get(same)
        found[same] = line if before is None else _both(before, line)
    return list(found.values())


def _both(one: Line, other: Line) -> Line:
    return replace(
        one,
        nationalities=_added(one.nationalities, other.nationalities),
        destinations=_added(one.destinations, other.destinations),
        places=_added(one.places, other.places),
        trips=one.trips | other.trips,
        answers=one.answers or other.answers,
    )


def _added(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _general_first(line: Line) -> tuple[bool, bool, bool, bool]:
    return not line.own, any(line.places), any(line.nationalities), any(line.destinations)


def _is_looked_for(value: Value, looked: Looked) -> bool:
    for code, wanted in (
        (value.nationality, looked.nationality),
        (value.destination, looked.destination),
    ):
        if wanted and code not in ("", wanted):
            return False
    if looked.key and value.key != looked.key:
        return False
    words = " ".join(looked.text.casefold().split())
    return not words or words in _text(value)


def _text(value: Value) -> str:
    about = KEYS[value.key]
    for_whom = whom((value.nationality,), (value.destination,), (value.place,))
    told = said(value.key, value.value)
    parts = (value.key, about.meaning, told, for_whom, value.source, value.note)
    return " ".join(" ".join(parts).casefold().split())
