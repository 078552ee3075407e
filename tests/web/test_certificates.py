"""Certificates: one's own, a ward's, a team member's; nobody else's; none near a border."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from missions import clock
from missions.training.model import Attendance, Training
from tests.renderers.pdf import reading
from tests.web.house import House, words
from tests.web.test_training import CODE, logged

SOON = datetime(2027, 3, 7, 15, tzinfo=UTC)
"""The day before the closed trip, when all that is required is over."""


def _finish(house: House, key: str, course: str = "") -> None:
    """Mark somebody as there at everything that isn't marked, and put lessons into a course."""
    with house.installation.store.write() as session:
        known = {row.training: row for row in session.query(Attendance).filter_by(person=key)}
        trip = session.query(Training).filter_by(key="children-1").one().trip_id
        for place, row in enumerate(session.query(Training).filter_by(trip_id=trip)):
            if course and row.key in ("children-1", "stopped"):
                row.course = course
            if row.key in known:
                known[row.key].state = "attended"
            elif row.starts < datetime(2027, 3, 6):
                session.add(
                    Attendance(
                        trip_id=trip,
                        training=row.key,
                        person=key,
                        state="attended",
                        position=900 + place,
                    )
                )


def test_what_is_missing_is_told_and_nothing_is_handed_out(samples: House) -> None:
    mei = samples.signed_in(CODE, "mei")
    page = samples.mine(CODE, "mei", "training")
    text = words(mei.get(page))
    assert "Your training 6 h 30 of training." in text
    assert "If stopped and asked: not marked on Sat 12 December" in text
    assert "certificate.pdf" not in mei.get(page).text

    answer = mei.get(f"{page}/certificate.pdf")
    assert (answer.status_code, answer.location) == (303, page)
    assert logged(samples) == []


def test_ones_own_is_a_paper_with_the_name_in_the_passport(samples: House) -> None:
    _finish(samples, "mei")
    with clock.frozen(datetime(2027, 3, 6, 15, tzinfo=UTC)):
        mei = samples.signed_in(CODE, "mei")
        page = samples.mine(CODE, "mei", "training")
        assert f'href="{page}/certificate.pdf"' in mei.get(page).text
        answer = mei.get(f"{page}/certificate.pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=certificate.pdf"
    (lines,) = reading.pages(answer.data)
    assert lines[:2] == ["Spring trip", "Certificate of attendance"]
    assert lines[-3:] == ["6 March 2027", "Leader’s signature Date of issue", "team"]
    assert logged(samples) == [("certificate:read", "")]
    text = reading.words(answer.data)
    told = ("child protection", "By topic", "Seoul", "school", "edition", CODE)
    assert [word for word in told if word in text] == []


def test_a_course_has_one_of_its_own(samples: House) -> None:
    _finish(samples, "mei", "Safe with children")
    mei = samples.signed_in(CODE, "mei")
    page = samples.mine(CODE, "mei", "training")
    assert "?course=Safe+with+children" in mei.get(page).text
    answer = mei.get(f"{page}/certificate.pdf?course=Safe with children")
    assert "the course “Safe with children”: 2 sessions, 3 h 00 in all." in reading.words(
        answer.data
    )
    assert mei.get(f"{page}/certificate.pdf?course=Driving").status_code == 404


def test_an_open_trips_has_minutes_by_topic(samples: House) -> None:
    with samples.installation.store.write() as session:
        for row in session.query(Training).filter(Training.key.in_(("info", "first-meeting"))):
            row.course, row.topic = "Start", "money"
    marisol = samples.signed_in("casa-27", "marisol")
    page = samples.mine("casa-27", "marisol", "training")
    answer = marisol.get(f"{page}/certificate.pdf?course=Start")
    assert "By topic: money 2 h 30" in reading.words(answer.data)


def test_a_leader_takes_anybodys_and_is_led_to_the_leaders_page(samples: House) -> None:
    _finish(samples, "mei")
    with clock.frozen(datetime(2027, 3, 6, 15, tzinfo=UTC)):
        grace = samples.signed_in(CODE, "grace")
        page = samples.mine(CODE, "mei", "training")
        assert grace.get(page).location == f"/trips/{CODE}/training/people/mei"
        assert grace.get(f"{page}/certificate.pdf").content_type == "application/pdf"


def test_a_guardian_takes_a_wards(samples: House) -> None:
    _finish(samples, "lily")
    with clock.frozen(datetime(2027, 3, 6, 15, tzinfo=UTC)):
        hui = samples.signed_in(CODE, "hui-wang")
        page = samples.mine(CODE, "lily", "training")
        assert "Lily’s training" in words(hui.get(page))
        assert hui.get(f"{page}/certificate.pdf").content_type == "application/pdf"


@pytest.mark.parametrize("who", [("mei", CODE), ("marisol", "casa-27"), ("hui-wang", CODE)])
def test_nobody_elses(samples: House, who: tuple[str, str]) -> None:
    key, code = who
    _finish(samples, "ben")
    caller = samples.signed_in(code, key)
    page = samples.mine(CODE, "ben", "training")
    assert [caller.get(path).status_code for path in (page, f"{page}/certificate.pdf")] == [404] * 2
    assert logged(samples) == []


def test_none_near_a_border(samples: House) -> None:
    _finish(samples, "mei")
    with clock.frozen(datetime(2027, 3, 9, 6, tzinfo=UTC)):
        mei = samples.signed_in(CODE, "mei")
        page = samples.mine(CODE, "mei", "training")
        answers = [mei.get(path) for path in (page, f"{page}/certificate.pdf")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert [word for word in ("Children", "training") if word in words(answers[0])] == []
    assert logged(samples) == []
