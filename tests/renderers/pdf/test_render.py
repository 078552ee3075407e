"""One door to every PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.briefing.document import Briefing, What
from missions.renderers.pdf.book import render_book
from missions.renderers.pdf.render import render_pdf
from tests.factories import briefings
from tests.factories.spoiled import lengthy
from tests.renderers.pdf import reading


@pytest.mark.parametrize(
    ("briefing", "title"),
    [
        (briefings.packet(), "Mei Chen  陈美玲"),
        (briefings.card(), "Wallet card Cut out and fold. Carry it apart from the passport."),
        (briefings.manifest(), "Manifest 16 travellers, 6 segments · 10–21 July 2026"),
        (briefings.rooming(), "Rooms 10–21 July 2026"),
        (briefings.host_sheet(), "Summer team Mrs. Lee · 10–21 July 2026 · 16 people"),
        (briefings.family_sheet(), "Summer team Mei Chen · 10–21 July 2026"),
    ],
)
def test_each_paper_has_its_own_page(briefing: Briefing, title: str) -> None:
    assert reading.pages(render_pdf(briefing))[0][0] == title


def test_a_book_is_the_book() -> None:
    assert render_pdf(briefings.book()) == render_book(briefings.book())


def test_bytes_do_not_depend_on_what_was_rendered_before() -> None:
    first = render_pdf(briefings.family_sheet())
    render_pdf(lengthy(briefings.card()))
    assert render_pdf(briefings.family_sheet()) == first


def test_a_calendar_is_no_paper() -> None:
    with pytest.raises(ValueError, match="there is no paper for a calendar"):
        render_pdf(replace(briefings.packet(), what=What.CALENDAR))
