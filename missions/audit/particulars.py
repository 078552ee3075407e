"""What the detail of an entry adds to its words: the tables for it."""

from __future__ import annotations

from missions.audit.phrases import PHRASES
from missions.policy.actions import Action

DETAILED: dict[tuple[str, str], str] = {
    (Action.ACCESS_CHANGE, "ended"): "ended {whose} access",
    (Action.ACCESS_CHANGE, "restored"): "gave {whom} access again",
    (Action.ACCESS_CHANGE, "role"): "changed {whose} role{role}",
    (Action.BOARD_CHANGE, "asked"): "asked again for a requirement that was waived",
    (Action.BOARD_CHANGE, "let"): "let a clash in the plan be",
    (Action.BOARD_CHANGE, "minded"): "minded a clash again that was let be",
    (Action.BOARD_CHANGE, "moved"): "moved the whole trip to other days",
    (Action.BOARD_CHANGE, "supposed"): "applied a supposition to the plan",
    (Action.BOARD_CHANGE, "waived"): "waived a requirement for somebody",
    (Action.COPIES_READ, "found"): "looked up whose copy was found",
    (Action.COPIES_READ, "unknown"): "looked up a copy by a code that no copy has",
    (Action.CROSSING_LIFT, "ended"): "took back {whose} leave to reach the service near a border",
    (Action.DOCUMENT_CHANGE, "chosen"): "chose which of {whose} passports is used",
    (Action.DOCUMENT_CHANGE, "entered"): "entered one of {whose} documents",
    (Action.DOCUMENT_CHANGE, "handed"): "handed in one of {whose} documents again",
    (Action.DOCUMENT_CHANGE, "lost"): "reported one of {whose} documents lost",
    (
        Action.DOCUMENT_CHANGE,
        "replaced",
    ): "put a newer one in the place of one of {whose} documents",
    (Action.DOCUMENT_CHANGE, "taken"): "took back that one of {whose} documents was replaced",
    (Action.DOCUMENT_CHANGE, "withdrawn"): "took out one of {whose} documents",
    (Action.DOCUMENT_REVIEW, "accepted"): "accepted one of {whose} documents",
    (Action.DOCUMENT_REVIEW, "returned"): "returned one of {whose} documents",
    (Action.FACTOR_PROVE, "code"): "showed a recovery code in place of a second factor",
    (Action.LINK_CHANGE, "family ended"): "ended the address for who waits for {whom} at home",
    (Action.LINK_CHANGE, "family made"): "made an address for who waits for {whom} at home",
    (Action.LINK_CHANGE, "family replaced"): "made a new address for who waits for {whom} at home",
    (Action.LINK_CHANGE, "host ended"): "ended the address of a host’s sheet",
    (Action.LINK_CHANGE, "host made"): "made an address for a host’s sheet",
    (Action.LINK_CHANGE, "host replaced"): "made a new address for a host’s sheet",
    (Action.PURGE_CHANGE, "announce"): "announced that the trip’s facts will be deleted{days}",
    (Action.PURGE_CHANGE, "confirm"): "confirmed that the trip’s facts will be deleted",
    (Action.PURGE_CHANGE, "withdraw"): "took back that the trip’s facts will be deleted",
    (Action.SCAN_CHANGE, "dropped"): "removed a scan",
    (Action.SCAN_CHANGE, "kept"): "added a scan",
    (Action.ATTENDANCE_CHANGE, "rest"): "wrote down that all the rest were at a training",
    (Action.ATTENDANCE_CHANGE, "undone"): "took back who was at a training",
    (Action.TRAINING_CHANGE, "added"): "planned a training",
    (Action.TRAINING_CHANGE, "copied"): "carried another trip’s trainings over",
    (Action.TRAINING_CHANGE, "removed"): "took a training out",
    (Action.TRAINING_READ, "sheet"): "took a training’s sign-in sheet",
    (Action.WORD_ACCEPT, "first"): "let a word stand, if a second leader does too",
    (Action.WORD_ACCEPT, "second"): "let a word stand, as the second leader",
    (Action.WORD_ACCEPT, "taken back"): "took back that a word may stand",
}
"""What an action is called by its detail, or by the detail's first word, where that says more."""

REASONS = {
    "compare": "to compare with a folder",
    "gather": "to look at the plan or publish it",
    "index": "to find documents by their numbers",
    "own data": "to show somebody what is kept of them",
    "release": "for a paper or a page",
    "safeguarding": "to look at safeguarding records",
    "save": "to save the folder",
    "scan": "",
    "verdicts": "to judge who is ready",
    "papers": "to show or change documents",
    "second-factor": "to check a second factor",
}
"""Why seals were opened."""

WHAT = {
    "book": "the book",
    "packet": "a packet",
    "card": "the wallet cards",
    "manifest": "the manifest",
    "rooming": "the rooming list",
    "host-sheet": "a host’s sheet",
    "family-sheet": "a sheet for home",
    "calendar": "a calendar",
}
AUDIENCES = {
    "leader": "for leaders",
    "team": "for the team",
    "family": "for home",
    "host": "for a host",
    "border": "for a border",
    "calendar": "for a provider",
}
FORMATS = {
    "pdf": "PDF",
    "html": "HTML",
    "ics": "ICS",
    "csv": "CSV",
    "json": "JSON",
    "unlocked": "without a lock",
}
COPIES = {
    "issued": "out",
    "handed in": "handed in",
    "destroyed": "destroyed",
    "missing": "missing",
}


def words_of(action: str, detail: str) -> str | None:
    """Return what an action is called; None where there are no words for it."""
    known = DETAILED.get((action, detail)) or DETAILED.get((action, detail.partition(" ")[0]))
    phrase = PHRASES.get(action)
    return known or (phrase.words if phrase else None)
