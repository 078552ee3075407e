"""An entry of the log as a sentence. Pure: names come from outside, values never.

The log holds opaque ids; whoever shows it says whom of this trip they mean. An id that is nobody's
here stays nobody's: somebody outside this trip.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from missions.audit.chain import Entry
from missions.audit.log import OPERATOR
from missions.audit.particulars import AUDIENCES, COPIES, FORMATS, REASONS, WHAT, words_of
from missions.audit.phrases import SEALED

PROOFS = {
    "proved": " with a second factor",
    "vouched": " by a link for which the operator answered",
}
"""How somebody who signed in or confirmed showed who they are."""
WORKER = "worker"
"""The actor of what the service does by itself."""
OUTSIDER = "somebody outside this trip"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of the trip: what to call them, and their account's id ("": none)."""

    name: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of a trip mean: `people` by account, membership and person, editions by id."""

    trip_id: str = ""
    people: Mapping[str, Named] = field(default_factory=dict)
    editions: Mapping[str, int] = field(default_factory=dict)


def sentence(entry: Entry, names: Names) -> str:
    """Return what an entry says: `Grace published edition 3`."""
    who = _who(entry.actor, names)
    if entry.action.startswith(SEALED):
        return f"{who} {_opened(entry, names)}"
    words = words_of(entry.action, entry.detail)
    if words is None:
        return f"{who} did what has no words yet: {entry.action}"
    return f"{who} {words.format_map(_facts(entry, names))}"


def _who(actor: str, names: Names) -> str:
    if actor == OPERATOR:
        return "The operator"
    if actor == WORKER:
        return "The service"
    if not actor:
        return "Somebody who was not signed in"
    known = names.people.get(actor)
    return known.name if known else OUTSIDER.capitalize()


def _facts(entry: Entry, names: Names) -> dict[str, str]:
    """Return everything that a phrase may speak of."""
    return {
        "whom": _whom(entry, names),
        "whose": _whose(entry, names),
        "edition": _edition(entry, names),
        "paper": _paper(entry.detail),
        "rows": _rows(entry.detail),
        "copies": _copies(entry.detail),
        "role": _role(entry.detail),
        "days": _days(entry.detail),
        "proof": PROOFS.get(entry.detail, ""),
        "link": _link(entry, names),
        "out": _out(entry, names),
    }


def _is_own(entry: Entry, names: Names) -> bool:
    known = names.people.get(entry.subject)
    own = known.account if known and known.account else entry.subject
    return own == entry.actor != ""


def _whom(entry: Entry, names: Names) -> str:
    if _is_own(entry, names):
        return "themselves"
    known = names.people.get(entry.subject)
    if known:
        return known.name
    return "the trip" if entry.subject == names.trip_id else OUTSIDER


def _whose(entry: Entry, names: Names) -> str:
    if _is_own(entry, names):
        return "their own"
    known = names.people.get(entry.subject)
    if known:
        return f"{known.name}’s"
    return "the trip’s" if entry.subject == names.trip_id else "somebody’s"


def _edition(entry: Entry, names: Names) -> str:
    number = names.editions.get(entry.subject) or _number(entry.detail, "number")
    return f"edition {number}" if number else "an edition"


def _number(detail: str, name: str) -> int | None:
    found = re.search(rf"\b{name}=(\d{{1,9}})\b", detail)
    return int(found[1]) if found else None


def _paper(detail: str) -> str:
    """Return which paper, from `packet border pdf,csv`; words that are not known are left out."""
    tokens = re.split(r"[ ,]+", detail)
    what = next((WHAT[token] for token in tokens if token in WHAT), "a paper")
    audience = [AUDIENCES[token] for token in tokens[1:2] if token in AUDIENCES]
    formats = [FORMATS[token] for token in tokens[2:] if token in FORMATS]
    inside = f" ({', '.join(formats)})" if formats else ""
    return " ".join([what, *audience]) + inside


def _rows(detail: str) -> str:
    """Return what a folder changed: `: 3 rows added, 1 removed`."""
    counts = {name: _number(detail, name) for name in ("added", "changed", "removed")}
    told = [(count, name) for name, count in counts.items() if count]
    if not told:
        return ""
    (first, verb), *rest = told
    begin = f"{first} {'row' if first == 1 else 'rows'} {verb}"
    return ": " + ", ".join([begin, *(f"{count} {name}" for count, name in rest)])


def _copies(detail: str) -> str:
    """Return what became of copies, from `3 handed in` or `missing`."""
    found = re.fullmatch(r"(?:(\d{1,9}) )?([a-z ]+)", detail)
    if found is None or found[2] not in COPIES:
        return "what became of a copy"
    many, state = int(found[1] or 1), COPIES[found[2]]
    return f"that a copy is {state}" if many == 1 else f"that {many} copies are {state}"


def _role(detail: str) -> str:
    found = re.fullmatch(r"role ([a-z-]{1,16}) ([a-z-]{1,16})", detail)
    return f" from {found[1]} to {found[2]}" if found else ""


def _days(detail: str) -> str:
    days = _number(detail, "days")
    return "" if days is None else f" in {days} {'day' if days == 1 else 'days'}"


def _opened(entry: Entry, names: Names) -> str:
    """Return how many seals were opened, and what for."""
    if entry.action == SEALED + "scan":
        return "opened a scan"
    count = _number(entry.detail, "facts")
    many = {None: "sealed facts", 1: "1 sealed fact"}.get(count, f"{count} sealed facts")
    where = f" of {_edition(entry, names)}" if entry.subject in names.editions else ""
    reason = REASONS.get(entry.action.removeprefix(SEALED), "")
    return f"opened {many}{where}{' ' if reason else ''}{reason}"


def _link(entry: Entry, names: Names) -> str:
    if entry.detail == "mail":
        return "asked for a sign-in link by mail"
    vouched = ", answering for the second factor" if entry.detail == "vouched" else ""
    return f"made a sign-in link for {_whom(entry, names)}{vouched}"


def _out(entry: Entry, names: Names) -> str:
    """Return who was signed out where, as what follows `signed`."""
    whom = "" if _is_own(entry, names) else f"{_whom(entry, names)} "
    count = _number(entry.detail, "all")
    if count is not None:
        return f"{whom}out in {count} {'browser' if count == 1 else 'browsers'}"
    return f"{whom}out" + (" in one other browser" if entry.detail == "one" else "")
