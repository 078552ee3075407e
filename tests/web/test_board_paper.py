"""The board by page: locked, for who leads and showed who they are just now; listed as a copy."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from missions import clock
from missions.audit.model import AuditEntry
from missions.briefing.model import PaperCopy
from missions.installation import open_installation
from missions.settings import at_home
from missions.trips.model import Trip
from missions.web import app, board_paper
from tests.web.house import Caller, House, opened, words

CODE = "spring-27"
PATH = f"/trips/{CODE}/ready.pdf"
LATER = datetime(2027, 2, 1, 15, 44, tzinfo=UTC)
STALE = datetime(2027, 2, 1, 15, 46, tzinfo=UTC)
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)


@pytest.fixture
def rooms(
    sample_home: Path, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """A house with both sample trips, in winter, that has this room."""
    rooms = tuple(dict.fromkeys((*app.ROOMS, board_paper.room)))
    monkeypatch.setattr(app, "ROOMS", rooms)
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    installation = open_installation(at_home(home))
    yield opened(installation)
    installation.close()


def _pressed(caller: Caller) -> tuple[str, str]:
    """Ask for the paper; return the passphrase and the file's address."""
    page = caller.get(PATH)
    assert page.status_code == 200
    (passphrase,) = re.findall(r'id="passphrase"\s+readonly\s+value="([^"]+)"', page.text)
    (address,) = re.findall(r'href="(/trips/[^"]+)"\s+download', page.text)
    return passphrase, address


def _rows(house: House) -> list[tuple[str, str]]:
    with house.installation.store.read() as session:
        rows = session.query(AuditEntry).filter_by(action="board:take").all()
        return [(row.detail, row.trip_id) for row in rows]


def test_the_file_opens_with_the_passphrase_and_is_a_copy(rooms: House) -> None:
    caller = rooms.signed_in(CODE, "grace")
    passphrase, address = _pressed(caller)

    answer = caller.get(address)

    assert answer.content_type == "application/pdf"
    name = "attachment; filename=board-leader-edition-1.pdf"
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "private, no-store"
    reader = PdfReader(io.BytesIO(answer.data))
    assert (reader.is_encrypted, bool(reader.decrypt("nothing"))) == (True, False)
    assert reader.decrypt(passphrase)
    with rooms.installation.store.read() as session:
        (copy,) = session.query(PaperCopy).all()
        trip = session.query(Trip.id).filter_by(code=CODE).scalar()
    assert (copy.what, copy.audience, copy.person, copy.times) == ("board", "leader", "grace", 1)
    text = reader.pages[0].extract_text()
    assert "No-go" in text
    assert f"Edition 1 · leader · {copy.code}" in text
    assert _rows(rooms) == [("board leader pdf", trip)]
    listed = words(caller.get(f"/trips/{CODE}/copies"))
    assert copy.code in listed
    assert "Who is ready" in listed


def test_the_button_may_be_a_form_as_well(rooms: House) -> None:
    caller = rooms.signed_in(CODE, "grace")

    page = caller.post(PATH, page=f"/trips/{CODE}/papers")

    assert page.status_code == 200
    assert len(re.findall(r'id="passphrase"', page.text)) == 1


def test_the_file_is_good_in_one_browser_for_five_minutes(rooms: House) -> None:
    caller, other = rooms.signed_in(CODE, "grace"), rooms.signed_in(CODE, "grace")
    _, address = _pressed(caller)
    with clock.frozen(LATER):
        answers = [caller.get(address), other.get(address), caller.get(f"{PATH}/nothing")]
    with clock.frozen(STALE):
        stale = caller.get(address)

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert (stale.status_code, stale.location) == (303, f"/confirm?next={address}")


def test_an_address_that_waited_too_long_says_so(
    rooms: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = rooms.signed_in(CODE, "grace")
    monkeypatch.setattr("missions.web.board_paper.HOLDS", -clock.now().resolution)
    _, address = _pressed(caller)

    answer = caller.get(address)

    assert answer.status_code == 410
    assert "This file waited too long" in words(answer)
    assert _rows(rooms) == []


@pytest.mark.parametrize(
    ("code", "key"), [(CODE, "mei"), (CODE, "tao-wang"), ("casa-27", "marisol")]
)
def test_nobody_else_gets_one(rooms: House, code: str, key: str) -> None:
    _, address = _pressed(rooms.signed_in(CODE, "grace"))
    caller = rooms.signed_in(code, key)

    assert (caller.get(PATH).status_code, caller.get(address).status_code) == (404, 404)
    assert _rows(rooms) == []


def test_it_rests_while_a_border_is_near(rooms: House) -> None:
    with clock.frozen(BORDER_NIGHT):
        caller = rooms.signed_in(CODE, "grace")
        answer = caller.get(PATH)

    assert answer.status_code != 200
    assert 'id="passphrase"' not in answer.text
