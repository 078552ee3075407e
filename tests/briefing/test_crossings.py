"""What members get while a border is near, and what stays as it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from missions import clock
from missions.briefing.admission import ClosedNow, Viewer, audience_now, hold
from missions.briefing.document import What
from missions.briefing.reader import Asked
from missions.briefing.release import release
from missions.policy.crossings import Held, held
from missions.privacy import Audience, FieldAccess, Posture
from tests.briefing.papers_of_canaries import published
from tests.briefing.small_desk import small_desk

TEAM, BORDER, CALENDAR = Audience.TEAM, Audience.BORDER, Audience.CALENDAR
OPEN, GUARDED, CLOSED = Posture.OPEN, Posture.GUARDED, Posture.CLOSED
WEB, NONE = FieldAccess.WEB, FieldAccess.NONE


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, second, tzinfo=UTC)


OUT = (at(10, 14, 10), at(11, 12, 10))
"""Chicago 13:10 less four hours, Seoul 17:10 and four hours, in UTC."""
BACK = (at(13, 21, 30), at(14, 18, 25))
WINDOWS = (BACK, OUT)
IN_OUT, IN_BACK = Held(BORDER, OUT[1]), Held(BORDER, BACK[1])
ALL_ALONG, FREE = Held(BORDER, BACK[1]), Held(TEAM)
MOMENTS = {
    "long before": at(1, 0),
    "a second before": OUT[0] - timedelta(seconds=1),
    "as it closes": OUT[0],
    "in the air": at(11, 0),
    "a second before it opens": OUT[1] - timedelta(seconds=1),
    "as it opens": OUT[1],
    "between": at(12, 12),
    "as the second closes": BACK[0],
    "on the way home": at(14, 9),
    "as the last opens": BACK[1],
    "long after": at(30, 0),
}


@pytest.mark.parametrize("posture", [GUARDED, CLOSED])
@pytest.mark.parametrize(
    ("moment", "web", "none"),
    [
        ("long before", FREE, FREE),
        ("a second before", FREE, FREE),
        ("as it closes", IN_OUT, ALL_ALONG),
        ("in the air", IN_OUT, ALL_ALONG),
        ("a second before it opens", IN_OUT, ALL_ALONG),
        ("as it opens", FREE, ALL_ALONG),
        ("between", FREE, ALL_ALONG),
        ("as the second closes", IN_BACK, ALL_ALONG),
        ("on the way home", IN_BACK, ALL_ALONG),
        ("as the last opens", FREE, FREE),
        ("long after", FREE, FREE),
    ],
)
def test_inside_a_crossing_and_between_two_without_access(
    posture: Posture, moment: str, web: Held, none: Held
) -> None:
    when = MOMENTS[moment]

    assert held(posture, WEB, WINDOWS, when) == web
    assert held(posture, NONE, WINDOWS, when) == none
    assert held(OPEN, WEB, WINDOWS, when) == held(OPEN, NONE, WINDOWS, when) == FREE
    assert held(posture, NONE, (), when) == FREE


def test_of_two_crossings_at_once_the_later_end_counts() -> None:
    windows = ((at(10, 0), at(10, 9)), (at(10, 4), at(10, 20)), (at(10, 5), at(10, 6)))

    assert held(GUARDED, WEB, windows, at(10, 5)) == Held(BORDER, at(10, 20))


MEI = Viewer("account-1", "volunteer", "mei")
LEA = Viewer("account-2", "leader", "lea")


@pytest.mark.parametrize("viewer", [MEI, LEA])
@pytest.mark.parametrize(
    ("wanted", "gets"),
    [
        (TEAM, Held(BORDER, OUT[1])),
        (Audience.LEADER, Held(BORDER, OUT[1])),
        (Audience.HOST, Held(BORDER, OUT[1])),
        (Audience.FAMILY, Held(BORDER, OUT[1])),
        (BORDER, Held(BORDER)),
        (CALENDAR, Held(CALENDAR)),
    ],
)
def test_inside_a_crossing_members_get_the_itinerary_and_feeds_stay(
    viewer: Viewer, wanted: Audience, gets: Held
) -> None:
    assert audience_now(small_desk(), viewer, wanted, at(11, 0)) == gets


@pytest.mark.parametrize(
    ("posture", "access", "between"),
    [
        ("closed", "", Held(BORDER, BACK[1])),
        ("closed", "none", Held(BORDER, BACK[1])),
        ("closed", "web", Held(TEAM)),
        ("guarded", "none", Held(BORDER, BACK[1])),
        ("guarded", "", Held(TEAM)),
        ("open", "none", Held(TEAM)),
    ],
)
def test_between_crossings_the_field_access_decides(
    posture: str, access: str, between: Held
) -> None:
    assert audience_now(small_desk(posture, access), MEI, TEAM, at(12, 12)) == between


def test_a_crossing_holds_for_whom_it_concerns() -> None:
    desk = small_desk(out={"people": "mei"}, home={"people": "mei"})
    gus = Viewer("account-3", "guardian", "gus")

    found = {
        viewer.member: audience_now(desk, viewer, TEAM, at(11, 0)) for viewer in (MEI, LEA, gus)
    }

    assert found == {"mei": IN_OUT, "lea": FREE, "gus": FREE}


def test_who_is_no_member_is_held_by_every_crossing() -> None:
    desk = small_desk(out={"people": "mei"})

    assert audience_now(desk, Viewer("account-4", "volunteer"), TEAM, at(11, 0)) == IN_OUT


def test_a_paper_that_rests_says_what_may_be_had_and_until_when() -> None:
    packet, plain = Asked(What.PACKET, TEAM, "mei"), Asked(What.PACKET, BORDER, "mei")
    desk = small_desk()

    with clock.frozen(at(11, 0)):
        hold(desk, MEI, plain)
        with pytest.raises(ClosedNow) as caught:
            hold(desk, MEI, packet)
    with clock.frozen(OUT[1]):
        hold(desk, MEI, packet)

    assert (caught.value.instead, caught.value.until) == (BORDER, OUT[1])
    assert str(caught.value) == "This paper rests while a border is near."


CROSSING = at(11, 8)
"""Inside the canary trip's only crossing: 11 July, 13 to 21 o'clock in Seoul."""
BOOK, PACKET = Asked(What.BOOK, TEAM), Asked(What.PACKET, TEAM, "mei")
ITINERARY, FEED = Asked(What.PACKET, BORDER, "mei"), Asked(What.CALENDAR, CALENDAR, "mei")


def outcome(posture: str, viewer: Viewer, asked: Asked, when: datetime) -> str:
    _, desk = published(posture)
    with clock.frozen(when):
        try:
            return str(release(desk, viewer, asked).audience)
        except ClosedNow as closed:
            return f"closed, {closed.instead}"


@pytest.mark.parametrize(
    ("posture", "viewer", "rest"),
    [
        ("closed", MEI, "closed, border"),
        ("guarded", MEI, "closed, border"),
        ("guarded", LEA, "closed, border"),
        ("open", MEI, "team"),
        ("closed", Viewer("operator"), "team"),
    ],
)
def test_the_door_refuses_binders_inside_a_crossing_but_not_to_the_operator(
    posture: str, viewer: Viewer, rest: str
) -> None:
    asked = (BOOK, PACKET, ITINERARY, FEED)

    inside = [outcome(posture, viewer, paper, CROSSING) for paper in asked]
    before = [outcome(posture, viewer, paper, at(1, 0)) for paper in asked]

    assert inside == [rest, rest, "border", "calendar"]
    assert before == ["team", "team", "border", "calendar"]
