"""A leader's overview: the draft, what follows from it, and one next step."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from tests.web.house import House, words

SPRING = "spring-27"


def _primary(text: str) -> list[tuple[str, str]]:
    """Return address and words of each primary action."""
    found = re.findall(r'<a class="button primary"\s+href="([^"]+)">([^<]+)</a>', text)
    return [(address, words_.strip()) for address, words_ in found]


def test_it_says_how_far_off_and_which_edition_is_out(samples: House) -> None:
    page = words(samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}"))

    assert "Spring trip Chicago to Yanji · 8–20 March 2027 · 16 people" in page
    assert "35 days to go Fly Mon 8 March, 12:35 No-go 0 of 16 ready Edition 1" in page
    assert "Edition 1 out since Mon 1 February" in page
    assert "Chicago 09:40 Yanji 23:40" in page


def test_the_timeline_leads_from_today_to_coming_home(samples: House) -> None:
    text = samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}").text
    line = text.partition('<ol class="timeline"')[2].partition("</ol>")[0]
    marks = re.findall(
        r'<li class="mark-(\w+)">.*?<b>(.*?)</b>\s*<span class="quiet">(.*?)</span>',
        line,
        re.DOTALL,
    )

    assert marks == [
        ("now", "Today", "Mon 1 February"),
        ("due", "Fifty words of Korean", "Sat 6 February, 10:00"),
        ("due", "Parents’ evening", "Thu 18 February, 19:00"),
        ("due", "Pack and weigh", "Sat 27 February, 10:00"),
        ("due", "3 more trainings", "from Fri 5 March"),
        ("due", "KE38 to Seoul", "Mon 8 March, 12:35"),
        ("goal", "Home again", "Sat 20 March, 09:20"),
    ]


def test_the_drawing_of_the_route_has_its_words(samples: House) -> None:
    text = samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}").text
    beside = words_of(text.partition('<ol class="route-words')[2].partition("</ol>")[0])

    assert '<svg class="route-drawing"' in text
    assert re.findall(r'class="lane-name"[^>]*>([^<]+)<', text) == ["Seoul", "Yanji", "Chicago"]
    assert "Mon 8 March 12:35 Chicago ORD → to 17:20 +1 Seoul ICN KE38, 13 h 45" in beside


def words_of(fragment: str) -> str:
    """Return a fragment's text in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", "<" + fragment)).strip()


def test_with_an_edition_out_and_nothing_new_the_papers_are_next(samples: House) -> None:
    page = samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}")

    assert _primary(page.text) == [(f"/trips/{SPRING}/papers", "Open the papers")]
    assert "Nothing. The draft says what edition 1 says." in words(page)


def test_changes_of_the_draft_are_told_and_lead_to_publishing(samples: House) -> None:
    folder = samples_dir() / "spring-27-changes"
    import_trip(samples.installation, read_trip(folder), actor=OPERATOR)

    page = samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}")

    assert _primary(page.text) == [(f"/trips/{SPRING}/publish", "Look and publish")]
    assert "Publish edition 2" in words(page)
    assert "Edition 2 is a draft with" in words(page)
    assert page.text.count('class="quiet change-day"') == 6
    assert "Read all 8" in words(page)


def test_before_the_first_edition_publishing_is_next(house: House, tmp_path: Path) -> None:
    import_trip(house.installation, read_trip(samples_dir() / SPRING), actor=OPERATOR)

    page = house.signed_in(SPRING, "grace").get(f"/trips/{SPRING}")

    assert _primary(page.text) == [(f"/trips/{SPRING}/publish", "Look and publish")]
    assert "Not published only leaders see it" in words(page)
    assert "Publish the first edition" in words(page)
    assert "KE38 to Seoul" in words(page)


@pytest.mark.parametrize("who", [("casa-27", "marisol"), (SPRING, "mei"), (SPRING, "hui-wang")])
def test_others_are_told_of_nothing(samples: House, who: tuple[str, str]) -> None:
    caller = samples.signed_in(*who)
    unknown = caller.get("/trips/no-such-trip")

    for page in ("", "/papers", "/publish", "/folder"):
        answer = caller.get(f"/trips/{SPRING}{page}")
        assert (answer.status_code, answer.text) == (404, unknown.text)


def test_near_a_border_a_leader_who_travels_is_told_to_wait(samples: House) -> None:
    with clock.frozen(datetime(2027, 3, 9, 6, tzinfo=UTC)):
        caller = samples.signed_in(SPRING, "grace")
        answers = [caller.get(f"/trips/{SPRING}{page}") for page in ("", "/papers", "/publish")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    for answer in answers:
        assert "Not available right now" in words(answer)
        assert "Maple House" not in answer.text
        assert "border" not in answer.text.casefold()


def test_names_full_of_markup_are_text(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(samples_dir() / SPRING, folder)
    people = (folder / "people.csv").read_text(encoding="utf-8")
    markup = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    (folder / "people.csv").write_text(people.replace(",Esther,", f",{markup},"), encoding="utf-8")
    import_trip(house.installation, read_trip(folder), actor=OPERATOR)
    publish(house.installation, SPRING, OPERATOR)

    caller = house.signed_in(SPRING, "grace")
    pages = [caller.get(f"/trips/{SPRING}"), caller.get(house.mine(SPRING, "grace", "people"))]

    for page in pages:
        assert (
            "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in page.text
        )
        assert "<img" not in page.text
        assert "<script>" not in page.text


def test_a_trip_long_over_is_said_to_be_over(samples: House) -> None:
    with clock.frozen(datetime(2028, 3, 9, 6, tzinfo=UTC)):
        page = words(samples.signed_in(SPRING, "grace").get(f"/trips/{SPRING}"))

    assert "Over ended Sat 20 March" in page
    assert "The trip is over It ended on Sat 20 March. Edition 1 stays to look back on." in page
    assert "Hand out the papers" not in page


def test_a_title_has_no_blanks_around_it(samples: House) -> None:
    for path in ("/no/such/page", f"/trips/{SPRING}", "/trips"):
        title = re.search(
            "<title>(.*?)</title>", samples.signed_in(SPRING, "grace").get(path).text, re.DOTALL
        )
        assert title is not None
        assert title[1] == title[1].strip() != ""
