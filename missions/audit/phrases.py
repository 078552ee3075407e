"""What each action of the log is called, and of which kind it is: the table behind the words.

A phrase follows the actor's name. `{whom}` and `{whose}` are the person or trip that the entry is
about, `{edition}`, `{paper}` and `{facts}` what it tells of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from missions.policy.actions import Action

SEALED = "sealed:"
"""How the actions begin that opened seals; what follows is the reason."""


class Kind(StrEnum):
    """What a reader of the log may look for."""

    SIGN_INS = "sign-ins"
    SEALED = "sealed"
    PAPERS = "papers"
    PUBLISHING = "publishing"
    READINESS = "readiness"
    ACCESS = "access"
    DELETING = "deleting"


KIND_WORDS: dict[Kind, str] = {
    Kind.SIGN_INS: "Sign-ins",
    Kind.SEALED: "Sealed reads",
    Kind.PAPERS: "Papers",
    Kind.PUBLISHING: "Publishing",
    Kind.READINESS: "Readiness",
    Kind.ACCESS: "Access",
    Kind.DELETING: "Deleting",
}


class Phrase(NamedTuple):
    """An action's kind and what it is called."""

    kind: Kind
    words: str


def _all(kind: Kind, phrases: dict[str, str]) -> dict[str, Phrase]:
    return {str(action): Phrase(kind, words) for action, words in phrases.items()}


PHRASES: dict[str, Phrase] = {
    **_all(
        Kind.SIGN_INS,
        {
            Action.ACCOUNT_CHANGE: "changed {whose} account",
            Action.ACCOUNT_READ: "looked at {whose} account",
            Action.CONFIRM: "showed once more who they are{proof}",
            Action.FACTOR_PROVE: "showed a second factor",
            Action.HOME_READ: "opened the first page",
            Action.SIGN_IN: "signed in{proof}",
            Action.SIGN_IN_LINK_MAKE: "{link}",
            Action.SIGN_OUT: "signed {out}",
            "password:drop": "took {whose} password away",
            "password:set": "set {whose} password",
        },
    ),
    **_all(
        Kind.PAPERS,
        {
            Action.ASSET_READ: "loaded a part of a page",
            Action.CERTIFICATE_READ: "took {whose} certificate",
            Action.COPIES_CHANGE: "wrote down {copies}",
            Action.COPIES_READ: "looked at which copies are out",
            Action.DATA_READ: "took a copy of {whose} data",
            Action.DOCUMENT_CHANGE: "changed {whose} documents",
            Action.DOCUMENT_FIND: "asked whose document bears a number",
            Action.DOCUMENT_READ: "opened {whose} documents",
            Action.DOCUMENT_REVIEW: "reviewed a document",
            Action.DOCUMENTS_READ: "looked at which documents there are",
            Action.FEED_READ: "fetched {whose} calendar",
            Action.LEADER_PAPER_READ: "downloaded {paper} of {edition}",
            Action.MY_TRIP_READ: "opened {whose} trip page",
            Action.PAPER_READ: "downloaded {paper} of {edition}",
            Action.PAPERS_READ: "looked at the papers",
            Action.SCAN_CHANGE: "added or removed a scan",
            Action.SCAN_READ: "opened a scan",
            Action.SCANS_READ: "looked at which scans there are",
            Action.SHARED_READ: "opened a shared link",
            "paper:export": "wrote {paper} of {edition} to a folder",
        },
    ),
    **_all(
        Kind.PUBLISHING,
        {
            Action.TRIP_IMPORT: "brought the trip in from a folder{rows}",
            Action.TRIP_LIST: "looked at the list of trips",
            Action.TRIP_PUBLISH: "looked at what publishing would change",
            Action.TRIP_READ: "looked at the overview",
            Action.TRIP_REIMPORT: "brought a newer folder in{rows}",
            Action.WORD_ACCEPT: "let a word stand that the checker had stopped at",
            "edition:publish": "published {edition}",
            "trip:change": "put neutral words in the place of telling ones",
        },
    ),
    **_all(
        Kind.READINESS,
        {
            Action.ATTENDANCE_CHANGE: "wrote down who was at a training",
            Action.BOARD_CHANGE: "waived a requirement or let a clash be",
            Action.BOARD_READ: "looked at who is ready",
            Action.BOARD_TAKE: "downloaded who is ready",
            Action.REMINDER_SEND: "reminded {whom} of what is owed",
            Action.RULES_CHANGE: "changed a rule of travel",
            Action.RULES_READ: "looked at the rules of travel",
            Action.TRAINING_CHANGE: "changed a training",
            Action.TRAINING_READ: "looked at the trainings",
        },
    ),
    **_all(
        Kind.ACCESS,
        {
            Action.ACCESS_CHANGE: "changed {whose} access",
            Action.ACCESS_READ: "looked at who has access",
            Action.ADMIN_CHANGE: "changed the administration of the service",
            Action.ADMIN_READ: "looked at the administration of the service",
            Action.CROSSING_LIFT: "let {whom} reach the service near a border for two hours",
            Action.FEED_LINK_MAKE: "made {whose} calendar address",
            Action.FEED_LINK_REVOKE: "ended {whose} calendar address",
            Action.INVITATION_ACCEPT: "accepted {whose} invitation",
            Action.LINK_CHANGE: "changed {whose} shared links",
            Action.LINK_READ: "looked at the shared links",
            Action.LOG_READ: "read this log",
            "account:close": "closed {whose} account",
            "invitation:make": "invited {whom}",
            "invitation:withdraw": "took {whose} invitation back",
            "keys:backup": "wrote a copy of the store of keys",
            "keys:escrow": "wrote paper copies of the outer key",
            "keys:rotate": "changed the keys that seal {whose} facts",
        },
    ),
    **_all(
        Kind.DELETING,
        {
            Action.DATA_ERASE: "erased {whose} data",
            Action.PURGE_CHANGE: "changed when {whose} facts are deleted",
            Action.PURGE_READ: "looked at what will be deleted",
            "database:restore": "brought the database back from a backup",
            "safeguarding:forget": "let go of safeguarding records whose time was over",
            "trip:purge": "deleted {whose} facts",
        },
    ),
}
"""Every action that has words, but for those that opened seals."""


def kind_of(action: str) -> Kind | None:
    """Return of which kind an action is; None where the table has no words for it."""
    if action.startswith(SEALED):
        return Kind.SEALED
    phrase = PHRASES.get(action)
    return phrase.kind if phrase else None


def actions_of(kind: Kind) -> list[str]:
    """Return the actions of a kind; those that opened seals are known by how they begin."""
    return sorted(action for action, phrase in PHRASES.items() if phrase.kind is kind)
