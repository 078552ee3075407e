"""One frozen `Settings`, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BadSettings(ValueError):
    """An environment variable holds what it can't; the message names it and what is wanted."""


@dataclass(frozen=True, slots=True)
class Oidc:
    """The organisation's OpenID Connect provider (OpenID Connect Core 1.0).

    `issuer` is its address (`MISSIONS_OIDC_ISSUER`), `client_id` and `client_secret` what it gave
    this service (`MISSIONS_OIDC_CLIENT_ID`, `MISSIONS_OIDC_CLIENT_SECRET`), `name` what the button
    says (`MISSIONS_OIDC_NAME`). `trusts_factors`: two factors shown there count as two here
    (`MISSIONS_OIDC_MFA=trust`).
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your organisation"
    trusts_factors: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an installation keeps its things and what it is called from outside.

    `home` is the instance folder (`MISSIONS_HOME`), `database_url` an SQLAlchemy address
    (`MISSIONS_DATABASE_URL`), `key_file` the outer key (`MISSIONS_KEY_FILE`), `public_url` the
    address of the pages (`MISSIONS_PUBLIC_URL`, no trailing slash), `uid_domain` the neutral domain
    of calendar identifiers (`MISSIONS_UID_DOMAIN`).

    `link_url` is the neutral address that calendars, shared links and letters use
    (`MISSIONS_LINK_URL`; the public one where blank). `mail_url` says how letters go out
    (`MISSIONS_MAIL_URL`, `smtp://user:password@host:587`, `smtps://…`; blank: none go out),
    `mail_from` whom they come from (`MISSIONS_MAIL_FROM`), a neutral sender. `scans` is where
    encrypted scans are kept (`MISSIONS_SCANS`: a folder, or `s3://bucket/prefix`). `audit_heads`
    is the file that the audit log's daily head is appended to (`MISSIONS_AUDIT_HEADS`),
    `audit_mail` the address it is sent to (`MISSIONS_AUDIT_MAIL`; blank: none). `proxies` is how
    many proxies of one's own stand before the service (`MISSIONS_PROXIES`). `kitinerary` is the
    program that reads .pdf and .pkpass confirmations (`MISSIONS_KITINERARY`: a path; blank: the
    one on the search path, if there is one). `reminders` says whether the worker reminds people of
    what they owe and tells leaders on Mondays (`MISSIONS_REMINDERS`: `on`, which it is where blank,
    or `off`). `oidc` are the organisation's sign-in, None where it is off.
    """

    home: Path
    database_url: str
    key_file: Path
    public_url: str = "http://127.0.0.1:8080"
    uid_domain: str = "id.invalid"
    link_url: str = ""
    mail_url: str = ""
    mail_from: str = ""
    scans: str = ""
    audit_heads: Path | None = None
    audit_mail: str = ""
    proxies: int = 0
    kitinerary: str = ""
    reminders: bool = True
    oidc: Oidc | None = None

    @property
    def links(self) -> str:
        """The neutral address of links, without a trailing slash."""
        return self.link_url or self.public_url

    @property
    def scan_store(self) -> str:
        """Where encrypted scans are kept."""
        return self.scans or str(self.home / "scans")

    @property
    def head_file(self) -> Path:
        """The file of the audit log's daily heads; better kept on another machine."""
        return self.audit_heads or self.home / "audit-heads.txt"

    @property
    def audit_key_file(self) -> Path:
        """The key that binds the audit log's entries; not in the database."""
        return self.home / "audit.key"

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
    heads = env.get("MISSIONS_AUDIT_HEADS")
    return replace(
        plain,
        public_url=_address("MISSIONS_PUBLIC_URL", env.get("MISSIONS_PUBLIC_URL"), plain),
        uid_domain=env.get("MISSIONS_UID_DOMAIN") or plain.uid_domain,
        link_url=_address("MISSIONS_LINK_URL", env.get("MISSIONS_LINK_URL"), None),
        mail_url=_mail(env.get("MISSIONS_MAIL_URL") or ""),
        mail_from=env.get("MISSIONS_MAIL_FROM") or "",
        scans=env.get("MISSIONS_SCANS") or "",
        audit_heads=Path(heads).expanduser().absolute() if heads else None,
        audit_mail=env.get("MISSIONS_AUDIT_MAIL") or "",
        proxies=_count("MISSIONS_PROXIES", env.get("MISSIONS_PROXIES") or "0"),
        kitinerary=env.get("MISSIONS_KITINERARY") or "",
        reminders=_switch("MISSIONS_REMINDERS", env.get("MISSIONS_REMINDERS") or "on"),
        oidc=_oidc(env),
    )


def _address(name: str, text: str | None, plain: Settings | None) -> str:
    if not text:
        return plain.public_url if plain else ""
    if not text.startswith(("http://", "https://")):
        raise BadSettings(f"{name} is “{text}”; it should begin with https:// (or http://).")
    return text.rstrip("/")


def _mail(text: str) -> str:
    if text and not text.startswith(("smtp://", "smtps://")):
        raise BadSettings(
            "MISSIONS_MAIL_URL should begin with smtp:// or smtps://, as in"
            " smtp://user:password@mail.example.org:587"
        )
    return text


def _count(name: str, text: str) -> int:
    if not text.isdecimal():
        raise BadSettings(f"{name} is “{text}”; a number is wanted: 0, 1, 2 …")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("on", "off"):
        raise BadSettings(f"{name} is “{text}”; “on” or “off” is wanted.")
    return text == "on"


def _oidc(env: Mapping[str, str]) -> Oidc | None:
    issuer = _address("MISSIONS_OIDC_ISSUER", env.get("MISSIONS_OIDC_ISSUER"), None)
    if not issuer:
        return None
    wanted = ("MISSIONS_OIDC_CLIENT_ID", "MISSIONS_OIDC_CLIENT_SECRET")
    missing = [name for name in wanted if not env.get(name)]
    if missing:
        raise BadSettings(f"MISSIONS_OIDC_ISSUER is set, but not {' and '.join(missing)}.")
    if not is_private_way(issuer):
        raise BadSettings(f"MISSIONS_OIDC_ISSUER is “{issuer}”; it should begin with https://.")
    factors = env.get("MISSIONS_OIDC_MFA") or ""
    if factors not in ("", "trust"):
        raise BadSettings(f"MISSIONS_OIDC_MFA is “{factors}”; “trust” is wanted, or nothing.")
    name = env.get("MISSIONS_OIDC_NAME") or "your organisation"
    return Oidc(issuer, env[wanted[0]], env[wanted[1]], name, trusts_factors=bool(factors))


def is_private_way(address: str) -> bool:
    """Whether nobody can listen on the way to an address: it is encrypted, or this machine's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    inside = parts.scheme == "http" and parts.hostname in LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or inside)


def at_home(home: Path) -> Settings:
    """Return the settings of an installation that lives wholly in one folder."""
    return from_environment({"MISSIONS_HOME": str(home)})
