"""Reading what was typed: nothing raises, nothing is lost, dates are never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.documents.fields import FIELDS, fields_of
from missions.documents.rules import Fault
from missions.web.documents_read import Context, read_typed, values_of

CONTEXT = Context(date(2027, 3, 8), date(2027, 3, 20), date(2027, 2, 1))
TEXTS = st.text(max_size=60) | st.sampled_from(["P<USA", "3/4/24", "KR", "2031-09-02", "held"])


@given(kind=st.sampled_from([*FIELDS, "A form"]), data=st.data())
def test_whatever_is_typed_is_read_and_stays_as_it_was(kind: str, data: st.DataObject) -> None:
    values = {one.column: data.draw(TEXTS) for one in fields_of(kind)}

    typed = read_typed(kind, values, CONTEXT)

    columns = {one.column for one in fields_of(kind)} | {"scan"}
    assert typed.values == values
    assert {fault.column for fault in typed.faults} <= columns


@given(issued=st.dates(date(1950, 1, 1), date(2027, 2, 1)), years=st.integers(0, 20))
def test_what_is_kept_comes_back_into_the_form(issued: date, years: int) -> None:
    expires = date(issued.year + years, issued.month, min(issued.day, 28))
    values = {
        "state": "held",
        "mrz": "",
        "number": "X1",
        "country": "South Korea",
        "name_on_document": "KIM, MIN",
        "issued": f"{issued.day} {issued:%B} {issued.year}",
        "expires": max(expires, issued).isoformat(),
        "blank_pages": "4",
        "note": "",
    }

    typed = read_typed("passport", values, CONTEXT)

    assert typed.faults == ()
    assert values_of("passport", typed.cells) == {
        **values,
        "country": "KR",
        "issued": issued.isoformat(),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "3/4/24",
            Fault(
                "expires",
                "3/4/24",
                "a date as 2026-07-10; this could be 4 March 2024 (2024-03-04)"
                " or 3 April 2024 (2024-04-03)",
            ),
        ),
        ("tomorrow", Fault("expires", "tomorrow", "a date as 2026-07-10")),
        ("2031-02-30", Fault("expires", "2031-02-30", "a date as 2026-07-10")),
        ("9" * 41, Fault("expires", "9" * 40 + "… (41 characters)", "at most 40 characters")),
    ],
)
def test_a_date_that_is_none_or_two_is_a_fault(text: str, fault: Fault) -> None:
    typed = read_typed("child_protection", {"issued": "2026-01-02", "expires": text}, CONTEXT)

    assert typed.faults == (fault,)


def test_a_card_of_three_lines_fills_in_and_its_lines_are_not_kept() -> None:
    lines = (
        "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    )
    values = {"mrz": lines, "country": "US"}

    typed = read_typed("passport", values, CONTEXT)

    assert (typed.faults, typed.flaws) == ((), ())
    assert [typed.cells[name] for name in ("number", "name_on_document", "mrz1", "mrz2")] == [
        "D23145890",
        "ERIKSSON, ANNA MARIA",
        "",
        "",
    ]
