"""What if by page: looked at without a trace, applied once and as it was looked at."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from missions import clock
from missions.audit.model import AuditEntry
from missions.documents.model import Document
from missions.schedule.model import Activity, Segment
from missions.trips.model import Membership, Trip
from missions.web import what_if
from tests.web.conftest import WINTER
from tests.web.house import Caller, House, token_of, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/ready/what-if"


@pytest.fixture
def house_with_room(samples: House) -> House:
    """A house with both sample trips and this room."""
    if what_if.room.name not in samples.app.blueprints:
        samples.app.register_blueprint(what_if.room)
    return samples


@pytest.fixture
def leader(house_with_room: House) -> Caller:
    """The closed trip's leader, in a browser."""
    return house_with_room.signed_in(CODE, "grace")


def _trip(house: House) -> tuple[int, date, date]:
    with house.installation.store.read() as session:
        row = session.query(Trip.version, Trip.starts, Trip.ends).filter_by(code=CODE).one()
    return row[0], row[1], row[2]


def _rows(house: House, model: type[Segment] | type[Membership]) -> set[str]:
    with house.installation.store.read() as session:
        trip = session.query(Trip.id).filter_by(code=CODE).scalar()
        return {key for (key,) in session.query(model.key).filter_by(trip_id=trip)}


def _details(house: House) -> list[str]:
    with house.installation.store.read() as session:
        rows = session.query(AuditEntry).filter_by(action="board:change")
        return [row.detail for row in rows.order_by(AuditEntry.number)]


def _form(caller: Caller, query: str) -> dict[str, object]:
    """Return what pressing “Apply this” would send, sure and all."""
    text = caller.get(f"{PAGE}?{query}").text
    apply = text[text.index('class="panel apply"') : text.index("I am sure")]
    fields: dict[str, object] = {"sure": "yes"}
    for name, value in re.findall(r'name="(\w+)"\s+value="([^"]*)"', apply):
        if name != "sure":
            fields[name] = [*fields.get(name, []), value]  # type: ignore[misc]
    return fields


def test_an_empty_page_explains_the_four_questions(leader: Caller) -> None:
    page = leader.get(PAGE)

    assert page.status_code == 200
    told = words(page)
    for question in (
        "Somebody drops out",
        "The trip moves",
        "A leg is cancelled",
        "A passport is renewed",
    ):
        assert question in told
    assert "Apply this" not in told
    assert 'value="paul"' in page.text
    assert 'value="marian"' not in page.text


def test_what_is_supposed_stands_beside_today_and_nothing_is_saved(
    house_with_room: House, leader: Caller
) -> None:
    before = _trip(house_with_room)

    page = leader.get(f"{PAGE}?without=lily&cancel=ord-icn")

    told = words(page)
    assert "Without Lily KE38, ORD to ICN, 8 March cancelled" in told
    assert "Ready 0 of 16 0 of 15" in told
    assert re.search(r"Clashes \d+ \d+", told)
    assert "No leg leads 14 people from the United States" in told
    assert "New clash Lucía and Caleb have no bed on the night of 8 March." in told
    assert "Clash gone a warning Room 712 at Harbor Inn: Lily sleeps on floor 7" in told
    assert "14 people stranded Grace, Paul, Ji-won" in told
    assert told.index("Gets worse") < told.index("Gets better")
    assert "Without Lily nobody leads “Paper kites with the little ones” on 12 March." in told
    assert (_trip(house_with_room), _details(house_with_room)) == (before, [])
    assert {"lily"} <= _rows(house_with_room, Membership)


def test_a_renewed_passport_is_told_without_any_sealed_value(leader: Caller) -> None:
    page = leader.get(f"{PAGE}?renew=ruth&expires=2037-01-31")

    told = words(page)
    assert "Ruth with a new passport, valid until 31 January 2037" in told
    assert "Passport not valid to met" in told
    assert "Applying adds the new passport as wanted" in told
    assert "561555016" not in page.text


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("move=soon", "“soon” is no number of days from -366 to 366."),
        ("move=400", "“400” is no number of days from -366 to 366."),
        ("renew=ruth", "Say until when the new passport will be valid"),
        ("expires=2037-01-31", "Say whose passport is renewed."),
        ("renew=ruth&expires=2020-01-31", "The new passport would expire before it is issued."),
        ("without=marian", "“marian” is nobody who travels on this trip."),
        ("cancel=<b>", "No leg of this trip has the key “<b>”."),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(leader: Caller, query: str, fault: str) -> None:
    page = leader.get(f"{PAGE}?{query}")

    assert page.status_code == 422
    assert fault in words(page)
    assert "Apply this" not in words(page)
    assert "<b>”" not in page.text


def test_applying_takes_a_person_and_a_leg_off_the_plan(
    house_with_room: House, leader: Caller
) -> None:
    answer = leader.post(PAGE, _form(leader, "without=lily&cancel=ord-icn"), page=PAGE)

    assert (answer.status_code, answer.location) == (303, PAGE)
    told = words(leader.get(PAGE))
    assert "KE38 is off the plan." in told
    assert "Lily is off the trip." in told
    assert "Take it back" not in told
    assert "lily" not in _rows(house_with_room, Membership)
    assert "ord-icn" not in _rows(house_with_room, Segment)
    assert _details(house_with_room) == ["supposed without=1 cancel=1"]


