"""Links that sign in: made by the operator, or asked for by mail."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import sessions
from missions.accounts.model import Account, Attempt, SignInLink
from missions.accounts.queries import usable_sign_in_link
from missions.accounts.rules import MAGIC_LINK_HOLDS, SIGN_IN_LINK_HOLDS
from missions.accounts.tokens import digest, letter_token, new_token
from missions.audit import log
from missions.installation import Installation
from missions.outbox.actions import post
from missions.people.model import Person
from missions.policy.actions import Action
from missions.store.base import new_id

_ASKED, _EPOCH = "asked", datetime(2020, 1, 1, tzinfo=UTC)
"""A row that is written either way, so that both transactions reach the disk."""


def make_link_for_person(
    installation: Installation, person_id: str, actor: str, *, vouched: bool = False
) -> str:
    """Make an address that signs a person in once, within a day; return it.

    The person gets an account where there is none.

    Args:
        actor: `audit.log.OPERATOR`.
        vouched: the operator answers for the second factor in the session that the link opens.

    Raises:
        LookupError: there is no such person.
    """
    with installation.store.write() as session:
        account_id = account_of(session, person_id)
        return _make_link(installation, session, account_id, actor, vouched=vouched)


def make_link_for_account(
    installation: Installation, session: Session, account_id: str, actor: str, *, vouched: bool
) -> str:
    """Make an address that signs an account in once, within a day; return it."""
    return _make_link(installation, session, account_id, actor, vouched=vouched)


def _make_link(
    installation: Installation, session: Session, account_id: str, actor: str, *, vouched: bool
) -> str:
    token, now = new_token(), clock.now()
    session.add(
        SignInLink(
            token_hash=digest(token),
            created_at=now,
            expires_at=now + SIGN_IN_LINK_HOLDS,
            account_id=account_id,
            vouched=vouched,
        )
    )
    detail = "vouched" if vouched else ""
    log.record(session, actor, Action.SIGN_IN_LINK_MAKE, account_id, detail)
    return f"{installation.settings.public_url}/sign-in/{token}"


def account_of(session: Session, person_id: str) -> str:
    """Return a person's account, a new one where there is none; raise `LookupError`."""
    person = session.get(Person, person_id)
    if person is None:
        raise LookupError(person_id)
    if person.account_id is None:
        account = Account(id=new_id(), created_at=clock.now())
        session.add(account)
        session.flush()
        person.account_id = account.id
    return person.account_id


def account_with(session: Session, email: str) -> Account | None:
    """Return the account with this address, however it is written."""
    return session.scalar(select(Account).where(Account.email == same_address(email)))


def same_address(email: str) -> str:
    """Return a mail address in the one spelling by which accounts are found."""
    return email.strip().casefold()


def ask_for_link(installation: Installation, email: str, browser: str) -> None:
    """Put a letter with a sign-in link into the outbox, if the address is known.

    Known or not, the caller answers the same. The link works only in the browser that asked.

    Args:
        email: as it was typed.
        browser: a secret that the asking browser keeps in its cookie.
    """
    with installation.store.write() as session:
        account = account_with(session, email)
        if account is None:
            _decoy(installation, session, browser)
        else:
            _send_link(installation, session, account.id, browser)
        _write_either_way(session)


def _send_link(installation: Installation, session: Session, account_id: str, browser: str) -> None:
    now = clock.now()
    link = SignInLink(id=new_id(), created_at=now, account_id=account_id, vouched=False)
    link.token_hash = digest(letter_token(installation.web_key, link.id))
    link.expires_at = now + MAGIC_LINK_HOLDS
    link.browser_hash = digest(browser)
    session.add(link)
    post(session, "sign-in", {"link": link.id}, key=f"sign-in/{link.id}")
    log.record(session, account_id, Action.SIGN_IN_LINK_MAKE, account_id, "mail")


def _write_either_way(session: Session) -> None:
    row = session.get(Attempt, (_ASKED, _EPOCH))
    if row is None:
        session.add(Attempt(bucket=_ASKED, window=_EPOCH, count=1))
    else:
        row.count += 1


class _UndoneError(Exception):
    """Takes back what was written for nobody."""


def _decoy(installation: Installation, session: Session, browser: str) -> None:
    """Do the same work for an address that nobody has, so that time tells nothing."""
    with suppress(_UndoneError), session.begin_nested():
        nobody = Account(id=new_id(), created_at=clock.now())
        session.add(nobody)
        session.flush()
        _send_link(installation, session, nobody.id, browser)
        raise _UndoneError


def spend_sign_in_link(
    installation: Installation, token: str, browser: str = "", client: str = ""
) -> str | None:
    """Spend a link; return the token of the session it opens, None when it can't be used.

    Args:
        browser: the secret of the browser that spends it; a link by mail wants the one that asked.
        client: what browser it is, in two words.
    """
    now = clock.now()
    with installation.store.write() as session:
        link = usable_sign_in_link(session, token, now)
        if link is None or not fits(link, browser) or not _mark_used(session, link, now):
            return None
        return sessions.open_browser(
            session, link.account_id, client, proved=link.vouched, vouched=link.vouched
        )


def fits(link: SignInLink, browser: str) -> bool:
    """Whether a link may be used in a browser with this secret."""
    return link.browser_hash is None or link.browser_hash == digest(browser)


def _mark_used(session: Session, link: SignInLink, now: datetime) -> bool:
    """Mark the link as used; False when another request was faster."""
    marked = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
        .returning(SignInLink.id)
    )
    return marked.first() is not None
