"""An installation: its settings, its database and its keys, opened together."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from missions.settings import Settings
from missions.store import migrate
from missions.store.sessions import AUDIT_KEY, Joined, Store, make_engine
from missions.vault import outer
from missions.vault.keyring import Keyring


class NotReady(RuntimeError):
    """The installation is not made yet, or its database waits for an upgrade."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What an action needs beside its arguments."""

    settings: Settings
    store: Store
    keyring: Keyring
    web_key: bytes
    """Signs cookies, form tokens and the links of letters; opens nothing sealed."""

    def within(self, session: Session) -> Installation:
        """Return the same, whose every action takes part in a transaction that is open."""
        return replace(self, store=Joined(session))

    def close(self) -> None:
        """Give the database's connections back."""
        self.store.close()


@dataclass(frozen=True, slots=True)
class Made:
    """What `create` found or made."""

    home: Path
    database: str
    key_file: Path
    new_key: bool
    new_database: bool


def create(settings: Settings) -> Made:
    """Make whatever is missing: folder, outer key, key store, database. Safe to repeat.

    Raises:
        OuterKeyUnusable: the outer key is lost; another one would not open what is sealed.
        NotReady: the store of keys is lost, and trips are there.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyring = Keyring(settings.key_file, settings.key_store)
    _refuse_a_lost_key_store(settings)
    keyring.prepare()
    if keyring.holds_keys():
        outer.load(settings.key_file)
    new_key = outer.create(settings.key_file)
    _make_key(settings.web_key_file)
    migrate.claim(settings.database_url)
    new_database = migrate.current(settings.database_url) is None
    migrate.upgrade(settings.database_url)
    _keep_audit_key(settings)
    return Made(
        home=settings.home,
        database=migrate.without_password(settings.database_url),
        key_file=settings.key_file,
        new_key=new_key,
        new_database=new_database,
    )


def _refuse_a_lost_key_store(settings: Settings) -> None:
    """Raise `NotReady` where trips are there and the store of their keys is not.

    A new store would look like one whose facts were all purged.
    """
    if settings.key_store.exists() or migrate.current(settings.database_url) is None:
        return
    engine = make_engine(settings.database_url)
    with engine.connect() as connection:
        trips = connection.execute(text("SELECT 1 FROM trip")).first()
    engine.dispose()
    if trips is not None:
        raise NotReady(
            f"The store of keys, {settings.key_store}, is gone, and there are trips that it sealed."
            " Put it back from its own backup (docs/running.md). If there is none, what was sealed"
            f" is lost; then make an empty one to go on with the plans: touch {settings.key_store}"
        )


def _make_key(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))


def _read_key(path: Path) -> bytes:
    try:
        return path.read_text(encoding="ascii").strip().encode()
    except FileNotFoundError as error:
        raise NotReady(f"The key {path} is not there. Run: missions init") from error


def _keep_audit_key(settings: Settings) -> None:
    """Make the key of the audit log where there is no log that one binds."""
    if not settings.audit_key_file.exists():
        _refuse_a_lost_audit_key(settings)
        _make_key(settings.audit_key_file)


def _refuse_a_lost_audit_key(settings: Settings) -> None:
    """Raise `NotReady` where the log is bound by a key that is gone; an older log knows none."""
    engine = make_engine(settings.database_url)
    with engine.connect() as connection:
        bound = connection.execute(text("SELECT 1 FROM audit_entry WHERE scheme = 2")).first()
    engine.dispose()
    if bound is not None:
        raise NotReady(
            f"The key of the audit log, {settings.audit_key_file}, is gone. Put it back from where"
            " you keep a copy of the instance folder; another one would make the log read as"
            " altered."
        )


def open_installation(settings: Settings) -> Installation:
    """Open what `create` made.

    Raises:
        NotReady: there is nothing there yet, or the database waits for an upgrade; the message
            says which command to give.
    """
    if settings.database_url.startswith("sqlite") and not settings.home.exists():
        raise NotReady(f"There is no installation at {settings.home}. Run: missions init")
    revision = migrate.current(settings.database_url)
    if revision is None:
        raise NotReady("The database is empty. Run: missions init")
    if revision != migrate.head():
        raise NotReady(
            f"The database is at revision {revision}, this version wants {migrate.head()}."
            " Run: missions db upgrade"
        )
    _keep_audit_key(settings)
    store = Store(settings.database_url, {AUDIT_KEY: _read_key(settings.audit_key_file)})
    keyring = Keyring(settings.key_file, settings.key_store)
    return Installation(settings, store, keyring, _read_key(settings.web_key_file))
