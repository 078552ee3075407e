"""From a letter's name and ids to the bytes that a mail server gets; the same bytes at each try.

What a letter may say is little: the preferred name of whom it is for, a link, a date. No plan
stands in one, so nothing is released for it. A letter that is to quote a plan takes it from a
Briefing, by `release()`, like any paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy.orm import Session

from missions.assets import templates_dir
from missions.installation import Installation
from missions.letters import links, notices, papers, readiness
from missions.letters.errand import Composer, Draft, Dropped, Errand
from missions.letters.mailbox import BadAddress, mailbox, one_line, sender
from missions.outbox.leases import LetterToSend

COMPOSERS: Mapping[str, Composer] = {
    "audit-head": notices.audit_head,
    "confirm": links.confirm,
    "digest": readiness.digest,
    "document-returned": papers.returned,
    "factor-changed": notices.account_changed,
    "invitation": links.invitation,
    "lift": notices.lift,
    "owed": readiness.owed,
    "password-changed": notices.account_changed,
    "published": notices.published,
    "purge-announced": notices.purge_announced,
    "sign-in": links.sign_in,
}
"""Which letters there are; each has a folder of this name below `templates/letters/`."""

_POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)
"""Seven bits in short lines, so that no mail server on the way has to change the content."""


class UnknownLetter(LookupError):
    """This version knows no letter of that name; another may."""


@dataclass(frozen=True, slots=True)
class Message:
    """A finished letter: the envelope's two addresses, and the content."""

    sender: str = field(repr=False)
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)


def compose(
    installation: Installation, session: Session, letter: LetterToSend
) -> Message | Dropped:
    """Compose a letter from what its facts name, as it stands now.

    Raises:
        UnknownLetter: there is no letter of that name.
    """
    composer = COMPOSERS.get(letter.name)
    if composer is None:
        raise UnknownLetter
    draft = composer(Errand(installation, session, letter.facts))
    if isinstance(draft, Dropped):
        return draft
    try:
        recipient = mailbox(draft.address, draft.name)
    except BadAddress as error:
        return Dropped(str(error))
    origin = sender(installation.settings.mail_from)
    message = _set(letter.name, draft)
    _head(message, origin, recipient, letter.id, letter.dated)
    return Message(origin.addr_spec, recipient.addr_spec, message.as_bytes())


def _set(name: str, draft: Draft) -> EmailMessage:
    """Set subject and body from the letter's three templates."""
    words: dict[str, object] = {**draft.words, "name": one_line(draft.name)}
    subject = one_line(_rendered(f"letters/{name}/subject.txt", words))
    words["subject"] = subject
    message = EmailMessage(_POLICY)
    message["Subject"] = subject
    message.set_content(_rendered(f"letters/{name}/body.txt", words))
    message.add_alternative(_rendered(f"letters/{name}/body.html", words), subtype="html")
    return message


def _head(
    message: EmailMessage, origin: Address, recipient: Address, letter_id: str, dated: datetime
) -> None:
    """Write the headers; nothing in them depends on when or how often the letter is sent."""
    message["From"] = origin
    message["To"] = recipient
    message["Date"] = dated
    message["Message-ID"] = f"<{letter_id}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_boundary(f"=_{letter_id}")


def _rendered(template: str, words: Mapping[str, object]) -> str:
    return _templates().get_template(template).render(words)


@cache
def _templates() -> Environment:
    """Letters' templates: HTML is escaped, plain text is not."""
    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=select_autoescape(enabled_extensions=["html"], disabled_extensions=["txt"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
