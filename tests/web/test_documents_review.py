"""A leader's review: what waits, accepted or returned, a lost race, and what ends soon."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from missions import clock
from missions.audit.model import AuditEntry
from missions.documents.model import Document
from missions.documents.queries import waiting
from missions.outbox.model import Letter
from missions.trips.model import Trip
from tests.web.factors import account_of, give
from tests.web.house import Caller, House, words
from tests.web.test_documents import LINES, SPRING, enter, history, row, value_of

QUEUE = f"/trips/{SPRING}/documents"
AFTER = datetime(2027, 5, 1, 15, tzinfo=UTC)


@pytest.fixture
def grace(samples: House) -> Caller:
    """A leader."""
    return samples.signed_in(SPRING, "grace")


def path_of(house: House, key: str) -> str:
    """Return the path of a paper's review."""
    return f"{QUEUE}/{row(house, key).id}"


def judge(caller: Caller, house: House, key: str, verdict: str, **more: object) -> TestResponse:
    """Accept or return a paper as it stands."""
    path = path_of(house, key)
    stamp = value_of(caller.get(path), "stamp")
    return caller.post(f"{path}/{verdict}", {"stamp": stamp, **more}, page=path)


def queue(house: House) -> list[str]:
    """Return the keys of what waits, in order."""
    with house.installation.store.read() as session:
        trip = session.scalars(select(Trip.id).where(Trip.code == SPRING)).one()
        return [one.document.key for one in waiting(session, trip)]


def letters(house: House) -> list[tuple[str, dict[str, str]]]:
    """Return the letters that say that a paper came back."""
    with house.installation.store.read() as session:
        rows = session.scalars(select(Letter).where(Letter.name == "document-returned")).all()
    return [(one.name, dict(one.facts)) for one in rows]


def test_what_waits_is_listed_person_by_person(samples: House, grace: Caller) -> None:
    page = words(grace.get(QUEUE))

    keys = queue(samples)
    assert f"Documents {len(keys)} papers to look at Start with the first" in page
    assert "mei-k-eta" in keys
    assert "mei-passport" not in keys
    assert "Mei Entry permit no scan, valid to 30 November 2028" in page


def test_a_paper_is_accepted_and_the_next_one_follows(samples: House, grace: Caller) -> None:
    first, second = queue(samples)[:2]
    shown = words(grace.get(path_of(samples, first)))

    answer = judge(grace, samples, first, "accept")

    assert f"All that wait 1 of {len(queue(samples)) + 1} Next" in shown
    assert (answer.status_code, answer.location) == (303, path_of(samples, second))
    assert row(samples, first).state == "accepted"
    assert [what for what, _, _ in history(samples, first)] == ["accepted"]
    with samples.installation.store.read() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "document:review")
        ).one()
    assert entry.detail == f"accepted document={row(samples, first).id}"


def test_a_paper_is_returned_with_a_reason_that_only_they_read(
    samples: House, grace: Caller
) -> None:
    mei = account_of(samples, (SPRING, "mei"))
    give(samples, mei.id, email="mei@example.org")

    empty = judge(grace, samples, "mei-k-eta", "return", reason=" ")
    answer = judge(grace, samples, "mei-k-eta", "return", reason="The number is cut off.")

    assert empty.status_code == 422
    assert "Say why it is returned" in words(empty)
    assert answer.status_code == 303
    assert row(samples, "mei-k-eta").state == "returned"
    assert letters(samples) == [
        (
            "document-returned",
            {"membership": samples.membership(SPRING, "mei"), "account": mei.id},
        )
    ]
    listed = words(mei.caller.get(samples.mine(SPRING, "mei", "documents")))
    assert "Entry permit Returned" in listed
    assert "The number is cut off." not in listed
    own = f"{samples.mine(SPRING, 'mei', 'documents')}/{row(samples, 'mei-k-eta').id}"
    assert "Why it was returned The number is cut off." in words(mei.caller.get(own))
    assert mei.caller.post(f"{own}/again", page=own).status_code == 303
    assert row(samples, "mei-k-eta").state == "held"


def test_a_minors_guardians_are_told(samples: House, grace: Caller) -> None:
    guardian = account_of(samples, (SPRING, "hui-wang"))
    give(samples, guardian.id, email="hui@example.org")

    judge(grace, samples, "lily-passport", "return", reason="Send the page with the photo.")

    told = {"membership": samples.membership(SPRING, "lily"), "account": guardian.id}
    assert letters(samples) == [("document-returned", told)]


def test_what_changed_meanwhile_is_looked_at_again(samples: House, grace: Caller) -> None:
    path = path_of(samples, "mei-k-eta")
    stamp = value_of(grace.get(path), "stamp")
    with samples.installation.store.write() as session:
        changed = session.scalars(select(Document).where(Document.key == "mei-k-eta")).one()
        changed.valid_from = datetime(2026, 1, 1, tzinfo=UTC).date()

    late = [
        grace.post(f"{path}/accept", {"stamp": stamp}, page=path),
        grace.post(f"{path}/return", {"stamp": stamp, "reason": "Too dark."}, page=path),
    ]

    assert [answer.status_code for answer in late] == [409, 409]
    assert "It was changed while you looked at it" in words(late[0])
    assert value_of(late[1], "reason") == "Too dark."
    assert row(samples, "mei-k-eta").state == "held"


@pytest.mark.parametrize(
    ("code", "key", "status"),
    [(SPRING, "mei", 404), (SPRING, "hui-wang", 404), ("casa-27", "marisol", 404)],
)
def test_only_leaders_of_the_trip_review(samples: House, code: str, key: str, status: int) -> None:
    other = samples.signed_in(code, key)

    paths = (QUEUE, path_of(samples, "mei-k-eta"))

    assert [other.get(path).status_code for path in paths] == [status, status]


def test_a_paper_of_another_trip_is_not_reviewed_from_here(samples: House, grace: Caller) -> None:
    strange = row(samples, "kevin-passport").id

    assert grace.get(f"{QUEUE}/{strange}").status_code == 404


def test_an_empty_queue_says_what_belongs_there(samples: House, grace: Caller) -> None:
    with samples.installation.store.write() as session:
        for one in session.scalars(select(Document)):
            one.state = "accepted"

    assert "Nothing waits. What a volunteer or a guardian hands in" in words(grace.get(QUEUE))


def test_what_ends_soon_is_watched_after_the_trip_too(samples: House) -> None:
    with clock.frozen(AFTER):
        grace = samples.signed_in(SPRING, "grace")
        half, month = grace.get("/documents/expiring"), grace.get("/documents/expiring?days=30")

    found = re.findall(r"Ruth Passport ends on 30 August 2027[^.]*?in 121 days", words(half))
    assert len(found) == 1
    assert "Ruth" not in words(month)
    assert "Marcus" not in words(half)
    assert "561555016" not in half.text


def test_a_volunteer_has_no_list_of_what_ends_soon(samples: House) -> None:
    assert samples.signed_in(SPRING, "mei").get("/documents/expiring").status_code == 404


def test_remarks_reach_the_leader(samples: House, grace: Caller) -> None:
    mei = samples.signed_in(SPRING, "mei")
    enter(*(mei, samples, "mei"), kind="passport", mrz=LINES.replace("9912050", "9912061"))

    shown = words(grace.get(path_of(samples, "mei-passport-2")))

    assert "The roster says born on 5 December 1999, the passport 6 December 1999." in shown
