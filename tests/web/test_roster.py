"""A roster by page: columns as guessed and as corrected, the preview, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from missions import clock
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from tests.web.conftest import WINTER
from tests.web.factors import account_of, fields_in
from tests.web.house import Caller, House, token_of, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/folder/roster"
ROSTER = """\
Full name,Goes by,DOB,E-mail address,Cell phone,Allergies,T-shirt
"RIVERA, TOMAS ANDRES",Tomás,1992-10-11,tomas.rivera@example.org,+1 312 555 0199,,M
"AHN, GRACE EUNHYE",Grace,1978-05-14,grace.ahn@example.org,+1 312 555 0101,,S
"ODE, BEN",Benny,1992-08-17,ben@post.example,312 555 0160,cashews,L
"""
FAULTY = ROSTER.replace("1992-08-17", "7/10/92")
COLUMNS = {
    "column-0": "legal_name",
    "column-1": "preferred_name",
    "column-2": "birth_date",
    "column-3": "email",
    "column-4": "phone",
    "column-5": "allergies",
}
_HELD = re.compile(r'name="held"\s+value="([^"]+)"')
_VERSION = re.compile(r'name="version"\s+value="(\d+)"')


def leader(house: House) -> Caller:
    """Return the leader's browser."""
    return house.signed_in(CODE, "grace")


def hand_in(caller: Caller, text: str | bytes = ROSTER, name: str = "team.csv") -> TestResponse:
    """Hand a roster in."""
    body = text if isinstance(text, bytes) else text.encode()
    return caller.post(PAGE, {"roster": (BytesIO(body), name)})


def held(answer: TestResponse) -> str:
    """Return the token by which the page's form finds what was handed in."""
    found = _HELD.search(answer.text)
    assert found is not None
    return found[1]


def step(
    caller: Caller, name: str, token: str, columns: Mapping[str, str] = COLUMNS, **more: object
) -> TestResponse:
    """Take a step with a roster that was handed in."""
    return caller.post(PAGE, {"step": name, "held": token, **columns, **more})


def kept(caller: Caller, text: str = ROSTER) -> TestResponse:
    """Bring a roster in, through all steps."""
    token = held(hand_in(caller, text))
    version = _VERSION.search(step(caller, "preview", token).text)
    assert version is not None
    return step(caller, "keep", token, version=version[1])


def people(house: House) -> dict[str, tuple[str, str, str]]:
    """Return each member's legal name, phone and role by key, in the trip's order."""
    with house.installation.store.read() as session:
        rows = session.execute(
            select(Membership.key, Person.legal_name, Person.phone, Membership.role)
            .join(Person, Person.id == Membership.person_id)
            .join(Trip, Trip.id == Membership.trip_id)
            .where(Trip.code == CODE)
            .order_by(Membership.position)
        )
        return {key: (name, phone, role) for key, name, phone, role in rows}


def _chosen(answer: TestResponse) -> dict[str, str]:
    """Return what is selected in each column's select."""
    selects = re.findall(r'<select[^>]*name="(column-\d+)"[^>]*>(.*?)</select>', answer.text, re.S)
    found = {}
    for name, body in selects:
        value = re.search(r'<option value="([^"]*)"\s+selected', body)
        found[name] = value[1] if value else ""
    return found


def test_columns_are_guessed_and_said_why(samples: House) -> None:
    answer = hand_in(leader(samples))

    assert answer.status_code == 200
    assert _chosen(answer) == {**COLUMNS, "column-6": ""}
    page = words(answer)
    assert "team.csv : 3 rows, 7 columns. Nothing is kept yet." in page
    assert "Goes by Tomás Grace Benny" in page
    assert "Left out. The heading names nothing that is kept here." in page
    assert "Sure. The heading means “Birth date”." in page
    assert "Sure. The heading means “E-mail”." in page


def test_a_workbook_is_read_as_well(samples: House) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "E-mail"])
    sheet.append(["ODE, BEN", "ben@post.example"])
    packed = BytesIO()
    book.save(packed)

    answer = hand_in(leader(samples), packed.getvalue(), "명단.xlsx")

    assert answer.status_code == 200
    assert _chosen(answer) == {"column-0": "legal_name", "column-1": "email"}
    assert re.search(r"명단\.xlsx ?, sheet Sheet ?: 1 row, 2 columns\.", words(answer))


