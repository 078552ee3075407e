"""What somebody is told they owe, and what leaders are told on Mondays; and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from missions import clock
from missions.accounts.model import Account
from missions.board.keeping import board_of
from missions.installation import Installation
from missions.letters.compose import Message, compose
from missions.letters.errand import NO_ADDRESS, Dropped
from missions.letters.notices import NOT_A_MEMBER
from missions.letters.readiness import NEAR_BORDER, NO_TRIP, NOTHING_OWED, TRIP_OVER
from missions.outbox.leases import LetterToSend
from missions.people.model import Person
from missions.readiness.model import KeptBoard, KeptConflict, KeptVerdict
from missions.schedule.model import Crossing
from missions.store.base import new_id
from missions.trips.model import Membership, Requirement, Trip
from tests.factories.canary_trip import build
from tests.factories.owing import NOON, Owing, Who, owe, owing_trip, stood

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
POSTURES = pytest.mark.parametrize("posture", ["guarded", "closed"])


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Hold the clock at a Monday's noon."""
    with clock.frozen(NOON):
        yield NOON


def composed(installation: Installation, name: str, **facts: str) -> Message | Dropped:
    settings = replace(installation.settings, mail_from="News <news@post.invalid>")
    letter = LetterToSend("0" * 31 + "1", name, facts, "", NOON, 1)
    with installation.store.read() as session:
        return compose(replace(installation, settings=settings), session, letter)


def read(message: Message | Dropped) -> tuple[str, str, str]:
    """Return subject, plain text and HTML."""
    assert isinstance(message, Message)
    parsed = message_from_bytes(message.content, policy=default)
    plain, html = (part.get_content().replace("\r\n", "\n") for part in parsed.iter_parts())
    return parsed["Subject"], plain, html


def family(installation: Installation, posture: str = "open") -> Owing:
    """Make a trip with a minor, their guardian, and somebody of age."""
    trip = owing_trip(
        installation,
        Who("ann"),
        Who("sam", born=date(2012, 1, 1), guardians="gus"),
        Who("gus", role="guardian"),
        Who("lea", role="leader"),
        posture=posture,
    )
    owe(installation, trip, "ann", due=date(2027, 2, 10))
    owe(installation, trip, "ann", "form", date(2027, 1, 20), "missing", title="Driver’s papers")
    owe(installation, trip, "ann", "insurance", date(2027, 3, 1), "invalid", step="Take another.")
    owe(installation, trip, "ann", "training", step="Mark who was there.")
    owe(installation, trip, "ann", "visa", state="met", step="")
    owe(installation, trip, "sam", "guardian_consent", step="Have Gus and Zed sign the consent.")
    owe(installation, trip, "sam", "waiver", step="")
    return trip


ANNS = """\
Hello Ann,

These are still to do before Label of owing, 1–10 June 2027.

- Insurance: won’t do as it is; wanted by Mon 1 March 2027.
  Take another.
- Driver’s papers: was due on Wed 20 January 2027.
  Hand it in.
- Passport: by Wed 10 February 2027.
  Hand it in.

http://127.0.0.1:8080/
"""
GUS = """\
Hello Gus,

These are still to do before Label of owing, 1–10 June 2027.

For Sam:

- Guardian’s consent: by Wed 10 February 2027.
  Have a guardian sign the consent.
- Waiver: by Wed 10 February 2027.

http://127.0.0.1:8080/
"""
BARE = """\
Hello {name},

You have something to do. Sign in to read it.

http://127.0.0.1:8080/
"""


def test_a_letter_says_all_that_is_owed_in_full(installation: Installation) -> None:
    trip = family(installation)

    anns = read(composed(installation, "owed", membership=trip.member["ann"]))
    gus = read(composed(installation, "owed", membership=trip.member["gus"]))

    assert anns[:2] == ("3 things to do for Label of owing", ANNS)
    assert gus[:2] == ("2 things to do for Label of owing", GUS)
    for _subject, plain, html in (anns, gus):
        lines = [line.strip(" -") for line in plain.splitlines() if line.strip()]
        text = html.replace("</b>", "").replace("<b>", "")
        assert [line for line in lines if line.rstrip(":") not in text] == []


