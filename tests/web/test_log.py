"""A trip's log by page: for its leaders, in words, fifty a page, by day and kind."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts.sign_in import account_of
from missions.audit import log
from missions.briefing.model import Edition
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from tests.web.house import House, words

CODE = "spring-27"
BORDER_NIGHT = datetime(2027, 3, 9, 6, tzinfo=UTC)
HELD = datetime(2027, 1, 20, 12, 0, tzinfo=UTC)
"""A quiet day before the clock of the house, so that these entries stand apart."""


def trip_of(house: House, code: str = CODE) -> str:
    with house.installation.store.read() as session:
        return str(session.scalar(select(Trip.id).where(Trip.code == code)))


def account(house: House, code: str, key: str) -> str:
    """Return a member's account, made where there is none."""
    membership = house.membership(code, key)
    with house.installation.store.write() as session:
        return account_of(session, session.get_one(Membership, membership).person_id)


def note(house: House, at: datetime, *entry: str) -> None:
    with clock.frozen(at), house.installation.store.write() as session:
        log.record(session, *entry)


def lines(text: str) -> list[tuple[str, str]]:
    """Return each line of the page as its time and its sentence."""
    found = re.findall(r'datetime="([^"]+)">[^<]*</time>\s*<span>([^<]*)</span>', text)
    return [(at, said.strip()) for at, said in found]


def days(text: str) -> list[str]:
    return re.findall(r'<h2 class="section-title">([^<]*)</h2>', text)


def test_a_leader_reads_what_happened_newest_first(samples: House) -> None:
    trip, grace = trip_of(samples), account(samples, CODE, "grace")
    mei = samples.membership(CODE, "mei")
    stranger = account(samples, "casa-27", "andres")
    note(samples, HELD, grace, "feed-link:make", mei, "", trip)
    note(samples, HELD + timedelta(hours=17), stranger, "paper:read", "e", "book team pdf", trip)
    note(samples, HELD, log.OPERATOR, "sealed:save", trip, "facts=12", trip)

    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log")

    assert page.status_code == 200
    told = [line for line in lines(page.text) if line[0].startswith("2027-01-2")]
    assert told == [
        ("2027-01-20T06:00:00", "The operator opened 12 sealed facts to save the folder"),
        (
            "2027-01-20T23:00:00",
            "Somebody outside this trip downloaded the book for the team (PDF) of an edition",
        ),
        ("2027-01-20T06:00:00", "Grace made Mei’s calendar address"),
    ]
    assert ("2027-02-01T09:40:00", "The operator published edition 1") in lines(page.text)
    assert (
        "2027-02-01T09:40:00",
        "Grace signed in by a link for which the operator answered",
    ) in lines(page.text)
    assert days(page.text)[:2] == ["Mon 1 February 2027", "Wed 20 January 2027"]
    assert "in the clock of America/Chicago" in words(page)


def test_what_belongs_to_other_trips_is_not_shown(samples: House) -> None:
    other, andres = trip_of(samples, "casa-27"), account(samples, "casa-27", "andres")
    with samples.installation.store.read() as session:
        edition = session.scalar(select(Edition.id).where(Edition.trip_id == other))
    assert edition is not None
    note(samples, HELD, andres, "sign-in", andres)
    note(samples, HELD, andres, "paper:read", edition, "book team pdf", other)
    note(samples, HELD, andres, "paper:read", edition, "book team pdf")

    here = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log")
    there = samples.signed_in("casa-27", "marisol").get("/trips/casa-27/log")

    shown = [said for at, said in lines(there.text) if at.startswith("2027-01-20")]
    assert shown == [
        "Andrés downloaded the book for the team (PDF) of edition 1",
        "Andrés downloaded the book for the team (PDF) of edition 1",
        "Andrés signed in",
    ]
    assert [line for line in lines(here.text) if line[0].startswith("2027-01-20")] == []


