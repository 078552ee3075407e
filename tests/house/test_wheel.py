"""A wheel carries everything that the service needs at run time, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from missions import assets
from missions.store import migrate

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ("templates", "static", "samples")
UNWANTED = {"__pycache__"}
ASK = """
from missions import assets
from missions.store import migrate
print(assets.templates_dir(), assets.static_dir(), assets.samples_dir(), migrate.head(), sep="\\n")
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of a wheel that was built from this checkout."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True, stdin=subprocess.DEVNULL)
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target / "site")
    return target / "site"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and UNWANTED.isdisjoint(path.parts)
    }


def test_a_wheel_is_the_package_and_what_stands_beside_it(unpacked: Path) -> None:
    package = {f"missions/{name}" for name in files_below(ROOT / "missions")}
    beside = {
        f"missions/_assets/{folder}/{name}"
        for folder in BESIDE
        for name in files_below(ROOT / folder)
    }
    packed = {name for name in files_below(unpacked) if ".dist-info/" not in name}
    assert packed == package | beside


def test_a_wheel_finds_its_files_and_migrations_from_any_folder(
    unpacked: Path, tmp_path: Path
) -> None:
    ask = [sys.executable, "-P", "-c", ASK]
    answer = subprocess.run(
        ask, cwd=tmp_path, env={"PYTHONPATH": str(unpacked)}, check=True, capture_output=True
    )
    folders = [str(unpacked / "missions" / "_assets" / folder) for folder in BESIDE]
    assert answer.stdout.decode().splitlines() == [*folders, migrate.head()]


def test_in_a_checkout_the_folders_are_those_at_its_root() -> None:
    found = (assets.templates_dir(), assets.static_dir(), assets.samples_dir())
    assert found == tuple(ROOT / folder for folder in BESIDE)