@POSTURES
@pytest.mark.parametrize("key", ["ann", "gus"])
def test_of_a_guarded_or_closed_trip_it_says_nothing(
    installation: Installation, posture: str, key: str
) -> None:
    trip = family(installation, posture)

    subject, plain, html = read(composed(installation, "owed", membership=trip.member[key]))

    assert (subject, plain) == ("Something to do", BARE.format(name=key.title()))
    told = ("Label", "Name of", "owing", "Passport", "June", "Sam", "consent", "Lea")
    assert [word for word in told if word in html] == []


def test_it_says_what_is_owed_when_it_goes_out(installation: Installation) -> None:
    trip = family(installation)
    ann = trip.member["ann"]
    with installation.store.write() as session:
        for row in session.query(KeptVerdict).filter_by(person="ann"):
            row.state = "met" if row.kind != "passport" else "due"

    assert read(composed(installation, "owed", membership=ann))[0] == (
        "1 thing to do for Label of owing"
    )
    with installation.store.write() as session:
        session.query(KeptVerdict).filter_by(kind="passport").one().state = "waived"
    assert composed(installation, "owed", membership=ann) == NOTHING_OWED


def test_whose_subject_is_gone_gets_none(installation: Installation) -> None:
    trip = family(installation)
    ann, sam = trip.member["ann"], trip.member["sam"]
    with installation.store.write() as session:
        session.get_one(Membership, ann).ended_at = NOON
        session.get_one(Account, trip.account["sam"]).email = None

    assert composed(installation, "owed", membership=ann) == NOT_A_MEMBER
    assert composed(installation, "owed", membership="gone") == NOT_A_MEMBER
    assert composed(installation, "owed", membership=sam) == NO_ADDRESS
    with clock.frozen(datetime(2027, 6, 11, 12, tzinfo=UTC)):
        assert composed(installation, "owed", membership=trip.member["gus"]) == TRIP_OVER


def cross(installation: Installation, trip: Owing) -> None:
    """Put everybody who travels near a border now."""
    with installation.store.write() as session:
        row = Crossing(id=new_id(), trip_id=trip.trip_id, key="c", zone="UTC", people="all")
        row.closes, row.opens = datetime(2027, 2, 1, 10), datetime(2027, 2, 1, 15)
        row.closes_utc, row.opens_utc = NOON - timedelta(hours=2), NOON + timedelta(hours=3)
        session.add(row)


@POSTURES
def test_near_a_border_it_is_dropped_even_late(installation: Installation, posture: str) -> None:
    trip = family(installation, posture)
    cross(installation, trip)

    assert composed(installation, "owed", membership=trip.member["ann"]) == NEAR_BORDER
    assert composed(installation, "digest", account=trip.account["lea"]) == NEAR_BORDER
    read(composed(installation, "owed", membership=trip.member["gus"]))


@pytest.mark.parametrize("posture", ["open", "guarded", "closed"])
def test_of_a_real_board_no_letter_holds_a_seal_or_another_persons_name(
    installation: Installation, posture: str
) -> None:
    canaries = build(installation, posture)
    with installation.store.write() as session:
        session.query(Requirement).delete()
        trip = session.get_one(Trip, canaries.trip_id)
        trip.starts, trip.ends = date(2027, 7, 10), date(2027, 7, 14)
        for place, kind in enumerate(("passport", "visa", "guardian_consent", "funds", "age")):
            asked = Requirement(id=new_id(), kind=kind, due="2027-02-10", position=place)
            asked.trip_id = trip.id
            session.add(asked)
        members = {row.key: row for row in session.query(Membership)}
        accounts = {}
        for key, row in members.items():
            account = Account(id=new_id(), created_at=NOON, email=f"{key}@mail.invalid")
            session.add(account)
            session.flush()
            accounts[key] = account.id
            session.get_one(Person, row.person_id).account_id = account.id
    board_of(installation, canaries.trip_id, "worker")

    found = {
        key: canaries.canary.found_in("\n".join(read(message)))
        for key, row in members.items()
        if isinstance(message := composed(installation, "owed", membership=row.id), Message)
    }
    leads = read(composed(installation, "digest", account=accounts["lea"]))

    open_ = posture == "open"
    label = {"trip.label"} if open_ else set()
    wards = {"person.sam.preferred_name"} if open_ else set()
    assert found == {
        key: {f"person.{key}.preferred_name"} | label | (wards if key == "gus" else set())
        for key in found
    }
    assert {"mei", "sam", "gus"} <= set(found)
    expected = {"person.lea.preferred_name"} | ({"trip.name"} if open_ else set())
    assert canaries.canary.found_in("\n".join(leads)) == expected


