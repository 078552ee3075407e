"""Capability links: one per owner and purpose, ended together, told in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from missions.accounts import capabilities, fetches
from missions.accounts.capabilities import Purpose, expiry
from missions.accounts.fetches import Count, Fetches, program
from missions.accounts.model import CapabilityLink
from missions.accounts.queries import links_of, live_feed_link
from missions.accounts.tokens import digest
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.trips.model import Membership, Partner
from tests.accounts.conftest import Someone

LONG = timedelta(days=30)


@pytest.fixture
def host(installation: Installation, someone: Someone) -> str:
    """A partner of the same trip."""
    with installation.store.write() as session:
        trip = session.get_one(Membership, someone.membership).trip_id
        partner = Partner(trip_id=trip, key="lee", alias="Mrs. Lee")
        session.add(partner)
        session.flush()
        return partner.id


def _live(installation: Installation) -> dict[str, str]:
    """Return the digests of the addresses that work, by purpose."""
    with installation.store.read() as session:
        rows = session.query(CapabilityLink).filter(CapabilityLink.revoked_at.is_(None)).all()
    found = {row.purpose: row.token_hash for row in rows}
    assert len(found) == len(rows)
    return found


def _log(installation: Installation) -> list[tuple[str, str, str, str]]:
    with installation.store.read() as session:
        rows = session.query(AuditEntry).order_by(AuditEntry.number).all()
    return [(row.action, row.subject, row.detail, row.trip_id) for row in rows]


def test_one_works_per_owner_and_purpose(
    installation: Installation, someone: Someone, host: str, now: datetime
) -> None:
    tokens = {}
    for _ in range(2):
        for purpose in Purpose:
            owner = host if purpose.of_partner else someone.membership
            tokens[purpose.value] = capabilities.make(
                installation, purpose, owner, OPERATOR, now + LONG, "a-trip"
            )

    assert _live(installation) == {purpose: digest(token) for purpose, token in tokens.items()}
    assert {len(token) for token in tokens.values()} == {43}
    member = someone.membership
    assert _log(installation) == [
        ("feed-link:make", member, "feed made", "a-trip"),
        ("feed-link:make", member, "training made", "a-trip"),
        ("link:change", member, "family made", "a-trip"),
        ("link:change", host, "host made", "a-trip"),
        ("feed-link:make", member, "feed replaced", "a-trip"),
        ("feed-link:make", member, "training replaced", "a-trip"),
        ("link:change", member, "family replaced", "a-trip"),
        ("link:change", host, "host replaced", "a-trip"),
    ]


def test_ending_one_leaves_the_others(
    installation: Installation, someone: Someone, host: str, now: datetime
) -> None:
    for purpose in Purpose:
        owner = host if purpose.of_partner else someone.membership
        capabilities.make(installation, purpose, owner, OPERATOR, now + LONG)

    assert capabilities.revoke(installation, Purpose.FAMILY, someone.membership, OPERATOR, "t")
    assert not capabilities.revoke(installation, Purpose.FAMILY, someone.membership, OPERATOR)
    assert not capabilities.revoke(installation, Purpose.HOST, someone.membership, OPERATOR)

    assert set(_live(installation)) == {"feed", "training", "host"}
    assert _log(installation)[4:] == [("link:change", someone.membership, "family ended", "t")]


def test_all_of_an_owner_end_together_in_the_actions_own_transaction(
    installation: Installation, someone: Someone, host: str, now: datetime
) -> None:
    for purpose in Purpose:
        owner = host if purpose.of_partner else someone.membership
        capabilities.make(installation, purpose, owner, OPERATOR, now + LONG)

    with installation.store.read() as session:  # is rolled back
        capabilities.end_all(session, memberships=[someone.membership], actor=OPERATOR)
    untouched = set(_live(installation))
    with installation.store.write() as session:
        ended = capabilities.end_all(session, memberships=[someone.membership], actor=OPERATOR)
    left = set(_live(installation))
    with installation.store.write() as session:
        hosts = capabilities.end_all(session, partners=[host], actor=OPERATOR)
        nothing = capabilities.end_all(session, actor=OPERATOR)

    assert (untouched, ended, left) == (
        {"feed", "training", "family", "host"},
        3,
        {"host"},
    )
    assert (hosts, nothing, _live(installation)) == (1, 0, {})


def test_an_expired_one_is_not_ended_again(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    capabilities.make(installation, Purpose.FEED, someone.membership, OPERATOR, now)

    assert not capabilities.revoke(installation, Purpose.FEED, someone.membership, OPERATOR)


def test_an_address_for_home_is_no_feed(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    capabilities.make(installation, Purpose.FAMILY, someone.membership, OPERATOR, now + LONG)

    with installation.store.read() as session:
        assert live_feed_link(session, someone.membership, now) is None


def test_the_newest_of_each_is_listed(
    installation: Installation, someone: Someone, host: str, now: datetime
) -> None:
    member = someone.membership
    capabilities.make(installation, Purpose.FAMILY, member, OPERATOR, now + LONG)
    newest = capabilities.make(installation, Purpose.FAMILY, member, OPERATOR, now + LONG)
    of_host = capabilities.make(installation, Purpose.HOST, host, OPERATOR, now + LONG)

    with installation.store.read() as session:
        found = links_of(session, [member], [host])
        nobody = links_of(session, [], [])

    assert {key: link.token_hash for key, link in found.items()} == {
        ("family", member): digest(newest),
        ("host", host): digest(of_host),
    }
    assert nobody == {}


def test_an_address_outlives_the_last_day() -> None:
    assert expiry(date(2027, 3, 21), 0) == datetime(2027, 3, 22, 12, tzinfo=UTC)
    assert expiry(date(2027, 3, 21), 30) == datetime(2027, 4, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", "Google Calendar"),
        ("iOS/17.1.1 (21B91) dataaccessd/1.0", "Apple Calendar"),
        ("macOS/14.1.1 (23B81) CalendarAgent/985.1", "Apple Calendar"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)", "Outlook"),
        ("Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)", "Outlook"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Thunderbird/115.4",
            "Thunderbird",
        ),
        ("ICSx5/2.2.1 (2023/11/13; ktor) Android/14", "ICSx5"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Safari/604.1", "a browser"),
        ("curl/8.4.0", "curl"),
        ("mei@example.org 'reader'", "something else"),
        ("", "something else"),
    ],
)
def test_a_program_is_named_in_a_few_words(agent: str, words: str) -> None:
    assert program(agent) == words
    assert len(words.split()) <= 3


def test_the_last_client_is_written_down(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    capabilities.make(installation, Purpose.FEED, someone.membership, OPERATOR, now + LONG)
    with installation.store.read() as session:
        link = session.query(CapabilityLink.id).scalar()
    counted = Fetches()
    counted.note(link, now, "curl")
    counted.note(link, now + LONG, "Outlook")
    taken = counted.take()
    counted.note(link, now + LONG / 2, "a browser")
    counted.put_back(taken)

    fetches.flush(installation.store, counted)

    assert taken == {link: Count(2, now + LONG, "Outlook")}
    with installation.store.read() as session:
        row = session.get_one(CapabilityLink, link)
    assert (row.fetches, row.last_fetched_at, row.last_client) == (3, now + LONG, "Outlook")
