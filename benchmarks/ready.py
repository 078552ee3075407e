"""Who is ready: a kept board, an organisation of them, and clashes as a plan grows."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event, text

from benchmarks.harness import Contestant, Ratio, cpu_seconds
from missions import clock
from missions.audit.log import OPERATOR
from missions.board.judging import judge_trip, today
from missions.board.keeping import board_of, refresh
from missions.board.queries import boards_of_all
from missions.briefing.queries import trip_by_code
from missions.installation import Installation, create, open_installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.readiness.conflicts.find import conflicts
from missions.readiness.facts import Bedroom, Item, Member, Party, Place, Stay, TripFrame
from missions.reference.rulebook import shipped
from missions.settings import at_home

NOW = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
TRIPS = 1000
SIZES = (20, 200, 2000)
KINDS = ("passport", "insurance", "waiver", "medical_form", "emergency_contact", "age")
START = date(2027, 3, 8)

_AGGREGATE = text(
    """
    SELECT person.preferred_name, membership.role, person.birth_date,
           group_concat(kept_verdict.state, ' '), min(kept_verdict.due),
           sum(kept_verdict.state NOT IN ('met', 'waived'))
    FROM kept_verdict
    JOIN membership ON membership.trip_id = kept_verdict.trip_id
        AND membership.key = kept_verdict.person
    JOIN person ON person.id = membership.person_id
    JOIN trip ON trip.id = kept_verdict.trip_id
    WHERE trip.code = :code
    GROUP BY membership.position, membership.id
    ORDER BY membership.position, membership.id
    """
)


def write(folder: Path, code: str, people: int) -> None:
    """A trip of so many, a passport and a policy each, as a folder."""
    folder.mkdir()
    asked = "".join(
        f'\n[[requirement]]\nkind = "{kind}"\ndue = "-30d"\napplies = "all"\n' for kind in KINDS
    )
    (folder / "trip.toml").write_text(
        f'[trip]\ncode = "{code}"\nlabel = "Trip"\nposture = "open"\n'
        'home_zone = "America/Chicago"\n'
        f"starts = {START}\nends = {START + timedelta(days=12)}\n{asked}",
        encoding="utf-8",
    )
    _table(folder / "people.csv", _people(people))
    _table(folder / "documents.csv", _papers(people))


def _table(path: Path, rows: Iterable[dict[str, str]]) -> None:
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)


def _people(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        yield {
            "key": f"p{number}",
            "preferred_name": f"Person {number}",
            "legal_name": "DOE, JO",
            "role": "volunteer" if number else "leader",
            "birth_date": "1990-01-02",
            "nationality": "US",
            "emergency_name": "Ann Doe" if number % 3 else "",
            "emergency_phone": "+1 312 555 0100" if number % 3 else "",
        }


def _papers(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        for kind, expires in (("passport", "2033-01-01"), ("insurance", "2027-03-31")):
            yield {
                "person": f"p{number}",
                "kind": kind,
                "number": f"X{number}",
                "country": "US",
                "issued": "2027-01-01",
                "expires": expires if number % 5 else "2027-03-10",
            }


def made(home: Path, sizes: Iterable[tuple[str, int]]) -> Installation:
    """An installation with these trips, judged and kept."""
    settings = at_home(home / "home")
    create(settings)
    here = open_installation(settings)
    for code, people in sizes:
        write(home / code, code, people)
        import_trip(here, read_trip(home / code), actor=OPERATOR)
        with here.store.write() as session:
            refresh(here, session, trip_by_code(session, code), OPERATOR)
    return here


def board(here: Installation, trip_id: str) -> list[str]:
    """What the page draws, as states a person."""
    return [row.states for row in board_of(here, trip_id, OPERATOR).rows]


def aggregate(here: Installation, code: str) -> list[str]:
    """The same facts by one query of the database's own."""
    letters = {"at_risk": "r", "missing": "x"}
    with here.store.read() as session:
        rows = session.execute(_AGGREGATE, {"code": code}).all()
    return ["".join(letters.get(word, word[0]) for word in row[3].split()) for row in rows]


def same_states(board_rows: list[str], aggregated: list[str]) -> bool:
    """Whether every person has the same states; SQLite joins them in no promised order."""
    return [sorted(row) for row in board_rows] == [sorted(row) for row in aggregated]


def queries(here: Installation) -> Any:
    """A measure: how many statements a contestant sends."""

    def count(contestant: Contestant) -> float:
        sent: list[str] = []

        def hear(*said: Any) -> None:
            sent.append(said[2])

        engine = here.store.engine
        event.listen(engine, "before_cursor_execute", hear)
        try:
            contestant()
        finally:
            event.remove(engine, "before_cursor_execute", hear)
        return len([one for one in sent if one.lstrip().upper().startswith(("SELECT", "WITH"))])

    return count


def one_query(here: Installation) -> list[str]:
    """What a query count is a multiple of."""
    with here.store.read() as session:
        session.execute(text("SELECT 1")).all()
    return []


