"""A leader's training room: sessions planned, changed, taken out, copied; sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from re import findall

import pytest
from sqlalchemy import select

from missions.audit.model import AuditEntry
from missions.training.model import Attendance, Training
from missions.trips.model import Requirement, Trip
from tests.renderers.pdf import reading
from tests.web.house import Caller, House, flat, words

CODE = "spring-27"
ROOM = f"/trips/{CODE}/training"
FORM: dict[str, object] = {
    "title": "Safe again",
    "day": "2027-02-20",
    "starts": "09:30",
    "ends": "11:00",
    "zone": "America/Chicago",
    "place": "Room 2",
    "topic": "child protection",
    "course": "Safe with children",
    "applies": "all",
    "required": "yes",
}


def training(house: House, key: str, code: str = CODE) -> Training:
    """Return a session's row."""
    with house.installation.store.read() as session:
        return session.scalars(
            select(Training)
            .join(Trip, Trip.id == Training.trip_id)
            .where(Trip.code == code, Training.key == key)
        ).one()


def version(house: House, code: str = CODE) -> int:
    """Return how many writes a trip has had."""
    with house.installation.store.read() as session:
        return session.scalars(select(Trip.version).where(Trip.code == code)).one()


def logged(house: House) -> list[tuple[str, str]]:
    """Return what the log says of trainings: action and detail."""
    with house.installation.store.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        actions = ("training:", "attendance:", "certificate:")
        return [(row.action, row.detail) for row in rows if row.action.startswith(actions)]


@pytest.fixture
def grace(samples: House) -> Caller:
    """The closed trip's leader."""
    return samples.signed_in(CODE, "grace")


def test_sessions_stand_in_the_order_of_time(samples: House, grace: Caller) -> None:
    text = words(grace.get(ROOM))
    assert "Before the trip 13 sessions, 25 h 30 Sat 10 Oct 2026 First evening" in text
    assert "17:00–19:00 CDT · 2 h 00 · Northside hall, room 2 who we are" in text
    assert "First aid, winter 09:00–12:00 CST · 3 h 00 · Fire station 14, class room" in text
    assert "0 of 5 there 5 not marked" in text
    assert "Fifty words of Korean optional" in text
    assert text.index("Last evening at home") < text.index("After the trip")
    assert text.index("After the trip") < text.index("Debrief at home")


def test_sessions_of_a_course_stand_together(samples: House, grace: Caller) -> None:
    with samples.installation.store.write() as session:
        for row in session.query(Training).filter(Training.key.in_(("children-1", "teaching"))):
            row.course = "Safe with children"
    text = words(grace.get(ROOM))
    assert "Safe with children 2 sessions, 3 h 30 Sat 24 Oct 2026 Children and adults" in text


def test_minutes_are_drawn_and_told_against_what_is_asked(samples: House, grace: Caller) -> None:
    with samples.installation.store.write() as session:
        trip = session.query(Trip.id).filter_by(code=CODE).scalar()
        session.add(
            Requirement(
                trip_id=trip,
                position=99,
                kind="training",
                title="child protection",
                settings={"minutes": 90},
            )
        )
    page = grace.get(ROOM)
    assert 'aria-label="child protection: 90 min over, 0 min ahead; 90 min asked of each"' in (
        flat(page)
    )
    assert "child protection 15 of 16 have it" in words(page)


def test_a_person_has_minutes_and_what_is_open(samples: House, grace: Caller) -> None:
    text = words(grace.get(f"{ROOM}/people/jun"))
    assert "Jun 5 h 00 of training." in text
    assert "Children and adults: missed on Sat 24 October" in text
    assert "Last evening at home: on Fri 5 March" in text
    assert grace.get(f"{ROOM}/people/nobody").status_code == 404


def test_a_session_is_planned(samples: House, grace: Caller) -> None:
    before = version(samples)
    answer = grace.post(f"{ROOM}/new", FORM)
    assert (answer.status_code, answer.location) == (303, ROOM)
    row = training(samples, "safe-again")
    assert (row.starts, row.course, row.required) == (
        datetime(2027, 2, 20, 9, 30),
        "Safe with children",
        True,
    )
    assert version(samples) == before + 1
    assert logged(samples) == [("training:change", "added")]
    assert "“Safe again” is planned." in words(grace.get(ROOM))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "x" * 301}, "That is 301 characters long; at most 300 are kept."),
        ({"day": "2027-03-14", "starts": "02:30"}, "Clocks in America/Chicago never show 02:30"),
        ({"applies": "ghost"}, "“ghost” is nobody here."),
        ({"ends": "09:00"}, "It ends at 09:00, not after it starts."),
    ],
)
def test_what_does_not_fit_keeps_what_was_typed(
    samples: House, grace: Caller, changes: dict[str, object], told: str
) -> None:
    before = version(samples)
    answer = grace.post(f"{ROOM}/new", {**FORM, **changes})
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'value="child protection"' in answer.text
    assert (version(samples), logged(samples)) == (before, [])


