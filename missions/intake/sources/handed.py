"""What a trip folder may hold, and how much of it: names, limits, what is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from missions.intake.cells import closest
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import IN_CSV

MIB = 1024 * 1024
MAX_FILE = 5 * MIB
MAX_UNPACKED = 20 * MIB
MAX_ENTRIES = 1000

SEALED_FILE = "sealed.age"
KNOWN = ("trip.toml", *(f"{name}.csv" for name in IN_CSV), SEALED_FILE)
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "readme.md", "readme.txt"})


@dataclass(slots=True)
class Handed:
    """What was handed over: the known files of a folder by name, or a workbook."""

    files: dict[str, bytes] = field(default_factory=dict)
    workbook: bytes | None = None
    name: str = ""


def within(limit: int, name: str, data: bytes, findings: Findings) -> bytes | None:
    """Return the data, or None with a fault when there is more than the limit."""
    if len(data) <= limit:
        return data
    findings.fault(Cause.LIMIT, Place(name), "", f"a file of at most {limit // MIB} MiB")
    return None


def point_to_workbook(handed: Handed, names: list[str], findings: Findings) -> None:
    """Tell of a workbook that was handed over inside a folder without a trip.toml."""
    workbooks = [name for name in names if name.lower().endswith(".xlsx") and name[0] not in "~."]
    if "trip.toml" not in handed.files and workbooks:
        wanted = "trip.toml, or the workbook by its own path"
        findings.fault(Cause.FILE, Place("trip.toml"), "", wanted, workbooks[0])


def wanted_of(names: list[str], findings: Findings) -> Iterator[str]:
    """Yield the names that belong to a trip folder; tell of the others."""
    seen: set[str] = set()
    for name in names:
        low = name.lower()
        if low in seen and low in KNOWN:
            findings.fault(Cause.TWICE, Place(name), "", f"one file {low}; here are two")
        elif low in KNOWN:
            seen.add(low)
            yield name
        elif name[0] not in "._~" and low not in _OF_THE_SYSTEM:
            likely = closest(low, KNOWN, 0.75)
            hint = f" Did you mean {likely}?" if likely else ""
            text = f"This is no part of a trip folder and was left out.{hint}"
            (findings.warn if likely else findings.notice)(Place(name), text)


def room_left(handed: Handed, data: bytes, findings: Findings) -> bool:
    """Whether another file still fits into what all may hold together."""
    total = sum(map(len, handed.files.values())) + len(data)
    if total > MAX_UNPACKED:
        wanted = f"at most {MAX_UNPACKED // MIB} MiB in all files together"
        findings.fault(Cause.LIMIT, Place(handed.name), "", wanted)
    return total <= MAX_UNPACKED
