"""Commands with somebody at the keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from missions.cli.main import main
from missions.settings import Settings


class Shell:
    """Runs commands in an installation's environment; `typed` is what is answered to questions."""

    def __init__(self, settings: Settings) -> None:
        self.env = {
            "MISSIONS_HOME": str(settings.home),
            "MISSIONS_DATABASE_URL": settings.database_url,
        }

    def __call__(self, *words: str | Path, typed: str | None = None) -> Result:
        return CliRunner(env=self.env).invoke(main, [str(word) for word in words], input=typed)

    def json(self, *words: str | Path, code: int = 0) -> Any:
        """Return the document that a command prints."""
        result = self(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)
