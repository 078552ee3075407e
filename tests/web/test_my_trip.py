"""A member's pages through a trip: before it, on it, near a border, after it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from missions import clock
from missions.briefing.model import Edition
from missions.trips.model import Trip
from tests.web.house import House, flat, words

CASA, SPRING = "casa-27", "spring-27"
TUESDAY = datetime(2027, 6, 22, 17, 20, tzinfo=UTC)
"""On the fourth day of the open trip, 10:20 where it is."""


_EVENT = re.compile(
    r'<span class="event-time">(.*?)</span>\s*<span class="event-body">'
    r'.*?<span class="event-title">(.*?)</span>',
    re.DOTALL,
)


def _plain(fragment: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", fragment)).strip()


def _events(text: str) -> list[tuple[str, str]]:
    """Return time and title of each event of a page's lists."""
    return [(_plain(time), _plain(title)) for time, title in _EVENT.findall(text)]


def test_before_the_trip_the_page_says_what_is_owed_and_what_comes(samples: House) -> None:
    page = samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei"))

    text = words(page)
    assert "Hello Mei, 35 days to go Mon 1 February Chicago 09:40" in text
    assert "Next, Sat 6 February 10:00–11:00 Fifty words of Korean" in text
    assert '<svg class="shape shape-due"' in page.text
    assert "“If stopped and asked” on 12 December 2026 isn't marked: was Mei there?" in text
    assert "Ask your leader to look at it." in text
    assert "Add to my calendar" in text
    assert "My packet PDF, edition 1" in text
    assert "Marian Doyle home contact, day and night +1 312 555 0148" in text
    assert 'href="tel:+13125550148"' in page.text


def test_on_the_trip_the_page_says_what_is_now_and_next(samples: House) -> None:
    with clock.frozen(TUESDAY):
        page = samples.signed_in(CASA, "marisol").get(samples.mine(CASA, "marisol"))

    text = words(page)
    assert "Hello Marisol, day 4 of 8 Tue 22 June" in text
    assert re.search(r"Now, until \d\d:\d\d (\d h \d\d|\d+ min) left ", text)
    assert re.search(r'class="progress-done" width="\d+%"', page.text)
    later = _events(page.text.partition('id="later"')[2].partition("</section>")[0])
    times = [time for time, _ in later if re.fullmatch(r"\d\d:\d\d", time)]
    assert times == sorted(times)
    assert all(time > "10:20" for time in times)


def test_the_time_at_home_stands_beside_where_it_differs(samples: House) -> None:
    text = samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "days")).text

    events = _events(text)
    assert ("12:35", "KE38 to Seoul ICN") in events
    assert ("17:20 home 02:20", "Entry, bags, customs") in events
    assert ("10:15 home 19:15 −1", "KE825 to Yanji YNJ") in events


def test_days_hold_everything_in_order_under_their_dates(samples: House) -> None:
    text = flat(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "days")))

    days = re.findall(r'<section class="day[^"]*" id="([\d-]+)"', text)
    assert days == [f"2027-03-{day:02}" for day in range(8, 21)]
    strip = re.findall(r'<a href="#([\d-]+)"', text)
    assert strip == days
    assert "Tonight</span> Harbor Inn, room 504 with Ánh" in text


def test_people_and_numbers_to_call(samples: House) -> None:
    text = words(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "people")))

    assert "South Korea police 112 fire 119 ambulance 119" in text
    assert "Grace leader" in text
    assert "AHN" not in text
    assert "Haneul Legal" not in text


def test_more_holds_nights_trainings_and_the_way_out(samples: House) -> None:
    page = samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "more"))

    assert "Harbor Inn 9–10 March, 1 night room 504, with Ánh" in words(page)
    assert re.search(r"First evening Sat 10 October, 17:00–19:00, .{1,40} attended", words(page))
    assert 'action="/sign-out"' in page.text


def test_a_guardian_reads_their_minors_days(samples: House) -> None:
    caller = samples.signed_in(SPRING, "tao-wang")
    page = caller.get(samples.mine(SPRING, "lily"))

    assert "Lily, 35 days to go" in words(page)
    assert "Hello" not in words(page)
    assert caller.get(samples.mine(SPRING, "sam")).status_code == 404


@pytest.mark.parametrize("page", ["", "days", "people", "papers", "more"])
def test_a_duty_officer_at_home_reads_the_teams_days(samples: House, page: str) -> None:
    answer = samples.signed_in(SPRING, "marian").get(samples.mine(SPRING, "marian", page))

    assert answer.status_code == 200
    assert "calendar address" not in words(answer)


def test_who_is_grown_up_has_no_guardian(samples: House) -> None:
    with samples.installation.store.write() as session:
        trip = session.query(Trip).filter_by(code=SPRING).one()
        trip.starts = trip.starts.replace(year=2035)
        trip.ends = trip.ends.replace(year=2035)

    caller = samples.signed_in(SPRING, "tao-wang")

    assert caller.get(samples.mine(SPRING, "lily")).status_code == 404