def test_a_time_that_is_there_twice_is_taken_and_told(samples: House, grace: Caller) -> None:
    grace.post(f"{ROOM}/new", {**FORM, "day": "2026-11-01", "starts": "01:30", "ends": "03:00"})
    assert "It is taken as the first, CDT." in words(grace.get(ROOM))


def test_a_lost_race_keeps_what_was_typed(samples: House, grace: Caller) -> None:
    page = grace.get(f"{ROOM}/teaching/edit")
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    typed = {**FORM, "title": "Mine", "seen": seen}
    with samples.installation.store.write() as session:
        row = session.scalars(select(Training).where(Training.key == "teaching")).one()
        row.title = "Theirs"

    answer = grace.post(f"{ROOM}/teaching/edit", typed)
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    assert "It says “Theirs” now." in words(answer)
    assert training(samples, "teaching").title == "Theirs"

    again = answer.text.split('name="seen" value="')[1].split('"')[0]
    assert grace.post(f"{ROOM}/teaching/edit", {**typed, "seen": again}).status_code == 303
    assert training(samples, "teaching").title == "Mine"


def test_an_unchanged_form_changes_nothing_of_the_session(samples: House, grace: Caller) -> None:
    """Every field of the form comes back as it was."""
    before = training(samples, "porch")
    page = grace.get(f"{ROOM}/porch/edit").text
    fields = dict(_fields(page))
    assert grace.post(f"{ROOM}/porch/edit", fields).status_code == 303
    after = training(samples, "porch")
    columns = [column.key for column in Training.__table__.columns]
    assert {key: getattr(after, key) for key in columns} == {
        key: getattr(before, key) for key in columns
    }


def _fields(page: str) -> Iterator[tuple[str, object]]:

    found = findall(r'name="(\w+)"\s+type="(?:text|date|time)"\s+value="([^"]*)"', page)
    yield from ((name, unescape(value)) for name, value in found)
    yield "required", "yes"


def test_a_session_with_marks_is_taken_out_only_when_they_were_told(
    samples: House, grace: Caller
) -> None:
    page = grace.get(f"{ROOM}/names-photos/remove")
    assert "16 people are marked for it." in words(page)
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    address = f"{ROOM}/names-photos/remove"

    assert grace.post(address, {"seen": seen}).status_code == 409
    assert grace.post(address, {"seen": seen, "marks": "0"}).status_code == 409
    assert training(samples, "names-photos").key == "names-photos"

    assert grace.post(address, {"seen": seen, "marks": "16"}).status_code == 303
    with samples.installation.store.read() as session:
        left = session.query(Attendance).filter_by(training="names-photos").count()
        gone = session.query(Training).filter_by(key="names-photos").count()
    assert (left, gone) == (0, 0)
    assert logged(samples) == [("training:change", "removed marks=16")]


def test_a_sheet_of_a_closed_trip_says_no_title_place_or_team(
    samples: House, grace: Caller
) -> None:
    answer = grace.get(f"{ROOM}/children-1/sheet.pdf")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=sign-in-2026-10-24.pdf"
    (page,) = [reading.pages(answer.data)[0]]
    assert page[:3] == [
        "Training",
        "Sat 24 October 2026, 09:30–11:00 CDT · 90 min",
        "Name Signature Time in Time out",
    ]
    text = reading.words(answer.data)
    assert [
        word for word in ("Children", "Northside", "team", "Seoul", "Lee") if word in text
    ] == []
    assert logged(samples) == [("training:read", "sheet")]


def test_a_sheet_of_an_open_trip_says_them(samples: House) -> None:
    marisol = samples.signed_in("casa-27", "marisol")
    answer = marisol.get("/trips/casa-27/training/children/sheet.pdf")
    assert reading.pages(answer.data)[0][0] == "Safe with children"
    assert "Northgate, hall B" in reading.words(answer.data)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/new",
        "/children-1",
        "/children-1/edit",
        "/children-1/remove",
        "/children-1/sheet.pdf",
        "/copy",
        "/people/jun",
    ],
)
@pytest.mark.parametrize(
    "who",
    [
        lambda house: house.signed_in(CODE, "mei"),
        lambda house: house.signed_in("casa-27", "marisol"),
    ],
    ids=["volunteer", "leader of another trip"],
)
def test_nobody_else_finds_the_room(
    samples: House, who: Callable[[House], Caller], path: str
) -> None:
    assert who(samples).get(f"{ROOM}{path}").status_code == 404


def test_a_session_whose_key_is_a_word_of_the_room_is_reached_by_id(
    samples: House, grace: Caller
) -> None:
    with samples.installation.store.write() as session:
        row = session.scalars(select(Training).where(Training.key == "korean")).one()
        row.key = "new"
        found = row.id
    assert f'href="{ROOM}/{found}"' in grace.get(ROOM).text
    assert "Fifty words of Korean" in words(grace.get(f"{ROOM}/{found}"))
