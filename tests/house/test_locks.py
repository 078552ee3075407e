"""What is installed is what `pyproject.toml` names, file by file; `make lock` writes the locks."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"runtime.txt": ["server"], "dev.txt": ["dev"]}
PIN = re.compile(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)")


def pinned(requirements: list[str]) -> set[tuple[str, str]]:
    """Names, as the locks spell them, and versions."""
    pins = [PIN.match(requirement) for requirement in requirements]
    return {(re.sub(r"[-_.]+", "-", pin[1]).lower(), pin[2]) for pin in pins if pin}


@pytest.fixture(params=LOCKS)
def lock(request: pytest.FixtureRequest) -> Path:
    return ROOT / "requirements" / str(request.param)


def test_a_lock_holds_every_version_that_the_project_names(lock: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [project["optional-dependencies"][name] for name in LOCKS[lock.name]]
    named = pinned(sum(extras, project["dependencies"]))
    assert named - pinned(lock.read_text().splitlines()) == set()


def test_the_build_backend_is_the_locked_one() -> None:
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    lock = pinned((ROOT / "requirements" / "dev.txt").read_text().splitlines())
    assert pinned(required) - lock == set()


def test_every_locked_package_has_hashes(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if not line.strip().startswith("#")]
    packages = re.split(r"\n(?=\S)", "\n".join(lines))
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_a_lock_names_no_address_and_no_folder(lock: Path) -> None:
    options = [line for line in lock.read_text().splitlines() if line.startswith(("-", "#"))]
    assert (options, re.findall(r"\S*(?://|file:)\S*", lock.read_text())) == ([], [])
