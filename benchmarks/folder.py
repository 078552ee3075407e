"""Reading a folder of 5,000 people into a database, against `csv.reader` and `executemany`."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Ratio
from missions.audit.log import OPERATOR
from missions.installation import create, open_installation
from missions.intake.apply import import_trip
from missions.intake.columns import columns_of
from missions.intake.folder import TripFolder
from missions.intake.held import find_trip, load, open_seals
from missions.intake.read import read_trip
from missions.intake.targets.grid import cells_of
from missions.settings import at_home

PEOPLE = 5000
CODE = "many-27"
TOML = f"""\
[trip]
code = "{CODE}"
posture = "guarded"
starts = 2027-03-08
ends = 2027-03-20
home_zone = "America/Chicago"

[[site]]
key = "maple"
alias = "Maple House"
country = "KR"
zone = "Asia/Seoul"
"""
_ROWS = {table.name: table.row for table in TripFolder().tables()}
Cells = list[str]
Tables = dict[str, list[Cells]]


def made_up() -> Tables:
    """A folder's cells as the service writes them, a heading first: the same in every run."""
    chance = random.Random(27)
    days = [date(1950, 1, 1) + timedelta(days=chance.randrange(20_000)) for _ in range(PEOPLE)]
    people = [
        f"p{n:04};NGUYEN, VAN {n};NGUYEN;VAN {n};Minh {n};Nguyễn Văn {n};volunteer;{day};"
        f"{chance.choice('FM')};US;p{n}@example.org;312 555 {n:04};no pork;peanuts;;O+;Lan;mother;"
        f"312 556 {n:04};;{chance.choice(['cedar', 'birch'])};guitar;en;{'yes' if n % 3 else ''};;"
        for n, day in enumerate(days)
    ]
    beds = [f"house;{n};{n % 9};2;p{2 * n:04}" for n in range(PEOPLE // 2)]
    papers = [
        f"d{n:04};p{n:04};passport;X{n:07};US;NGUYEN, VAN {n};2020-01-02;;2030-01-01;;12;;held;;;"
        for n in range(PEOPLE)
    ]
    there = [
        f"first;p{n:04};{'missed' if n % 7 else 'attended'};2027-01-09;" for n in range(PEOPLE)
    ]
    first = ["first;First evening;2027-01-09T18:30;2027-01-09T20:00;America/Chicago;;yes;all;;"]
    house = ["house;maple;2027-03-09;2027-03-19;;"]
    return {
        "people": [_heading("people"), *map(_cells, people)],
        "stays": [_heading("stays"), *map(_cells, house)],
        "rooms": [_heading("rooms"), *map(_cells, beds)],
        "training": [_heading("training"), *map(_cells, first)],
        "attendance": [_heading("attendance"), *map(_cells, there)],
        "documents": [_heading("documents"), *map(_cells, papers)],
    }


def _cells(line: str) -> Cells:
    return line.split(";")


def _heading(name: str) -> Cells:
    return [column.name for column in columns_of(_ROWS[name])]


def written(folder: Path, tables: Tables) -> Path:
    """Write the cells as a trip folder."""
    folder.mkdir()
    (folder / "trip.toml").write_text(TOML, encoding="utf-8")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


class Contest:
    """Both contestants, each with a fresh copy of an empty database for every call."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._numbers = count()
        self.tables = made_up()
        self._folder = written(base / "folder", self.tables)
        self._ready = base / "ready"
        create(at_home(self._ready))
        with closing(self.connect(self._ready)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fresh(self) -> Path:
        """Return the home of an empty installation."""
        return Path(shutil.copytree(self._ready, self._base / str(next(self._numbers))))

    def connect(self, home: Path) -> sqlite3.Connection:
        """Open a database with the service's own settings."""
        connection = sqlite3.connect(home / "missions.db")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def subject(self) -> Path:
        """Read the folder into the service."""
        home = self.fresh()
        installation = open_installation(at_home(home))
        import_trip(installation, read_trip(self._folder), actor=OPERATOR)
        installation.close()
        return home

    def against(self) -> Path:
        """Read the files with `csv.reader` and hand their rows to `executemany`."""
        home = self.fresh()
        with closing(self.connect(home)) as connection:
            for name in self.tables:
                with (self._folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                    rows = csv.reader(file)
                    heading = next(rows)
                    columns = ", ".join(f'"{each}"' for each in heading)
                    marks = ", ".join("?" * len(heading))
                    connection.execute(f'CREATE TABLE "raw_{name}" ({columns})')
                    connection.executemany(f'INSERT INTO "raw_{name}" VALUES ({marks})', rows)
            connection.commit()
        return home

    def same(self, subject: Path, against: Path) -> bool:
        """Whether both databases hold every cell of the folder."""
        wanted = {name: rows[1:] for name, rows in self.tables.items()}
        return self._stored(subject) == wanted == self._raw(against)

    def _stored(self, home: Path) -> Tables:
        installation = open_installation(at_home(home))
        try:
            with installation.store.write() as session:
                trip = find_trip(session, CODE)
                assert trip is not None
                held = load(session, trip)
                open_seals(installation, session, held, ("people", "documents"), OPERATOR, "test")
        finally:
            installation.close()
        return {
            name: [
                cells_of(row, columns_of(_ROWS[name])) for row in getattr(held.folder, name).rows
            ]
            for name in self.tables
        }

    def _raw(self, home: Path) -> Tables:
        with closing(self.connect(home)) as connection:
            return {
                name: [list(row) for row in connection.execute(f'SELECT * FROM "raw_{name}"')]
                for name in self.tables
            }


def ratios() -> Iterator[Ratio]:
    """The row."""
    with TemporaryDirectory(prefix="bench-folder-") as base:
        contest = Contest(Path(base))
        yield Ratio(
            name="a folder of 5,000 people / csv.reader and executemany",
            subject=contest.subject,
            against=contest.against,
            bound=20,
            same=contest.same,
        )
