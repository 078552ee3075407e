"""Changing the rules of travel: values of our own, set, dropped and put back by administrators."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions import clock
from missions.board.rulebook import (
    ChangedMeanwhile,
    NoSuchRow,
    own_value,
    set_value,
    stamp_of,
    take_value,
)
from missions.policy.actions import NO_FACTS, Action
from missions.reference.model import RuleValue
from missions.reference.queries import own_values, rules_of, value_of
from missions.reference.rulebook import KEYS, KeyHelp, Value
from missions.web import gate, rules_words
from missions.web.here import installation
from missions.web.rules import known_to
from missions.web.rules_dropped import dropped, forget, keep
from missions.web.rules_history import changes_of
from missions.web.rules_lines import lines_of
from missions.web.rules_typed import Typed, judge, typed_of
from missions.web.visitor import visitor

room = Blueprint("rules_change", __name__, url_prefix="/rules/<key>")

MEANWHILE = "Somebody else has changed our value for the same in the meantime."
ALREADY = "We already hold a value for the same."
"""What a lost race is told; the form keeps what was typed."""
AGAIN = "Trips are judged by it when their board is next opened."


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a key as it is shown.

    `seen` is the stamp of our own value for the scope that it was `opened` for; `now` is what
    somebody else has put there in the meantime.
    """

    about: KeyHelp
    typed: Typed
    opened: str
    seen: str
    faults: dict[str, str]
    clash: str = ""
    now: Typed | None = None


@room.get("/change")
@gate.declares(Action.RULES_CHANGE)
def form(key: str) -> ResponseReturnValue:
    """A key's values one by one, and the form for one of them."""
    about = gate.granted(KEYS.get(key), NO_FACTS)
    like = _asked(key)
    with installation().store.read() as database:
        row = own_value(database, like)
        typed, seen = _opened(database, like, row), stamp_of(row)
    return _page(Form(about, typed, _scope(like), seen, {}))


@room.post("/change")
@gate.declares(Action.RULES_CHANGE)
def change(key: str) -> ResponseReturnValue:
    """Keep a value of our own; what is wrong is told beside what was typed."""
    about = gate.granted(KEYS.get(key), NO_FACTS)
    typed = _typed()
    judged = judge(key, typed, _now())
    opened, seen = request.form.get("opened", ""), request.form.get("seen", "")
    if judged.value is None:
        return _page(Form(about, typed, opened, seen, judged.faults)), 422
    value = judged.value
    same = _scope(value) == opened
    try:
        with installation().store.write() as database:
            set_value(database, value, visitor().account, seen if same else "")
    except ChangedMeanwhile:
        return _page(_clashing(about, typed, value, MEANWHILE if same else ALREADY)), 409
    flash(f"We hold “{rules_words.said(key, value.value)}” from now on. {AGAIN}")
    return _shown(key)


@room.post("/drop")
@gate.declares(Action.RULES_CHANGE)
def drop(key: str) -> ResponseReturnValue:
    """Let the shipped value hold again; the last one dropped can be put back."""
    gate.granted(KEYS.get(key), NO_FACTS)
    try:
        with installation().store.write() as database:
            value = take_value(database, request.form.get("row", ""), visitor().account)
    except NoSuchRow:
        flash("That value of ours was already dropped.", "warn")
        return _shown(key)
    keep(value)
    return redirect(url_for("rules.look", key=value.key, dropped="1", _anchor=value.key), 303)


@room.post("/back")
@gate.declares(Action.RULES_CHANGE)
def put_back(key: str) -> ResponseReturnValue:
    """Put the value back that was dropped last, unless another was set for the same since."""
    gate.granted(KEYS.get(key), NO_FACTS)
    found = dropped()
    if found is None or found.key != key:
        flash("There is nothing to put back any more.", "warn")
        return _shown(key)
    try:
        with installation().store.write() as database:
            set_value(database, found, visitor().account, "")
    except ChangedMeanwhile:
        flash("Another value was set for the same since; it was left as it is.", "warn")
        return _shown(key)
    forget()
    flash(f"It is back: we hold “{rules_words.said(key, found.value)}”. {AGAIN}")
    return _shown(key)


def _asked(key: str) -> Value:
    """Return a value for the scope that the address names; it says nothing yet."""
    nationality, destination, place, first = (
        request.args.get(name, "") for name in ("nationality", "destination", "place", "from_day")
    )
    return Value(
        key,
        nationality,
        destination,
        place,
        value="",
        from_day=_day(first),
        source="",
        read_on=_now(),
    )


def _page(made: Form) -> str:
    key = made.about.key
    with installation().store.read() as database:
        known = known_to(database, visitor())
        rows = {value_of(row): row.id for row in own_values(database) if row.key == key}
        history = changes_of(database, key)
    values = dict.fromkeys((*rows, *(one for one in known.book.values if one.key == key)))
    lines = lines_of(values, known, joined=False)
    return render_template(
        "pages/rules/change.html",
        form=made,
        about=made.about,
        lines=lines,
        rows=rows,
        history=history,
        telling=rules_words,
    )


def _opened(database: Session, like: Value, row: RuleValue | None) -> Typed:
    """Return what the form begins with: our own value, else what holds for the same, read today."""
    if row is not None:
        return typed_of(value_of(row))
    book, blank = rules_of(database).book, typed_of(like)
    same = (one for one in book.values if one.key == like.key and _scope(one) == _scope(like))
    exact = next(same, None)
    if exact is not None:
        return replace(typed_of(exact), read_on=blank.read_on)
    found = book.find(
        like.key,
        nationality=like.nationality,
        destination=like.destination,
        place=like.place,
        on=like.from_day or like.read_on,
    )
    return replace(blank, value=typed_of(found).value if found else "")


def _clashing(about: KeyHelp, typed: Typed, value: Value, told: str) -> Form:
    with installation().store.read() as database:
        row = own_value(database, value)
        now = typed_of(value_of(row)) if row else None
        return Form(about, typed, _scope(value), stamp_of(row), {}, told, now)


def _scope(value: Value) -> str:
    first = value.from_day.isoformat() if value.from_day else ""
    return "|".join((value.nationality, value.destination, value.place, first))


def _typed() -> Typed:
    texts = {
        one.name: request.form.get(one.name, "") for one in fields(Typed) if one.name != "verified"
    }
    return Typed(**texts, verified=bool(request.form.get("verified")))


def _now() -> date:
    return clock.now().date()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _shown(key: str) -> ResponseReturnValue:
    return redirect(url_for("rules.look", key=key, _anchor=key), 303)
