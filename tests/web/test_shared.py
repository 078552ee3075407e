"""Shared addresses: exactly the paper of their audience, and no sign that more exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from missions import clock
from missions.accounts import capabilities, fetches
from missions.accounts.capabilities import Purpose
from missions.accounts.model import CapabilityLink
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.briefing.actions import publish
from missions.briefing.admission import Viewer, may, whose
from missions.briefing.document import What
from missions.briefing.model import Edition
from missions.briefing.papers import papers
from missions.briefing.reader import Asked
from missions.privacy import Audience
from missions.trips.model import Membership, Partner, Trip
from missions.web.security import POLICY
from tests.briefing.papers_of_canaries import places_in, published, text_of
from tests.factories.canary_trip import CanaryTrip, build
from tests.factories.installations import sqlite_installation
from tests.web.house import House, opened, words
from tests.web.test_feeds import EMPTY

JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
AT_THE_BORDER = datetime(2026, 7, 11, 6, tzinfo=UTC)
ENDS = datetime(2026, 8, 20, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
SHEETS = {
    Purpose.FAMILY: (What.FAMILY_SHEET, Audience.FAMILY),
    Purpose.HOST: (What.HOST_SHEET, Audience.HOST),
}
FORMATS = {"": "html", "/sheet.pdf": "pdf", "/calendar.ics": "ics"}


class SharedHouse:
    """A published canary trip, and its shared addresses."""

    def __init__(self, house: House, trip: CanaryTrip) -> None:
        self.house, self.trip = house, trip
        self.installation = house.installation

    def owner(self, key: str) -> tuple[Purpose, str]:
        """Return whose address a key means: a member's family, or a host."""
        with self.installation.store.read() as session:
            member = session.query(Membership.id).filter_by(key=key).scalar()
            partner = session.query(Partner.id).filter_by(key=key).scalar()
        return (Purpose.FAMILY, member) if member else (Purpose.HOST, partner)

    def share(self, key: str) -> str:
        """Return the path of a fresh address."""
        purpose, owner = self.owner(key)
        return f"/shared/{capabilities.make(self.installation, purpose, owner, OPERATOR, ENDS)}"

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask as somebody without any cookie."""
        return self.house.app.test_client().get(path, headers=headers)


@pytest.fixture(params=["closed", "guarded", "open"])
def posture(request: pytest.FixtureRequest) -> str:
    """How careful the trip is."""
    return str(request.param)


@pytest.fixture
def shared(posture: str, tmp_path: Path) -> Iterator[SharedHouse]:
    """A canary trip with its first edition, three weeks before it starts."""
    installation = sqlite_installation(tmp_path / "home")
    with clock.frozen(JUNE):
        trip = build(installation, posture)
        publish(installation, trip.code, OPERATOR)
        yield SharedHouse(opened(installation), trip)
    fetches.FETCHES.take()
    installation.close()


def _asked(key: str, fmt: str) -> Asked:
    purpose = Purpose.HOST if key in ("lee", "oh") else Purpose.FAMILY
    what, audience = SHEETS[purpose]
    what = What.CALENDAR if fmt == "ics" else what
    if purpose is Purpose.HOST:
        return Asked(what, audience, partner=key)
    return Asked(what, audience, key)


guarded = pytest.mark.parametrize("posture", ["guarded"], indirect=True)


@pytest.mark.parametrize("key", ["mei", "sam", "lee", "oh"])
def test_an_address_opens_exactly_its_own_papers(
    shared: SharedHouse, posture: str, key: str
) -> None:
    path = shared.share(key)

    found = {
        fmt: shared.trip.canary.found_in(
            text_of((answer := shared.get(path + end)).data, fmt) + str(answer.headers)
        )
        for end, fmt in FORMATS.items()
    }

    assert found == {fmt: places_in(posture, _asked(key, fmt), fmt) for fmt in FORMATS.values()}
    assert "trip.label" in found["html"]


OF_PAGES = ("Cross-Origin-Opener-Policy", "Permissions-Policy")
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": POLICY,
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(),"
    " publickey-credentials-create=(self), publickey-credentials-get=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

OF_FILES = {
    **{name: value for name, value in HEADERS.items() if name not in OF_PAGES},
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


def _headers(answer: TestResponse) -> dict[str, str]:
    found = [(name, value) for name, value in answer.headers if name != "Content-Length"]
    assert len(found) == len(dict(found))
    return dict(found)


@guarded
def test_every_answer_has_these_headers_and_no_cookie(shared: SharedHouse) -> None:
    path = shared.share("mei")
    calendar = shared.get(f"{path}/calendar.ics")
    tag = calendar.headers["ETag"]

    assert _headers(shared.get(path)) == HEADERS
    assert _headers(shared.get("/shared/nonsense")) == HEADERS
    assert _headers(shared.get(f"{path}/sheet.pdf")) == {
        **OF_FILES,
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename=dates.pdf",
    }
    assert _headers(calendar) == {
        **OF_FILES,
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="calendar.ics"',
        "Cache-Control": "private, no-cache",
        "ETag": tag,
    }
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)


@guarded
def test_a_cookie_that_is_sent_is_neither_read_nor_set_anew(shared: SharedHouse) -> None:
    caller = shared.house.signed_in(shared.trip.code, "lea")
    path = shared.share("mei")

    answers = [caller.get(path), caller.get(f"{path}/calendar.ics"), caller.get("/shared/x")]

    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 3
    assert [answer.headers.get("Vary") for answer in answers] == [None] * 3
    assert answers[0].data == shared.get(path).data


MORE = ("mission", "edition", "posture", "guarded", "closed", "sign", "canary", "leader", "team")


def test_nothing_says_that_more_exists(shared: SharedHouse) -> None:
    for key in ("mei", "lee"):
        path = shared.share(key)
        page, off = shared.get(path), None
        capabilities.revoke(shared.installation, *shared.owner(key), OPERATOR)
        off = shared.get(path)
        for answer in (page, off, shared.get("/shared/nonsense")):
            text = answer.text.casefold().replace(path.casefold(), "")
            assert [word for word in MORE if word in text] == []
            links = set(re.findall(r'(?:href|src|action)="([^"]+)"', answer.text))
            known = {link for link in links if link.startswith(("tel:", "/shared/page.css?v="))}
            own = {f"{path}/sheet.pdf", f"webcal://127.0.0.1:8080{path}/calendar.ics"}
            assert links - known == (own if answer is page else set())


@guarded
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_whatever_is_wrong_is_the_same_bare_page(shared: SharedHouse, method: str) -> None:
    path = shared.share("mei")
    client = shared.house.app.test_client()
    unknown = client.get("/shared/nonsense")

    answers = [client.open(path, method=method), client.get(f"{path}/sheet.docx")]
    answers += [client.get(f"{path}/"), client.get("/shared/nonsense/calendar.ics")]

    assert words(unknown) == "There is nothing here. The address may be mistyped."
    assert {(one.status_code, one.text) for one in answers} == {(404, unknown.text)}


def _revoke(shared: SharedHouse, purpose: Purpose, owner: str) -> None:
    assert capabilities.revoke(shared.installation, purpose, owner, OPERATOR)


def _replace(shared: SharedHouse, purpose: Purpose, owner: str) -> None:
    capabilities.make(shared.installation, purpose, owner, OPERATOR, ENDS)


def _take_out(shared: SharedHouse, _purpose: Purpose, owner: str) -> None:
    with shared.installation.store.write() as session:
        capabilities.end_all(session, memberships=[owner], partners=[owner], actor=OPERATOR)
        session.query(Trip).delete()


def _end_membership(shared: SharedHouse, _purpose: Purpose, owner: str) -> None:
    with shared.installation.store.write() as session:
        session.get_one(Membership, owner).ended_at = clock.now()


@guarded
@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("mei", _revoke),
        ("mei", _replace),
        ("mei", _take_out),
        ("mei", _end_membership),
        ("oh", _revoke),
        ("oh", _take_out),
    ],
)
def test_an_address_that_is_over_says_so_for_a_month(
    shared: SharedHouse, key: str, end: Callable[[SharedHouse, Purpose, str], None]
) -> None:
    path = shared.share(key)
    before = shared.get(f"{path}/calendar.ics").headers["ETag"]
    end(shared, *shared.owner(key))

    answers = {tail: shared.get(path + tail, If_None_Match=before) for tail in FORMATS}
    with clock.frozen(JUNE + MONTH):
        gone = [shared.get(path + tail) for tail in FORMATS]
        unknown = shared.get("/shared/nonsense")

    assert {tail: answer.status_code for tail, answer in answers.items()} == {
        "": 410,
        "/sheet.pdf": 404,
        "/calendar.ics": 200,
    }
    assert words(answers[""]) == (
        "This address is switched off. Ask whoever gave it to you for a new one."
    )
    assert answers["/calendar.ics"].data == EMPTY
    assert {(answer.status_code, answer.text) for answer in gone} == {(404, unknown.text)}
    texts = "".join(answer.text for answer in answers.values())
    assert shared.trip.canary.found_in(texts) == set()


@guarded
def test_an_address_expires(shared: SharedHouse) -> None:
    path = shared.share("mei")
    seen = []
    for at in (ENDS - timedelta(seconds=1), ENDS, ENDS + MONTH):
        with clock.frozen(at):
            seen.append([shared.get(path + tail).status_code for tail in FORMATS])

    assert seen == [[200, 200, 200], [410, 404, 200], [404, 404, 404]]


@guarded
def test_an_address_of_a_feed_opens_no_shared_page(shared: SharedHouse) -> None:
    _, member = shared.owner("mei")
    token = capabilities.make_feed_link(shared.installation, member, OPERATOR, ENDS)

    assert [shared.get(f"/shared/{token}{tail}").status_code for tail in FORMATS] == [404] * 3
    assert shared.get(f"/calendar/{token}.ics").status_code == 200


def test_who_has_a_link_may_have_exactly_its_papers() -> None:
    desk = published("guarded")[1]
    own = frozenset({_asked("lee", "html"), _asked("lee", "ics")})

    for viewer in (Viewer("link:x", role="", opens=own), Viewer("link:x", opens=own)):
        found = {one for one in papers(desk) if may(desk, viewer, one, whose(desk, one)[0])}
        assert found == own
    assert not any(
        may(desk, Viewer("link:x", opens=frozenset()), one, whose(desk, one)[0])
        for one in papers(desk)
    )


@pytest.mark.parametrize("posture", ["closed", "guarded"], indirect=True)
def test_who_waits_at_home_reads_on_while_a_border_is_near(
    shared: SharedHouse, posture: str
) -> None:
    path = shared.share("mei")
    before = shared.get(path)

    with clock.frozen(AT_THE_BORDER):
        near = shared.get(path)

    assert (near.status_code, near.data) == (200, before.data)


@guarded
def test_a_new_edition_reaches_page_and_calendar(shared: SharedHouse) -> None:
    path = shared.share("lee")
    tag = shared.get(f"{path}/calendar.ics").headers["ETag"]
    with shared.installation.store.write() as session:
        session.query(Trip).one().label = "Later"
    publish(shared.installation, shared.trip.code, OPERATOR)

    answer = shared.get(f"{path}/calendar.ics", If_None_Match=tag)

    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag
    assert b"Later" in answer.data
    assert "Later" in words(shared.get(path))


@pytest.mark.parametrize("posture", ["open"], indirect=True)
def test_an_unchanged_calendar_opens_no_seal(shared: SharedHouse) -> None:
    path = shared.share("lee")
    tag = shared.get(f"{path}/calendar.ics").headers["ETag"]
    with shared.installation.store.read() as session:
        before = session.query(AuditEntry).count()

    answer = shared.get(f"{path}/calendar.ics", If_None_Match=tag)

    with shared.installation.store.read() as session:
        after = session.query(AuditEntry).count()
    assert (answer.status_code, answer.data, after) == (304, b"", before)


@guarded
def test_who_read_what_is_written_down_and_counted(shared: SharedHouse) -> None:
    path = shared.share("mei")
    with shared.installation.store.read() as session:
        link = session.query(CapabilityLink.id).scalar()
        edition = session.query(Edition.id).scalar()
    for tail in FORMATS:
        shared.get(path + tail, User_Agent="iOS/17.1 (21B74) dataaccessd/1.0")
    fetches.flush(shared.installation.store)

    with shared.installation.store.read() as session:
        rows = session.query(AuditEntry).filter_by(action="shared:read").order_by("number").all()
        row = session.get_one(CapabilityLink, link)
    assert [(one.actor, one.subject, one.detail, one.trip_id) for one in rows] == [
        (f"link:{link}", edition, "family-sheet family html", shared.trip.trip_id),
        (f"link:{link}", edition, "family-sheet family pdf", shared.trip.trip_id),
    ]
    assert (row.fetches, row.last_fetched_at, row.last_client) == (3, JUNE, "Apple Calendar")


@guarded
def test_without_an_edition_there_is_nothing_here(shared: SharedHouse) -> None:
    path = shared.share("lee")
    with shared.installation.store.write() as session:
        session.query(Edition).delete()

    answers = [shared.get(path + tail) for tail in FORMATS]

    assert {(one.status_code, words(one)) for one in answers} == {
        (404, "There is nothing here. The address may be mistyped.")
    }


@guarded
def test_what_breaks_is_told_barely_and_logged_without_values(
    shared: SharedHouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, secret = shared.share("lee"), shared.trip.canary("site.maple.name")

    def broken(*_all: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("missions.web.shared.released", broken)

    answer = shared.get(path)

    assert (answer.status_code, words(answer)) == (
        503,
        "This can’t be shown right now. Try again later.",
    )
    assert "RuntimeError in shared.sheet" in caplog.text
    assert shared.trip.canary.found_in(caplog.text + answer.text) == set()
