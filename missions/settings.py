"""One frozen `Settings`, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path


class BadSettings(ValueError):
    """An environment variable holds what it can't; the message names it and what is wanted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an installation keeps its things and what it is called from outside.

    `home` is the instance folder (`MISSIONS_HOME`), `database_url` an SQLAlchemy address
    (`MISSIONS_DATABASE_URL`), `key_file` the outer key (`MISSIONS_KEY_FILE`), `public_url` the
    address that links are written with (`MISSIONS_PUBLIC_URL`, no trailing slash), `uid_domain`
    the neutral domain of calendar identifiers (`MISSIONS_UID_DOMAIN`).
    """

    home: Path
    database_url: str
    key_file: Path
    public_url: str = "http://127.0.0.1:8080"
    uid_domain: str = "id.invalid"

    @property
    def key_store(self) -> Path:
        """The file of wrapped keys, apart from the database and its backups."""
        return self.home / "keys.db"

    @property
    def web_key_file(self) -> Path:
        """The key that signs form tokens and cookies; it opens nothing sealed."""
        return self.home / "web.key"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (default: the process's own); may raise `BadSettings`."""
    env = os.environ if environ is None else environ
    home = Path(env.get("MISSIONS_HOME") or Path.home() / ".missions").expanduser().absolute()
    plain = Settings(
        home=home,
        database_url=env.get("MISSIONS_DATABASE_URL") or f"sqlite:///{home / 'missions.db'}",
        key_file=Path(env.get("MISSIONS_KEY_FILE") or home / "outer.key").expanduser().absolute(),
    )
    return replace(
        plain,
        public_url=_address(env.get("MISSIONS_PUBLIC_URL") or plain.public_url),
        uid_domain=env.get("MISSIONS_UID_DOMAIN") or plain.uid_domain,
    )


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise BadSettings(
            f"MISSIONS_PUBLIC_URL is “{text}”; it should begin with https:// (or http://)."
        )
    return text.rstrip("/")


def at_home(home: Path) -> Settings:
    """Return the settings of an installation that lives wholly in one folder."""
    return from_environment({"MISSIONS_HOME": str(home)})
