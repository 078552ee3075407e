"""Timeline and route as they are worked out, before they are drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from missions.briefing.document import Briefing, Leg, Moment, Place, Room, Stay, What
from missions.privacy import Audience
from missions.web.route import BAR, HEAD, LABEL_WIDTH, LANE, WIDTH, draw
from missions.web.timeline import timeline
from tests.factories.briefings import book

START = date(2027, 3, 8)


def _leg(uid: str, origin: str, destination: str, day: int, mode: str = "flight") -> Leg:
    start = datetime(2027, 3, day, 12)
    end = start + timedelta(hours=12)
    return Leg(
        uid=uid,
        start=Moment(start, "UTC", start.replace(tzinfo=UTC), 0),
        end=Moment(end, "Asia/Seoul", end.replace(tzinfo=UTC), 540),
        minutes=720,
        mode=mode,
        number=uid,
        origin=Place(origin, city=origin),
        destination=Place(destination, city=destination),
        head_count=4,
        international=mode == "flight",
    )


PLAN = Briefing(
    what=What.BOOK,
    audience=Audience.TEAM,
    title="Spring trip",
    starts=START,
    ends=date(2027, 3, 11),
    head_count=4,
    legs=(_leg("A1", "Chicago", "Seoul", 8), _leg("A2", "Seoul", "Chicago", 11)),
    stays=(Stay("s", "Pine", date(2027, 3, 9), date(2027, 3, 11), 2),),
)


def test_a_route_has_a_lane_a_place_with_home_last() -> None:
    drawn = draw(PLAN)

    assert drawn is not None
    assert [(lane.name, lane.clock, lane.y) for lane in drawn.lanes] == [
        ("Seoul", "UTC", HEAD),
        ("Chicago", "UTC", HEAD + LANE),
    ]
    assert [column.date.day for column in drawn.days] == [8, 9, 10, 11, 12]


def test_bars_are_as_long_as_the_time_spent() -> None:
    drawn = draw(PLAN)

    assert drawn is not None
    day = drawn.days[0].width
    assert [(bar.x, bar.width, bar.label) for bar in drawn.bars] == [
        (LABEL_WIDTH, day / 2, ""),
        (LABEL_WIDTH + day, 2.5 * day, "Pine, 2 nights"),
        (LABEL_WIDTH + 4 * day, day, ""),
    ]
    assert drawn.width <= WIDTH


def test_hops_join_the_ends_of_bars() -> None:
    drawn = draw(PLAN)

    assert drawn is not None
    day = drawn.days[0].width
    home, there = HEAD + LANE + (LANE - BAR) / 2, HEAD + (LANE + BAR) / 2
    assert [(hop.name, hop.x1, hop.y1, hop.x2, hop.y2) for hop in drawn.hops] == [
        ("A1", LABEL_WIDTH + day / 2, home, LABEL_WIDTH + day, there),
        ("A2", LABEL_WIDTH + 3.5 * day, there, LABEL_WIDTH + 4 * day, home),
    ]


def test_where_legs_do_not_join_up_the_nights_are_drawn() -> None:
    vans = (_leg("", "Lot", "Casa", 8, "car"), _leg("", "Inn", "Lot", 11, "car"))
    crossing = tuple(replace(leg, international=True) for leg in vans)
    room = Room(people=("Ana", "Ben", "Cy", "Di"))
    stays = (
        Stay("a", "Casa", START, date(2027, 3, 10), 2, rooms=(room,)),
        Stay("b", "Inn", date(2027, 3, 10), date(2027, 3, 11), 1, rooms=(room,)),
        Stay("c", "Village", START, date(2027, 3, 9), 1, rooms=(Room(people=("Ana",)),)),
    )

    drawn = draw(replace(PLAN, legs=crossing, stays=stays))

    assert drawn is not None
    assert [lane.name for lane in drawn.lanes] == ["Casa", "Inn", "Lot"]


def test_where_there_is_nothing_to_draw_nothing_is_drawn() -> None:
    assert draw(replace(PLAN, legs=())) is None
    assert draw(replace(PLAN, legs=PLAN.legs[:1], stays=(), ends=date(2028, 3, 8))) is None


def test_a_timeline_ends_with_the_trip_where_no_leg_brings_home() -> None:
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)

    marks = timeline(replace(PLAN, legs=PLAN.legs[:1]), now, now.date())

    assert [(mark.title, mark.line, mark.state) for mark in marks] == [
        ("Today", "Mon 1 March", "now"),
        ("A1 to Seoul", "Mon 8 March, 12:00", "due"),
        ("The trip ends", "Thu 11 March", "goal"),
    ]


def test_on_the_way_what_is_behind_is_done() -> None:
    now = datetime(2027, 3, 9, 12, tzinfo=UTC)

    states = [mark.state for mark in timeline(PLAN, now, now.date())]

    assert states == ["done", "now", "goal"]


def test_the_sample_books_route_is_drawn() -> None:
    drawn = draw(book())

    assert drawn is not None
    assert [lane.name for lane in drawn.lanes] == ["Seoul", "Da Nang", "Chicago"]
