"""Leaders' papers by page: locked, for who showed a second factor and who they are just now."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from missions import clock
from missions.audit.model import AuditEntry
from missions.briefing.document import What
from missions.briefing.model import PaperCopy
from missions.briefing.reader import Asked
from missions.installation import open_installation
from missions.privacy import Audience
from missions.trips.model import Trip
from missions.web.addresses import PaperAddress, seal
from tests.web.house import Caller, House, opened, words

CODE = "spring-27"
LATER = datetime(2027, 2, 1, 15, 44, tzinfo=UTC)
STALE = datetime(2027, 2, 1, 15, 46, tzinfo=UTC)
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)


def _path(
    house: House,
    what: What = What.ROOMING,
    audience: Audience = Audience.LEADER,
    person: str | None = None,
    fmt: str = "pdf",
) -> str:
    with house.installation.store.read() as session:
        trip = str(session.query(Trip.id).filter_by(code=CODE).scalar())
    address = PaperAddress(trip, 1, Asked(what, audience, person), fmt)
    with house.app.app_context():
        return f"/papers/{seal(address)}/locked"


def _pressed(caller: Caller, path: str) -> tuple[str, str]:
    """Press the button; return the passphrase and the file's address."""
    page = caller.post(path, page=f"/trips/{CODE}/papers")
    assert page.status_code == 200
    (passphrase,) = re.findall(r'id="passphrase"\s+readonly\s+value="([^"]+)"', page.text)
    (address,) = re.findall(r'href="(/papers/[^"]+)"\s+download', page.text)
    return passphrase, address


def _rows(house: House) -> list[tuple[str, str]]:
    with house.installation.store.read() as session:
        rows = session.query(AuditEntry).filter(AuditEntry.action.like("leader-paper:%")).all()
        return [(row.detail, row.trip_id) for row in rows]


def test_the_file_opens_with_the_passphrase_that_was_shown(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    passphrase, address = _pressed(caller, _path(samples))

    answer = caller.get(address)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}", passphrase)
    assert answer.content_type == "application/pdf"
    name = "attachment; filename=rooming-leader-edition-1.pdf"
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "private, no-store"
    reader = PdfReader(io.BytesIO(answer.data))
    assert (reader.is_encrypted, bool(reader.decrypt("nothing"))) == (True, False)
    assert reader.decrypt(passphrase)
    with samples.installation.store.read() as session:
        (copy,) = session.query(PaperCopy).all()
        trip = session.query(Trip.id).filter_by(code=CODE).scalar()
    assert (copy.what, copy.audience, copy.person, copy.times) == ("rooming", "leader", "grace", 1)
    assert copy.code in reader.pages[0].extract_text()
    assert _rows(samples) == [("rooming leader pdf", trip)]


def test_each_press_makes_a_passphrase_of_its_own(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")

    pressed = [_pressed(caller, _path(samples)) for _ in range(2)]

    assert len({passphrase for passphrase, _ in pressed}) == 2
    assert len({address for _, address in pressed}) == 2


def test_the_file_is_good_in_one_browser_for_five_minutes(samples: House) -> None:
    caller, other = samples.signed_in(CODE, "grace"), samples.signed_in(CODE, "grace")
    _, address = _pressed(caller, _path(samples))
    with clock.frozen(LATER):
        fresh = samples.signed_in(CODE, "grace")
        answers = [caller.get(address), fresh.get(address), other.get(address)]
    with clock.frozen(STALE):
        stale = caller.get(address)

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert (stale.status_code, stale.location) == (303, f"/confirm?next={address}")


def test_an_address_that_waited_too_long_says_so(
    samples: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = samples.signed_in(CODE, "grace")
    monkeypatch.setattr("missions.web.locked.HOLDS", -clock.now().resolution)
    _, address = _pressed(caller, _path(samples))

    answer = caller.get(address)

    assert answer.status_code == 410
    assert "This file waited too long" in words(answer)
    assert _rows(samples) == []


def test_a_stale_leader_is_asked_who_they_are_before_a_passphrase_is_shown(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    with clock.frozen(STALE):
        answer = caller.post(_path(samples), page=f"/trips/{CODE}/papers")

    assert answer.status_code == 401
    assert 'id="passphrase"' not in answer.text


@pytest.mark.parametrize(
    ("code", "key"), [(CODE, "mei"), (CODE, "tao-wang"), ("casa-27", "marisol")]
)
def test_nobody_else_gets_a_passphrase(samples: House, code: str, key: str) -> None:
    leader = samples.signed_in(CODE, "grace")
    _, address = _pressed(leader, _path(samples))
    caller = samples.signed_in(code, key)

    pressed = caller.post(_path(samples), page="/account")

    assert (pressed.status_code, caller.get(address).status_code) == (404, 404)


def test_a_leader_without_a_second_factor_is_sent_to_show_one(samples: House) -> None:
    caller = samples.anyone()
    assert caller.post(samples.link(CODE, "grace", vouched=False)).status_code == 303

    answer = caller.post(_path(samples), page="/account")

    assert answer.status_code == 401
    assert 'id="passphrase"' not in answer.text


def test_only_leaders_papers_as_pdf_are_locked(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    paths = [
        _path(samples, What.BOOK, Audience.TEAM),
        _path(samples, fmt="csv"),
        _path(samples, What.PACKET, person="nobody"),
        "/papers/nonsense/locked",
    ]

    answers = [caller.post(path, page=f"/trips/{CODE}/papers").status_code for path in paths]

    assert answers == [404, 404, 404, 404]


def test_near_a_border_nothing_is_locked_or_handed_out(samples: House) -> None:
    with clock.frozen(BORDER_NIGHT):
        caller = samples.signed_in(CODE, "grace")

        answer = caller.post(_path(samples), page="/account")

    assert answer.status_code == 403
    assert "Not available right now" in words(answer)


def test_without_the_key_there_is_no_lock_and_no_paper(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    samples.installation.settings.key_file.unlink()
    keyless = open_installation(samples.installation.settings)
    waking = Caller(opened(keyless).app.test_client())
    cookie = caller.client.get_cookie("session")
    assert cookie is not None
    waking.client.set_cookie("session", cookie.value)

    answer = waking.post(_path(samples), page=f"/trips/{CODE}/papers")
    keyless.close()

    assert answer.status_code == 503
    assert 'id="passphrase"' not in answer.text