def test_a_move_is_applied_and_can_be_taken_back(house_with_room: House, leader: Caller) -> None:
    version, starts, ends = _trip(house_with_room)

    leader.post(PAGE, _form(leader, "move=7"), page=PAGE)
    week = timedelta(days=7)
    assert _trip(house_with_room) == (version + 1, starts + week, ends + week)
    page = words(leader.get(PAGE))
    answer = leader.post(f"{PAGE}/back", page=PAGE)

    assert "The trip was moved 7 days later a moment ago. Take it back" in page
    assert answer.status_code == 303
    assert _trip(house_with_room) == (version + 2, starts, ends)
    assert "The trip is back on its days." in words(leader.get(PAGE))
    assert "Take it back" not in words(leader.get(PAGE))


def test_after_ten_minutes_a_move_stays(house_with_room: House, leader: Caller) -> None:
    leader.post(PAGE, _form(leader, "move=7"), page=PAGE)
    moved = _trip(house_with_room)

    with clock.frozen(WINTER + timedelta(minutes=11)):
        told = words(leader.get(PAGE))
        answer = leader.post(f"{PAGE}/back", page="/trips")

    assert "Take it back" not in told
    assert answer.status_code in (401, 409)
    assert _trip(house_with_room) == moved


def test_a_trip_that_was_changed_meanwhile_is_shown_anew_and_the_form_is_kept(
    house_with_room: House, leader: Caller
) -> None:
    form = _form(leader, "without=paul&move=3")
    with house_with_room.installation.store.write() as session:
        session.query(Trip).filter_by(code=CODE).one().version += 1
    before = _trip(house_with_room)

    answer = leader.client.post(PAGE, data={**form, "csrf_token": token_of(leader.get(PAGE))})

    assert answer.status_code == 409
    told = words(answer)
    assert "The trip was changed after you looked at it. Nothing was applied" in told
    assert "Without Paul 3 days later" in told
    assert 'name="move" value="3"' in re.sub(r"\s+", " ", answer.text)
    assert (_trip(house_with_room), _details(house_with_room)) == (before, [])


def test_applying_wants_to_be_sure(house_with_room: House, leader: Caller) -> None:
    form = _form(leader, "move=3")
    del form["sure"]
    before = _trip(house_with_room)

    answer = leader.post(PAGE, form, page=PAGE)

    assert answer.status_code == 422
    assert "Tick that you are sure" in words(answer)
    assert _trip(house_with_room) == before


def test_the_last_leader_stays(house_with_room: House, leader: Caller) -> None:
    answer = leader.post(PAGE, _form(leader, "without=grace&without=paul"), page=PAGE)

    assert answer.status_code == 422
    assert "Nobody else leads this trip." in words(answer)
    assert {"grace", "paul"} <= _rows(house_with_room, Membership)


def test_a_passport_that_is_renewed_is_wanted_and_nothing_else(
    house_with_room: House, leader: Caller
) -> None:
    leader.post(PAGE, _form(leader, "renew=ruth&expires=2037-01-31"), page=PAGE)

    with house_with_room.installation.store.read() as session:
        rows = session.query(Document).filter_by(person="ruth", kind="passport")
        found = [(row.state, row.expires, row.replaced_by) for row in rows]
    assert sorted(found, key=str) == [
        ("held", date(2027, 8, 30), ""),
        ("wanted", None, ""),
    ]
    assert "A new passport is wanted from Ruth." in words(leader.get(PAGE))


@pytest.mark.parametrize("key", ["mei", "marian"])
def test_who_does_not_lead_finds_nothing(house_with_room: House, leader: Caller, key: str) -> None:
    member = house_with_room.signed_in(CODE, key)
    form = _form(leader, "without=lily")
    before = _trip(house_with_room)

    answers = [
        member.get(f"{PAGE}?without=lily"),
        member.client.post(PAGE, data={**form, "csrf_token": token_of(member.get("/trips"))}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("Lily" not in answer.text for answer in answers)
    assert _trip(house_with_room) == before


def test_another_trips_leader_finds_nothing(house_with_room: House) -> None:
    other = house_with_room.signed_in("casa-27", "marisol")

    assert other.get(PAGE).status_code == 404


def test_queries_do_not_grow_with_what_is_supposed(house_with_room: House, leader: Caller) -> None:
    def count(query: str) -> int:
        asked: list[str] = []
        engine = house_with_room.installation.store.engine

        def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            assert leader.get(f"{PAGE}?{query}").status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    assert count("without=lily") == count("without=lily&without=sam&without=ben&move=40")


def test_items_keep_their_wall_time_when_a_trip_moves_over_the_clock_change(
    house_with_room: House, leader: Caller
) -> None:
    def breakfast() -> tuple[date, datetime | None, datetime | None]:
        with house_with_room.installation.store.read() as session:
            row = session.query(Activity).filter_by(key="11-breakfast").one()
            return row.day, row.starts, row.meet_time

    day, starts, meet = breakfast()

    leader.post(PAGE, _form(leader, "move=40"), page=PAGE)

    by = timedelta(days=40)
    assert breakfast() == (day + by, starts and starts + by, meet and meet + by)
