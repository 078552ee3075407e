"""A sealed value stays shut: no way of turning it into text, none that prints it by mistake."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import pprint
import string
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

import pytest
from flask import Flask
from flask import json as flask_json
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import escape

from missions.privacy import (
    Posture,
    SealBroken,
    Sealed,
    Sensitivity,
    for_leaders,
    site_side_class,
    under_seal,
)

WORD = "q101z"
SHUT = under_seal(WORD)


@dataclass(frozen=True, slots=True)
class Holder:
    """A fact with a private value in it, as a dossier has them."""

    name: str
    value: Sealed[str]


HOLDER = Holder("mei", SHUT)

WAYS: dict[str, Callable[[], Any]] = {
    "str": lambda: str(SHUT),
    "repr": lambda: repr(SHUT),
    "ascii": lambda: ascii(SHUT),
    "format": lambda: format(SHUT),
    "format with a width": lambda: format(SHUT, ">10"),
    "f-string": lambda: f"{SHUT}",
    "f-string with repr": lambda: f"{SHUT!r}",
    "percent": lambda: "%s" % SHUT,  # noqa: UP031
    "percent with repr": lambda: "%r" % SHUT,  # noqa: UP031
    "format method": lambda: "{}".format(SHUT),  # noqa: UP032
    "template": lambda: string.Template("$a").substitute(a=SHUT),
    "bytes": lambda: bytes(SHUT),  # type: ignore[call-overload]
    "iteration": lambda: list(SHUT),  # type: ignore[call-overload]
    "unpacking": lambda: [*SHUT],  # type: ignore[misc]
    "join": lambda: ", ".join(iter(SHUT)),  # type: ignore[arg-type]
    "html": SHUT.__html__,
    "markup": lambda: escape(SHUT),
    "page": lambda: Environment(autoescape=True).from_string("{{ it }}").render(it=SHUT),
    "page without escaping": lambda: (
        Environment(autoescape=False).from_string("{{ it }}").render(it=SHUT)
    ),
    "json with str": lambda: json.dumps(SHUT, default=str),
    "pickle": lambda: pickle.dumps(SHUT),
    "copy": lambda: copy.copy(SHUT),
    "deep copy": lambda: copy.deepcopy(SHUT),
    "a list of it": lambda: str([SHUT]),
    "a dictionary of it": lambda: repr({"a": SHUT}),
    "a holder's repr": lambda: repr(HOLDER),
    "a holder as a dictionary": lambda: asdict(HOLDER),
    "a holder as a tuple": lambda: astuple(HOLDER),
    "a holder pickled": lambda: pickle.dumps(HOLDER),
    "a holder pretty": lambda: pprint.pformat(HOLDER),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_text(way: str) -> None:
    with pytest.raises(SealBroken) as caught:
        WAYS[way]()

    assert str(caught.value) == "a sealed value is not to be shown"


REFUSED: dict[str, Callable[[], Any]] = {
    "json": lambda: json.dumps({"a": SHUT}),
    "json of a holder": lambda: json.dumps(HOLDER),
    "the web's json": lambda: flask_json.dumps({"a": SHUT}),
    "the web's json of a holder": lambda: flask_json.dumps({"a": HOLDER}),
    "adding": lambda: "a" + SHUT,  # type: ignore[operator]
    "looking into": lambda: "q" in SHUT,  # type: ignore[operator]
    "an item": lambda: SHUT[0],  # type: ignore[index]
    "a number": lambda: int(SHUT),  # type: ignore[call-overload]
    "its own dictionary": lambda: vars(SHUT),
    "its fields": lambda: fields(SHUT),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_does_not_know_it_refuses_it(way: str) -> None:
    with Flask("test").app_context(), pytest.raises(TypeError) as caught:
        REFUSED[way]()

    assert WORD not in str(caught.value)


def test_a_log_line_that_would_show_it_is_not_written(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SealBroken), caplog.at_level(logging.INFO):
        logging.getLogger("missions").info("for %s", SHUT)

    assert WORD not in caplog.text


def test_it_has_no_dictionary_and_its_class_is_told_in_the_refusal() -> None:
    assert not hasattr(SHUT, "__dict__")
    with pytest.raises(SealBroken, match=r"^a leader value is not to be shown$"):
        str(for_leaders(WORD))


def test_it_can_not_be_changed() -> None:
    for name in ("_value", "sensitivity", "other"):
        with pytest.raises(AttributeError):
            setattr(SHUT, name, "x")
        with pytest.raises(AttributeError):
            delattr(SHUT, name)
    assert (SHUT.unseal(), SHUT.sensitivity) == (WORD, Sensitivity.SEALED)


@given(st.one_of(st.text(), st.integers(), st.tuples(st.text()), st.none(), st.booleans()))
def test_it_gives_its_value_back_and_is_as_true_as_that(value: Any) -> None:
    sealed = for_leaders(value)

    assert sealed.unseal() == value
    assert bool(sealed) is bool(value)
    assert hash(sealed) == hash(for_leaders(value))


def test_two_are_equal_when_value_and_class_are() -> None:
    assert under_seal("a") == under_seal("a")
    assert under_seal("a") != under_seal("b")
    assert under_seal("a") != for_leaders("a")
    assert under_seal("a") != "a"
    assert under_seal({"a": 1}) == under_seal({"a": 1})


def test_the_classes_are_in_order() -> None:
    assert sorted(Sensitivity) == [
        Sensitivity.PUBLIC,
        Sensitivity.TEAM,
        Sensitivity.LEADER,
        Sensitivity.SEALED,
    ]


@pytest.mark.parametrize(
    ("posture", "classes"),
    [
        (Posture.OPEN, (Sensitivity.TEAM,) * 4),
        (Posture.GUARDED, (Sensitivity.SEALED, Sensitivity.SEALED, *(Sensitivity.LEADER,) * 2)),
        (Posture.CLOSED, (Sensitivity.SEALED, Sensitivity.SEALED, *(Sensitivity.LEADER,) * 2)),
    ],
)
def test_a_places_real_side_is_for_the_team_of_an_open_trip_only(
    posture: Posture, classes: tuple[Sensitivity, ...]
) -> None:
    columns = ("name", "partner_phone", "address", "phone")

    assert tuple(site_side_class(posture, column) for column in columns) == classes
