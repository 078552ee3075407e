"""Letters that say that something happened, and nothing of what it is about."""

from __future__ import annotations

from missions.letters.errand import (
    NO_ADDRESS,
    Draft,
    Dropped,
    Errand,
    day,
    is_over,
    moment,
    to_account,
)
from missions.people.model import Person
from missions.retention.model import Purge
from missions.trips.model import CrossingLift, Membership

NOT_A_MEMBER = Dropped("The membership has ended.")
WITHDRAWN = Dropped("It was withdrawn, or is done.")
LIFT_OVER = Dropped("It is over.")


def published(errand: Errand) -> Draft | Dropped:
    """Tell a member that their page has something new. Facts: `membership`."""
    membership = errand.session.get(Membership, errand.facts["membership"])
    if membership is None or membership.ended_at:
        return NOT_A_MEMBER
    person = errand.session.get_one(Person, membership.person_id)
    if person.account_id is None:
        return NO_ADDRESS
    draft = to_account(errand, person.account_id, link=errand.front_door)
    if isinstance(draft, Dropped):
        return draft
    return Draft(draft.address, person.preferred_name, draft.words)


def purge_announced(errand: Errand) -> Draft | Dropped:
    """Announce that a trip's records will be deleted. Facts: `purge`, `account`."""
    purge = errand.session.get(Purge, errand.facts["purge"])
    if purge is None or purge.withdrawn_at or purge.done_at:
        return WITHDRAWN
    return to_account(
        errand, errand.facts["account"], day=day(purge.due_at), link=errand.front_door
    )


def audit_head(errand: Errand) -> Draft | Dropped:
    """Send the day's head of the audit log away. Facts: `number`, `digest`, `day`."""
    address = errand.installation.settings.audit_mail
    if not address:
        return Dropped("No address is set for it.")
    facts = errand.facts
    words = {"number": str(facts["number"]), "digest": facts["digest"], "day": facts["day"]}
    return Draft(address, words=words)


def lift(errand: Errand) -> Draft | Dropped:
    """Say that a member may reach everything for a while. Facts: `lift`, and `account` for whom.

    Without `account` it goes to the duty officer who gave leave. The member gets none: a letter on
    a telephone near a border is itself a trace.
    """
    row = errand.session.get(CrossingLift, errand.facts["lift"])
    if row is None or row.ended_at or is_over(row.until):
        return LIFT_OVER
    account = errand.facts.get("account") or row.given_by
    return to_account(errand, account, until=moment(row.until))


def account_changed(errand: Errand) -> Draft | Dropped:
    """Say that an account's password or second factor changed. Facts: `account`."""
    return to_account(errand, errand.facts["account"])
