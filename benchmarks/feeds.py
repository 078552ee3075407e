"""An unchanged calendar address, against a view that looks nothing up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, Response
from flask.testing import FlaskClient

from benchmarks.harness import Ratio, cpu_seconds
from missions import clock
from missions.accounts.capabilities import make_feed_link
from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.installation import Installation, create, open_installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.settings import at_home
from missions.trips.model import Membership
from missions.web.app import create_app

CODE, PERSON = "spring-27", "mei"


def installed(home: Path) -> Installation:
    """A sample trip, published, in a folder of its own."""
    settings = at_home(home)
    create(settings)
    installation = open_installation(settings)
    import_trip(installation, read_trip(samples_dir() / CODE), actor=OPERATOR)
    publish(installation, CODE, OPERATOR)
    return installation


def address(installation: Installation) -> str:
    """A person's calendar address."""
    with installation.store.read() as session:
        found = session.query(Membership.id).filter_by(key=PERSON).scalar()
    token = make_feed_link(installation, found, OPERATOR, clock.now() + timedelta(days=1))
    return f"/calendar/{token}.ics"


def bare(headers: dict[str, str]) -> Flask:
    """An application whose only view answers at once what the address answers."""
    app = Flask("bare")

    @app.get("/calendar/<token>.ics")
    def feed(token: str) -> Response:
        return Response(status=304, headers=headers)

    return app


def fetched(client: FlaskClient, path: str, etag: str) -> tuple[int, bytes, str | None]:
    """What an unchanged fetch answers."""
    response = client.get(path, headers={"If-None-Match": etag})
    return response.status_code, response.data, response.headers.get("ETag")


@contextmanager
def told(installation: Installation) -> Iterator[list[str]]:
    """Every statement that the database is given, as SQLite itself reports them."""
    pool, statements = installation.store.engine.pool, list[str]()
    with installation.store.engine.connect() as connection:
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        driver.set_trace_callback(None)
        assert pool.checkedout() == 0  # type: ignore[attr-defined]


def statements(installation: Installation, fetch: Callable[[], Any]) -> list[str]:
    """What one fetch asks of the database."""
    with told(installation) as found:
        fetch()
    return found


def plan(installation: Installation, statement: str) -> list[str]:
    """How SQLite goes about a statement."""
    with installation.store.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        return [str(row[-1]) for row in rows]


def one_indexed(installation: Installation, fetch: Callable[[], Any]) -> bool:
    """Whether a fetch is one select, by indexes only, of link, member and calendar."""
    found = statements(installation, fetch)
    if len(found) != 1 or not found[0].startswith("SELECT"):
        return False
    steps = plan(installation, found[0])
    tables = {step.split()[1] for step in steps}
    wanted = {"capability_link", "membership", "feed"}
    return all("USING INDEX" in step for step in steps) and tables == wanted


def ratios() -> Iterable[Ratio]:
    """The rows."""
    with TemporaryDirectory(prefix="bench-feeds-") as folder:
        installation = installed(Path(folder))
        yield from rows(installation)
        installation.close()


def rows(installation: Installation) -> Iterable[Ratio]:
    """The rows of one installation."""
    path = address(installation)
    client = create_app(installation).test_client()
    first = client.get(path)
    etag = first.headers["ETag"]
    assert first.data.startswith(b"BEGIN:VCALENDAR")
    served = client.get(path, headers={"If-None-Match": etag})
    other = bare(dict(served.headers)).test_client()
    subject = partial(fetched, client, path, etag)
    yield Ratio(
        "queries of an unchanged feed, all by index",
        partial(one_indexed, installation, subject),
        lambda: True,
        1,
        measure=lambda _asked: float(len(statements(installation, subject))) or 1.0,
    )
    yield Ratio(
        "an unchanged feed, as a part of a bare view's speed",
        subject,
        partial(fetched, other, path, etag),
        0.45,
        at_least=True,
        measure=cpu_seconds,
    )
