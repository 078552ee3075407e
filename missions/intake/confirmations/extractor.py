"""KItinerary's extractor, run as a program of its own with little room: for .pdf and .pkpass.

The document comes from anybody, and the extractor is a large program that opens PDFs. It gets the
bytes on its standard input, no environment, an empty folder, and limits on time, memory and what
it may write; whatever it does beyond them ends it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from missions.intake.confirmations.model import MIB

PROGRAM = "kitinerary-extractor"

_LAUNCHER = """\
import os, resource, sys
cpu, memory, size = map(int, sys.argv[1:4])
for what, limit in (
    (resource.RLIMIT_CPU, cpu),
    (resource.RLIMIT_AS, memory),
    (resource.RLIMIT_FSIZE, size),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NOFILE, 64),
):
    resource.setrlimit(what, (limit, limit))
os.execve(sys.argv[4], sys.argv[4:], {})
"""
"""Sets the limits in the process that becomes the extractor: this one may have many threads."""


class ExtractorFailed(Exception):
    """The extractor gave nothing that can be used; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds on the clock, seconds of computing, and bytes of memory and of each file written."""

    seconds: float = 20.0
    cpu_seconds: int = 20
    memory: int = 1024 * MIB
    written: int = 8 * MIB


def find_extractor(setting: str = "") -> Path | None:
    """Return the program: the one that is set, else the one on the path; None if there is none."""
    found = shutil.which(setting or PROGRAM)
    return Path(found).absolute() if found else None


def extract(program: Path, content: bytes, on: date, limits: Limits | None = None) -> bytes:
    """Return what the extractor writes about a document: JSON, as it stands.

    Args:
        program: what `find_extractor` returned.
        content: a PDF or a pass.
        on: the day of reading; the extractor takes years that a document leaves out from it.
        limits: what it may take.

    Raises:
        ExtractorFailed: it could not be run, crashed, or went beyond a limit.
    """
    held = limits or Limits()
    with TemporaryDirectory(prefix="confirmation-") as folder:
        given, written = Path(folder, "given"), Path(folder, "written")
        given.write_bytes(content)
        inside = Path(folder, "empty")
        inside.mkdir()
        _run(_command(program, on, held), given, written, inside, held.seconds)
        return written.read_bytes()


def _command(program: Path, on: date, limits: Limits) -> Sequence[str]:
    numbers = (limits.cpu_seconds, limits.memory, limits.written)
    launched = [str(program), "--context-date", on.isoformat()]
    return [sys.executable, "-I", "-S", "-c", _LAUNCHER, *map(str, numbers), *launched]


def _run(command: Sequence[str], given: Path, written: Path, inside: Path, seconds: float) -> None:
    with given.open("rb") as stdin, written.open("wb") as stdout:
        process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell, no argument from outside
            command,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            cwd=inside,
            env={},
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ExtractorFailed(f"it took longer than {seconds:g} seconds") from None
        finally:
            _end(process)
    if code:
        raise ExtractorFailed(_reason(code))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _reason(code: int) -> str:
    if code == -signal.SIGXFSZ:
        return "it wrote more than it may"
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "it computed longer than it may"
    return f"it ended with a fault ({f'signal {-code}' if code < 0 else f'code {code}'})"
