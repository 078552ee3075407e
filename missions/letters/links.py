"""Letters that carry a link of their own: an invitation, a sign-in, a confirmation.

A link's token is derived from its row's id when the letter is composed, so it is kept nowhere, and
a letter that is sent twice carries the same one.
"""

from __future__ import annotations

from missions.accounts.model import Invitation, SignInLink
from missions.accounts.tokens import digest, letter_token
from missions.letters.errand import Draft, Dropped, Errand, is_over, moment, to_account
from missions.people.model import Person

SPENT = Dropped("Its link is used, revoked or over.")
OTHER_KEY = Dropped("Its link was made under another key; it has to be asked for again.")


def invitation(errand: Errand) -> Draft | Dropped:
    """Invite somebody to join their person of a trip to an account. Facts: `invitation`."""
    row = errand.session.get(Invitation, errand.facts["invitation"])
    if row is None or row.accepted_at or row.revoked_at or is_over(row.expires_at):
        return SPENT
    token = _token(errand, row)
    if token is None:
        return OTHER_KEY
    person = errand.session.get(Person, row.person_id)
    words = {"link": errand.link(f"invitation/{token}"), "until": moment(row.expires_at)}
    return Draft(row.email, person.preferred_name if person else "", words)


def sign_in(errand: Errand) -> Draft | Dropped:
    """Send a link that was asked for, to sign in. Facts: `link`."""
    return _asked_for(errand, "sign-in")


def confirm(errand: Errand) -> Draft | Dropped:
    """Send a link that was asked for, to confirm who one is. Facts: `link`."""
    return _asked_for(errand, "confirm")


def _asked_for(errand: Errand, step: str) -> Draft | Dropped:
    row = errand.session.get(SignInLink, errand.facts["link"])
    if row is None or row.used_at or is_over(row.expires_at):
        return SPENT
    token = _token(errand, row)
    if token is None:
        return OTHER_KEY
    return to_account(errand, row.account_id, link=errand.link(f"{step}/{token}"))


def _token(errand: Errand, row: Invitation | SignInLink) -> str | None:
    """Return the row's token, None when the row was made with another one."""
    token = letter_token(errand.installation.web_key, row.id)
    return token if digest(token) == row.token_hash else None
