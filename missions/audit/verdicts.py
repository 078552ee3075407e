"""A verdict on the log as sentences: which entry, what it means, what to do. Pure."""

from __future__ import annotations

from missions.audit.chain import Fault, Verdict

RESTORE = (
    "Keep the database and the file of heads as they are, find out who could write to the"
    " database, and compare with the newest backup that still verifies."
)
_FOUND = {
    Fault.ALTERED: (
        "Entry {number} of the log is not what was written. It, or what came before it, was changed"
        " outside the service; or audit.key is another key than the one it was written with."
    ),
    Fault.MISSING: "Entry {number} of the log is gone: somebody deleted it outside the service.",
    Fault.OUT_OF_ORDER: (
        "Entry {number} of the log stands where it does not belong: it was added or moved outside"
        " the service."
    ),
    Fault.UNBOUND: (
        "Entry {number} of the log is not bound by the log's key, where every entry should be: it"
        " was written outside the service."
    ),
    Fault.CUT: (
        "Entry {number} of the log is gone, and all that followed it: the end of the log was cut"
        " off outside the service."
    ),
    Fault.HEAD: (
        "The log and its head differ at entry {number}: the head was changed, or entries were"
        " added outside the service."
    ),
    Fault.ANCHOR: (
        "Entry {number} of the log is another than the one that was kept on {day}: the log was"
        " rewritten, or went on from an older backup, or these heads are another installation’s."
    ),
    Fault.SHORT: (
        "The log ends before entry {number}, but on {day} it was longer: its end was cut off"
        " outside the service, or an older backup was restored."
    ),
}


def told(verdict: Verdict) -> str:
    """Return what a check found, in a sentence or two."""
    if verdict.fault is None:
        entries = "1 entry" if verdict.fitting == 1 else f"{verdict.fitting} entries"
        return f"The log is whole: {entries}."
    found = _FOUND[verdict.fault].format(number=verdict.number, day=verdict.day)
    before = f" The {verdict.fitting} entries before it fit." if verdict.fitting > 1 else ""
    return f"{found}{before}"
