"""A member's own pages open their sealed facts only while they have just shown who they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.audit.model import AuditEntry
from tests.web.house import House, words

SPRING = "spring-27"
BORDER = datetime(2027, 3, 9, 6, tzinfo=UTC)


def _opened(house: House) -> int:
    with house.installation.store.read() as session:
        return len(
            session.scalars(
                select(AuditEntry.number).where(AuditEntry.action == "sealed:release")
            ).all()
        )


@pytest.mark.parametrize(("minutes", "opens"), [(4, True), (5, False)])
def test_the_itinerary_at_a_border_has_numbers_only_while_fresh(
    samples: House, minutes: int, opens: bool
) -> None:
    with clock.frozen(BORDER):
        mei = samples.signed_in(SPRING, "mei")
        before = _opened(samples)
    with clock.frozen(BORDER + timedelta(minutes=minutes)):
        page = mei.get(samples.mine(SPRING, "mei"))

    assert "Insurance" in words(page)
    assert ("Show numbers" in words(page)) == (not opens)
    assert (_opened(samples) > before) == opens


def test_the_way_to_the_numbers_leads_back_to_them(samples: House) -> None:
    with clock.frozen(BORDER):
        mei = samples.signed_in(SPRING, "mei")
        path = samples.mine(SPRING, "mei")
        fresh = words(mei.get(path))
    with clock.frozen(BORDER + timedelta(minutes=10)):
        stale = mei.get(path)

    assert f"/confirm?next={path}" in stale.text
    for number in ("555K0105", "KE5550105", "LTA-27-0555-05"):
        assert (number in fresh, number in words(stale)) == (True, False)


@pytest.mark.parametrize("page", ["", "days", "people", "papers", "more"])
def test_no_ordinary_page_of_a_member_opens_a_seal_when_stale(
    samples: House, now: datetime, page: str
) -> None:
    mei = samples.signed_in(SPRING, "mei")
    before = _opened(samples)

    with clock.frozen(now + timedelta(minutes=20)):
        answer = mei.get(samples.mine(SPRING, "mei", page))

    assert answer.status_code == 200
    assert _opened(samples) == before
