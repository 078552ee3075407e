"""Papers by page: who gets which, under addresses that tell nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from missions import clock
from missions.audit.model import AuditEntry
from missions.briefing.desk import open_desk
from missions.briefing.document import What
from missions.briefing.model import Edition, PaperCopy
from missions.briefing.papers import papers
from missions.briefing.reader import Asked
from missions.people.model import Person
from missions.privacy import Audience
from missions.trips.model import Trip
from missions.web.addresses import PaperAddress, seal, unseal
from tests.renderers.pdf import reading
from tests.web.house import House, words

CODE = "spring-27"
STALE = datetime(2027, 2, 1, 15, 46, tzinfo=UTC)
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)


def _trip(house: House, code: str = CODE) -> str:
    with house.installation.store.read() as session:
        return str(session.query(Trip.id).filter_by(code=code).scalar())


def _path(
    house: House,
    what: What,
    audience: Audience,
    person: str | None = None,
    partner: str | None = None,
    fmt: str = "json",
    code: str = CODE,
) -> str:
    address = PaperAddress(_trip(house, code), 1, Asked(what, audience, person, partner), fmt)
    with house.app.app_context():
        return f"/papers/{seal(address)}"


def _copies(house: House) -> list[tuple[str, str, str, int]]:
    with house.installation.store.read() as session:
        rows = session.query(PaperCopy).order_by(PaperCopy.what).all()
        return [(row.what, row.audience, row.person, row.times) for row in rows]


def _links(text: str) -> list[str]:
    return re.findall(r'href="(/papers/[^"]+)" download', text)


def _meanings(house: House, paths: list[str]) -> list[PaperAddress]:
    with house.app.app_context():
        found = [unseal(path.removeprefix("/papers/")) for path in paths]
    return [address for address in found if address is not None]


def test_the_centre_offers_every_paper_but_the_leaders(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/papers")
    with samples.installation.store.write() as session:
        desk = open_desk(samples.installation, session, _trip(samples))
        wanted = {one for one in papers(desk) if one.audience is not Audience.LEADER}

    offered = _meanings(samples, _links(page.text))

    assert {address.asked for address in offered} == wanted
    assert {address.fmt for address in offered} == {"pdf", "csv", "ics"}
    assert f"missions trip export {CODE} --to papers --audience leader" in words(page)


def test_leaders_find_their_own_papers_behind_a_lock(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/papers")
    with samples.installation.store.write() as session:
        desk = open_desk(samples.installation, session, _trip(samples))
        wanted = {one for one in papers(desk) if one.audience is Audience.LEADER}

    locks = re.findall(r'formaction="(/papers/[^"]+)/locked"', page.text)

    assert {address.asked for address in _meanings(samples, locks)} == wanted
    assert {address.fmt for address in _meanings(samples, locks)} == {"pdf"}


@pytest.mark.parametrize(
    ("code", "key", "what", "audience", "person", "partner", "asks"),
    [
        (CODE, "mei", What.PACKET, Audience.TEAM, "mei", None, True),
        (CODE, "grace", What.PACKET, Audience.TEAM, "mei", None, True),
        (CODE, "mei", What.CARD, Audience.TEAM, "mei", None, True),
        (CODE, "mei", What.PACKET, Audience.BORDER, "mei", None, True),
        (CODE, "grace", What.HOST_SHEET, Audience.HOST, None, "lee", True),
        (CODE, "mei", What.BOOK, Audience.TEAM, None, None, False),
        (CODE, "mei", What.MANIFEST, Audience.TEAM, None, None, False),
        (CODE, "mei", What.CALENDAR, Audience.TEAM, "mei", None, False),
        (CODE, "grace", What.FAMILY_SHEET, Audience.FAMILY, "mei", None, False),
        ("casa-27", "marisol", What.BOOK, Audience.TEAM, None, None, False),
        ("casa-27", "marisol", What.PACKET, Audience.TEAM, "marisol", None, True),
    ],
)
def test_what_opens_a_seal_asks_first_who_it_is(
    samples: House,
    code: str,
    key: str,
    what: What,
    audience: Audience,
    person: str | None,
    partner: str | None,
    asks: bool,
) -> None:
    caller = samples.signed_in(code, key)
    path = _path(samples, what, audience, person, partner, code=code)
    with clock.frozen(STALE):
        stale = caller.get(path)

    wanted = (303, f"/confirm?next={path}") if asks else (200, None)
    assert (stale.status_code, stale.location) == wanted
    assert caller.get(path).status_code == 200
    assert _copies(samples) == []


def test_an_address_tells_nothing_and_means_one_thing(samples: House) -> None:
    path = _path(samples, What.PACKET, Audience.BORDER, "mei")

    assert path == _path(samples, What.PACKET, Audience.BORDER, "mei")
    assert path != _path(samples, What.PACKET, Audience.BORDER, "ben")
    sealed = path.removeprefix("/papers/")
    assert not re.search(r"mei|border|packet|spring", sealed)
    forged = sealed[:-2] + ("AA" if not sealed.endswith("AA") else "BB")
    with samples.app.app_context():
        assert unseal(forged) is None
        assert unseal("nonsense") is None
        assert unseal("") is None


@pytest.mark.parametrize(
    ("what", "audience", "person", "partner", "leader", "mei", "lilys_father", "other"),
    [
        (What.BOOK, Audience.TEAM, None, None, 200, 200, 200, 404),
        (What.MANIFEST, Audience.TEAM, None, None, 200, 200, 200, 404),
        (What.PACKET, Audience.TEAM, "mei", None, 200, 200, 404, 404),
        (What.PACKET, Audience.TEAM, "lily", None, 200, 404, 200, 404),
        (What.PACKET, Audience.TEAM, "sam", None, 200, 404, 404, 404),
        (What.CARD, Audience.TEAM, "lily", None, 200, 404, 200, 404),
        (What.PACKET, Audience.BORDER, "mei", None, 200, 200, 404, 404),
        (What.CALENDAR, Audience.CALENDAR, "mei", None, 200, 200, 404, 404),
        (What.FAMILY_SHEET, Audience.FAMILY, "mei", None, 200, 404, 404, 404),
        (What.HOST_SHEET, Audience.HOST, None, "lee", 200, 404, 404, 404),
        (What.BOOK, Audience.LEADER, None, None, 404, 404, 404, 404),
        (What.PACKET, Audience.LEADER, "mei", None, 404, 404, 404, 404),
        (What.MANIFEST, Audience.LEADER, None, None, 404, 404, 404, 404),
        (What.CARD, Audience.LEADER, None, None, 404, 404, 404, 404),
    ],
)
def test_each_paper_goes_to_whom_it_is_for(
    samples: House,
    what: What,
    audience: Audience,
    person: str | None,
    partner: str | None,
    leader: int,
    mei: int,
    lilys_father: int,
    other: int,
) -> None:
    path = _path(samples, what, audience, person, partner)
    callers = [
        samples.signed_in(CODE, "grace"),
        samples.signed_in(CODE, "mei"),
        samples.signed_in(CODE, "tao-wang"),
        samples.signed_in("casa-27", "marisol"),
    ]

    assert [caller.get(path).status_code for caller in callers] == [
        leader,
        mei,
        lilys_father,
        other,
    ]
    assert samples.anyone().get(path).location == "/sign-in"


@pytest.mark.parametrize(
    ("audience", "fmt", "kind", "name"),
    [
        (Audience.TEAM, "pdf", "application/pdf", "packet-mei-team-edition-1.pdf"),
        (Audience.BORDER, "pdf", "application/pdf", "itinerary.pdf"),
    ],
)
def test_a_download_is_a_file_with_a_fitting_name(
    samples: House, audience: Audience, fmt: str, kind: str, name: str
) -> None:
    answer = samples.signed_in(CODE, "mei").get(
        _path(samples, What.PACKET, audience, "mei", fmt=fmt)
    )

    assert answer.content_type == kind
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.data.startswith(b"%PDF")


def test_a_calendar_is_served_as_one(samples: House) -> None:
    path = _path(samples, What.CALENDAR, Audience.CALENDAR, "mei", fmt="ics")

    answer = samples.signed_in(CODE, "mei").get(path)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=calendar.ics"
    assert answer.data.startswith(b"BEGIN:VCALENDAR")


def test_a_format_or_edition_that_is_not_there_answers_404(samples: House) -> None:
    caller = samples.signed_in(CODE, "mei")
    trip, asked = _trip(samples), Asked(What.PACKET, Audience.TEAM, "mei")
    with samples.app.app_context():
        paths = [
            f"/papers/{seal(PaperAddress(trip, 1, asked, 'ics'))}",
            f"/papers/{seal(PaperAddress(trip, 9, asked, 'pdf'))}",
            "/papers/nonsense",
        ]

    assert [caller.get(path).status_code for path in paths] == [404, 404, 404]


@pytest.mark.parametrize("key", ["mei", "grace"])
def test_near_a_border_only_what_is_for_a_border_is_served(samples: House, key: str) -> None:
    with clock.frozen(BORDER_NIGHT):
        caller = samples.signed_in(CODE, key)
        answers = {
            (what, audience): caller.get(_path(samples, what, audience, person)).status_code
            for what, audience, person in (
                (What.BOOK, Audience.TEAM, None),
                (What.MANIFEST, Audience.TEAM, None),
                (What.PACKET, Audience.TEAM, key),
                (What.CARD, Audience.TEAM, key),
                (What.PACKET, Audience.BORDER, key),
                (What.CALENDAR, Audience.BORDER, key),
                (What.CALENDAR, Audience.CALENDAR, key),
            )
        }

    assert answers == {
        (What.BOOK, Audience.TEAM): 403,
        (What.MANIFEST, Audience.TEAM): 403,
        (What.PACKET, Audience.TEAM): 403,
        (What.CARD, Audience.TEAM): 403,
        (What.PACKET, Audience.BORDER): 200,
        (What.CALENDAR, Audience.BORDER): 200,
        (What.CALENDAR, Audience.CALENDAR): 200,
    }


def test_each_download_is_recorded(samples: House) -> None:
    samples.signed_in(CODE, "mei").get(_path(samples, What.BOOK, Audience.TEAM, fmt="pdf"))

    with samples.installation.store.read() as session:
        account = session.query(Person.account_id).filter_by(preferred_name="Mei").scalar()
        edition = session.query(Edition.id).filter_by(trip_id=_trip(samples)).scalar()
        newest = session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert newest is not None
    assert (newest.actor, newest.action, newest.subject, newest.detail) == (
        account,
        "paper:read",
        edition,
        "book team pdf",
    )


def test_each_copy_is_counted_under_the_code_on_its_pages(samples: House) -> None:
    mei, grace = samples.signed_in(CODE, "mei"), samples.signed_in(CODE, "grace")
    packet = _path(samples, What.PACKET, Audience.TEAM, "mei", fmt="pdf")
    book = _path(samples, What.BOOK, Audience.TEAM, fmt="pdf")

    own, handed, shared = mei.get(packet).data, grace.get(packet).data, mei.get(book).data
    mei.get(_path(samples, What.MANIFEST, Audience.TEAM, fmt="csv"))
    mei.get(_path(samples, What.PACKET, Audience.BORDER, "mei", fmt="pdf"))

    assert own == handed
    assert _copies(samples) == [("book", "team", "mei", 1), ("packet", "team", "mei", 2)]
    with samples.installation.store.read() as session:
        codes = {row.what: row.code for row in session.query(PaperCopy)}
    foot = "Edition 1 · team · "
    for body, what in ((own, "packet"), (shared, "book")):
        found = reading.pages(body)
        assert [page.count(foot + codes[what]) for page in found] == [1] * len(found)


def test_in_a_large_team_travellers_are_found_by_name(
    samples: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("missions.web.stock.MOST_PEOPLE", 3)
    caller = samples.signed_in(CODE, "grace")

    first = caller.get(f"/trips/{CODE}/papers")
    found = caller.get(f"/trips/{CODE}/papers?name=l%C3%ADl")
    exact = caller.get(f"/trips/{CODE}/papers?name=lil")

    assert _people(first.text) == ["Grace", "Paul", "Ji-won"]
    assert (_people(found.text), _people(exact.text)) == ([], ["Lily"])
    assert "1 of 16 are shown." in words(exact)


def _people(text: str) -> list[str]:
    return [name.strip() for name in re.findall(r'role="rowheader"[^>]*>([^<]+)<', text)]


def test_before_the_first_edition_there_are_no_papers(samples: House) -> None:
    with samples.installation.store.write() as session:
        session.execute(delete(Edition).where(Edition.trip_id == _trip(samples)))

    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/papers")

    assert "No papers yet" in words(page)
    assert _links(page.text) == []
