"""Calendar addresses: one at a time, ended at will, their fetches counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from missions.accounts import capabilities, fetches
from missions.accounts.model import CapabilityLink
from missions.accounts.queries import live_feed_link
from missions.accounts.tokens import digest
from missions.audit.log import OPERATOR
from missions.installation import Installation
from tests.accounts.conftest import Someone

LONG = timedelta(days=30)


def test_a_new_address_ends_the_one_before(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    first = capabilities.make_feed_link(installation, someone.membership, OPERATOR, now + LONG)
    second = capabilities.make_feed_link(installation, someone.membership, OPERATOR, now + LONG)

    with installation.store.read() as session:
        ended = dict(
            session.execute(select(CapabilityLink.token_hash, CapabilityLink.revoked_at)).all()
        )
        live = live_feed_link(session, someone.membership, now)
    assert ended == {digest(first): now, digest(second): None}
    assert live is not None
    assert live.token_hash == digest(second)


def test_an_address_ends_at_will_and_by_itself(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    capabilities.make_feed_link(installation, someone.membership, OPERATOR, now + LONG)

    with installation.store.read() as session:
        assert live_feed_link(session, someone.membership, now + LONG) is None
        assert live_feed_link(session, someone.membership, now + LONG / 2) is not None
    assert capabilities.revoke_feed_link(installation, someone.membership, OPERATOR)
    assert not capabilities.revoke_feed_link(installation, someone.membership, OPERATOR)
    with installation.store.read() as session:
        assert live_feed_link(session, someone.membership, now) is None


def test_fetches_are_counted_in_memory_and_written_down_together(
    installation: Installation, someone: Someone, now: datetime
) -> None:
    capabilities.make_feed_link(installation, someone.membership, OPERATOR, now + LONG)
    with installation.store.read() as session:
        link = live_feed_link(session, someone.membership, now)
    assert link is not None
    counted = fetches.Fetches()
    for minutes in (1, 2, 3):
        counted.note(link.id, now + timedelta(minutes=minutes))
    counted.note("a link that is gone", now)

    assert fetches.flush(installation.store, counted) == 2
    assert fetches.flush(installation.store, counted) == 0

    with installation.store.read() as session:
        row = session.get_one(CapabilityLink, link.id)
        assert (row.fetches, row.last_fetched_at) == (3, now + timedelta(minutes=3))


def test_what_could_not_be_written_is_counted_again(now: datetime) -> None:
    counted = fetches.Fetches()
    counted.note("one", now)
    taken = counted.take()
    counted.note("one", now + LONG)

    counted.put_back(taken)

    assert counted.take() == {"one": fetches.Count(2, now + LONG)}
