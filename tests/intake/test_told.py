"""What `missions trip import` says of a folder that changed little."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from missions.cli.main import main
from missions.installation import Installation
from missions.settings import Settings
from tests.intake import willow

HEAD, *ROWS = willow.SCHEDULE.splitlines()


def said(settings: Settings, folder: Path, changed: dict[str, willow.Content]) -> tuple[str, str]:
    """Import the folder with some of it changed; return what is answered and what is remarked."""
    env = {"MISSIONS_HOME": str(settings.home), "MISSIONS_DATABASE_URL": settings.database_url}
    path = str(willow.write(folder, changed))
    result = CliRunner(env=env).invoke(main, ["trip", "import", path])
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_an_order_of_rows_that_changed_alone_is_named(
    settings: Settings, installation: Installation, tmp_path: Path
) -> None:
    assert installation.settings == settings
    said(settings, tmp_path / "f", {})
    turned = "\n".join([HEAD, *reversed(ROWS)]) + "\n"
    answered, _ = said(settings, tmp_path / "f", {"schedule.csv": turned})
    assert answered.splitlines() == [
        "willow-26 is changed: only the order of rows.",
        "Next: missions trip check willow-26",
    ]


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (
            1,
            "1 row of the trip is not in this folder and stays: schedule {0}."
            " To take it out: --remove",
        ),
        (
            2,
            "2 rows of the trip are not in this folder and stay: schedule {0}, schedule {1}."
            " To take them out: --remove",
        ),
    ],
)
def test_rows_that_are_missing_are_counted_in_words_that_fit(
    settings: Settings, installation: Installation, tmp_path: Path, left_out: int, words: str
) -> None:
    assert installation.settings == settings
    said(settings, tmp_path / "f", {})
    kept = "\n".join([HEAD, *ROWS[:-left_out]]) + "\n"
    _, remarked = said(settings, tmp_path / "f", {"schedule.csv": kept})
    keys = [row.split(",")[0] for row in ROWS[-left_out:]]
    assert words.format(*keys) in remarked
