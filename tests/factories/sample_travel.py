"""The legs, stays and rooms of the sample trip."""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import (
    Connection,
    Leg,
    ManifestRow,
    PersonNote,
    Place,
    Room,
    RoutePoint,
    Stay,
)
from tests.factories.moments import HOME, day, moment, wall
from tests.factories.sample_people import TRAVELLERS

SEOUL, DANANG, DENVER = "Asia/Seoul", "Asia/Ho_Chi_Minh", "America/Denver"
ORD = Place("O’Hare International", "ORD", "Chicago", "US")
ICN = Place("Incheon International", "ICN", "Seoul", "KR")
DAD = Place("Da Nang International", "DAD", "Da Nang", "VN")
DEN = Place("Denver International", "DEN", "Denver", "US")


def _leg(
    uid: str,
    number: str,
    origin: Place,
    start: tuple[str, str],
    destination: Place,
    end: tuple[str, str],
    **more: object,
) -> Leg:
    begins, finishes = moment(*start), moment(*end)
    base = Leg(
        uid=uid,
        start=begins,
        end=finishes,
        minutes=int((finishes.utc - begins.utc).total_seconds()) // 60,
        mode="flight" if origin.code and destination.code else "car",
        number=number,
        origin=origin,
        destination=destination,
    )
    return replace(base, **more)  # type: ignore[arg-type]


_ALL = {"everyone": True, "head_count": 16, "baggage": "1 × 23 kg, cabin 10 kg"}

LEGS = (
    _leg(
        "ua1402", "UA 1402", DEN, ("2026-07-10 08:35", DENVER), ORD, ("2026-07-10 12:05", HOME),
        part="out", carrier="UA", people=("Caleb Martín", "Thư Nguyễn"), head_count=2,
        connection=Connection(65, ORD, ("Caleb Martín", "Thư Nguyễn")),
    ),
    _leg(
        "ke38", "KE 38", ORD, ("2026-07-10 13:10", HOME), ICN, ("2026-07-11 17:10", SEOUL),
        part="out", carrier="KE", international=True, met_by="Mrs. Lee, exit 4, green umbrella",
        connection=Connection(100, ICN, everyone=True), **_ALL,
    ),
    _leg(
        "vans", "", ICN, ("2026-07-11 18:50", SEOUL), Place("Maple House"),
        ("2026-07-11 20:05", SEOUL), part="out", mode="car", vehicle="Two vans",
        driver="김기사, 박기사", seats=18, everyone=True, head_count=16,
    ),
    _leg(
        "ke461", "KE 461", ICN, ("2026-07-15 11:05", SEOUL), DAD, ("2026-07-15 13:50", DANANG),
        part="between", carrier="KE", international=True, **_ALL,
    ),
    _leg(
        "ke458", "KE 458", DAD, ("2026-07-20 23:10", DANANG), ICN, ("2026-07-21 05:45", SEOUL),
        part="home", carrier="KE", international=True, changed="moved",
        connection=Connection(285, ICN, everyone=True), **_ALL,
    ),
    _leg(
        "ke37", "KE 37", ICN, ("2026-07-21 10:30", SEOUL), ORD, ("2026-07-21 09:25", HOME),
        part="home", carrier="KE", international=True, **_ALL,
    ),
)  # fmt: skip

ROUTE = (
    RoutePoint("Chicago", HOME, "CDT", -300, None, wall("2026-07-10 13:10"), home=True),
    RoutePoint("Seoul", SEOUL, "KST", 540, wall("2026-07-11 17:10"), wall("2026-07-15 11:05")),
    RoutePoint("Da Nang", DANANG, "", 420, wall("2026-07-15 13:50"), wall("2026-07-20 23:10")),
    RoutePoint("Chicago", HOME, "CDT", -300, wall("2026-07-21 09:25"), None, home=True),
)

STAYS = (
    Stay(
        "maple", "Maple House", day("2026-07-11"), day("2026-07-15"), 4,
        site_name="Hanbit Hotel Seoul", address="24 Eunhaengnamu-ro, Jung-gu, Seoul",
        local_address="한빛호텔 서울\n서울특별시 중구 은행나무로 24", phone="+82 2 5550 0160",
        zone=SEOUL, country="KR", kind="lodging", confirmation="HB-77120",
        note="late arrival is agreed",
        rooms=(
            Room("301", "3", 2, ("David Kim", "Daniel Park")),
            Room("304", "3", 3, ("Mei Chen", "Esther Jung", "Ngọc Trần")),
            Room("305", "3", 3, ("Thư Nguyễn", "Ruth Adeyemi", "Ji-woo Han")),
            Room("306", "3", 3, ("Caleb Martín", "Jun Wáng", "Lukas Weiß")),
            Room("307", "3", 3, ("Hannah Cole", "Leah Cole", "Sakura Itō")),
        ),
        unplaced=("Noah Park", "Tom O’Brien"),
    ),
    Stay(
        "harbour", "Harbour Inn", day("2026-07-15"), day("2026-07-20"), 5,
        site_name="Song Xanh Hotel", address="128 Hoa Mai, Hai Chau, Da Nang",
        local_address="Khách sạn Sông Xanh\n128 Hoa Mai, Hải Châu, Đà Nẵng",
        phone="+84 236 5550 144", zone=DANANG, country="VN", kind="lodging",
        confirmation="SX-4471",
        rooms=(
            Room("12", "1", 4, ("Mei Chen", "Esther Jung", "Ngọc Trần", "Thư Nguyễn")),
            Room("14", "1", 2, ("Hannah Cole", "Leah Cole")),
            Room("15", "2", 4, ("David Kim", "Daniel Park", "Noah Park", "Tom O’Brien")),
            Room("16", "2", 3, ("Caleb Martín", "Jun Wáng", "Lukas Weiß")),
            Room("17", "2", 3, ("Ruth Adeyemi", "Ji-woo Han", "Sakura Itō")),
        ),
    ),
)  # fmt: skip


def team_stay(stay: Stay) -> Stay:
    """Return what the team of a closed trip sees of a stay."""
    rooms = tuple(replace(room, capacity=None) for room in stay.rooms)
    return replace(
        stay, site_name="", address="", local_address="", phone="", confirmation="", note="",
        rooms=rooms,
    )  # fmt: skip


def own_leg(leg: Leg, name: str, legal: str) -> Leg:
    """Return a leg with its owner's locator and ticketed name."""
    if leg.mode != "flight":
        return leg
    return replace(leg, locators=(PersonNote(name, "Q7LX2M"),), ticketed=(PersonNote(name, legal),))


def _legs_of(name: str) -> list[Leg]:
    return [leg for leg in LEGS if leg.everyone or name in leg.people]


def manifest_rows(with_documents: bool) -> tuple[ManifestRow, ...]:
    """Return a row per traveller and leg; leaders' rows have the legal facts."""
    rows = []
    for number, person in enumerate(TRAVELLERS):
        for leg in _legs_of(person.name):
            row = ManifestRow(person.name, leg, leg.connection.minutes if leg.connection else None)
            if with_documents:
                row = replace(
                    row,
                    legal_name=person.legal_name,
                    birth_date=person.birth_date,
                    document_number=f"55{number:02d}81{number * 7 % 100:02d}3",
                    locator="Q7LX2M" if leg.mode == "flight" else "",
                )
            rows.append(row)
    return tuple(rows)
