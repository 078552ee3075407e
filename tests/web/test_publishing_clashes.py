"""Clashes before publishing: each is ticked as seen, or the page comes back with what blocks."""

from __future__ import annotations

import html
import re

import pytest

from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.board.actions import let_be
from missions.board.judging import judge_trip, today
from missions.briefing.queries import editions, trip_by_code
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.schedule.model import Activity
from missions.web.publishing_clashes import Clash, Kind, by_kind
from tests.web.house import Caller, House, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/publish"
BOX = r'name="clash"\s+value="([0-9a-f]+)"\s+form="publish"\s+(checked)?'


@pytest.fixture
def changed(samples: House) -> House:
    """A house whose closed trip has changes that wait."""
    import_trip(
        samples.installation, read_trip(samples_dir() / "spring-27-changes"), actor=OPERATOR
    )
    return samples


def _editions(house: House) -> list[tuple[int, str]]:
    with house.installation.store.read() as session:
        trip = trip_by_code(session, CODE)
        return [(line.number, line.note) for line in editions(session, trip.id)]


def _clashes(text: str) -> list[str]:
    return [token for token, _ in re.findall(BOX, text)]


def _ticked(text: str) -> list[str]:
    return [token for token, checked in re.findall(BOX, text) if checked]


def _form(caller: Caller, ticked: slice = slice(None)) -> dict[str, object]:
    text = caller.get(PAGE).text
    fields = re.findall(r'<input type="hidden" name="(draft|seen)" value="([^"]*)"', text)
    return {
        "csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', text)[-1],
        "draft": dict(fields)["draft"],
        "seen": [html.unescape(value) for name, value in fields if name == "seen"],
        "clash": _clashes(text)[ticked],
        "note": "New flight home",
    }


def test_each_open_clash_has_a_box(changed: House) -> None:
    page = changed.signed_in(CODE, "grace").get(PAGE)

    boxes = _clashes(page.text)
    assert len(boxes) == len(set(boxes)) > 20
    assert f"{len(boxes)} clashes in this plan" in words(page)
    assert "disabled" not in page.text


def test_boxes_stand_by_kind_and_the_button_waits_for_scripts(changed: House) -> None:
    page = changed.signed_in(CODE, "grace").get(PAGE)

    groups = page.text.split("<fieldset data-ticks>")[1:]
    told = [re.search(r"<legend[^>]*>([^<]+), (\d+)</legend>", group) for group in groups]
    counts = [int(found[2]) for found in told if found]
    assert counts == [len(_clashes(group)) for group in groups]
    assert sum(counts) == len(_clashes(page.text))
    buttons = re.findall(r"<button [^>]* hidden>\s*Tick all (\d+) of this kind", page.text)
    assert [int(number) for number in buttons] == [number for number in counts if number > 1]


def test_clashes_come_by_kind_as_the_kinds_first_come() -> None:
    def clash(token: str, title: str) -> Clash:
        return Clash(token, title, reason="", fix="", stops=True, overridden="")

    bed, seats, bed_too = clash("1", "No bed"), clash("2", "Too few seats"), clash("3", "No bed")

    assert by_kind((bed, seats, bed_too)) == (
        Kind("No bed", (bed, bed_too)),
        Kind("Too few seats", (seats,)),
    )
    assert by_kind(()) == ()


@pytest.mark.parametrize("ticked", [slice(0), slice(1, None)])
def test_a_clash_that_is_not_ticked_leads_back_with_what_blocks(
    changed: House, ticked: slice
) -> None:
    caller = changed.signed_in(CODE, "grace")
    form = _form(caller, ticked)

    answer = caller.client.post(PAGE, data=form)

    assert answer.status_code == 409
    left = len(_clashes(answer.text)) - len(_ticked(answer.text))
    said = f"{left} clash is not ticked" if left == 1 else f"{left} clashes are not ticked"
    assert f"Nothing was published. Your note is kept. {said} as seen" in words(answer)
    assert answer.text.count("unseen-yet") == left
    assert _ticked(answer.text) == form["clash"]
    assert 'value="New flight home"' in answer.text
    assert _editions(changed) == [(1, "First plan")]


def test_with_all_of_them_ticked_it_is_published(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")

    answer = caller.client.post(PAGE, data=_form(caller))

    assert answer.status_code == 303
    assert _editions(changed) == [(2, "New flight home"), (1, "First plan")]


def test_a_clash_of_a_draft_that_moved_is_shown_before_anything_goes_out(changed: House) -> None:
    caller = changed.signed_in(CODE, "grace")
    form = _form(caller)
    with changed.installation.store.write() as session:
        session.query(Activity).filter_by(key="11-songs-and-first-words").one().title = "Songs"

    answer = caller.client.post(PAGE, data=form)

    assert answer.status_code == 409
    assert "The plan was changed after you looked at it." in words(answer)
    assert _ticked(answer.text) == form["clash"]
    assert _editions(changed) == [(1, "First plan")]


def test_what_is_let_be_needs_no_box_and_its_reason_is_told(changed: House) -> None:
    with changed.installation.store.write() as session:
        trip = trip_by_code(session, CODE)
        judged = judge_trip(changed.installation, session, trip, OPERATOR, today(trip))
        for clash in judged.conflicts:
            let_be(session, trip, clash.identity, "Talked over <i>twice</i>", "Paul", OPERATOR)
    caller = changed.signed_in(CODE, "grace")

    page = caller.get(PAGE)
    answer = caller.client.post(PAGE, data=_form(caller))
    after = words(caller.get(answer.location))

    assert _clashes(page.text) == []
    assert "Why it can stay: Talked over <i>twice</i>" in words(page)
    assert "<i>twice</i>" not in page.text
    count = len(judged.conflicts)
    assert f"{count} clashes let be: Talked over <i>twice</i>." in after
    assert "Why it can stay: Talked over <i>twice</i>" in words(caller.get(PAGE))
    assert _editions(changed) == [(2, "New flight home"), (1, "First plan")]
