"""The application as a WSGI server finds it: from the environment alone, from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from missions.installation import create
from missions.settings import at_home

ROOT = Path(__file__).resolve().parents[2]
ASK = "import wsgi; print(wsgi.app.test_client().get('/sign-in').status_code)"


def _run(home: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "MISSIONS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environ,
        check=False,
    )


def test_it_answers(tmp_path: Path) -> None:
    create(at_home(tmp_path / "home"))

    done = _run(tmp_path / "home", tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "200\n", "")


def test_without_an_installation_it_says_what_to_do(tmp_path: Path) -> None:
    done = _run(tmp_path / "none", tmp_path)

    assert done.returncode == 1
    assert "Run: missions init" in done.stderr
