"""A small closed or guarded trip from a folder, with real names that its texts may let slip."""

from __future__ import annotations

from pathlib import Path

from missions.audit.log import OPERATOR
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip

CODE = "linden-27"
_TRIP = """
[trip]
code = "linden-27"
name = "Linden team"
label = "{label}"
posture = "{posture}"
starts = 2027-03-09
ends = 2027-03-12
home_zone = "America/Chicago"

[[site]]
key = "maple"
alias = "Maple House"
mark = "B"
kind = "meeting"
name = "Hanmaum Shelter"
address = "12 Sajik-ro 3-gil, Jongno-gu"
local_address = "서울특별시 종로구 사직로3길 12"
phone = "+82 2 734 5678"
country = "KR"
zone = "Asia/Seoul"
partner = "lee"

[[site]]
key = "inn"
alias = "The inn"
mark = "A"
kind = "lodging"
name = "Lotte City Hotel"
address = "240 Jang-dong"
country = "KR"
zone = "Asia/Seoul"
carry = true

[[partner]]
key = "lee"
alias = "{alias}"
mark = "Host 2"
name = "Bak Soonja"
phone = "+82 10 2345 6789"

[[word]]
term = "tile shop"
plain = "shop"
"""
_PEOPLE = """key,legal_name,preferred_name,role,birth_date,email
grace,"KIM, GRACE",Grace,leader,1980-01-02,grace@example.org
paul,"ORTIZ, PAUL",Paul,co-leader,1979-03-04,paul@example.org
mei,"LIN, MEI",Mei,volunteer,1995-05-06,mei@example.org
"""
_SCHEDULE = """key,day,starts,ends,site,title,plain_title,kind,partner
lunch,2027-03-10,12:00,13:00,maple,{title},{plain_title},meal,lee
"""


def folder(
    path: Path,
    *,
    posture: str = "closed",
    label: str = "Spring team",
    alias: str = "Mrs. Lee",
    title: str = "Lunch",
    plain_title: str = "",
) -> Path:
    """Write the folder and return it."""
    path.mkdir(parents=True, exist_ok=True)
    trip = _TRIP.format(posture=posture, label=label, alias=alias)
    (path / "trip.toml").write_text(trip, "utf-8")
    (path / "people.csv").write_text(_PEOPLE, "utf-8")
    rows = _SCHEDULE.format(title=f'"{title}"', plain_title=f'"{plain_title}"')
    (path / "schedule.csv").write_text(rows, "utf-8")
    return path


def bring(installation: Installation, path: Path, **texts: str) -> None:
    """Import the folder, written with these texts."""
    import_trip(installation, read_trip(folder(path, **texts)), actor=OPERATOR)