def weekly(installation: Installation) -> Owing:
    """Make an open trip of which there is something to tell."""
    trip = owing_trip(installation, Who("lea", role="leader"), Who("ann"), Who("ben"))
    for key, due in (("ann", date(2027, 2, 3)), ("ben", date(2027, 2, 3))):
        owe(installation, trip, key, due=due)
    owe(installation, trip, "ann", "form", date(2027, 2, 7), title="Driver’s papers")
    owe(installation, trip, "ann", "funds", date(2027, 2, 8))
    owe(installation, trip, "ann", "waiver", date(2027, 2, 3), "invalid")
    stood(installation, trip, date(2027, 1, 24), ready=0)
    stood(installation, trip, date(2027, 1, 25), ready=2, counts={"due": 4, "invalid": 1})
    stood(installation, trip, date(2027, 1, 26), ready=3)
    with installation.store.write() as session:
        for place, why in enumerate(("", "", "It is fine.")):
            clash = KeptConflict(id=new_id(), trip_id=trip.trip_id, position=place, kind="rooms")
            clash.severity, clash.items, clash.people = "error", ["a"], ["ann"]
            clash.reason, clash.overridden = "Reason of q700z.", why
            session.add(clash)
    return trip


DIGEST = """\
Hello Lea,

Name of owing, 1–10 June 2027
Not yet: 1 of 4 people ready.
- A week ago it was no-go.
- A week ago 2 of 4 were ready.
- Still open: 3; a week ago 5.
- 2 clashes in the plan.
- Due on Wed 3 February: Passport, 2 people.
- Due on Sun 7 February: Driver’s papers, 1 person.

1 more trip has news. Sign in to read it.

http://127.0.0.1:8080/
"""


def test_mondays_letter_in_full(installation: Installation) -> None:
    trip = weekly(installation)
    owing_trip(installation, Who("lea", role="co-leader"), posture="closed", code="secret")
    owing_trip(installation, Who("lea", role="volunteer"), code="not-led")
    owing_trip(installation, Who("lea", role="leader"), code="past", ends=date(2027, 1, 31))

    subject, plain, html = read(composed(installation, "digest", account=trip.account["lea"]))

    assert (subject, plain) == ("Who is ready, and what the week brings", DIGEST)
    lines = [line.strip(" -") for line in plain.splitlines() if line.strip()]
    text = html.replace("</b>", "").replace("<b>", "")
    assert [line for line in lines if line not in text] == []


def test_a_week_without_a_change_says_so(installation: Installation) -> None:
    trip = owing_trip(installation, Who("lea", role="leader"))
    stood(installation, trip, date(2027, 1, 25), go="not yet", ready=1, counts={"due": 3})

    plain = read(composed(installation, "digest", account=trip.account["lea"]))[1]

    assert "Not yet: 1 of 4 people ready.\n- Nothing has changed within the week.\n" in plain


@POSTURES
def test_of_guarded_and_closed_trips_leaders_read_that_there_is_news(
    installation: Installation, posture: str
) -> None:
    trip = owing_trip(installation, Who("lea", role="leader"), posture=posture)

    subject, plain, html = read(composed(installation, "digest", account=trip.account["lea"]))

    said = "There is news for you. Sign in to read it."
    assert (subject, plain) == (
        "Your week",
        f"Hello Lea,\n\n{said}\n\nhttp://127.0.0.1:8080/\n",
    )
    assert [word for word in ("Label", "Name of", "June", "ready") if word in html] == []


def test_where_nothing_is_led_or_new_there_is_no_letter(installation: Installation) -> None:
    trip = owing_trip(installation, Who("lea", role="leader"), Who("ann"), posture="closed")
    stood(installation, trip, date(2027, 1, 25), go="go", ready=1, counts={"due": 3})
    with installation.store.write() as session:
        session.get_one(KeptBoard, trip.trip_id).go = "go"

    assert composed(installation, "digest", account=trip.account["lea"]) == NO_TRIP
    assert composed(installation, "digest", account=trip.account["ann"]) == NO_TRIP
    assert composed(installation, "digest", account="gone") == NO_TRIP
