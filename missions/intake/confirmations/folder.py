"""Chosen segments as the reading of a partial trip folder: the import does all the writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from missions.intake.cells import items_of
from missions.intake.check import examine
from missions.intake.checks.keys import make_keys
from missions.intake.columns import columns_of
from missions.intake.confirmations.known import Known, with_people, without_people
from missions.intake.confirmations.matching import Match, Verdict
from missions.intake.confirmations.names import letters, words
from missions.intake.confirmations.proposals import Answer, Proposal
from missions.intake.faults import Cause, Place
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import TravelRow
from missions.intake.read import Reading
from missions.intake.sources.sheets import Sheet, read_sheet

FILE = "confirmations"
"""The name of the file that no one has: its rows are the cards, counted from 1."""

Cells = dict[str, str]
_FIELDS = {"number": "number", "from": "origin", "to": "destination"} | {
    name: name for name in ("departs", "arrives", "locator")
}


def as_reading(
    proposed: Sequence[Proposal], answers: Sequence[Answer], known: Known, held: TripFolder
) -> tuple[Reading, bool]:
    """Return what `import_trip` takes to keep what was ticked, and whether rows are taken out.

    Every segment of the trip is listed, in its order; those that are left alone with their key
    only.
    """
    reading = Reading()
    code = held.settings.code
    read_sheet(
        Sheet("trip.toml", "trip", ["code"], [1], [[code]]), reading.folder.trip, reading.cells
    )
    told: dict[str, tuple[int, Cells]] = {}
    leaving: dict[str, tuple[int, list[str]]] = {}
    gone: set[str] = set()
    rows = {row.key: row for row in held.travel.rows}
    fresh: list[tuple[int, Cells]] = []
    for card, answer in zip(proposed, answers, strict=True):
        if not (answer.keep and card.can):
            continue
        match = card.match
        if match.leaves:
            off = match.off or match.segment
            leaving.setdefault(off, (card.number, []))[1].extend(match.leaves)
        if match.verdict is Verdict.NEW:
            fresh.append((card.number, _new(card, answer, known)))
        elif match.verdict is Verdict.CANCELLED and match.for_nobody_known:
            wanted = "who of the trip it was for: only they are taken off it"
            place = Place(FILE, "", card.number, "people")
            reading.cells.fault(Cause.BLANK, place, "; ".join(match.unmatched), wanted)
        elif match.verdict is Verdict.CANCELLED:
            gone |= set() if match.leaves else {match.segment}
        else:
            cells = _changed(card, answer, known, rows[match.segment])
            _join(told, match.segment, card.number, cells, reading)
    gone |= _take_off(leaving, told, known, rows)
    _make_keys(fresh, held)
    sheet = _sheet([key for key in rows if key not in gone], told, fresh)
    read_sheet(sheet, reading.folder.travel, reading.cells)
    reading.whole = examine(reading.folder, reading.cells)
    return reading, bool(gone)


def _take_off(
    leaving: Mapping[str, tuple[int, Sequence[str]]],
    told: dict[str, tuple[int, Cells]],
    known: Known,
    rows: Mapping[str, TravelRow],
) -> set[str]:
    """Take people off segments, after what else changes there; return those with nobody left."""
    empty = set()
    for key, (number, leaves) in leaving.items():
        line, cells = told.get(key, (number, {}))
        people = cells.get("people", rows[key].people)
        departs = rows[key].departs
        day = departs.date() if departs else None
        stay = [one for one in known.roster.choose(people, day) if one not in leaves]
        if not stay:
            empty.add(key)
            continue
        told[key] = line, {**cells, "people": without_people(people, leaves, stay)}
    return empty


def _sheet(
    keys: Sequence[str], told: Mapping[str, tuple[int, Cells]], fresh: Sequence[tuple[int, Cells]]
) -> Sheet:
    header = [column.name for column in columns_of(TravelRow)]
    sheet = Sheet(FILE, "", header)
    for key in keys:
        line, cells = told.get(key, (0, {}))
        sheet.lines.append(line)
        sheet.rows.append([key if name == "key" else cells.get(name) for name in header])
    for line, cells in fresh:
        sheet.lines.append(line)
        sheet.rows.append([cells.get(name) for name in header])
    return sheet


def _join(
    told: dict[str, tuple[int, Cells]], key: str, number: int, cells: Cells, reading: Reading
) -> None:
    """Add a change; two cards that say different things of one segment are a fault."""
    first, before = told.setdefault(key, (number, {}))
    for name, cell in cells.items():
        earlier = before.setdefault(name, cell)
        if earlier == cell:
            continue
        if name in {"people", "ticketed_as"}:
            before[name] = "; ".join(dict.fromkeys((*items_of(earlier), *items_of(cell))))
            continue
        wanted = f"one change of {key} at a time; card {first} says {earlier or 'nothing'}"
        reading.cells.fault(Cause.TWICE, Place(FILE, "", number, name), cell, wanted)


def _new(card: Proposal, answer: Answer, known: Known) -> Cells:
    found = card.match.found
    cells = {
        "mode": found.mode,
        "carrier": found.carrier,
        "number": found.number,
        "from": found.origin,
        "to": found.destination,
        "departs": _moment(found.departs),
        "arrives": _moment(found.arrives),
        "from_zone": "" if found.mode == "flight" else found.from_zone,
        "to_zone": "" if found.mode == "flight" else found.to_zone,
        "locator": found.locator,
        "people": "; ".join(card.match.people),
        "ticketed_as": "; ".join(_ticketed(card, known)),
    }
    return {**cells, **_filled(card, answer)}


def _changed(card: Proposal, answer: Answer, known: Known, row: TravelRow) -> Cells:
    """Return the cells of a segment of the trip that become others."""
    match = card.match
    cells = {each.field: each.becomes for each in match.differences}
    found = match.found
    if "number" in cells and found.carrier:
        cells["carrier"] = found.carrier
    for end, where in (("from", "from_zone"), ("to", "to_zone")):
        if end in cells:
            cells[where] = "" if row.mode == "flight" else getattr(found, where)
    if match.joins:
        cells["people"] = with_people(row.people, _on_it(match, known), match.joins, known.roster)
        cells["ticketed_as"] = "; ".join(
            filter(None, (row.ticketed_as, *_ticketed(card, known, match.joins)))
        )
    return {**cells, **_filled(card, answer)}


def _on_it(match: Match, known: Known) -> tuple[str, ...]:
    return next(each.people for each in known.segments if each.key == match.segment)


def _filled(card: Proposal, answer: Answer) -> Cells:
    names = {attribute: name for name, attribute in _FIELDS.items()}
    return {
        names.get(ask, ask): answer.filled.get(ask, "").strip()
        for ask in card.asks
        if ask in answer.filled
    }


def _ticketed(card: Proposal, known: Known, only: Sequence[str] | None = None) -> list[str]:
    """Return `key=NAME` for each whose ticket bears another name than the passport."""
    legal = {each.key: each.legal_name for each in known.people}
    return [
        f"{key}={as_ticketed(name)}"
        for name, key in card.people.items()
        if key and (only is None or key in only) and not letters(name) & letters(legal.get(key, ""))
    ]


def as_ticketed(name: str) -> str:
    """Return a name of a reservation as the plan writes it: `KIM, MINJUN` for `KIM/MINJUN MR`."""
    plain = " ".join(name.replace(";", " ").replace("=", " ").split())
    surname, slash, given = plain.partition("/")
    if not slash:
        return plain
    known = set(words(given))
    kept = [part for part in given.split() if set(words(part)) & known]
    return f"{surname.strip()}, {' '.join(kept)}".strip(", ")


def _make_keys(fresh: list[tuple[int, Cells]], held: TripFolder) -> None:
    """Give new segments the keys that a folder's rows without one get, free among the trip's."""
    whole = TripFolder()
    whole.travel.rows = [TravelRow(key=row.key) for row in held.travel.rows]
    made = []
    for _, cells in fresh:
        found = TravelRow(number=cells["number"], mode=cells["mode"])
        column: Any = next(each for each in columns_of(TravelRow) if each.attribute == "departs")
        with_day = replace(found, departs=_read(column.read, cells["departs"]))
        whole.travel.rows.append(with_day)
        made.append(with_day)
    make_keys(whole)
    for (_, cells), row in zip(fresh, made, strict=True):
        cells["key"] = row.key


def _read(read: Any, cell: str) -> Any:
    try:
        return read(cell) if cell else None
    except ValueError:  # The cell's own fault is found when the row is read.
        return None


def _moment(moment: Any) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""
