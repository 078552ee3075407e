"""Publishing by page: the difference first, once however often it is pressed, never another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.briefing.queries import editions
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.schedule.model import Activity
from tests.web.house import Caller, House, token_of, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/publish"


@pytest.fixture
def changed(samples: House) -> House:
    """A house whose closed trip has changes that wait."""
    import_trip(
        samples.installation, read_trip(samples_dir() / "spring-27-changes"), actor=OPERATOR
    )
    return samples


def _editions(house: House, code: str = CODE) -> list[tuple[int, str]]:
    with house.installation.store.read() as session:
        trip = session.query(Activity.trip_id).filter_by(key="11-breakfast").scalar()
        return [(line.number, line.note) for line in editions(session, trip)]


def _form(caller: Caller) -> dict[str, object]:
    """Return what the page's form would send."""
    text = caller.get(PAGE).text
    fields = re.findall(r'<input type="hidden" name="(draft|seen)" value="([^"]*)"', text)
    return {
        "csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', text)[-1],
        "draft": dict(fields)["draft"],
        "seen": [value for name, value in fields if name == "seen"],
        "clash": re.findall(r'name="clash"\s+value="([0-9a-f]+)"', text),
    }


def test_the_page_shows_what_publishing_would_change(changed: House) -> None:
    page = changed.signed_in(CODE, "grace").get(PAGE)

    assert "Since edition 1" in words(page)
    assert "Publish edition 2" in words(page)
    assert len(re.findall(r'class="kind kind-(?:new|gone|moved|changed)"', page.text)) > 3
    assert _editions(changed) == [(1, "First plan")]


def test_pressing_publishes_with_the_note(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")

    answer = caller.client.post(PAGE, data={**_form(caller), "note": "New flight home"})

    assert (answer.status_code, answer.location) == (303, f"/trips/{CODE}")
    assert "Edition 2 is out. Calendars follow within the hour." in words(
        caller.get(answer.location)
    )
    assert _editions(changed) == [(2, "New flight home"), (1, "First plan")]


def test_pressing_twice_publishes_once(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")
    form = _form(caller)

    answers = [caller.client.post(PAGE, data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert _editions(changed) == [(2, ""), (1, "First plan")]


def test_a_draft_that_moved_is_shown_and_the_note_is_kept(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")
    form = _form(caller)
    with changed.installation.store.write() as session:
        session.query(Activity).filter_by(key="11-breakfast").one().title = "Porridge <b>at six</b>"

    answer = caller.client.post(PAGE, data={**form, "note": "Mind the clock"})

    assert answer.status_code == 409
    page = words(answer)
    assert "The plan was changed after you looked at it." in page
    now, _, before = page.partition("What you had looked at")
    assert "Porridge <b>at six</b>" in now
    assert "Porridge" not in before
    assert all(" ".join(str(line).split()) in before for line in _unescaped(form["seen"]))
    assert 'value="Mind the clock"' in answer.text
    assert "<b>at six</b>" not in answer.text
    assert _editions(changed) == [(1, "First plan")]


def _unescaped(lines: object) -> list[str]:
    assert isinstance(lines, list)
    assert lines
    return [line.replace("&amp;", "&").replace("&#39;", "'") for line in lines]


def test_nothing_new_is_said_to_be_nothing(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert "Nothing has changed Edition 1 says what the draft says." in words(page)
    assert 'name="draft"' not in page.text


def test_the_first_edition_is_explained(house: House, tmp_path: Path) -> None:
    import_trip(house.installation, read_trip(samples_dir() / CODE), actor=OPERATOR)
    caller = house.signed_in(CODE, "grace")

    page = caller.get(PAGE)
    caller.client.post(PAGE, data=_form(caller))

    assert "Publish the first edition From now on the team sees the plan" in words(page)
    assert _editions(house) == [(1, "")]


def test_leaders_facts_that_changed_are_counted_but_not_told(samples: House) -> None:
    with samples.installation.store.write() as session:
        row = session.query(Activity).filter_by(key="11-breakfast").one()
        row.note, row.backup = "Meet Piao at the gate", "Piao drives"

    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert "Piao" not in page.text
    assert "Publish edition 2" in words(page)


def test_without_the_outer_key_nothing_is_published_and_the_page_says_why(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")
    changed.installation.settings.key_file.unlink()

    answer = caller.get(PAGE)

    assert answer.status_code == 503
    assert "Private facts can’t be opened" in words(answer)
    assert caller.get(f"/trips/{CODE}").status_code == 200


def test_a_member_cannot_publish(changed: House) -> None:
    leader, member = changed.signed_in(CODE, "grace"), changed.signed_in(CODE, "mei")
    form = {**_form(leader), "csrf_token": token_of(member.get("/trips"))}

    answer = member.client.post(PAGE, data=form)

    assert answer.status_code == 404
    assert _editions(changed) == [(1, "First plan")]


def test_a_word_that_was_accepted_is_taken_back(samples: House) -> None:
    with samples.installation.store.write() as session:
        session.query(Activity).filter_by(key="11-breakfast").one().plain_title = "Evening prayer"
    caller = samples.signed_in(CODE, "grace")
    page = caller.get(PAGE).text
    key = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0]
        for name in ("place", "term", "text")
    }

    caller.post(f"{PAGE}/accept", {**key, "reason": "a guest’s own word"}, page=PAGE)
    accepted = words(caller.get(PAGE))
    caller.post(f"{PAGE}/take-back", key, page=PAGE)
    back = words(caller.get(PAGE))

    assert "another leader has to do so too" in accepted
    assert "Accept it no longer" in accepted
    assert "It is accepted no longer." in back
    assert "as the first of two leaders" in back
