"""How a line of the table of wrong documents is read.

A line is: what is so | what is asked | papers | plan | state and a word of the reason | what else.

What is asked is a kind, with `6m` months beyond return, `2p` blank pages, `10d` days before, and a
title in quotes. Papers have `+` between: a kind (`permit` is an entry permit, `policy` insurance,
`shot` a vaccination), then a country, a state, `issued..expires`, `3p` blank pages, entries, and
`name:value` with `_` for a space. A passport is of the US and in the traveller's name unless it
says otherwise. What else: `on=` and `due=` days; `who=` nationality, `born=`, `gender=`, `legal=`,
`joins=`, `leaves=` of the traveller; `ticket=` the name on all tickets, `home=` that on the last;
`opened=no`; `rules=` one of `EXTRA`; `-> ` what is to be done next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from missions.readiness.facts import Facts, Member, Paper
from missions.readiness.verdict import Requirement, State
from missions.reference.rulebook import Value
from tests.readiness.requirements.plans import PLANS, facts_of, legs
from tests.readiness.requirements.small_rules import RULES, day, value

MATEO = Member(
    "mateo",
    "Mateo",
    legal_name="RUIZ, MATEO JOSÉ",
    birth_date=date(1990, 3, 4),
    gender="M",
    nationality="US",
)
EXTRA: Mapping[str, Value] = {
    "visas end": value("visa.survives_renewal", "", "CN", False),
    "permits free": value("entry.permit_tied_to_passport", "", "KR", False),
    "card too": value("entry.arrival_card_not_with_permit", "", "KR", False),
    "middle error": value("ticket.middle_name", "", "", "error"),
    "middle nothing": value("ticket.middle_name", "", "", "nothing"),
    "yellow fever ends": value("vaccination.yellow_fever.for_life", "", "", False),
}
_KINDS = {"permit": "entry_permit", "policy": "insurance", "shot": "vaccination"}
_STATES = frozenset({"wanted", "applied", "held", "accepted", "returned", "lost"})
_ENTRIES = frozenset({"single", "double", "multiple"})
_SETTINGS = {"m": "months_beyond_return", "p": "blank_pages", "d": "days_before"}
_FIELDS = {
    **{"key": "key", "name": "name", "x": "entries", "nat": "nationality", "sex": "sex"},
    **{"tied": "tied_to", "replaced": "replaced_by", "note": "note"},
}
_ELSE = re.compile(r"\b(on|due|who|born|gender|legal|joins|leaves|ticket|home|opened|rules)=")


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the table, read."""

    so: str
    facts: Facts
    asked: Requirement
    on: date
    state: State
    word: str
    step: str = ""


def read_case(line: str) -> Case:
    """Read a line."""
    cells = [cell.strip() for cell in line.split("|")]
    so, asks, papers, plan_name, outcome, *more = cells
    other = _read_else(more[0] if more else "")
    plan = PLANS[plan_name]
    on, due = (day(other.pop(name, said)) for name, said in (("on", plan.today), ("due", plan.due)))
    state, word = outcome.split(" ", 1)
    tickets = _tickets(plan.legs, other)
    extra = other.pop("rules", "")
    facts = facts_of(
        plan,
        _person(other),
        [read_paper(text, number) for number, text in enumerate(papers.split("+")) if text.strip()],
        tickets,
        rules=RULES.with_changes([EXTRA[extra]]) if extra else RULES,
        opened=other.pop("opened", "") != "no",
    )
    return Case(so, facts, _asked(asks, due), on, State(state), word, other.get("step", ""))


def read_paper(text: str, number: int = 0) -> Paper:
    """Read a paper."""
    kind, *words = text.split()
    fields: dict[str, Any] = {"key": f"{kind}-{number}", "kind": _KINDS.get(kind, kind)}
    if kind == "passport":
        fields |= {"key": "p1", "country": "US", "name": "RUIZ, MATEO JOSE", "number": "518293046"}
    for word in words:
        fields |= _word(word)
    return Paper(**fields)


def _word(word: str) -> dict[str, Any]:
    name, colon, said = word.partition(":")
    if ".." in word:
        first, last = word.split("..")
        return {"issued": day(first) if first else None, "expires": day(last) if last else None}
    if colon and name in ("from", "born"):
        return {{"from": "valid_from", "born": "birth_date"}[name]: day(said)}
    if colon:
        return {_FIELDS[name]: said.replace("_", " ")}
    if word in _STATES or word in _ENTRIES:
        return {"state" if word in _STATES else "entries": word}
    if word == "chosen":
        return {"chosen": True}
    if re.fullmatch(r"\d+p", word):
        return {"blank_pages": int(word[:-1])}
    return {"country": word} if len(word) == 2 else {"issued": day(word)}


def _asked(text: str, due: date) -> Requirement:
    bare, _, title = text.partition('"')
    kind, *settings = bare.split()
    numbers = {_SETTINGS[each[-1]]: float(each[:-1]) for each in settings}
    return Requirement(kind, due, title=title.strip('"'), settings=numbers)


def _read_else(text: str) -> dict[str, str]:
    rest, _, step = text.partition("->")
    parts = _ELSE.split(rest)
    found = {name: said.strip() for name, said in zip(parts[1::2], parts[2::2], strict=True)}
    return found | ({"step": step.strip()} if step else {})


def _person(other: Mapping[str, str]) -> Member:
    fields: dict[str, Any] = {}
    for name, meant in (("who", "nationality"), ("gender", "gender"), ("legal", "legal_name")):
        if name in other:
            fields[meant] = other[name]
    for name, meant in (("born", "birth_date"), ("joins", "joins"), ("leaves", "leaves")):
        if name in other:
            fields[meant] = day(other[name]) if other[name] else None
    return replace(MATEO, **fields)


def _tickets(text: str, other: Mapping[str, str]) -> dict[str, str]:
    numbers = [each.number for each in legs(text) if each.number]
    tickets = dict.fromkeys(numbers, other["ticket"]) if "ticket" in other else {}
    return tickets | ({numbers[-1]: other["home"]} if "home" in other else {})