def test_the_preview_says_what_each_row_does_and_writes_nothing(samples: House) -> None:
    caller, before = leader(samples), people(samples)

    answer = step(caller, "preview", held(hand_in(caller)))

    assert answer.status_code == 200
    page = words(answer)
    assert "1 new 1 changed 1 the same" in page
    assert (
        "Changes RIVERA, TOMAS ANDRES row 2, tomas Phone +1 312 555 0108 → +1 312 555 0199" in page
    )
    assert "New ODE, BEN row 4, benny" in page
    assert "Allergies cashews kept sealed" in page
    assert people(samples) == before


def test_all_of_it_is_kept_and_nothing_else_changes(samples: House) -> None:
    caller, before = leader(samples), people(samples)

    answer = kept(caller)

    assert answer.status_code == 200
    assert "The roster is in" in words(answer)
    assert f'href="/trips/{CODE}/people"' in answer.text
    assert people(samples) == {
        **before,
        "tomas": ("RIVERA, TOMAS ANDRES", "+1 312 555 0199", "volunteer"),
        "benny": ("ODE, BEN", "312 555 0160", "volunteer"),
    }
    assert list(people(samples)) == [*before, "benny"]


def test_the_same_roster_again_has_nothing_to_do(samples: House) -> None:
    caller = leader(samples)
    kept(caller)

    answer = step(caller, "preview", held(hand_in(caller)))

    assert "The trip says all of it already" in words(answer)
    assert "Keep all of it" not in words(answer)


def test_a_fault_keeps_everything_back_and_the_way_back_keeps_the_columns(samples: House) -> None:
    caller, before = leader(samples), people(samples)
    token = held(hand_in(caller, FAULTY))
    columns = {**COLUMNS, "column-1": ""}

    preview = step(caller, "preview", token, columns)
    forced = step(caller, "keep", token, columns, version=1)
    back = step(caller, "columns", token, columns)

    assert (preview.status_code, forced.status_code) == (422, 422)
    page = words(preview)
    assert "Nothing is kept until these are mended" in page
    assert "7/10/92" in page
    assert "Keep all of it" not in page
    assert _chosen(back) == {**columns, "column-6": ""}
    assert people(samples) == before


def test_a_fault_that_only_the_whole_trip_shows_is_in_the_preview(samples: House) -> None:
    caller = leader(samples)
    token = held(hand_in(caller, "Name,Guardian keys\nODE BEN,nobody-here\n"))

    answer = step(caller, "preview", token, {"column-0": "legal_name", "column-1": "guardians"})

    assert answer.status_code == 422
    assert "An unknown key" in words(answer)
    assert "nobody-here" in words(answer)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"column-0": "legal_name", "column-1": "legal_name"}, "is chosen for two columns"),
        ({"column-3": "email"}, "No column says who a row is about."),
        ({"column-0": "legal_name", "column-1": "purpose"}, "is not known here"),
    ],
)
def test_columns_that_cannot_be_are_said(
    samples: House, columns: dict[str, str], said: str
) -> None:
    caller = leader(samples)
    token = held(hand_in(caller))

    preview, keep = (step(caller, name, token, columns) for name in ("preview", "keep"))

    assert (preview.status_code, keep.status_code) == (422, 422)
    assert said in words(preview)
    assert said in words(keep)
    assert _chosen(preview)["column-0"] == columns.get("column-0", "")


def test_a_trip_that_moved_meanwhile_is_shown_again(samples: House) -> None:
    caller = leader(samples)
    token = held(hand_in(caller))
    version = _VERSION.search(step(caller, "preview", token).text)
    assert version is not None
    kept(caller, ROSTER.replace("0199", "0198"))

    answer = step(caller, "keep", token, version=version[1])

    assert answer.status_code == 409
    page = words(answer)
    assert "Somebody changed the trip since you looked. Nothing was kept" in page
    assert "+1 312 555 0198 → +1 312 555 0199" in page
    assert people(samples)["tomas"][1] == "+1 312 555 0198"


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("team.xls", b"\xd0\xcf\x11\xe0old", "an old .xls one"),
        ("team.xlsx", b"PK\x03\x04broken", "an .xlsx workbook that is whole"),
        ("team.csv", b"Name,DOB\n", "at least one row"),
        ("", b"", "No file was chosen"),
    ],
)
def test_what_is_no_roster_is_refused_in_words(
    samples: House, name: str, body: bytes, said: str
) -> None:
    answer = hand_in(leader(samples), body, name)

    assert answer.status_code == 422
    assert said in words(answer)


