"""A small trip folder, and ways to hand it over with some of it changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from missions.intake.faults import Findings
from missions.intake.folder import TripFolder
from missions.intake.read import Reading, read_trip

TOML = """\
[trip]
code = "willow-26"
name = "Seoul summer team"
label = "Summer team"
purpose = "To repaint the hall"
posture = "guarded"
starts = 2026-07-10
ends = 2026-07-22
home_zone = "America/Chicago"
paper = "letter"
languages = ["en", "ko"]

[[site]]
key = "maple"
alias = "Maple House"
mark = "B"
kind = "meeting"
name = "Grace Hall"
country = "KR"
zone = "Asia/Seoul"
latitude = 37.57
longitude = 126.98
partner = "lee"
opens = "10:00"

[[site]]
key = "oak"
alias = "Oak Inn"
kind = "lodging"
country = "KR"
carry = true

[[partner]]
key = "lee"
alias = "Mrs. Lee"
name = "Lee Soon-ja"
languages = ["ko"]

[[word]]
term = "orphanage"
plain = "school"

[[requirement]]
kind = "passport"
due = "-60d"
[requirement.with]
months_beyond_return = 6

[[requirement]]
kind = "form"
title = "Photo release"

[[contact]]
role = "home contact"
name = "Ruth"
phone = "+1 312 555 0100"

[[page]]
title = "Packing"
text = '''
Rain comes in July.

- a light coat
'''
"""

PEOPLE = """\
key,legal_name,preferred_name,role,birth_date,gender,phone,allergies,guardians,groups,joins,leaves
minh,"NGUYEN, VAN MINH",Minh,leader,1984-02-29,M,+1 312 555 0101,,,cedar,,
sora,"KIM, SO RA",Sora,volunteer,2010-05-06,F,,peanuts,ruth,cedar; birch,,
ruth,"KIM, RUTH",Ruth,guardian,1980-01-02,F,+1 312 555 0100,,,,,
"""

TRAVEL = """\
key,mode,number,from,to,departs,arrives,from_zone,to_zone,locator,ticketed_as,people,driver
out,flight,KE38,ORD,ICN,2026-07-10T12:35,2026-07-11T16:20,,,ABC123,minh=NGUYEN MINH,all,
bus,coach,,ICN terminal 1,maple,2026-07-11T17:30,2026-07-11T18:40,Asia/Seoul,,,,,Mr. Park
"""

STAYS = "key,site,check_in,check_out\noak-1,oak,2026-07-11,2026-07-21\n"
ROOMS = "stay,room,floor,capacity,people\noak-1,301,3,2,minh\noak-1,302,3,2,Sora\n"
SCHEDULE = """\
key,day,starts,ends,ends_day,site,title,kind,lead,people,partner,meet_time,bring
lunch,2026-07-12,12:00,13:00,,maple,Lunch,meal,,,lee,11:50,hat; water
watch,2026-07-12,23:00,01:00,2026-07-13,maple,Night watch,other,minh,@cedar,,,
free,2026-07-13,09:00,,,,Free morning,rest,,all; -sora,,,
"""
TRAINING = """\
key,title,starts,ends,zone,applies
first,First evening,2026-05-02T18:30,20:00,,all
"""
ATTENDANCE = "training,person,state,date\nfirst,minh,attended,2026-05-02\n"
DOCUMENTS = """\
key,person,kind,number,country,issued,expires,state
p1,minh,passport,X1234567,US,2019-03-04,2029-03-03,held
f1,sora,Photo release,,,2026-04-01,,accepted
"""

FILES: dict[str, str] = {
    "trip.toml": TOML,
    "people.csv": PEOPLE,
    "travel.csv": TRAVEL,
    "stays.csv": STAYS,
    "rooms.csv": ROOMS,
    "schedule.csv": SCHEDULE,
    "training.csv": TRAINING,
    "attendance.csv": ATTENDANCE,
    "documents.csv": DOCUMENTS,
}

Content = str | bytes | None


def write(folder: Path, changed: Mapping[str, Content] | None = None) -> Path:
    """Write the folder; a changed file of None is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**FILES, **(changed or {})}.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def read(folder: Path, changed: Mapping[str, Content] | None = None) -> Reading:
    """Write the folder and read it."""
    return read_trip(write(folder, changed))


def zipped(files: Mapping[str, Content], below: str = "willow/") -> bytes:
    """Return a zip of files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(below + name, content or "")
    return data.getvalue()


def told(findings: Findings | Reading) -> list[str]:
    """Return the faults as a leader reads them."""
    return [str(fault) for fault in findings.faults]


def rows_of(folder: TripFolder) -> dict[str, list[object]]:
    """Return all rows, to be compared."""
    return {table.name: list(table.rows) for table in folder.tables()}
