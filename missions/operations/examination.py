"""Gathering the facts that the checks look at. It changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from missions import clock
from missions.documents.files import FilesUnusable, ScanFiles
from missions.installation import NotReady, open_installation
from missions.operations import inside, outside
from missions.operations.findings import Finding, State, look
from missions.operations.inside import KeptFile, Tables
from missions.operations.outside import Mail
from missions.operations.rows import what_rows_say
from missions.settings import Settings
from missions.store import migrate
from missions.vault.keyring import Keyring
from missions.vault.outer import OuterKeyUnusable
from missions.vault.sealing import CannotOpen

FILE, FOLDER = 0o600, 0o700
_SCANS = "s3://"


def examine(settings: Settings, mail: Mail) -> list[Finding]:
    """Look at everything.

    Args:
        mail: what is known of the way out for letters.
    """
    trouble, present = _outer(settings)
    tables = _tables(settings.database_url)
    found = [
        outside.address(settings.public_url),
        outside.proxies(settings.public_url, settings.proxies),
        outside.mail(mail),
        inside.files(_kept(settings)),
        inside.outer_key(trouble, Keyring(settings.key_file, settings.key_store).rewrapping()),
        inside.database(tables),
    ]
    sound = found[-1].state is State.OK and settings.home.exists()
    found += _of_rows(settings, present) if sound else [_unseen()]
    return [
        *found,
        inside.scans(_scans(settings.scan_store), settings.scan_store),
        outside.zones(version("tzdata"), clock.now().date()),
        _disk(settings.home),
    ]


def _unseen() -> Finding:
    return look(
        "all else",
        "Letters, backups, worker and log can't be looked at before the database is as it should.",
        "Then run this again.",
    )


def _of_rows(settings: Settings, fingerprint: str) -> list[Finding]:
    try:
        installation = open_installation(settings)
    except NotReady as error:
        return [inside.database(Tables("", "", 0, str(error)))]
    try:
        return what_rows_say(installation, fingerprint, _newest_file(settings.home))
    except SQLAlchemyError as error:
        return [inside.database(Tables("", "", 0, f"It broke off ({type(error).__name__})."))]
    finally:
        installation.close()


def _newest_file(home: Path) -> datetime | None:
    times = [each.stat().st_mtime for each in home.iterdir() if each.is_file()]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _kept(settings: Settings) -> list[KeptFile]:
    paths = (settings.key_file, settings.key_store, settings.web_key_file, settings.audit_key_file)
    kept = [KeptFile(_name(settings, path), _mode(path), FILE) for path in paths]
    return [KeptFile(str(settings.home), _mode(settings.home), FOLDER), *kept]


def _name(settings: Settings, path: Path) -> str:
    return path.name if path.parent == settings.home else str(path)


def _mode(path: Path) -> int | None:
    return path.stat().st_mode & 0o777 if path.exists() else None


def _outer(settings: Settings) -> tuple[str, str]:
    """Return why the outer key does not open the store, and its fingerprint."""
    if not settings.key_store.exists():
        return f"There is no store of keys at {settings.key_store}.", ""
    keyring = Keyring(settings.key_file, settings.key_store)
    try:
        return "", keyring.fingerprint()
    except (OuterKeyUnusable, CannotOpen) as error:
        return str(error), ""
    except (sqlite3.Error, OSError) as error:
        return f"The store of keys can't be read: {error}", ""


def _tables(url: str) -> Tables:
    wanted = migrate.head()
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return Tables("", wanted, 0, "")
    try:
        revision = migrate.current(url) or ""
        differences = len(migrate.differences(url)) if revision == wanted else 0
    except SQLAlchemyError as error:
        shown = migrate.without_password(url)
        return Tables("", wanted, 0, f"{shown} can't be reached ({type(error).__name__}).")
    return Tables(revision, wanted, differences, "")


def _scans(place: str) -> str:
    if not place.startswith(_SCANS) and not Path(place).expanduser().exists():
        return ""
    try:
        next(iter(ScanFiles(place).names()), None)
    except FilesUnusable as error:
        return str(error)
    return ""


def _disk(home: Path) -> Finding:
    there = next(each for each in (home, *home.parents) if each.exists())
    usage = shutil.disk_usage(there)
    return outside.disk(usage.free, usage.total)
