"""Letters about a member's own papers: that there is news, and never what it is about."""

from __future__ import annotations

from missions.letters.errand import Draft, Dropped, Errand, to_account
from missions.letters.notices import NOT_A_MEMBER
from missions.privacy import Posture
from missions.trips.model import Membership, Trip


def returned(errand: Errand) -> Draft | Dropped:
    """Say that a paper came back. Facts: `membership`, and `account` for whom.

    The reason is sealed and stays on the page. In guarded and closed trips the letter says only
    that there is news.
    """
    membership = errand.session.get(Membership, errand.facts["membership"])
    if membership is None or membership.ended_at:
        return NOT_A_MEMBER
    trip = errand.session.get_one(Trip, membership.trip_id)
    plain = "yes" if trip.posture == Posture.OPEN else ""
    return to_account(errand, errand.facts["account"], plain=plain, link=errand.front_door)