def test_older_rows_without_a_trip_are_found_by_what_they_are_about(samples: House) -> None:
    trip, grace = trip_of(samples), account(samples, CODE, "grace")
    mei = samples.membership(CODE, "mei")
    with samples.installation.store.read() as session:
        edition = session.scalar(select(Edition.id).where(Edition.trip_id == trip))
        person = session.scalar(select(Person.id).join(Membership).where(Membership.id == mei))
    assert edition is not None
    assert person is not None
    for subject in (trip, edition, mei, person, "nothing of this trip"):
        note(samples, HELD, grace, "access:change", subject)

    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log?kind=access")

    assert [said for _at, said in lines(page.text)] == [
        "Grace changed Mei’s access",
        "Grace changed Mei’s access",
        "Grace changed somebody’s access",
        "Grace changed the trip’s access",
    ]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("sign-ins", ["Mei signed out"]),
        ("sealed", ["The operator opened 1 sealed fact to save the folder"]),
        ("papers", ["The operator looked at the papers"]),
        ("publishing", ["The operator published edition 7"]),
        ("access", ["The operator changed Mei’s access"]),
        ("deleting", ["The operator erased Mei’s data"]),
        ("", 6),
        ("nonsense", 6),
    ],
)
def test_a_page_can_be_narrowed_to_a_kind(
    samples: House, kind: str, shown: list[str] | int
) -> None:
    trip, member = trip_of(samples), samples.membership(CODE, "mei")
    mei = account(samples, CODE, "mei")
    for entry in (
        (mei, "sign-out", mei),
        ("operator", "sealed:save", trip, "facts=1"),
        ("operator", "papers:read", trip),
        ("operator", "edition:publish", "gone", "number=7", trip),
        ("operator", "access:change", member),
        ("operator", "data:erase", member),
    ):
        note(samples, HELD, *entry)

    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log?kind={kind}")

    found = [said for at, said in lines(page.text) if at.startswith("2027-01-20")]
    assert (found if isinstance(shown, list) else len(found)) == shown
    assert page.text.count("selected") == (1 if isinstance(shown, list) else 0)


def test_fifty_stand_on_a_page_and_older_ones_behind_it(samples: House) -> None:
    trip = trip_of(samples)
    for place in range(103):
        note(samples, HELD, log.OPERATOR, "word:accept", f"w{place}", "", trip)
        note(samples, HELD, log.OPERATOR, "word:accept", f"x{place}", "", "another trip")
    caller = samples.signed_in(CODE, "grace")

    path, counts, seen = f"/trips/{CODE}/log?kind=publishing", [], 0
    while path:
        page = caller.get(path)
        counts.append(len(lines(page.text)))
        seen += page.text.count("let a word stand")
        older = re.search(r'href="([^"]*before=[^"]*)">Older', page.text)
        path = older.group(1).replace("&amp;", "&") if older else ""

    assert (counts, seen) == ([50, 50, 5], 103)
    assert "Newest" in words(page)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?kind=deleting", "Nothing of this kind has happened yet."),
        ("?before=1", "Nothing is older than this."),
    ],
)
def test_an_empty_page_says_why(samples: House, query: str, told: str) -> None:
    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log{query}")

    assert (lines(page.text), told in words(page)) == ([], True)


@pytest.mark.parametrize("before", ["-1", "0", "x", "9" * 30, "1e3"])
def test_a_number_that_is_none_is_passed_over(samples: House, before: str) -> None:
    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log?before={before}")

    assert (page.status_code, lines(page.text) != []) == (200, True)


def test_only_leaders_with_a_second_factor_read_it(samples: House) -> None:
    path = f"/trips/{CODE}/log"
    member, other = samples.signed_in(CODE, "mei"), samples.signed_in("casa-27", "marisol")
    weak = samples.anyone()
    weak.post(samples.link(CODE, "grace", vouched=False))

    answers = {
        "member": member.get(path).status_code,
        "another trip's leader": other.get(path).status_code,
        "nobody": samples.anyone().get(path).status_code,
        "no such trip": other.get("/trips/nowhere/log").status_code,
    }
    refused = weak.get(path)

    assert answers == {
        "member": 404,
        "another trip's leader": 404,
        "nobody": 303,
        "no such trip": 404,
    }
    assert refused.status_code != 200
    assert "published edition" not in refused.text


def test_near_a_border_it_rests(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    assert caller.get(f"/trips/{CODE}/log").status_code == 200
    with clock.frozen(BORDER_NIGHT):
        page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/log")

    assert (page.status_code, "published" in page.text) == (403, False)
