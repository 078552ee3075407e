"""Links by letter that confirm who uses a browser that is signed in already.

Such a link is bound to that very session: it opens nothing elsewhere, and signs nobody in.
"""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import sessions
from missions.accounts.model import SignInLink
from missions.accounts.queries import usable_sign_in_link
from missions.accounts.rules import MAGIC_LINK_HOLDS
from missions.accounts.tokens import digest, letter_token
from missions.audit import log
from missions.installation import Installation
from missions.outbox.actions import post
from missions.policy.actions import Action
from missions.store.base import new_id


def send(installation: Installation, account_id: str, session_id: str) -> None:
    """Put a letter with a confirming link into the outbox."""
    now = clock.now()
    link = SignInLink(id=new_id(), created_at=now, account_id=account_id, vouched=False)
    link.token_hash = digest(letter_token(installation.web_key, link.id))
    link.expires_at = now + MAGIC_LINK_HOLDS
    link.browser_hash = _bound(session_id)
    with installation.store.write() as session:
        session.add(link)
        post(session, "confirm", {"link": link.id}, key=f"confirm/{link.id}")
        log.record(session, account_id, Action.SIGN_IN_LINK_MAKE, account_id, "mail")


def usable(session: Session, token: str, session_id: str) -> SignInLink | None:
    """Return the link that `token` opens in this session; None when it opens nothing here."""
    link = usable_sign_in_link(session, token, clock.now())
    return link if link is not None and link.browser_hash == _bound(session_id) else None


def spend(installation: Installation, token: str, session_id: str) -> bool:
    """Spend a link and confirm its session; False when it can't be used here."""
    with installation.store.write() as session:
        link = usable(session, token, session_id)
        if link is None or not _mark_used(session, link):
            return False
        sessions.confirm(session, session_id, proved=False)
    return True


def _bound(session_id: str) -> str:
    return digest(f"confirm/{session_id}")


def _mark_used(session: Session, link: SignInLink) -> bool:
    marked = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(SignInLink.id)
    )
    return marked.first() is not None