def test_markup_in_cells_and_headings_is_text(samples: House) -> None:
    caller = leader(samples)
    evil = '"<b onx=1>Name",<script>alert(1)</script>\n<i>ODE</i> BEN,"<img src=x>"\n'
    columns = hand_in(caller, evil)
    chosen = {"column-0": "legal_name", "column-1": "diet"}
    preview = step(caller, "preview", held(columns), chosen)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in columns.text
    assert "&lt;img src=x&gt;" in preview.text
    for page in (columns, preview):
        assert not {"<script>", "<img", "<b onx"} & set(
            re.findall(r"<script>|<img|<b onx", page.text)
        )


def test_what_waits_is_sealed_on_the_disk_and_goes_when_it_is_kept(samples: House) -> None:
    caller = leader(samples)
    token = held(hand_in(caller))
    folder = samples.installation.settings.home / "waiting"
    (waiting,) = folder.iterdir()
    content = waiting.read_bytes()

    assert (folder.stat().st_mode & 0o777, waiting.stat().st_mode & 0o777) == (0o700, 0o600)
    assert b"RIVERA" not in content
    assert b"cashews" not in content
    assert token.partition(".")[2].encode() not in content

    step(caller, "keep", token, version=_version(step(caller, "preview", token)))

    assert list(folder.iterdir()) == []
    again = step(caller, "preview", token)
    assert again.status_code == 422
    assert "What you handed in is no longer here" in words(again)


def _version(answer: TestResponse) -> str:
    found = _VERSION.search(answer.text)
    assert found is not None
    return found[1]


def test_what_waits_is_nobody_elses(samples: House) -> None:
    token = held(hand_in(leader(samples)))
    other = samples.signed_in(CODE, "paul")

    answer = step(other, "preview", token)

    assert answer.status_code == 422
    assert "RIVERA" not in answer.text


@pytest.mark.parametrize(
    "token", ["", "x", "../../web.key", "ff-" + "0" * 32 + ".AAAA", "0-..\x00.a"]
)
def test_a_token_of_no_kind_finds_nothing(samples: House, token: str) -> None:
    assert step(leader(samples), "preview", token).status_code == 422


def test_nobody_waits_for_longer_than_an_hour(samples: House) -> None:
    caller = leader(samples)
    token = held(hand_in(caller))
    folder = samples.installation.settings.home / "waiting"

    with clock.frozen(WINTER + timedelta(minutes=61)):
        later = samples.signed_in(CODE, "grace")
        assert step(later, "preview", token).status_code == 422
        hand_in(later)

    assert [path.name for path in folder.iterdir()] != []
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("key", ["tomas", "lily", "hui-wang", "marian"])
def test_only_who_leads_may(samples: House, key: str) -> None:
    caller = samples.signed_in(CODE, key)

    assert caller.get(PAGE).status_code == 404


def test_the_folder_page_leads_here(samples: House) -> None:
    answer = leader(samples).get(f"/trips/{CODE}/folder")

    assert f'href="{PAGE}"' in answer.text
    assert f'href="/trips/{CODE}/folder/flights"' in answer.text


def test_a_roster_leaves_no_clear_file_behind(
    samples: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(uploads))

    kept(leader(samples))

    assert list(uploads.iterdir()) == []


def test_who_was_away_too_long_shows_who_they_are_and_loses_nothing(samples: House) -> None:
    signed_in = account_of(samples, (CODE, "grace"), vouched=True)
    app, caller = signed_in.add_app(), signed_in.caller
    token = held(hand_in(caller))
    version = _version(step(caller, "preview", token))
    form = {"step": "keep", "held": token, "version": version, **COLUMNS}

    with clock.frozen(WINTER + timedelta(minutes=6)):
        csrf = token_of(caller.get("/account"))
        asked = caller.client.post(PAGE, data={"csrf_token": csrf, **form})
        carried = {name: fields_in(asked.text).get(name) for name in form}
        shown = {**fields_in(asked.text), "proof-way": "app", "proof-code": app.at(clock.now())}
        back = caller.client.post("/confirm", data=shown)
        done = caller.client.post(back.location, data=shown)

    assert (asked.status_code, carried) == (401, form)
    assert (back.status_code, back.location) == (307, PAGE)
    assert "The roster is in" in words(done)
    assert people(samples)["benny"] == ("ODE, BEN", "312 555 0160", "volunteer")
