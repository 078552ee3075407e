"""What a leader supposes, as the form's fields have it and as the address carries it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from missions.board.supposing import Choice, Choices
from missions.readiness.supposing import FURTHEST, Cancel, Move, Renew, Supposition, Without
from missions.renderers.wording import count_of, date_plain

MOST = 50
"""So many people or legs may be supposed away at once."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as it was typed; people and legs by key."""

    without: tuple[str, ...] = ()
    move: str = ""
    cancel: tuple[str, ...] = ()
    renew: str = ""
    expires: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is supposed."""
        return not (self.without or self.move or self.cancel or self.renew or self.expires)

    def address(self) -> dict[str, str | list[str]]:
        """Return what the address carries, blanks left out."""
        whole: dict[str, str | list[str]] = {
            "without": list(self.without),
            "move": self.move,
            "cancel": list(self.cancel),
            "renew": self.renew,
            "expires": self.expires,
        }
        return {name: value for name, value in whole.items() if value}


@dataclass(frozen=True, slots=True)
class Read:
    """The suppositions, and what is wrong with a field, by its name."""

    suppositions: tuple[Supposition, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)


def typed(fields: MultiDict[str, str]) -> Typed:
    """Return what a form or an address says; more than `MOST` of a kind is cut off."""
    return Typed(
        without=tuple(dict.fromkeys(filter(None, fields.getlist("without"))))[:MOST],
        move=fields.get("move", "").strip(),
        cancel=tuple(dict.fromkeys(filter(None, fields.getlist("cancel"))))[:MOST],
        renew=fields.get("renew", ""),
        expires=fields.get("expires", "").strip(),
    )


def read(form: Typed) -> Read:
    """Return the suppositions in the form's order, or what is wrong."""
    faults: dict[str, str] = {}
    found: list[Supposition] = [Without(key) for key in form.without]
    days = _days(form.move, faults)
    if days:
        found.append(Move(days))
    found += [Cancel(key) for key in form.cancel]
    renewed = _renewed(form, faults)
    if renewed is not None:
        found.append(renewed)
    return Read((), faults) if faults else Read(tuple(found))


def _days(text: str, faults: dict[str, str]) -> int:
    if not text:
        return 0
    plain = text.replace("−", "-")
    digits = plain.removeprefix("-").removeprefix("+")
    days = int(plain) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
    if days is None or abs(days) > FURTHEST:
        faults["move"] = (
            f"“{text}” is no number of days from -{FURTHEST} to {FURTHEST}. Type 7, or -7 for"
            " a week earlier."
        )
        return 0
    return days


def _renewed(form: Typed, faults: dict[str, str]) -> Renew | None:
    if not form.renew and not form.expires:
        return None
    if not form.renew:
        faults["renew"] = "Say whose passport is renewed."
        return None
    try:
        return Renew(form.renew, date.fromisoformat(form.expires))
    except ValueError:
        faults["expires"] = "Say until when the new passport will be valid, as 2037-05-31."
        return None


def in_words(suppositions: Sequence[Supposition], choices: Choices) -> list[str]:
    """Return the suppositions as the page tells them: `Without Paul`, `7 days later`."""
    people, legs = _by_key(choices.people), _by_key(choices.legs)
    return [_word(one, people, legs) for one in suppositions]


def _by_key(choices: Sequence[Choice]) -> dict[str, str]:
    return {choice.key: choice.words for choice in choices}


def _word(one: Supposition, people: Mapping[str, str], legs: Mapping[str, str]) -> str:
    if isinstance(one, Without):
        return f"Without {people.get(one.person, one.person)}"
    if isinstance(one, Move):
        return f"{count_of(abs(one.days), 'day')} {'later' if one.days > 0 else 'earlier'}"
    if isinstance(one, Cancel):
        return f"{legs.get(one.leg, one.leg)} cancelled"
    whose = people.get(one.person, one.person)
    return f"{whose} with a new passport, valid until {date_plain(one.expires)}"
