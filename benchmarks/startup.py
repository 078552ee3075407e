"""How much the command line's help costs beside importing click, both as whole processes."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.harness import Ratio

HELP = [sys.executable, "-c", "from missions.cli.main import main; main()", "--help"]
CLICK = [sys.executable, "-c", "import click"]


def _runs(command: list[str]) -> int:
    return subprocess.run(command, capture_output=True, check=True).returncode


ROWS = [
    Ratio(
        name="missions --help / import click",
        subject=lambda: _runs(HELP),
        against=lambda: _runs(CLICK),
        bound=1.5,
        rounds=9,
    )
]
