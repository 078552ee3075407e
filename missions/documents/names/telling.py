"""A short sentence on how two names differ; for those who may see both."""

from __future__ import annotations

from missions.documents.names.forms import Name, forms, named
from missions.documents.names.likeness import Likeness, compare

_IN = "in the passport"


def explain(written: str, passport: str) -> str:
    """Return how a written name differs from the passport's, "" where it does not.

    As “given names differ: THOMAS ANDRES, in the passport TOMAS ANDRES”. It holds both names and
    is as private as the passport.
    """
    likeness = compare(written, passport)
    if likeness is Likeness.SAME:
        return ""
    one, other = _best_form(written, passport), named(passport)
    if likeness is Likeness.UNKNOWN:
        return _unknown(one, other)
    if likeness is Likeness.SWAPPED:
        return f"surname and given names are swapped: {_whole(one)}, {_IN} {_whole(other)}"
    if likeness is Likeness.CUT:
        return f"the name is cut: {_whole(one)}, {_IN} {_whole(other)}"
    if not one.parted or not other.parted:
        what = "middle names differ" if likeness is Likeness.MIDDLE else "the name differs"
        return f"{what}: {_whole(one)}, {_IN} {_whole(other)}"
    return _middle(one, other) if likeness is Likeness.MIDDLE else _different(one, other)


def _best_form(written: str, passport: str) -> Name:
    """Return the writing, with or without a glued title, that is most like the passport's."""
    *_, last = forms(written)
    bare = f"{' '.join(last.surname)}/{' '.join(last.given)}"
    plain = named(written)
    order = tuple(Likeness)
    if last != plain and order.index(compare(bare, passport)) <= order.index(
        compare(", ".join((" ".join(plain.surname), " ".join(plain.given))), passport)
    ):
        return last
    return plain


def _unknown(one: Name, other: Name) -> str:
    if not one.letters:
        return "there is no name to compare"
    if not other.letters:
        return "there is no name in the passport to compare with"
    return f"the names cannot be compared: {_whole(one)}, {_IN} {_whole(other)}"


def _whole(name: Name) -> str:
    return ", ".join(filter(None, (" ".join(name.surname), " ".join(name.given))))


def _middle(one: Name, other: Name) -> str:
    mine, theirs = " ".join(one.given), " ".join(other.given)
    if len("".join(one.given)) > len("".join(other.given)):
        what = "there are more middle names than in the passport"
    elif set(one.given) <= set(other.given):
        what = "middle names are missing"
    elif len(one.given) >= len(other.given):
        what = "middle names are shortened"
    else:
        what = "middle names are missing or shortened"
    return f"{what}: {mine}, {_IN} {theirs}"


def _different(one: Name, other: Name) -> str:
    surnames, givens = _same(one.surname, other.surname), _same(one.given, other.given)
    if not surnames and not givens:
        return f"surname and given names differ: {_whole(one)}, {_IN} {_whole(other)}"
    if not surnames:
        return _part("surname", "differs", one.surname, other.surname)
    if one.given == other.given[-len(one.given) :] and len(one.given) < len(other.given):
        what = "the first given name is missing"
        return f"{what}: {' '.join(one.given)}, {_IN} {' '.join(other.given)}"
    return _part("given names", "differ", one.given, other.given)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two surnames, or two given names, are the same in this order."""
    return compare(f"{' '.join(one)}, X", f"{' '.join(other)}, X") is Likeness.SAME


def _part(name: str, differs: str, one: tuple[str, ...], other: tuple[str, ...]) -> str:
    mine, theirs = " ".join(one), " ".join(other)
    what = f"{name} {differs}"
    if name == "surname":
        if _some_of(one, other):
            what = "part of the surname is missing"
        elif _some_of(other, one):
            what = "the surname has more than the passport's"
    return f"{what}: {mine}, {_IN} {theirs}"


def _some_of(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one surname is some words of another, whatever the spelling and the hyphens."""
    mine = " ".join(one).replace("-", " ").split()
    theirs = " ".join(other).replace("-", " ").split()
    found = (
        _same(tuple(mine), tuple(theirs[at : at + len(mine)]))
        for at in range(len(theirs) - len(mine) + 1)
    )
    return len(mine) < len(theirs) and any(found)