def kept(here: Installation) -> list[tuple[str, str]]:
    """Every trip's verdict from what is kept."""
    with here.store.read() as session:
        return sorted((trip.code, row.go) for trip, row in boards_of_all(session))


def live(here: Installation) -> list[tuple[str, str]]:
    """Every trip's verdict, judged now."""
    found = []
    with here.store.write() as session:
        for code in (f"t{number}" for number in range(TRIPS)):
            trip = trip_by_code(session, code)
            judged = judge_trip(here, session, trip, OPERATOR, today(trip))
            found.append((code, judged.go.value))
        session.rollback()
    return sorted(found)


def plan(people: int) -> Party:
    """Fourteen days for so many: meals together, work in teams of ten, rooms of two."""
    keys = tuple(f"p{number}" for number in range(people))
    teams = [keys[start : start + 10] for start in range(0, people, 10)]
    days = [START + timedelta(days=number) for number in range(14)]
    items = chain.from_iterable(_day(day, keys, teams) for day in days)
    rooms = tuple(
        Bedroom(f"r{start}", keys[start : start + 2], capacity=2) for start in range(0, people, 2)
    )
    return Party(
        trip=TripFrame("grow", days[0], days[-1], "America/Chicago", "US"),
        members=tuple(
            Member(key, key, birth_date=date(1990, 1, 2), gender="F", nationality="US")
            for key in keys
        ),
        rules=shipped(),
        places=(
            Place("inn", "Inn", "lodging", "KR", "Asia/Seoul", 37.57, 126.98),
            Place("house", "House", "work", "KR", "Asia/Seoul", 37.50, 127.03),
        ),
        stays=(Stay("inn", "inn", days[0], days[-1], rooms, keys),),
        items=tuple(items),
    )


def _day(day: date, keys: tuple[str, ...], teams: list[tuple[str, ...]]) -> Iterator[Item]:
    yield _item(day, 7, 8, "meal", "inn", keys)
    for number, team in enumerate(teams):
        for start in (9, 11, 14, 16):
            yield _item(day, start, start + 1, "service", "house", team, f"-{number}")
    yield _item(day, 18, 19, "meal", "inn", keys)


def _item(
    day: date, start: int, end: int, kind: str, site: str, people: tuple[str, ...], name: str = ""
) -> Item:
    starts, ends = (datetime(day.year, day.month, day.day, hour) for hour in (start, end))  # noqa: DTZ001
    nine = timedelta(hours=9)
    return Item(
        key=f"{day}-{start}{name}",
        day=day,
        zone="Asia/Seoul",
        title="Together",
        people=people,
        starts=starts,
        starts_utc=(starts - nine).replace(tzinfo=UTC),
        ends=ends,
        ends_utc=(ends - nine).replace(tzinfo=UTC),
        site=site,
        kind=kind,
        note="As always.",
    )


def clashes(party: Party) -> bool:
    """Look for clashes; whether that could be done."""
    conflicts(party, cleared=lambda _day: frozenset())
    return True


def growth(more: int, less: int) -> float:
    """How much n log n grows from one to the other."""
    return more * math.log(more) / (less * math.log(less))


def ratios() -> Iterable[Ratio]:
    """The rows."""
    with clock.frozen(NOW):
        yield from _boards()
        yield from _organisation()
    small, middle, large = (plan(people) for people in (50, 200, 800))
    for more, less, big, little in ((200, 50, middle, small), (800, 200, large, middle)):
        yield Ratio(
            f"clashes of {more} people / of {less}, in 14 days (n log n)",
            partial(clashes, big),
            partial(clashes, little),
            growth(more, less),
            measure=cpu_seconds,
        )


def _boards() -> Iterable[Ratio]:
    with TemporaryDirectory(prefix="bench-ready-") as folder:
        here = made(Path(folder), [(f"s{people}", people) for people in SIZES])
        with here.store.read() as session:
            ids = {people: trip_by_code(session, f"s{people}").id for people in SIZES}
        for people, trip_id in ids.items():
            yield Ratio(
                f"queries of a board of {people:,}",
                partial(board, here, trip_id),
                partial(one_query, here),
                4,
                same=lambda _board, _one: True,
                measure=queries(here),
            )
        yield Ratio(
            f"a board of {SIZES[-1]:,} / one aggregate query of its facts",
            partial(board, here, ids[SIZES[-1]]),
            partial(aggregate, here, f"s{SIZES[-1]}"),
            2,
            same=same_states,
            measure=cpu_seconds,
        )
        here.close()


def _organisation() -> Iterable[Ratio]:
    with TemporaryDirectory(prefix="bench-trips-") as folder:
        here = made(Path(folder), [(f"t{number}", 8) for number in range(TRIPS)])
        yield Ratio(
            f"{TRIPS:,} trips from what is kept / judged now",
            partial(kept, here),
            partial(live, here),
            1 / 40,
            measure=cpu_seconds,
            rounds=5,
        )
        here.close()