@pytest.mark.parametrize("page", ["", "days", "people", "papers", "more"])
def test_near_a_border_every_page_is_the_plain_itinerary(samples: House, page: str) -> None:
    with clock.frozen(datetime(2027, 3, 9, 6, tzinfo=UTC)):
        caller = samples.signed_in(SPRING, "mei")
        answer = caller.client.get(samples.mine(SPRING, "mei", page), follow_redirects=True)

    text = words(answer)
    assert "Itinerary CHEN, MEI LIN 8–20 March 2027 Travel KE38" in text
    assert re.search(r"<title>\s*Itinerary\s*</title>", answer.text)
    assert "Hanbaram Hotel Incheon" in text
    for telling in (
        "Spring trip",
        "Maple House",
        "Evening prayer",
        "edition",
        "Harbor Inn",
        "Grace",
    ):
        assert telling not in answer.text
    assert SPRING not in answer.text
    assert "border" not in answer.text.casefold()


def test_before_the_first_edition_a_member_is_told_to_wait(samples: House) -> None:
    with samples.installation.store.write() as session:
        session.query(Edition).delete()

    page = samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei"))

    assert "8–20 March 2027 The plan is still being made" in words(page)
    assert "Maple House" not in page.text


def test_after_the_trip_the_days_stay_and_the_debrief_is_next(samples: House) -> None:
    with clock.frozen(datetime(2027, 3, 30, 15, tzinfo=UTC)):
        page = words(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei")))

    assert "Hello Mei, the trip is over Tue 30 March" in page
    assert "Next, Sat 3 April 10:00–13:00 Debrief at home" in page


def test_without_the_outer_key_the_plan_stands_and_says_so(samples: House) -> None:
    caller = samples.signed_in(SPRING, "mei")
    samples.installation.settings.key_file.unlink()

    page = caller.get(samples.mine(SPRING, "mei", "days"))
    today = words(caller.get(samples.mine(SPRING, "mei")))

    assert "Private facts can’t be opened at the moment" in today
    assert ("12:35", "KE38 to Seoul ICN") in _events(page.text)


LATER = datetime(2028, 3, 30, 15, tzinfo=UTC)
"""A year after the closed trip."""


def test_after_the_trip_no_calendar_address_is_offered_or_made(samples: House) -> None:
    papers, make = samples.mine(SPRING, "mei", "papers"), samples.mine(SPRING, "mei", "calendar")
    with clock.frozen(LATER):
        caller = samples.signed_in(SPRING, "mei")
        today = caller.get(samples.mine(SPRING, "mei"))
        before = caller.get(papers)
        made = caller.post(make, page=papers)
        after = caller.get(papers)

    assert "Add to my calendar" not in today.text + before.text + after.text
    assert "The trip is over, so there is nothing more to follow." in words(before)
    assert f'action="{make}"' not in before.text
    assert made.status_code == 303
    assert "The trip is over, so no new calendar address was made." in words(after)
    assert ".ics" not in after.text


def test_an_address_of_the_trip_can_be_switched_off_after_it(samples: House) -> None:
    papers, make = samples.mine(SPRING, "mei", "papers"), samples.mine(SPRING, "mei", "calendar")
    samples.signed_in(SPRING, "mei").post(make, page=papers)
    with clock.frozen(datetime(2027, 3, 30, 15, tzinfo=UTC)):
        page = samples.signed_in(SPRING, "mei").get(papers)

    assert "Your calendar address is on." in words(page)
    assert "Switch it off" in words(page)
    assert "Make a new address" not in words(page)


def test_a_fresh_address_stands_without_a_second_button(samples: House) -> None:
    papers, make = samples.mine(SPRING, "mei", "papers"), samples.mine(SPRING, "mei", "calendar")
    caller = samples.signed_in(SPRING, "mei")
    caller.post(make, page=papers)
    page = caller.get(papers)

    assert words(page).count("Add to my calendar") == 1
    assert f'action="{make}"' not in page.text
    assert f'action="{make}/end"' in page.text


def test_a_days_heading_is_a_whole_date(samples: House) -> None:
    page = flat(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "days")))

    assert ">Wednesday, 10 March</h2>" in page


def test_languages_have_names(samples: House) -> None:
    page = words(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "people")))

    assert "speaks English, Korean" in page
    assert "speaks en" not in page


def test_nights_in_the_same_room_are_one_stay(samples: House) -> None:
    page = words(samples.signed_in(SPRING, "mei").get(samples.mine(SPRING, "mei", "more")))

    assert "Spruce Hotel 10–19 March, 9 nights room 304, with Ánh Harbor Inn 19–20 March" in page
    assert page.count("Spruce Hotel") == 1
